/** What a subgraph answers, wherever it runs, and how a failure becomes a part of that answer. */
import { SourceError } from '../errors.ts';
import type { SystemName } from '../subgraph.ts';

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
