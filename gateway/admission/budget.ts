/**
 * How much new work a turn of the event loop may begin. What wears a gateway out is its one thread, so that is what is shared out,
 * and not places for requests: those that wait for a slow system are no load, and nobody is turned away because of them.
 *
 * The budget is time, so it fits light requests and heavy ones alike. It is found by gradient: as far as turns are from the length
 * they should have.
 */

/** What was seen since the last look. */
export interface Sample {
  /** Mean time of a turn of the event loop. Milliseconds. */
  readonly turn: number;
  /** Looks in a row that have found a strain, this one included. */
  readonly strain: number;
  /** Requests turned away for want of budget. */
  readonly refused: number;
  /** Looks in a row without a strain and without a refusal, this one included. */
  readonly calm: number;
}

/** Milliseconds. Whoever is turned away waits for a turn to hear of it, and is to hear within 50. */
export const longestTurn = 20;
const atWork = 0.8;
/** Looks: a burst, or one long piece of work such as a plan, is no overload. */
const patience = 3;
/** Looks until it is over. */
const calmLooks = 10;

/** Milliseconds. */
export const smallest = 0.5;
export const largest = 20;
/** No bound at all, and nothing to measure: as long as nothing is wrong. */
export const open = Number.POSITIVE_INFINITY;

const smallestStep = 0.02;
const largestStep = 0.5;

/** Whether the thread has more to do than is good. `utilization`: of the time, what it was at work, 0 to 1. */
export function isStrain({ turn, utilization }: { readonly turn: number; readonly utilization: number }): boolean {
  return turn > longestTurn && utilization > atWork;
}

/** Milliseconds. */
export function nextBudget(budget: number, { turn, strain, refused, calm }: Sample): number {
  if (strain > 0) {
    if (budget === open && strain < patience) return open;
    return Math.max(smallest, Math.min(largest, budget) * Math.max(1 - largestStep, longestTurn / turn));
  }
  if (refused > 0) {
    const step = Math.min(largestStep, Math.max(smallestStep, 1 - turn / longestTurn));
    return Math.min(largest, budget * (1 + step));
  }
  return calm < calmLooks ? Math.min(largest, budget * (1 + largestStep)) : open;
}

/** Of the budget, what a class may use at most; what is above is kept for those that go before it. */
export const shares: readonly number[] = [1, 0.8, 0.6];
const nothing = 0.02;

/** A class whose betters are turned away gives up half of what it has, time after time, and takes it back slowly. */
export function nextShare(share: number, place: number, betterRefused: boolean): number {
  if (!betterRefused) return Math.min(shares[place] ?? 0, share + nothing);
  return share > nothing ? share / 2 : 0;
}
