/** Random output types and arguments of fields. */
import type { Choices } from '../random.ts';
import { addField, type SubgraphDraft, typeIn } from './draft.ts';
import type { Entity, Model } from './model.ts';

const leaves = ['Int', 'Float', 'String', 'Boolean', 'ID', 'Size', 'JSON', 'Spot'];

/** Adds to the subgraph what it lacks of the type. */
export function randomType(model: Model, draft: SubgraphDraft): string {
  const { choices } = model;
  const named = choices.chance(2) ? choices.pick(leaves) : linked(model, draft);
  const wrap = choices.below(10);
  if (wrap < 4) return named;
  if (wrap < 5) return `${named}!`;
  if (wrap < 7) return `[${named}]`;
  if (wrap < 8) return `[${named}!]`;
  if (wrap < 9) return `[${named}!]!`;
  return `[[${named}!]]`;
}

function linked(model: Model, draft: SubgraphDraft): string {
  const { choices, entities, thingHome, thingObjects } = model;
  const here = entities.filter(({ homes }) => homes.includes(draft));
  const knowsThing = draft === thingHome || thingObjects.includes(draft);
  const way = choices.below(8);
  if (way < 2 && knowsThing) return 'Thing';
  if (way === 2 && here.length > 0) return union(draft, here);
  if (way === 3 && here.length > 0) return named(draft, here);
  if (way === 4) return box(draft, model);
  const able = entities.filter((entity) => here.includes(entity) || (!entity.isThing && entity.keys.includes('id')));
  if (able.length === 0) return 'Spot';
  const target = choices.pick(able);
  if (!here.includes(target)) reference(draft, target);
  return target.name;
}

/** An entity this subgraph only names. */
function reference(draft: SubgraphDraft, { name }: Entity): void {
  if (draft.types.has(name)) return;
  const type = typeIn(draft, name);
  type.directives.push('@key(fields: "id", resolvable: false)');
  addField(type, 'id', 'ID!', { directives: ['@shareable'] });
}

function union(draft: SubgraphDraft, here: readonly Entity[]): string {
  if (!draft.unions.has('Found')) draft.unions.set('Found', ['Spot', ...here.map(({ name }) => name)]);
  return 'Found';
}

/** An interface with a field that each of its types has a value of, in every subgraph that knows it so. */
function named(draft: SubgraphDraft, here: readonly Entity[]): string {
  if (draft.types.has('Named')) return 'Named';
  addField(typeIn(draft, 'Named', 'interface'), 'named', 'String');
  for (const { name } of here) {
    const type = typeIn(draft, name);
    type.interfaces.push('Named');
    addField(type, 'named', 'String', { directives: ['@shareable'] });
  }
  return 'Named';
}

/** A type of this subgraph alone, without a key. */
function box(draft: SubgraphDraft, { entities, choices }: Model): string {
  const name = `Box${draft.name.slice(1)}`;
  if (draft.types.has(name)) return name;
  const type = typeIn(draft, name);
  addField(type, 'width', choices.chance(2) ? 'Int!' : 'Int');
  addField(type, 'spot', 'Spot');
  const inside = entities.find(({ homes }) => homes.includes(draft));
  if (inside) addField(type, 'inside', choices.chance(2) ? inside.name : `[${inside.name}!]`);
  return name;
}

export function randomArguments(choices: Choices): string {
  switch (choices.below(8)) {
    case 0:
      return '(first: Int)';
    case 1:
      return '(first: Int = 3, size: Size = LARGE)';
    case 2:
      return '(text: String!)';
    case 3:
      return '(raw: JSON, sizes: [Size!])';
    default:
      return '';
  }
}
