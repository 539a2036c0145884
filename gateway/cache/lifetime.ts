/**
 * How long what a fetch asks for may be kept: as long as the part of it that may be kept least. Apollo Server's rules: a field's hint
 * is its own, else that of the type it answers with; a field without selections has its parent's; what has none may not be kept.
 */
import {
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { EntityKeys } from '../engine/entities/keys.ts';
import type { Declarations, Hint } from './declarations.ts';
import type { FetchText } from './fetch-text.ts';

/** Milliseconds. */
export interface Lifetime {
  readonly fresh: number;
  /** After that, while its source fails. */
  readonly stale: number;
  /** The same for everybody. */
  readonly shared: boolean;
}

export interface Known {
  readonly subgraph: string;
  readonly schema: GraphQLSchema;
  readonly declarations: Declarations;
  /** Of this subgraph. */
  readonly keys: EntityKeys;
}

/** Nothing is kept longer, whatever is declared: invalidation forgets a tag after some time. Milliseconds. */
const longest = 86_400_000;

/** Null when some of it may not be kept at all. */
export function lifetimeOf(text: FetchText, known: Known): Lifetime | null {
  const { subgraph, schema, declarations, keys } = known;
  const hints: { maxAge: number; hint: Hint }[] = [];
  /** `around`: the hint of the object the selection is of; null when it has none. False when some of it may not be kept. */
  const visit = (set: SelectionSetNode, typename: string, around: Hint | null, entity: boolean): boolean =>
    set.selections.every((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition?.name.value ?? typename;
        const own = entity ? declarations.hintOfType(subgraph, type) : around;
        return visit(selection.selectionSet, type, own, entity);
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = text.fragments.get(selection.name.value);
        if (fragment === undefined) return false;
        const type = fragment.typeCondition.name.value;
        return visit(fragment.selectionSet, type, entity ? declarations.hintOfType(subgraph, type) : around, entity);
      }
      const name = selection.name.value;
      // Whose row it is was known before it was asked for.
      if (name === '__typename' || (entity && isKey(keys, typename, name))) return true;
      const own = declarations.hintOfField(subgraph, typename, name);
      const { selectionSet } = selection;
      const result = selectionSet ? resultOf(schema, typename, name) : null;
      if (selectionSet && result === null) return false;
      const ofType = result === null ? null : declarations.hintOfType(subgraph, result);
      const inherited = result === null || own?.inherits || ofType?.inherits ? around : null;
      const from = [own, ofType, inherited].find((hint) => hint?.maxAge != null) ?? null;
      if (from?.maxAge == null || from.maxAge === 0) return false;
      hints.push({ maxAge: from.maxAge, hint: own?.maxAge === null ? { ...from, shared: own.shared } : from });
      return selectionSet === undefined || result === null || visit(selectionSet, result, from, false);
    });
  const start = text.entities ?? text.operation.selectionSet;
  if (!visit(start, text.root, null, text.entities !== null) || hints.length === 0) return null;
  const least = (of: (each: (typeof hints)[number]) => number) => Math.min(longest, ...hints.map(of));
  const fresh = least(({ maxAge }) => maxAge * 1_000);
  return {
    fresh,
    stale: Math.min(
      longest - fresh,
      least(({ hint }) => hint.staleIfError * 1_000),
    ),
    shared: hints.every(({ hint }) => hint.shared),
  };
}

function isKey(keys: EntityKeys, typename: string, field: string): boolean {
  return (keys.get(typename) ?? []).some((key) => key.some(({ name }) => name.value === field));
}

/** The name of the type a field answers with; null when the schema does not know it. */
function resultOf(schema: GraphQLSchema, typename: string, field: string): string | null {
  const type = schema.getType(typename);
  const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
  const result = definition && getNamedType(definition.type);
  return isCompositeType(result) ? result.name : null;
}
