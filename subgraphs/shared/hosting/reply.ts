/** What a subgraph answers, wherever it runs, and how a failure becomes a part of that answer. */
import { SourceError } from '../errors.ts';
import type { SystemName } from '../subgraph.ts';
import type { CallCost } from './call-cost.ts';

export type PathSegment = string | number;

export interface ReplyError {
  readonly message: string;
  /** Within the subgraph's own answer; none when the whole operation failed. */
  readonly path?: readonly PathSegment[] | undefined;
  readonly extensions: { readonly code: string; readonly system: string; readonly retryable: boolean };
  /** For the log; never sent. */
  readonly cause?: unknown;
}

export interface SubgraphReply {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly ReplyError[];
  /** Where it comes from, each state once. Left out when all of it has just been asked of the subgraph. */
  readonly origins?: readonly Origin[];
  /** What it cost the legacy system, where that is known from the answer; null when nobody knows. */
  readonly callCost?: CallCost | null;
}

/** Where an answer, or some of its entities, comes from. */
export interface Origin {
  /** `stale` is cached, past its time, and shown as the system itself did not answer. */
  readonly from: 'live' | 'cached' | 'stale';
  /** It is what the system said then, or later: when it was asked, of the oldest entity. Milliseconds since 1970. */
  readonly asOf: number;
}

/** `cause` as clients may see it: a SourceError says itself what to tell, of anything else only that something failed. */
export function toldError(system: SystemName, cause: unknown, path?: readonly PathSegment[]): ReplyError {
  if (cause instanceof SourceError) return { message: cause.message, path, extensions: cause.extensions, cause };
  return {
    message: `The ${system} part of this graph failed.`,
    path,
    extensions: { code: 'INTERNAL_SERVER_ERROR', system, retryable: false },
    cause,
  };
}
