/**
 * How long anybody waits for the store. The first whose time is up finds out for all: nobody else waits, those who do already included,
 * until the store has answered a question of its own in time. That one is asked in the background, when somebody would have looked.
 */
import { dueTimes } from '../../subgraphs/shared/policies/due-times.ts';

export interface Patience {
  /** What was found; null when it failed, took too long, or was not asked for. Never rejects. */
  look<T>(ask: () => Promise<T>): Promise<T | null>;
}

export interface PatienceOptions {
  /** Milliseconds a look may take. */
  readonly budget: number;
  /** Something to ask of the store that is quickly answered. */
  readonly probe: () => Promise<unknown>;
  readonly onLook: (outcome: 'ok' | 'failed' | 'skipped') => void;
}

/** Looks that failed in time, one after another, after which the store is left alone as well. */
const failuresBorne = 5;
/** Between two probes: the first at once, then twice as long each time. Milliseconds. */
const [shortestPause, longestPause] = [100, 1_000];

export function patience({ budget, probe, onLook }: PatienceOptions): Patience {
  let failures = 0;
  let pause = 0;
  /** Null while the store is asked. */
  let rests: { nextProbe: number } | null = null;
  const waiting = new Set<() => void>();

  const rest = (): void => {
    if (rests !== null) return;
    [rests, pause] = [{ nextProbe: 0 }, 0];
    for (const release of waiting) release();
    void tryAgain(rests);
  };
  const tryAgain = async (own: { nextProbe: number }): Promise<void> => {
    own.nextProbe = Number.POSITIVE_INFINITY;
    if ((await inTime(budget, probe())).kind === 'found') {
      [rests, failures] = [null, 0];
      return;
    }
    pause = Math.min(longestPause, Math.max(shortestPause, 2 * pause));
    own.nextProbe = performance.now() + pause;
  };

  return {
    look: async (ask) => {
      if (rests !== null) {
        onLook('skipped');
        if (performance.now() >= rests.nextProbe) void tryAgain(rests);
        return null;
      }
      const result = await inTime(budget, ask(), waiting);
      onLook(result.kind === 'found' ? 'ok' : 'failed');
      failures = result.kind === 'found' ? 0 : failures + 1;
      if (result.kind === 'late' || failures >= failuresBorne) rest();
      return result.kind === 'found' ? result.value : null;
    },
  };
}

type InTime<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'failed' }
  | { readonly kind: 'late' };

/** Null when it rejects, or takes longer. Milliseconds. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | null> {
  const result = await inTime(milliseconds, promise);
  return result.kind === 'found' ? result.value : null;
}

/** Never rejects. One timer for all who wait; who calls one of `releases` calls it late before. */
function inTime<T>(milliseconds: number, promise: Promise<T>, releases?: Set<() => void>): Promise<InTime<T>> {
  return new Promise((resolve) => {
    const late = (): void => settle({ kind: 'late' });
    // What came while this process was busy is read before it is given up: sockets come before immediates.
    const leave = due.at(performance.now() + milliseconds, () => setImmediate(late));
    const settle = (result: InTime<T>): void => {
      leave();
      releases?.delete(late);
      resolve(result);
    };
    releases?.add(late);
    promise.then(
      (value) => settle({ kind: 'found', value }),
      () => settle({ kind: 'failed' }),
    );
  });
}

const due = dueTimes();
