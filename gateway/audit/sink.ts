/** Where records are kept. */
import type { Head } from './chain.ts';
import type { Draft } from './record.ts';

export interface Numbered {
  /** Counted up by whoever keeps records in this process; none comes again with another draft. */
  readonly number: number;
  readonly draft: Draft;
}

export interface AuditSink {
  /**
   * Resolves when all of them are kept so that a power cut would not lose them. Rejects when that is not sure; those that are given
   * again then are kept once. One call at a time, numbers rising.
   */
  append(records: readonly Numbered[]): Promise<void>;
  /** The last record this process knows of; null where it knows none. */
  head(): Head | null;
  /** After the last `append`. Never rejects. */
  close(): Promise<void>;
}

/** A code such as ENOSPC, else the kind of error: texts may hold an address. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof Error) return 'code' in cause && cause.code !== undefined ? String(cause.code) : cause.name;
  return 'unknown';
}
