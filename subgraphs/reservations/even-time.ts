/** Keeps the time that finding nothing takes from telling why nothing was found. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface EvenTimeOptions {
  /** Milliseconds: nothing is answered at a whole multiple of it after the beginning. */
  readonly step: number;
  /** Waits no longer than the request, and rejects with its reason. */
  readonly signal: AbortSignal;
}

/** What `look` finds, at once; null as late as the next step. */
export async function nothingInEvenTime<T>(
  look: () => Promise<T | null>,
  { step, signal }: EvenTimeOptions,
): Promise<T | null> {
  const start = performance.now();
  const found = await look();
  if (found !== null) return found;
  const passed = performance.now() - start;
  await sleep(Math.ceil(passed / step) * step - passed, undefined, { signal }).catch(() => signal.throwIfAborted());
  return null;
}
