/**
 * The policies around every call to a legacy system: at most so many at once, each within its time, each counted.
 *
 * One guard a source. A call that gets no slot within the queue is refused as OVERLOADED; one that takes too long is
 * aborted and ends as LEGACY_TIMEOUT, whether or not the adapter heeds the signal.
 */
import { BulkheadRejectedError, bulkhead, TaskCancelledError, TimeoutStrategy, timeout, wrap } from 'cockatiel';
import { SourceError } from './errors.ts';
import type { OwnSystemName, SourceCall, SourceHealth } from './subgraph.ts';
import { currentSpan, withinSpan } from './tracing.ts';

/** Calls that may wait, for each that runs: about as many as a slow source answers before their time is up. */
const queuePerSlot = 8;

export interface GuardOptions {
  readonly system: OwnSystemName;
  /** Calls in flight at once; the source's own limit. */
  readonly concurrency: number;
  /** Calls that may wait for a slot; eight for each that runs where nothing is said. */
  readonly queue?: number;
  /** For one call, in milliseconds, waiting included. */
  readonly timeout: number;
  readonly onCall: (call: SourceCall) => void;
}

/** Runs one call. `keys` is how many keys it carries; `work` must close its socket when its signal aborts. */
export type Guard = <T>(
  call: { readonly operation: string; readonly keys: number; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** Calls through it end as the call did, as a SourceError, or with the reason of the signal they came with. */
export function guard(options: GuardOptions): Guard {
  const { system, concurrency, queue = concurrency * queuePerSlot, onCall } = options;
  const policy = wrap(timeout(options.timeout, TimeoutStrategy.Aggressive), bulkhead(concurrency, queue));
  return async (call, work) => {
    const start = performance.now();
    let outcome = 'ok';
    const span = currentSpan()?.begin(`${system} ${call.operation}`, 'client', {
      'legacy.system': system,
      'legacy.operation': call.operation,
      'legacy.keys': call.keys,
    });
    try {
      // In the call's own span, as it may be begun by whoever leaves the queue.
      return await policy.execute(
        ({ signal }) => (span === undefined ? work(signal) : withinSpan(span, () => work(signal))),
        call.signal,
      );
    } catch (error) {
      const failure = translate(system, call, error);
      outcome = failure instanceof SourceError ? failure.code : 'CANCELLED';
      throw failure;
    } finally {
      onCall({ system, operation: call.operation, keys: call.keys, milliseconds: performance.now() - start, outcome });
      span?.end(outcome === 'ok' ? null : outcome);
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

/** Milliseconds; whoever asks for health waits two seconds, on a busy machine too. */
const healthTimeout = 1_500;

/** How `probe`, a cheap call, ends within its own, shorter time. Never rejects. */
export async function measureHealth(
  probe: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<SourceHealth> {
  const start = performance.now();
  const within = AbortSignal.any([signal, AbortSignal.timeout(healthTimeout)]);
  const code = await probe(within).then(
    () => null,
    (error: unknown) => (error instanceof SourceError && !within.aborted ? error.code : 'LEGACY_TIMEOUT'),
  );
  const milliseconds = Math.round(performance.now() - start);
  return code === null ? { state: 'up', milliseconds } : { state: 'down', code, milliseconds };
}
