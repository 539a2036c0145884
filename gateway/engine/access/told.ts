/** What an answer says of what it keeps back: an error for each field that is hidden, and a list of those that are shown in part. */
import type { GraphQLError } from 'graphql';
import type { PathSegment } from '../../../subgraphs/shared/hosting/reply.ts';
import type { DataMask } from '../../../subgraphs/shared/privacy/masks.ts';
import { notForYou } from '../../../subgraphs/shared/privacy/not-for-you.ts';
import { shownPath } from '../errors.ts';
import type { Noted } from '../shape/writing.ts';

type Path = readonly PathSegment[];

/** Of `extensions.masked`. */
export interface MaskedPlace {
  /** The first place it stands at. */
  readonly path: Path;
  /** All of them, where there are several. */
  readonly paths?: readonly Path[];
  readonly mask: DataMask;
}

export interface KeptBack {
  /** One a field of a type. */
  readonly errors: readonly GraphQLError[];
  readonly masked: readonly MaskedPlace[];
  /** Where nothing is to be told but that it is hidden. */
  readonly hidden: readonly Path[];
}

export const nothingKeptBack: KeptBack = { errors: [], masked: [], hidden: [] };

/** `at`: the place in the answer where what was written belongs. */
export function keptBack(noted: readonly Noted[], at: Path = []): KeptBack {
  const hidden = new Map<string, Path[]>();
  const masked = new Map<string, { readonly mask: DataMask; readonly paths: Path[] }>();
  for (const { limit, way } of noted) {
    if (limit === null) continue;
    const path = shownPath([...at, ...way.toReversed()]);
    if (limit.mask === null) add(hidden, limit.coordinate, path);
    else {
      const known = masked.get(limit.coordinate) ?? { mask: limit.mask, paths: [] };
      known.paths.push(path);
      masked.set(limit.coordinate, known);
    }
  }
  if (hidden.size === 0 && masked.size === 0) return nothingKeptBack;
  return {
    errors: [...hidden].map(([coordinate, paths]) => toldOnce(coordinate, paths)),
    masked: [...masked.values()].flatMap(({ mask, paths }) => {
      const [path] = paths;
      return path ? [{ path, ...(paths.length > 1 && { paths }), mask }] : [];
    }),
    hidden: [...hidden.values()].flat(),
  };
}

function toldOnce(coordinate: string, paths: readonly Path[]): GraphQLError {
  const [path] = paths;
  return notForYou(coordinate, { ...(path && { path }), extensions: paths.length > 1 ? { paths } : {} });
}

function add(to: Map<string, Path[]>, name: string, path: Path): void {
  const known = to.get(name);
  if (known) known.push(path);
  else to.set(name, [path]);
}
