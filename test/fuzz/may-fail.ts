/** What may fail without a difference that federation itself makes. */
import { isInterfaceType, Kind, type SelectionSetNode, type TypeNode } from 'graphql';
import type { FieldFacts, Seen, SubgraphSchema } from './facts.ts';
import { selectionSetOf } from './field-sets.ts';

/**
 * A failure in a non-null field takes its object along, for a subgraph that requires another part of that object too; one schema
 * knows no such thing. So nothing non-null below a required field fails.
 */
export function safeFields(
  fields: ReadonlyMap<string, FieldFacts>,
  familyOf: (type: string) => string,
): ReadonlySet<string> {
  const safe = new Set<string>();
  const types = new Set<string>();
  const addType = (type: string): void => {
    const family = familyOf(type);
    if (types.has(family)) return;
    types.add(family);
    for (const [at, { type: fieldType, possible }] of fields) {
      if (!at.startsWith(`${family}.`)) continue;
      safe.add(at);
      if (fieldType.kind === Kind.NON_NULL_TYPE) for (const each of possible ?? []) addType(each);
    }
  };
  for (const [at, { requires }] of fields) {
    const family = at.split('.')[0] ?? '';
    for (const selection of requires?.selections ?? []) {
      if (selection.kind !== Kind.FIELD) continue;
      const required = `${family}.${selection.name.value}`;
      const facts = fields.get(required);
      if (facts && promises(facts.type)) safe.add(required);
      for (const each of facts?.possible ?? []) addType(each);
    }
  }
  return safe;
}

/** Somewhere in the value there may be no null. */
function promises(type: TypeNode): boolean {
  if (type.kind === Kind.NAMED_TYPE) return false;
  return type.kind === Kind.NON_NULL_TYPE || promises(type.type);
}

/**
 * Those whose every entity has one key, and whose other fields no other subgraph has or requires. None that tells the types of an
 * interface others have as an object: they cannot be told without it.
 */
export function forgetfulOnes(
  subgraphs: readonly SubgraphSchema[],
  entities: readonly Seen[],
  fields: ReadonlyMap<string, FieldFacts>,
  familyOf: (type: string) => string,
): ReadonlySet<string> {
  const required = new Set<string>();
  for (const [at, { requires }] of fields) {
    for (const selection of requires?.selections ?? []) {
      if (selection.kind === Kind.FIELD) required.add(`${at.split('.')[0]}.${selection.name.value}`);
    }
  }
  const good = subgraphs.filter(({ name, schema }) => {
    const own = entities.filter(({ subgraph }) => subgraph === name);
    if (own.some(({ type }) => isInterfaceType(schema.getType(type)))) return false;
    return own.every(({ type, keys }) => {
      const family = familyOf(type);
      const keyed = new Set(keys.flatMap((key) => selectionSetOf(key).selections.map(nameOf)));
      return (
        keys.length === 1 &&
        [...fields].every(([at, { owners }]) => {
          const [of, field] = at.split('.');
          if (of !== family || !owners.has(name) || keyed.has(field ?? '')) return true;
          return owners.size === 1 && !required.has(at);
        })
      );
    });
  });
  return new Set(good.map(({ name }) => name));
}

export function interfaceObjectFields(
  entities: readonly Seen[],
  fields: ReadonlyMap<string, FieldFacts>,
): ReadonlySet<string> {
  const added = entities.filter(({ interfaceObject }) => interfaceObject);
  return new Set(
    [...fields].flatMap(([at, { owners }]) => {
      const [family, field = ''] = at.split('.');
      return added.some(({ type, subgraph }) => type === family && owners.has(subgraph)) ? [field] : [];
    }),
  );
}

function nameOf(selection: SelectionSetNode['selections'][number]): string {
  return selection.kind === Kind.FIELD ? selection.name.value : '';
}
