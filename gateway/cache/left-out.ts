/**
 * Fetches of which a part may be kept and the rest may not. They are asked of their source every time, whole; what may be kept is kept
 * for the day it fails. Then the rest is null, each place of it with the error that the source failed with.
 */
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { PathSegment, ReplyError } from '../../subgraphs/shared/hosting/reply.ts';
import type { Row } from './kept-rows.ts';
import { isFailure } from './rules.ts';

/** By response name: all of it, or what is within. What is not named is kept. */
export type LeftOut = ReadonlyMap<string, 'all' | LeftOut>;

/** What may be kept of a row: null in place of what may not. */
export function keptPart(row: Row, leftOut: LeftOut): Row {
  const kept = { ...row };
  for (const [name, what] of leftOut) {
    if (name in kept) kept[name] = what === 'all' ? null : within(kept[name], what);
  }
  return kept;
}

function within(value: unknown, leftOut: LeftOut): unknown {
  if (Array.isArray(value)) return value.map((item) => within(item, leftOut));
  return isRecord(value) ? keptPart(value, leftOut) : value;
}

/** A row with its errors, whose paths begin within it. */
export interface Told {
  readonly row: Row | null;
  readonly errors: readonly ReplyError[];
}

/**
 * What the source failed to say is taken from what is kept of the row, field by field; null when nothing is. What it failed to say of
 * what is never kept stays failed.
 */
export function mended(live: Told, kept: Row, leftOut: LeftOut): Told | null {
  const failed = live.errors.find((error) => isFailure([error]));
  if (failed === undefined) return null;
  const whole = live.row === null || live.errors.some((error) => isFailure([error]) && !error.path?.length);
  if (whole || live.row === null)
    return { row: kept, errors: placesIn(kept, leftOut).map((path) => ({ ...failed, path })) };
  const row = { ...live.row };
  let errors = live.errors;
  for (const name of new Set(live.errors.flatMap((error) => (isFailure([error]) ? (error.path?.[0] ?? []) : [])))) {
    if (typeof name !== 'string' || !(name in kept) || leftOut.get(name) === 'all') continue;
    const own = errors.find((error) => error.path?.[0] === name && isFailure([error])) ?? failed;
    const only = new Map([...leftOut].filter(([each]) => each === name));
    row[name] = kept[name];
    errors = [
      ...errors.filter(({ path }) => path?.[0] !== name),
      ...placesIn(kept, only).map((path) => ({ ...own, path })),
    ];
  }
  return errors === live.errors ? null : { row, errors };
}

/** Where in a kept row something is missing. */
function placesIn(value: unknown, leftOut: LeftOut): PathSegment[][] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => placesIn(item, leftOut).map((path) => [index, ...path]));
  }
  if (!isRecord(value)) return [];
  return [...leftOut].flatMap(([name, what]) => {
    if (!(name in value)) return [];
    return what === 'all' ? [[name]] : placesIn(value[name], what).map((path) => [name, ...path]);
  });
}
