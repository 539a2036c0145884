/**
 * The data: every field's value is a pure function of who the object is, the field, its arguments and the world's seed.
 *
 * An entity is a family and an index; every key field holds the index as digits, so that any key leads back to it. Any other object
 * is where it was found. In a failing world fields throw, promised values are null; in a forgetting one some subgraphs do not know some entities.
 */
import { Kind, type SelectionSetNode, type TypeNode } from 'graphql';
import { getArgumentValues } from 'graphql/execution/values.js';
import type { Facts, FieldFacts } from './facts.ts';
import { namedType } from './field-sets.ts';
import { hash, stable } from './random.ts';

export interface World {
  readonly seed: number;
  readonly failing: boolean;
  /** Does a subgraph not know some entities? A deferred fragment asks a subgraph anew for what it has told already, so not there. */
  readonly forgetting: boolean;
}

/** An object on its way through a resolver. */
export interface Thing {
  readonly type: string;
  readonly identity: string;
  /** An entity's index, also of values that are part of its key. */
  readonly index: number | null;
  /** What a subgraph was told about it, when it was asked as an entity. */
  readonly told: Readonly<Record<string, unknown>> | null;
}

const entityCount = 12;

export const root = (type: string): Thing => ({ type, identity: type, index: null, told: null });

export function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && 'identity' in value && 'told' in value;
}

/** Answers the fields of one graph. */
export interface Data {
  field(world: World, owner: Thing, name: string, args: unknown, subgraph: string | null): unknown;
  /** The entity of a representation; null when this subgraph does not know it. Throws for one without a key. */
  entity(world: World, representation: Readonly<Record<string, unknown>>, subgraph: string): Thing | null;
}

export function data(facts: Facts, enumValues: ReadonlyMap<string, readonly string[]>): Data {
  const requiring = new Set([...facts.fields].flatMap(([at, { requires }]) => (requires ? [at.split('.')[0]] : [])));

  const thingOf = (type: string, index: number): Thing => {
    const family = facts.familyOf(type);
    const members = facts.membersOf(family);
    const member = type === family ? (members[index % members.length] ?? type) : type;
    return { type: member, identity: `${family}:${index}`, index, told: null };
  };

  /** Of a family with fields that require others everything is known: which of the two reasons for a null is told is open. */
  const unknown = (world: World, owner: string, subgraph: string) =>
    world.forgetting &&
    facts.forgetful.has(subgraph) &&
    !requiring.has(owner.split(':')[0] ?? '') &&
    hash(world.seed, 'unknown', subgraph, owner) % 7 === 0;

  const object = (possible: readonly string[], at: string, seed: number, keyIndex: number | null): Thing => {
    const chosen = hash(seed, at, 'type');
    const type = possible[chosen % possible.length];
    if (type === undefined) throw new Error(`nothing possible at ${at}`);
    const members = facts.membersOf(facts.familyOf(type));
    if (members.length === 0) return { type, identity: at, index: keyIndex, told: null };
    const any = keyIndex ?? hash(seed, at, 'index') % entityCount;
    return thingOf(type, any - (any % members.length) + Math.max(0, members.indexOf(type)));
  };

  const value = (type: TypeNode, facts_: FieldFacts, at: string, world: World, may: boolean): unknown => {
    if (type.kind === Kind.NON_NULL_TYPE) {
      if (may && world.failing && hash(world.seed, at, 'broken') % 40 === 0) return null;
      return present(type.type, facts_, at, world, may);
    }
    if (hash(world.seed, at, 'null') % 9 === 0) return null;
    return present(type, facts_, at, world, may);
  };

  const present = (type: TypeNode, facts_: FieldFacts, at: string, world: World, may: boolean): unknown => {
    if (type.kind === Kind.LIST_TYPE) {
      const length = hash(world.seed, at, 'length') % 4;
      return Array.from({ length }, (_, index) => value(type.type, facts_, `${at}[${index}]`, world, may));
    }
    if (facts_.possible) return object(facts_.possible, at, world.seed, null);
    return leaf(namedType(type), hash(world.seed, at), enumValues);
  };

  const keyPart = (name: string, facts_: FieldFacts, owner: Thing): unknown => {
    const index = owner.index ?? 0;
    if (facts_.possible) return object(facts_.possible, `${owner.identity}.${name}`, 0, index);
    const type = namedType(facts_.type);
    if (type === 'ID') return String(index);
    if (type === 'Int' || type === 'Float') return index;
    if (type === 'Boolean') return index % 2 === 0;
    const members = enumValues.get(type);
    return members ? members[index % members.length] : `${name}-${index}`;
  };

  /** What the fields of a set are, without errors: a failure is a null where it is allowed. */
  const evaluate = (world: World, owner: Thing, set: SelectionSetNode): Record<string, unknown> => {
    const result: Record<string, unknown> = {};
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const wanted = selection.typeCondition?.name.value;
        if (wanted === undefined || wanted === owner.type) {
          Object.assign(result, evaluate(world, owner, selection.selectionSet));
        }
        continue;
      }
      const name = selection.name.value;
      const known = facts.fields.get(`${facts.familyOf(owner.type)}.${name}`);
      if (name === '__typename' || !known) continue;
      const args = getArgumentValues(known.field, selection);
      result[name] = attempt(() =>
        complete(world, field(world, owner, name, args, null), known.type, selection.selectionSet ?? null),
      );
    }
    return result;
  };

  const complete = (world: World, found: unknown, type: TypeNode, set: SelectionSetNode | null): unknown => {
    if (type.kind === Kind.NON_NULL_TYPE) {
      const inner = complete(world, found, type.type, set);
      if (inner === null) throw new Error('a null is not allowed');
      return inner;
    }
    if (found === null) return null;
    return attempt(() => {
      if (type.kind === Kind.LIST_TYPE && Array.isArray(found)) {
        return found.map((each: unknown) => complete(world, each, type.type, set));
      }
      return set && isThing(found) ? evaluate(world, found, set) : found;
    });
  };

  const field = (world: World, owner: Thing, name: string, args: unknown, subgraph: string | null): unknown => {
    const at = `${facts.familyOf(owner.type)}.${name}`;
    const known = facts.fields.get(at);
    if (!known) throw new Error(`nobody knows ${at}`);
    if (facts.keyFields.has(at) && owner.index !== null) return keyPart(name, known, owner);
    const [only] = known.owners;
    if (owner.index !== null && only !== undefined && known.owners.size === 1 && unknown(world, owner.identity, only)) {
      return null;
    }
    const inputs = known.requires
      ? owner.told && subgraph !== null
        ? pick(owner.told, known.requires)
        : evaluate(world, owner, known.requires)
      : null;
    if (inputs && world.failing && Object.values(inputs).includes(null)) throw new Error('a required value is missing');
    const place = `${owner.identity}.${name}(${stable(args)}${inputs ? stable(inputs) : ''})`;
    const may = !facts.safe.has(at) && !facts.keyFields.has(at);
    if (may && world.failing && hash(world.seed, place, 'throws') % 14 === 0) throw new Error(`broken ${at}`);
    return value(known.type, known, place, world, may);
  };

  return {
    field,
    entity: (world, representation, subgraph) => {
      const type = String(representation.__typename);
      const family = facts.familyOf(type);
      const index = indexOf(representation, facts.keyPaths.get(family) ?? []);
      if (index === null) throw new Error(`no key in ${stable(representation)}`);
      const thing = { ...thingOf(type, index), told: representation };
      return unknown(world, thing.identity, subgraph) ? null : thing;
    },
  };
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return null;
  }
}

