/**
 * How many may wait, and how much new work a turn of the event loop may begin. What wears a gateway out is its one thread: the work that
 * lies before it is what counts, in its own time, and not the requests in flight: who waits for a slow system is no load.
 */

/** What was seen of the thread. */
export interface Load {
  /** Of its time, what a request took: all that belongs to it, and all that went on beside it. Milliseconds. */
  readonly cost: number;
  /** Whether somebody has been waiting for `patience` without a break. */
  readonly standing: boolean;
}

/** A queue that lasts longer is no burst: the last of one is taken late, as a turn takes one connection. Milliseconds. */
export const patience = 3_000;
/** Milliseconds of work that may wait: of a burst, and in a queue that does not end, where waiting longer helps nobody. */
const burstWork = 1_000;
const standingWork = 100;

/** So many may wait in any case of those who come at once: a few dozens are no overload, and the first on a cold gateway tell no cost. */
export const always = 64;
/** In a queue that does not end, as long as they are begun within so many milliseconds, which leaves them time to be answered. */
const longestWork = 2_000;
/** So many in any case. */
export const atLeast = 8;
export const atMost = 1_000;

/** How many may wait. */
export function room({ cost, standing }: Load): number {
  const few = standing ? Math.max(atLeast, Math.min(always, longestWork / cost)) : always;
  return Math.floor(Math.min(atMost, Math.max(few, (standing ? standingWork : burstWork) / cost)));
}

/** Milliseconds. Whoever is turned away waits for a turn to hear of it, and is to hear within 50. */
export const longestTurn = 20;
/** Milliseconds of new work in a turn. */
export const largestSlice = 2;
export const smallestSlice = 0.05;

/**
 * By gradient: as far as turns are from the length they may have. What is begun comes back as the answers of the systems behind, and those
 * that come in one turn are worked off in one.
 */
export function nextSlice(slice: number, turn: number): number {
  const gradient = turn === 0 ? 2 : Math.min(1.25, Math.max(0.5, longestTurn / turn));
  return Math.min(largestSlice, Math.max(smallestSlice, slice * gradient));
}

/** Time at work and the requests begun in it; what is long ago counts little. */
export interface Busy {
  readonly milliseconds: number;
  readonly begun: number;
}

/** A request costs a millisecond until it is known better, and once nobody has asked for a while. */
export const nothingSeen: Busy = { milliseconds: 10, begun: 10 };
/** Of what was known, what still counts a look later. */
const kept = 0.8;
/** Of the time. With less to do, most of the work is none of the requests'. */
const atWork = 0.5;

/** A look later. `utilization`: of the time, what the thread was at work, 0 to 1. */
export function nextBusy(last: Busy, now: Busy & { readonly utilization: number }): Busy {
  const { milliseconds, begun } = now.utilization < atWork ? scaled(nothingSeen, 1 - kept) : now;
  const old = scaled(last, kept);
  return { milliseconds: old.milliseconds + milliseconds, begun: old.begun + begun };
}

export const costOf = ({ milliseconds, begun }: Busy): number => milliseconds / Math.max(begun, 0.1);

const scaled = ({ milliseconds, begun }: Busy, factor: number): Busy => ({
  milliseconds: milliseconds * factor,
  begun: begun * factor,
});
