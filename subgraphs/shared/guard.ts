/**
 * The policies around every call to a legacy system: at most so many at once, each within its time, each counted.
 *
 * One guard a source. A call that gets no slot within the queue is refused as OVERLOADED; one that takes too long is
 * aborted and ends as LEGACY_TIMEOUT, whether or not the adapter heeds the signal.
 */
import { BulkheadRejectedError, bulkhead, TaskCancelledError, TimeoutStrategy, timeout, wrap } from 'cockatiel';
import { SourceError } from './errors.ts';
import type { OwnSystemName, SourceCall } from './subgraph.ts';

export interface GuardOptions {
  readonly system: OwnSystemName;
  /** Calls in flight at once; the source's own limit. */
  readonly concurrency: number;
  /** Calls that may wait for a slot. */
  readonly queue: number;
  /** For one call, in milliseconds, waiting included. */
  readonly timeout: number;
  readonly onCall: (call: SourceCall) => void;
}

/** Runs one call. `keys` is how many keys it carries; `work` must close its socket when its signal aborts. */
export type Guard = <T>(
  call: { readonly operation: string; readonly keys: number; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

export function guard(options: GuardOptions): Guard {
  const { system, onCall } = options;
  const policy = wrap(
    timeout(options.timeout, TimeoutStrategy.Aggressive),
    bulkhead(options.concurrency, options.queue),
  );
  return async (call, work) => {
    const start = performance.now();
    let outcome = 'ok';
    try {
      return await policy.execute(({ signal }) => work(signal), call.signal);
    } catch (error) {
      const failure = translate(system, call, error);
      outcome = failure instanceof SourceError ? failure.code : 'CANCELLED';
      throw failure;
    } finally {
      onCall({ system, operation: call.operation, keys: call.keys, milliseconds: performance.now() - start, outcome });
    }
  };
}

function translate(system: OwnSystemName, call: { operation: string; signal: AbortSignal }, error: unknown): unknown {
  if (call.signal.aborted) return call.signal.reason;
  if (error instanceof SourceError) return error;
  if (error instanceof TaskCancelledError) return new SourceError(system, 'LEGACY_TIMEOUT', call.operation, error);
  if (error instanceof BulkheadRejectedError) return new SourceError(system, 'OVERLOADED', call.operation, error);
  return new SourceError(system, 'LEGACY_UNAVAILABLE', `${call.operation}: ${String(error)}`, error);
}
