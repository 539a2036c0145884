/** Long work in steps. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Lets the event loop look at signals and sockets once. Rejects with the reason when `signal` has aborted. */
export async function breathe(signal?: AbortSignal): Promise<void> {
  // The first may still be within this turn.
  for (let turn = 0; turn < 2; turn += 1) await nextTurn();
  signal?.throwIfAborted();
}