/** The same fields out of a representation, so that a wrong one makes a wrong value. */
function pick(told: Readonly<Record<string, unknown>>, set: SelectionSetNode): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const wanted = selection.typeCondition?.name.value;
      if (wanted === undefined || wanted === told.__typename) Object.assign(result, pick(told, selection.selectionSet));
      continue;
    }
    const { selectionSet } = selection;
    const name = selection.name.value;
    const inner = (found: unknown): unknown => {
      if (Array.isArray(found)) return found.map(inner);
      return selectionSet && typeof found === 'object' && found !== null ? pick({ ...found }, selectionSet) : found;
    };
    if (name !== '__typename') result[name] = inner(told[name]);
  }
  return result;
}

function indexOf(
  representation: Readonly<Record<string, unknown>>,
  paths: readonly (readonly string[])[],
): number | null {
  for (const path of paths) {
    let found: unknown = representation;
    for (const name of path) found = typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined;
    const digits = /(\d+)$/.exec(typeof found === 'string' || typeof found === 'number' ? String(found) : '');
    if (digits) return Number(digits[1]);
  }
  return null;
}

function leaf(type: string, chosen: number, enumValues: ReadonlyMap<string, readonly string[]>): unknown {
  const members = enumValues.get(type);
  if (members) return members[chosen % members.length];
  if (type === 'Int') return (chosen % 2_000) - 1_000;
  if (type === 'Float') return (chosen % 1_000) / 8;
  if (type === 'Boolean') return chosen % 2 === 0;
  if (type === 'ID') return String(chosen % 1_000);
  if (type === 'JSON') return jsonValues[chosen % jsonValues.length];
  return texts[chosen % 24] ?? `text ${chosen % 1_000}`;
}

const jsonValues: readonly unknown[] = [
  'x',
  7,
  true,
  [1, { a: null }],
  { b: [], 'c d': 'ä' },
  { __typename: 'Nothing' },
];
const texts = ['', 'plain', 'quote " and \\', 'line\nbreak \u2028', 'Zoë 🛩', '\u0000', '\ud800 lone', 'tab\t'];
