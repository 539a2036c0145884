/** What an HTTP status of a subgraph says, in the codes clients see. */
import type { SourceErrorCode } from '../../subgraphs/shared/errors.ts';

/** Null for one that brings an answer. */
export function codeOfStatus(status: number): SourceErrorCode | null {
  if (status >= 200 && status < 300) return null;
  if (status === 429) return 'OVERLOADED';
  if (status === 504) return 'LEGACY_TIMEOUT';
  return status >= 500 ? 'LEGACY_UNAVAILABLE' : 'LEGACY_REJECTED';
}
