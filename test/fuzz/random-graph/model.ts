/**
 * A random small graph over two to four subgraphs: entities with one to three keys, of which a subgraph may know only some; fields of
 * one or several owners, moving ones, required and provided ones; an interface with a key, which other subgraphs have as an object;
 * an interface and a union that every subgraph knows its own part of; value types. Not all of them compose.
 */
import type { Choices } from '../random.ts';
import { addField, namedIn, type SubgraphDraft, subgraph, typeIn } from './draft.ts';
import { randomArguments, randomType } from './types.ts';

export interface Entity {
  readonly name: string;
  readonly keys: readonly string[];
  /** Subgraphs that resolve it. */
  readonly homes: SubgraphDraft[];
  /** Implements `Thing`, the interface with a key. */
  readonly isThing: boolean;
}

export interface Model {
  readonly choices: Choices;
  readonly subgraphs: readonly SubgraphDraft[];
  readonly entities: readonly Entity[];
  /** Knows the types of `Thing`; null where there is no such interface. */
  readonly thingHome: SubgraphDraft | null;
  /** Have `Thing` as an object. */
  readonly thingObjects: readonly SubgraphDraft[];
}

const keyFields: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  id: [['id', 'ID!']],
  code: [['code', 'String!']],
  'number spot { code }': [
    ['number', 'Int!'],
    ['spot', 'Spot!'],
  ],
};

export function randomModel(choices: Choices): readonly SubgraphDraft[] {
  const subgraphs = Array.from({ length: 2 + choices.below(3) }, (_, index) => subgraph(`s${index}`));
  const hasThings = choices.chance(2);
  const thingHome = hasThings ? choices.pick(subgraphs) : null;
  const thingObjects = subgraphs.filter((each) => thingHome !== null && each !== thingHome && choices.chance(2));
  const entities = Array.from({ length: 2 + choices.below(3) }, (_, index) => {
    const isThing = thingHome !== null && index < 2;
    const keys = isThing
      ? ['id']
      : ['id', ...Object.keys(keyFields).filter((key) => key !== 'id' && choices.chance(3))];
    const able = subgraphs.filter((each) => !isThing || !thingObjects.includes(each));
    const homes = able.filter((each) => each === thingHome || choices.chance(2));
    return { name: `E${index}`, keys, isThing, homes: homes.length > 0 ? homes : [choices.pick(able)] };
  });
  const model: Model = { choices, subgraphs, entities, thingHome, thingObjects };
  for (const each of subgraphs) addSpot(each);
  for (const entity of entities) addEntity(model, entity);
  if (thingHome) addThing(model, thingHome);
  for (const entity of entities) addFields(model, entity);
  for (const entity of entities) addRequirements(model, entity);
  for (const each of subgraphs) addRoots(model, each);
  return subgraphs;
}

/** A value type all know. */
function addSpot(draft: SubgraphDraft): void {
  const spot = typeIn(draft, 'Spot');
  spot.directives.push('@shareable');
  addField(spot, 'code', 'String!');
  addField(spot, 'size', 'Size');
  addField(spot, 'depth', 'Int');
}

function addEntity({ choices }: Model, { name, keys, homes }: Entity): void {
  for (const home of homes) {
    const type = typeIn(home, name);
    const known = keys.filter((_, index) => index === 0 || choices.chance(2));
    const kept = known.length > 1 && choices.chance(4) ? known.slice(1) : known;
    for (const key of kept) {
      type.directives.push(`@key(fields: "${key}")`);
      for (const [field, of] of keyFields[key] ?? []) addField(type, field, of, { directives: ['@shareable'] });
    }
  }
}

function addThing(model: Model, home: SubgraphDraft): void {
  const { choices, entities, thingObjects } = model;
  const members = entities.filter(({ isThing }) => isThing);
  const thing = typeIn(home, 'Thing', 'interface');
  thing.directives.push('@key(fields: "id")');
  const shared = [
    ['id', 'ID!', ''],
    ['label', 'String', ''],
    ['mark', choices.chance(2) ? 'Int!' : 'Size', ''],
    ['motto', 'String', '(language: String = "en")'],
  ] as const;
  for (const type of [thing, ...members.map(({ name }) => typeIn(home, name))]) {
    for (const [name, of, args] of shared) addField(type, name, of, { args });
    if (type !== thing) type.interfaces.push('Thing');
  }
  for (const [index, draft] of thingObjects.entries()) {
    const type = typeIn(draft, 'Thing');
    type.directives.push('@key(fields: "id")', '@interfaceObject');
    addField(type, 'id', 'ID!');
    for (let more = 1 + choices.below(2); more > 0; more -= 1) {
      const of = randomType(model, draft);
      addField(type, `own${index}${more}`, of, { args: randomArguments(choices) });
    }
    if (!choices.chance(3)) continue;
    addField(type, 'label', 'String', { directives: ['@external'] });
    addField(type, 'motto', 'String', { args: '(language: String = "en")', directives: ['@external'] });
    const needs = choices.pick(['label', 'motto(language: \\"de\\")', 'label motto']);
    addField(type, `made${index}`, 'String', { directives: [`@requires(fields: "${needs}")`] });
  }
}

