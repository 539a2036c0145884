/** One answer while it is written: what decides about its fields, and the places of it that are to be told. */
import type { PathSegment } from '../../../subgraphs/shared/hosting/reply.ts';
import type { Limit } from '../access/judge.ts';
import type { CollectedField } from './collect.ts';
import type { Variables } from './conditions.ts';

export interface Writing {
  readonly variables: Variables;
  /** Filled. */
  readonly noted: Noted[];
  /** JSON text of an introspection field at the root. */
  readonly introspect: (field: CollectedField) => string;
}

export interface Noted {
  /** From the place up to the root. */
  readonly way: PathSegment[];
  /** What keeps the value, or a part of it, from the caller. Null for a null, or a value that cannot be shown, where the schema promises something. */
  readonly limit: Limit | null;
}

/** JSON text; undefined when there must be a null but none is allowed. */
export type Write = (value: unknown, writing: Writing) => string | undefined;

export function broken(writing: Writing): undefined {
  writing.noted.push({ way: [], limit: null });
  return undefined;
}

/** Paths are only known where something is noted: each object and list on the way up adds its own step. */
export function leadUp({ noted }: Writing, from: number, segment: PathSegment): number {
  for (let index = from; index < noted.length; index += 1) noted[index]?.way.push(segment);
  return noted.length;
}

/** What of them is shown in part is not shown at all where a null has spread around it. */
export function forgetMasked({ noted }: Writing, from: number): void {
  const kept = noted.slice(from).filter(({ limit }) => limit === null || limit.mask === null);
  noted.splice(from, noted.length - from, ...kept);
}

/** The response paths of what is broken. */
export function brokenPaths({ noted }: Writing): readonly (readonly PathSegment[])[] {
  return noted.flatMap(({ way, limit }) => (limit === null ? [way.toReversed()] : []));
}
