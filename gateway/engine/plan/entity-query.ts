/**
 * An `_entities` query extended by the entities' own keys, so that every row of its reply can be put where its key says and
 * never where it happens to stand.
 */
import type { FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, Kind, type OperationDefinitionNode, parse, print, type SelectionNode } from 'graphql';
import { type EntityKeys, identityText, type Key, keyOf } from '../entities/keys.ts';
import type { Representation } from './representation.ts';

export interface EntityQuery {
  readonly text: string;
  /** Who a representation stands for; null for one without a key of this subgraph. */
  identityOfRepresentation(representation: Representation): string | null;
  /** Who a row of the reply is; of a type nobody asked for, nobody. */
  identityOfRow(row: Record<string, unknown>): string;
  /** Whether the row is plainly that of the representation: true only where the identities are the same. */
  answers(row: Record<string, unknown>, representation: Representation): boolean;
}

interface Asked {
  readonly typename: string;
  readonly key: Key;
  readonly fields: readonly string[];
  /** The key fields' names in the reply. */
  readonly names: readonly string[];
}

export function entityQuery(
  query: string,
  requires: readonly QueryPlanSelectionNode[],
  inputRewrites: readonly FetchDataRewrite[],
  keys: EntityKeys,
): EntityQuery {
  const asked = keysAsked(requires, inputRewrites, keys);
  const byType = new Map(asked.map((each) => [each.typename, each]));
  const read = (of: Asked, value: (field: FieldNode, index: number) => unknown) => identityText('', of.key, value);
  return {
    text: asked.length === 0 ? query : extend(query, asked.map(fragment)),
    identityOfRepresentation: (representation) => {
      const of = byType.get(String(representation.__typename)) ?? onlyOne(asked, representation);
      return of ? read(of, ({ name }) => representation[name.value]) : null;
    },
    identityOfRow: (row) => {
      const of = asked.find(({ names }) => names.every((name) => row[name] !== undefined));
      return of ? read(of, (_, index) => row[of.names[index] ?? '']) : '';
    },
    answers: (row, representation) => {
      const of = byType.get(String(representation.__typename));
      if (of === undefined) return false;
      for (let index = 0; index < of.key.length; index += 1) {
        const value = row[of.names[index] ?? ''];
        if (typeof value !== 'string' || value !== representation[of.fields[index] ?? '']) return false;
      }
      return true;
    },
  };
}

/** A key on an interface: representations carry the object type's name. */
function onlyOne(asked: readonly Asked[], representation: Representation): Asked | undefined {
  return asked.find(({ key }) => keyOf(representation, [key]) !== null);
}

/** For each type asked for, the first of its keys that the representations hold. */
function keysAsked(
  requires: readonly QueryPlanSelectionNode[],
  inputRewrites: readonly FetchDataRewrite[],
  keys: EntityKeys,
): Asked[] {
  const found = new Map<string, Asked>();
  for (const part of requires) {
    if (part.kind !== 'InlineFragment' || part.typeCondition === undefined) continue;
    const typename = renamed(part.typeCondition, inputRewrites);
    const held = heldBy(part.selections);
    const key = keyOf(held, keys.get(typename));
    if (key === null || found.has(typename)) continue;
    const names = key.map((_, index) => `_key_${typename}_${index}`);
    found.set(typename, { typename, key, fields: key.map(({ name }) => name.value), names });
  }
  return [...found.values()];
}

/** The shape of what representations hold, as a value of that shape. */
function heldBy(selections: readonly QueryPlanSelectionNode[]): Record<string, unknown> {
  return Object.fromEntries(
    selections.flatMap((each) =>
      each.kind === 'Field'
        ? [[each.name, each.selections ? heldBy(each.selections) : true]]
        : Object.entries(heldBy(each.selections)),
    ),
  );
}

/** The type's name in a subgraph that knows it as an interface object. */
export function renamed(typename: string, rewrites: readonly FetchDataRewrite[]): string {
  const setter = rewrites.find(
    ({ kind, path }) => kind === 'ValueSetter' && path[0] === `... on ${typename}` && path[1] === '__typename',
  );
  return setter?.kind === 'ValueSetter' ? String(setter.setValueTo) : typename;
}

function fragment({ typename, key, names }: Asked): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typename } },
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: key.map((field, index) => ({ ...field, alias: { kind: Kind.NAME, value: names[index] ?? '' } })),
    },
  };
}

function extend(query: string, additions: readonly SelectionNode[]): string {
  const document = parse(query, { noLocation: true });
  const withKeys = (selection: SelectionNode): SelectionNode =>
    selection.kind === Kind.FIELD && selection.name.value === '_entities' && selection.selectionSet
      ? {
          ...selection,
          selectionSet: { ...selection.selectionSet, selections: [...additions, ...selection.selectionSet.selections] },
        }
      : selection;
  const extendRoot = (operation: OperationDefinitionNode): OperationDefinitionNode => ({
    ...operation,
    selectionSet: { ...operation.selectionSet, selections: operation.selectionSet.selections.map(withKeys) },
  });
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? extendRoot(definition) : definition,
  );
  return print({ ...document, definitions });
}
