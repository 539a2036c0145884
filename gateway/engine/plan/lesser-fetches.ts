/**
 * What an entity fetch comes to for an object that lacks some of what it requires: the same by the key the object has, without the
 * fields that require what it lacks.
 */
import { isDeepStrictEqual } from 'node:util';
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { EntityKeys } from '../entities/keys.ts';
import type { Represent } from './representation.ts';
import { type Dependents, heldName, keyByKey, keysAnd, withoutDependents } from './requirements.ts';
import type { EntityFetch } from './steps.ts';

type Requires = readonly QueryPlanSelectionNode[];
/** Null for an object that has no key, or of which nothing could be asked. */
export type Lacking = (object: Record<string, unknown>) => EntityFetch | null;

export function lesserFetches(fetch: {
  readonly operation: string;
  readonly requires: Requires;
  readonly dependents: Dependents;
  /** A type's name in the subgraph. */
  readonly typeNamed: (condition: string) => string;
  readonly keys: EntityKeys;
  readonly represents: (requires: QueryPlanSelectionNode[]) => Represent;
  readonly compile: (operation: string, requires: QueryPlanSelectionNode[]) => EntityFetch;
}): Lacking {
  const { operation, requires, dependents, typeNamed, keys, represents, compile } = fetch;
  const only = (parts: Requires, keeps: (name: string) => boolean) => keysAnd(parts, typeNamed, keys, keeps);
  const isKey = (part: QueryPlanSelectionNode) =>
    isDeepStrictEqual(
      only([part], () => false),
      [part],
    );
  const way = (parts: Requires) => ({
    parts,
    hasKey: represents(only(parts, () => false)),
    has: namesIn(parts).map((name) => ({ name, represent: represents(only(parts, (each) => each === name)) })),
    made: new Map<string, EntityFetch | null>(),
  });
  let ways: ReturnType<typeof way>[] | null = null;
  return (object) => {
    // Most fetches never meet such an object.
    ways ??= [requires, ...keyByKey(requires, isKey)].map(way);
    const found = ways.find(({ hasKey }) => hasKey(object) !== null);
    if (found === undefined) return null;
    const missing = new Set(found.has.flatMap(({ name, represent }) => (represent(object) === null ? [name] : [])));
    const key = [...missing].toSorted().join(' ');
    const known = found.made.get(key);
    if (known !== undefined) return known;
    const reduced = missing.size === 0 ? operation : withoutDependents(operation, dependents, missing);
    const made =
      reduced === null
        ? null
        : compile(
            reduced,
            only(found.parts, (name) => !missing.has(name)),
          );
    found.made.set(key, made);
    return made;
  };
}

/** Of the fields required of an entity itself. */
function namesIn(requires: Requires): string[] {
  const names = requires.flatMap((part): string[] =>
    part.kind === 'Field' ? [heldName(part)] : namesIn(part.selections),
  );
  return [...new Set(names)];
}
