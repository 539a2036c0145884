/**
 * How long what a fetch asks for may be kept: as long as the part of it that may be kept least. Apollo Server's rules: a field's hint
 * is its own, else that of the type it answers with; a field without selections has its parent's; what has none may not be kept.
 * Beside what may be kept it is left out of what is kept of the fetch.
 */
import {
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { EntityKeys } from '../engine/entities/keys.ts';
import type { Declarations, Hint } from './declarations.ts';
import type { FetchText } from './fetch-text.ts';
import type { LeftOut } from './left-out.ts';

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

type Out = Map<string, 'all' | Out>;

/** Nothing is kept longer, whatever is declared: invalidation forgets a tag after some time. Milliseconds. */
const longest = 86_400_000;

/** How a fetch is kept. */
export interface Keeping {
  readonly lifetime: Lifetime;
  /** What of it is left out; null when all of it may be kept. */
  readonly leftOut: LeftOut | null;
}

/** Null when nothing of it may be kept, or something that is left out would be of no use to anyone. */
export function keepingOf(text: FetchText, known: Known): Keeping | null {
  const { subgraph, schema, declarations, keys } = known;
  const hints: { maxAge: number; hint: Hint }[] = [];
  const declared = new Set<string>();
  /**
   * `around`: the hint of the object the selection is of; null when it has none. `out` gets what may not be kept. False when the object
   * itself is nothing without it.
   */
  const visit = (set: SelectionSetNode, typename: string, around: Hint | null, out: Out, depth: number): boolean =>
    // All of them, whatever one says.
    set.selections
      .map((selection) => {
        const ofEntity = (type: string) =>
          depth === 0 && text.entities ? declarations.hintOfType(subgraph, type) : around;
        if (selection.kind === Kind.INLINE_FRAGMENT) {
          const type = selection.typeCondition?.name.value ?? typename;
          return visit(selection.selectionSet, type, ofEntity(type), out, depth);
        }
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const fragment = text.fragments.get(selection.name.value);
          if (fragment === undefined) return false;
          const type = fragment.typeCondition.name.value;
          return visit(fragment.selectionSet, type, ofEntity(type), out, depth);
        }
        const {
          selectionSet,
          name: { value: name },
        } = selection;
        // Whose row it is was known before it was asked for.
        if (name === '__typename' || (depth === 0 && text.entities && isKey(keys, typename, name))) return true;
        const shown = (selection.alias ?? selection.name).value;
        const { result, required } = fieldOf(schema, typename, name);
        const leave = (): boolean => {
          out.set(shown, 'all');
          return !required;
        };
        if (selectionSet && result === null) return leave();
        const own = declarations.hintOfField(subgraph, typename, name);
        const composite = selectionSet ? result : null;
        const ofType = composite === null ? null : declarations.hintOfType(subgraph, composite);
        const inherited = composite === null || own?.inherits || ofType?.inherits ? around : null;
        const from = [own, ofType, inherited].find((hint) => hint?.maxAge != null) ?? null;
        if (from?.maxAge == null || from.maxAge === 0) return leave();
        hints.push({ maxAge: from.maxAge, hint: own?.maxAge === null ? { ...from, shared: own.shared } : from });
        if (depth === 0) declared.add(shown);
        if (selectionSet === undefined || composite === null) return true;
        const before = out.get(shown);
        const within: Out = before instanceof Map ? before : new Map();
        if (!visit(selectionSet, composite, from, within, depth + 1)) return leave();
        if (within.size > 0 && before !== 'all') out.set(shown, within);
        return true;
      })
      .every(Boolean);
  const leftOut: Out = new Map();
  const start = text.entities ?? text.operation.selectionSet;
  const useful = visit(start, text.root, null, leftOut, 0) && [...declared].some((name) => leftOut.get(name) !== 'all');
  if (!useful) return null;
  const least = (of: (each: (typeof hints)[number]) => number) => Math.min(longest, ...hints.map(of));
  const fresh = least(({ maxAge }) => maxAge * 1_000);
  const stale = Math.min(
    longest - fresh,
    least(({ hint }) => hint.staleIfError * 1_000),
  );
  if (leftOut.size === 0)
    return { lifetime: { fresh, stale, shared: hints.every(({ hint }) => hint.shared) }, leftOut: null };
  // It is there for the day its source fails, and nothing is said of whose the rest is.
  return stale === 0 ? null : { lifetime: { fresh, stale, shared: false }, leftOut };
}

function isKey(keys: EntityKeys, typename: string, field: string): boolean {
  return (keys.get(typename) ?? []).some((key) => key.some(({ name }) => name.value === field));
}

/** `result`: the name of the composite type a field answers with, null for any other; `required`: it is never null. */
function fieldOf(schema: GraphQLSchema, typename: string, field: string): { result: string | null; required: boolean } {
  const type = schema.getType(typename);
  const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
  const result = definition && getNamedType(definition.type);
  return { result: isCompositeType(result) ? result.name : null, required: isNonNullType(definition?.type) };
}
