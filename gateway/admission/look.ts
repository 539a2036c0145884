/** Looks at this process ten times a second, with one timer that keeps nothing up. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Reading } from './gate.ts';

/** Milliseconds. */
const interval = 100;
/** Of the event loop's own clock: a turn cannot be seen to be shorter. Milliseconds. */
const resolution = 10;

/**
 * Returns what ends it. `threadTime`: milliseconds this thread has had a processor since it began. A turn is told in this time: what it
 * waited for a processor that others had would not be less with fewer requests.
 */
export function lookAtProcess(threadTime: () => number, tell: (reading: Reading) => void): () => void {
  const turns = monitorEventLoopDelay({ resolution });
  turns.enable();
  let last = performance.now();
  let work = performance.eventLoopUtilization();
  let worked = threadTime();
  const timer = setInterval(() => {
    const now = performance.now();
    const { active, utilization } = performance.eventLoopUtilization(work);
    const had = threadTime() - worked;
    // Without a single turn since the last look, this one took all the time between.
    const turn = (turns.count === 0 ? now - last : turns.mean / 1e6) * Math.min(1, had / Math.max(1, active));
    tell({ turn, active, utilization, heap: heapTaken() });
    turns.reset();
    last = now;
    work = performance.eventLoopUtilization();
    worked += had;
  }, interval).unref();
  return () => {
    clearInterval(timer);
    turns.disable();
  };
}

/** V8 counts its young generation within the limit, where what is old cannot go. Bytes. */
const young = 48 * 1_048_576;

function heapTaken(): number {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used / Math.max(young, limit - young);
}
