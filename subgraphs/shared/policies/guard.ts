/**
 * A call to a legacy system under its source's policies: each try within its time, cut off when its request ends, and told.
 *
 * One guard a source. A call that is refused by the policies was not made and is not told; one that takes too long is aborted and ends
 * as LEGACY_TIMEOUT, whether or not the adapter heeds the signal.
 */
import { SourceError } from '../errors.ts';
import type { OwnSystemName, SourceCall } from '../subgraph.ts';
import { currentSpan, withinSpan } from '../tracing.ts';
import { type DueTimes, dueTimes } from './due-times.ts';
import { type PolicySettings, sourcePolicies } from './source-policies.ts';
import type { CircuitChange, SourceState } from './source-state.ts';
import { whenEnded } from './when-ended.ts';

export interface GuardOptions extends PolicySettings {
  readonly system: OwnSystemName;
  /** For one call, in milliseconds, a second try and waiting for a slot included. */
  readonly timeout: number;
  readonly onCall: (call: SourceCall) => void;
  readonly onCircuit?: ((change: CircuitChange) => void) | undefined;
}

export interface GuardedCall {
  /** A fixed word. */
  readonly operation: string;
  /** How many keys it carries. */
  readonly keys: number;
  readonly signal: AbortSignal;
  /** It changes something, so it is tried again only when it cannot have been seen. */
  readonly writes?: boolean;
}

/**
 * Runs one call, `work` perhaps twice, which must close its socket when its signal aborts. Ends as the work did, as a SourceError,
 * or with the reason of the signal the call came with.
 */
export type Guard = <T>(call: GuardedCall, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

export function guard(options: GuardOptions): Guard & { readonly state: () => SourceState } {
  const dues = dueTimes();
  const policies = sourcePolicies({ ...options, dues });
  const guarded: Guard = (call, work) => {
    const due = performance.now() + options.timeout;
    return policies.run(call, due, () =>
      told(call, work, { system: options.system, onCall: options.onCall, due, dues }),
    );
  };
  return Object.assign(guarded, { state: policies.state });
}

interface Bounds extends Pick<GuardOptions, 'system' | 'onCall'> {
  readonly due: number;
  readonly dues: DueTimes;
}

/** One try, told in the name of the request that made it. */
async function told<T>(call: GuardedCall, work: (signal: AbortSignal) => Promise<T>, bounds: Bounds): Promise<T> {
  const { system, onCall } = bounds;
  const { operation, keys } = call;
  const start = performance.now();
  const span = currentSpan()?.begin(`${system} ${operation}`, 'client', {
    'legacy.system': system,
    'legacy.operation': operation,
    'legacy.keys': keys,
  });
  let outcome = 'ok';
  try {
    return await (span === undefined
      ? bounded(call, work, bounds)
      : withinSpan(span, () => bounded(call, work, bounds)));
  } catch (error) {
    outcome = error instanceof SourceError ? error.code : 'CANCELLED';
    throw error;
  } finally {
    onCall({ system, operation, keys, milliseconds: performance.now() - start, outcome });
    span?.end(outcome === 'ok' ? null : outcome);
  }
}

function bounded<T>(
  { operation, signal }: GuardedCall,
  work: (signal: AbortSignal) => Promise<T>,
  { system, due, dues }: Bounds,
): Promise<T> {
  const own = new AbortController();
  return new Promise((resolve, reject) => {
    const release = (): void => {
      stopClock();
      forget();
    };
    const fail = (error: unknown): void => {
      release();
      reject(signal.aborted ? signal.reason : translate(system, operation, error));
    };
    const cut = (reason: unknown): void => {
      fail(reason);
      own.abort(reason);
    };
    const stopClock = dues.at(due, () => cut(new SourceError(system, 'LEGACY_TIMEOUT', operation)));
    const forget = whenEnded(signal, () => cut(signal.reason));
    work(own.signal).then((result) => {
      release();
      resolve(result);
    }, fail);
  });
}

function translate(system: OwnSystemName, operation: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  return new SourceError(system, 'LEGACY_UNAVAILABLE', `${operation}: ${String(error)}`, error);
}
