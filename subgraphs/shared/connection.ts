/** Relay connections: bounded `first`, opaque `after`. */
import { BadUserInput } from './errors.ts';

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<E> {
  readonly edges: readonly E[];
  readonly pageInfo: PageInfo;
}

/** `first` within 1..max, or BadUserInput. An explicit null asks for the `preset`. */
export function pageSize(first: number | null | undefined, preset: number, max: number): number {
  const size = first ?? preset;
  if (!Number.isInteger(size) || size < 1 || size > max) {
    throw new BadUserInput(`first must be from 1 to ${max}, but is ${size}.`);
  }
  return size;
}

/** A cursor is the text a list is ordered by, wrapped so that clients do not take it apart. */
export function encodeCursor(position: string): string {
  return Buffer.from(position).toString('base64url');
}

/** Null for no cursor; BadUserInput for one this graph did not make. */
export function decodeCursor(after: string | null | undefined): string | null {
  if (after == null) return null;
  const position = Buffer.from(after, 'base64url').toString();
  if (position === '' || encodeCursor(position) !== after) {
    throw new BadUserInput('after must be a cursor from an earlier page of the same list.');
  }
  return position;
}

/** Cuts one page out of a list that is held whole. A cursor whose item has gone is BadUserInput. */
export function page<T, E extends Edge<unknown>>(
  items: readonly T[],
  args: { readonly first: number; readonly after: string | null },
  position: (item: T) => string,
  edge: (item: T, cursor: string) => E,
): Connection<E> {
  const found = args.after === null ? -1 : items.findIndex((item) => position(item) === args.after);
  if (args.after !== null && found === -1) {
    throw new BadUserInput('after names an item that is no longer in this list; read it again from the start.');
  }
  const start = found + 1;
  const edges = items.slice(start, start + args.first).map((item) => edge(item, encodeCursor(position(item))));
  return {
    edges,
    pageInfo: {
      hasNextPage: start + edges.length < items.length,
      hasPreviousPage: start > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
