/**
 * A bulkhead whose size may change, and the queue before it.
 *
 * A free slot goes to the most important client's request (client-class.ts), among those to the one that holds fewest slots, and then to
 * the first. So one with fifty calls may use all slots while it is alone, and leaves others theirs when they come. It queues only while
 * it holds none: waiting behind one's own calls is no waiting for others. Who finds the queue full takes the place of the last of those
 * who are less important.
 */
import { highest, placeOf } from './client-class.ts';
import type { DueTimes } from './due-times.ts';
import { whenEnded } from './when-ended.ts';

export interface Slot {
  /** Of the request; aborted when it has ended. */
  readonly signal: AbortSignal;
  /** Where it stands among the others. */
  place: number;
}

export type Refusal = 'queue full' | 'waited too long' | 'out of time' | 'circuit open';

/** Why there was no slot. */
export class NoSlot extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

export interface Slots {
  /** Null when one has to wait. */
  take(signal: AbortSignal): Slot | null;
  /** Rejects with NoSlot, with the signal's reason, or with what `turnAway` was given; at `due` (`performance.now()`) at the latest. */
  wait(signal: AbortSignal, due: number): Promise<Slot>;
  leave(slot: Slot): void;
  /** Rejects all who wait. */
  turnAway(reason: Error): void;
  readonly inFlight: number;
  readonly queued: number;
}

interface Waiting {
  readonly signal: AbortSignal;
  readonly enter: (slot: Slot) => void;
  readonly fail: (error: unknown) => void;
  /** Leaves the queue, and fails. */
  readonly giveUp: (error: unknown) => void;
}

/**
 * Who waits is looked at so many times until his patience is over. Time in which this whole process stood still counts for one look,
 * however long: what would have freed a slot in it has not been read yet.
 */
const looks = 4;

/** `queue`: requests' calls that may wait without holding any slot, for `patience` milliseconds. */
export function createSlots(
  limit: () => number,
  { queue, patience, dues }: { readonly queue: number; readonly patience: number; readonly dues: DueTimes },
): Slots {
  const held: Slot[] = [];
  const waiting: Waiting[] = [];

  const holds = (signal: AbortSignal): number => {
    let count = 0;
    for (const slot of held) if (slot.signal === signal) count += 1;
    return count;
  };
  const occupy = (signal: AbortSignal): Slot => {
    const slot = { signal, place: held.length };
    held.push(slot);
    return slot;
  };
  /** Calls of one request mostly stand together, so each is counted once. */
  const nextInLine = (): number => {
    let most = Number.POSITIVE_INFINITY;
    for (const { signal } of waiting) {
      most = Math.min(most, placeOf(signal));
      if (most === highest) break;
    }
    let best = 0;
    let fewest = Number.POSITIVE_INFINITY;
    let before: AbortSignal | null = null;
    for (const [place, { signal }] of waiting.entries()) {
      if (signal === before || placeOf(signal) !== most) continue;
      before = signal;
      const count = holds(signal);
      if (count < fewest) [best, fewest] = [place, count];
      if (count === 0) break;
    }
    return best;
  };
  const admit = (): void => {
    while (waiting.length > 0 && held.length < limit()) {
      const [next] = waiting.splice(nextInLine(), 1);
      next?.enter(occupy(next.signal));
    }
  };
  /** Of those who hold no slot, the last of the least important, if he is less important than this one. */
  const lesserThan = (signal: AbortSignal): Waiting | null => {
    let found: Waiting | null = null;
    let least = placeOf(signal);
    for (const each of waiting) {
      const own = placeOf(each.signal);
      if (own === placeOf(signal) || own < least || holds(each.signal) > 0) continue;
      [found, least] = [each, own];
    }
    return found;
  };
  const standing = (): number => {
    let count = 0;
    for (const { signal } of waiting) if (holds(signal) === 0) count += 1;
    return count;
  };

  return {
    take: (signal) => (waiting.length === 0 && held.length < limit() ? occupy(signal) : null),
    wait: (signal, due) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= queue && holds(signal) === 0 && standing() >= queue) {
          const lesser = lesserThan(signal);
          if (lesser === null) {
            reject(new NoSlot('queue full'));
            return;
          }
          lesser.giveUp(new NoSlot('queue full'));
        }
        const settled = (): void => {
          ended();
          release();
        };
        const own: Waiting = {
          signal,
          enter: (slot) => {
            settled();
            resolve(slot);
          },
          fail: (error) => {
            settled();
            reject(error);
          },
          giveUp: (error) => {
            waiting.splice(waiting.indexOf(own), 1);
            own.fail(error);
          },
        };
        const { giveUp } = own;
        const step = patience / looks;
        let left = looks;
        const look = (planned: number): void => {
          const now = performance.now();
          left = holds(signal) === 0 ? left - 1 : looks;
          if (now >= due) giveUp(new NoSlot('out of time'));
          else if (left <= 0) giveUp(new NoSlot('waited too long'));
          else lookAt(Math.max(planned + step, now + step / 2));
        };
        const lookAt = (time: number): void => {
          const next = Math.min(time, due);
          release = dues.at(next, () => look(next));
        };
        const ended = whenEnded(signal, () => giveUp(signal.reason));
        let release = () => {};
        lookAt(performance.now() + step);
        waiting.push(own);
        admit();
      }),
    leave: (slot) => {
      const last = held.pop();
      if (last !== undefined && last !== slot) {
        held[slot.place] = last;
        last.place = slot.place;
      }
      admit();
    },
    turnAway: (reason) => {
      for (const one of waiting.splice(0)) one.fail(reason);
    },
    get inFlight() {
      return held.length;
    },
    get queued() {
      return waiting.length;
    },
  };
}