const letters = ['a', 'b', 'c', 'd', 'e'];

/** Members of a family have names of their own: one schema knows no field of two types. */
const fieldName = ({ name, isThing }: Entity, letter: string) => (isThing ? `${letter}${name.slice(1)}` : letter);

function addFields(model: Model, entity: Entity): void {
  const { choices } = model;
  for (const letter of letters.slice(0, 2 + choices.below(4))) {
    const owner = choices.pick(entity.homes);
    const name = fieldName(entity, letter);
    const of = randomType(model, owner);
    const args = randomArguments(choices);
    const field = addField(typeIn(owner, entity.name), name, of, { args });
    const others = entity.homes.filter((each) => each !== owner && (isPlain(of) || each.types.has(namedIn(of))));
    if (others.length === 0) continue;
    const other = choices.pick(others);
    const way = choices.below(8);
    if (way === 0) {
      field.directives.push('@shareable');
      addField(typeIn(other, entity.name), name, of, { args, directives: ['@shareable'] });
    } else if (way === 1) {
      const label = choices.chance(2) ? `, label: "percent(${choices.pick([0, 30, 50, 100])})"` : '';
      addField(typeIn(other, entity.name), name, of, {
        args,
        directives: [`@override(from: "${owner.name}"${label})`],
      });
    }
  }
}

const plain = new Set(['Int', 'Float', 'String', 'Boolean', 'ID', 'Size', 'JSON', 'Spot']);
const isPlain = (type: string) => plain.has(namedIn(type));

/** One of another subgraph's plain fields of the entity is required, or provided on the way to it. */
function addRequirements({ choices }: Model, entity: Entity): void {
  for (const home of entity.homes) {
    const type = typeIn(home, entity.name);
    const foreign = entity.homes.flatMap((other) =>
      other === home
        ? []
        : [...typeIn(other, entity.name).fields.values()].filter(
            (field) => isPlain(field.type) && !type.fields.has(field.name) && field.directives.length === 0,
          ),
    );
    if (foreign.length === 0 || !choices.chance(2)) continue;
    const [first, second] = [choices.pick(foreign), choices.pick(foreign)];
    const needs = [...new Set([first, second])].map((field) => {
      addField(type, field.name, field.type, { args: field.args, directives: ['@external'] });
      const given = field.args.includes('!') || choices.chance(2) ? '' : givenFor(field.args, choices);
      return `${field.name}${given}${namedIn(field.type) === 'Spot' ? ' { code depth }' : ''}`;
    });
    const requires = `@requires(fields: "${needs.join(' ')}")`;
    addField(type, fieldName(entity, 'need'), 'String', { directives: [requires] });
    if (choices.chance(2)) {
      addField(type, fieldName(entity, 'want'), 'Int', { directives: [`@requires(fields: "${needs[0]}")`] });
    }
    const providing = choices.chance(3) ? entity.homes.find((each) => each === home) : undefined;
    if (providing && namedIn(first.type) !== 'Spot' && first.args === '') {
      addField(typeIn(home, 'Query'), `${home.name}Provided${entity.name}`, entity.name, {
        directives: [`@provides(fields: "${first.name}")`],
      });
    }
  }
}

function givenFor(args: string, choices: Choices): string {
  const names = [...args.matchAll(/(\w+): Int/g)].map(([, name]) => name ?? '');
  return names.length === 0 ? '' : `(${names.map((name) => `${name}: ${choices.below(4)}`).join(', ')})`;
}

function addRoots(model: Model, draft: SubgraphDraft): void {
  const { choices, entities, thingHome, thingObjects } = model;
  const query = typeIn(draft, 'Query');
  const targets = entities.filter(({ homes }) => homes.includes(draft)).map(({ name }) => name);
  if (draft === thingHome || thingObjects.includes(draft)) targets.push('Thing', 'Thing');
  for (const [index, name] of targets.entries()) {
    if (index > 0 && choices.chance(3)) continue;
    const of = choices.pick([name, `[${name}]`, `[${name}!]!`]);
    addField(query, `${draft.name}f${index}`, of, { args: randomArguments(choices) });
  }
  addField(query, `${draft.name}any`, randomType(model, draft), { args: randomArguments(choices) });
}
