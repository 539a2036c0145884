/** Pages of an account's entries: the arguments a client gave, and the connection it gets. */
import { type Connection, decodeCursor, type Edge, encodeCursor, pageSize } from '../shared/connection.ts';
import { BadUserInput } from '../shared/errors.ts';
import type { ActivityKind, ActivityPage, ActivityPosition, ActivityRecord, ActivityRecords } from './source.ts';

export interface ActivityArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly kind?: readonly ActivityKind[] | null | undefined;
}

export type ActivityConnection = Connection<Edge<ActivityRecord>>;
export type ActivityEdge = Edge<ActivityRecord>;

const presetPageSize = 20;

/** One form for all ways to write the same page. BadUserInput for a size out of 1..`max` or a cursor of another list. */
export function activityPage(args: ActivityArguments, max: number): ActivityPage {
  return {
    first: pageSize(args.first, presetPageSize, max),
    after: readPosition(decodeCursor(args.after)),
    kinds: args.kind == null ? null : [...new Set(args.kind)].sort(),
  };
}

/** Two pages are the same read when their texts are equal. */
export const pageText = ({ first, after, kinds }: ActivityPage): string => JSON.stringify([first, after, kinds]);

export function activityConnection(page: ActivityPage, records: ActivityRecords | null): ActivityConnection {
  const edges = (records?.entries ?? []).map((node) => ({ cursor: cursorOf(node.position), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: records?.hasMore ?? false,
      hasPreviousPage: page.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

const cursorOf = ({ day, entry }: ActivityPosition): string => encodeCursor(`${day}.${entry}`);

function readPosition(text: string | null): ActivityPosition | null {
  if (text === null) return null;
  // Fifteen digits are exact in a number; no ledger's day or entry number is longer.
  const [, day, entry] = /^(-?\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  if (day === undefined || entry === undefined) {
    throw new BadUserInput('after must be a cursor from an earlier page of the same list.');
  }
  return { day: Number(day), entry: Number(entry) };
}
