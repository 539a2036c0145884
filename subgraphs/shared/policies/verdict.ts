/** What the end of a call says about its source. */
import { SourceError, type SourceErrorCode } from '../errors.ts';
import type { CallEnd } from './circuit.ts';
import { isUnsent } from './connection-errors.ts';
import { DeadlinePassed } from './time-left.ts';

export interface Verdict {
  /** For the circuit. */
  readonly end: CallEnd;
  /** The source may have had too much to do. */
  readonly distress: boolean;
}

export const worked: Verdict = { end: 'worked', distress: false };
const unknown: Verdict = { end: 'unknown', distress: false };
const failed: Verdict = { end: 'failed', distress: true };

/** A source that says no is there; one that says not now wants to be left alone. */
const verdicts: Readonly<Record<SourceErrorCode, Verdict>> = {
  LEGACY_UNAVAILABLE: failed,
  LEGACY_TIMEOUT: failed,
  LEGACY_MALFORMED: { end: 'failed', distress: false },
  LEGACY_REJECTED: worked,
  OVERLOADED: failed,
};

/**
 * `took`: milliseconds the call was under way; `slow`: from when on it is the source's fault that a request ran out of its time, and
 * not that of a client who gave it too little.
 */
export function verdictOf(error: unknown, signal: AbortSignal, took: number, slow: number): Verdict {
  if (signal.aborted) return signal.reason instanceof DeadlinePassed && took >= slow ? failed : unknown;
  return error instanceof SourceError ? verdicts[error.code] : unknown;
}

/** Refused by our own policies, so that the source was not asked. */
export class Refused extends SourceError {}

/** Whether another try may help, and may be made: of a call that changes something only when the source cannot have seen it. */
export function mayRepeat(error: unknown, writes: boolean): boolean {
  if (!(error instanceof SourceError) || error instanceof Refused) return false;
  if (isUnsent(error.cause)) return true;
  return !writes && error.code === 'LEGACY_UNAVAILABLE';
}
