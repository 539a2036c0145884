/**
 * Lets requests in as fast as the thread takes them. While it keeps up, that costs a request a look at the clock. Who comes when a turn of
 * the event loop has begun enough waits for the next; where too many wait he is turned away, or one of a lower class in his place.
 */
import { clientClasses } from './classes.ts';
import { costOf, largestSlice, longestTurn, nextBusy, nextSlice, nothingSeen, patience, room } from './limits.ts';
import { memoryWatch } from './memory.ts';
import { waitingQueue } from './queue.ts';

/** A look at the process: what was since the last. */
export interface Reading {
  /** Mean time of a turn of the event loop, on a processor. Milliseconds. */
  readonly turn: number;
  /** Milliseconds the thread was at work, and what that was of all the time: 0 to 1. */
  readonly active: number;
  readonly utilization: number;
  /** Of the heap's limit, what is taken: 0 to 1. */
  readonly heap: number;
}

export interface Refusals {
  /** The thread had no time. */
  readonly busy: number;
  /** The heap was nearly full. */
  readonly memory: number;
}

export interface GateState {
  /** Requests that wait to be begun, and how many may. */
  readonly waiting: number;
  readonly room: number;
  /** Mean time of a turn of the event loop, at the last look. Milliseconds. */
  readonly turn: number;
  /** Whether anybody has been turned away a moment ago. */
  readonly refusing: boolean;
  /** Requests turned away since the start, by class, in the order of `clientClasses`. */
  readonly refused: readonly Refusals[];
}

export interface Asking {
  /** Its place in `clientClasses`. */
  readonly place: number;
  /** One of these is called, once; `waited` in milliseconds. */
  begin(waited: number): void;
  refuse(): void;
}

export interface Gate {
  /** Whether the next request may begin at once; one that may not has to `wait`. */
  atOnce(): boolean;
  wait(asking: Asking): void;
  /** To be told ten times a second. */
  look(reading: Reading): void;
  state(): GateState;
}

export interface GateOptions {
  /** Milliseconds. */
  readonly now: () => number;
  /** Calls back when this turn of the event loop is over: one after the other as they were given, each once the last's work is done. */
  readonly afterTurn: (callback: () => void) => void;
  /** Milliseconds: an answer to who has waited longer would come too late. */
  readonly longestWait: number;
  /** Told when it begins to turn requests away, and when it has stopped. */
  readonly onChange: (state: GateState) => void;
}

/** Milliseconds without a refusal until it is over. */
const calm = 1_000;
const fewSteps = 8;
/** Of those turned away for memory, one in so many comes in: what nobody asks for is never cleaned away. */
const trickle = 16;

export function createGate({ now, afterTurn, longestWait, onChange }: GateOptions): Gate {
  const queue = waitingQueue<Asking & { readonly since: number }>();
  const refused = clientClasses.map(() => ({ busy: 0, memory: 0 }));
  const memory = memoryWatch();
  /** Classes turned away for want of memory. */
  let short = 0;
  let sinceTrickle = 0;
  let turn = 0;
  let busy = nothingSeen;
  /** Requests since the last look. */
  let begun = 0;
  let slice = largestSlice;
  let sliceBegan = Number.NEGATIVE_INFINITY;
  /** Steps asked for after this turn, and taken after the last; each begins one request. */
  let steps = 0;
  let stepped = 0;
  /** More steps than a turn has time for are of no use. */
  let most = fewSteps;
  /** Whether somebody has been waiting since the turn before. */
  let lasting = false;
  /** When somebody began to wait, with nobody before him. */
  let waitingSince = 0;
  let standing = false;
  let refusing = false;
  let refusedAt = Number.NEGATIVE_INFINITY;

  const state = (): GateState => ({
    waiting: queue.length,
    room: room({ cost: costOf(busy), standing }),
    turn,
    refusing,
    refused: refused.map((counts) => ({ ...counts })),
  });
  const refuse = (asking: Asking, why: keyof Refusals): void => {
    const counts = refused[asking.place] ?? refused.at(-1);
    if (counts) counts[why] += 1;
    refusedAt = now();
    if (!refusing) {
      refusing = true;
      onChange(state());
    }
    asking.refuse();
  };
  const wantsMemory = (place: number): boolean => {
    if (place < clientClasses.length - short) return false;
    sinceTrickle = (sinceTrickle + 1) % trickle;
    return sinceTrickle > 0;
  };

  /** All that came in this turn has been read. */
  const openSlice = (): void => {
    const time = now();
    slice = nextSlice(slice, lasting ? time - sliceBegan : 0);
    standing ||= time - waitingSince > patience;
    sliceBegan = time;
    most = 2 * stepped + fewSteps;
    steps = 0;
    stepped = 0;
    lasting = true;
  };
  const askForSteps = (): void => {
    const wanted = Math.min(queue.length, most);
    if (steps === 0 && wanted > 0) afterTurn(openSlice);
    for (; steps < wanted; steps += 1) afterTurn(step);
  };
  const step = (): void => {
    const time = now();
    if (stepped === 0 || time - sliceBegan < slice) beginNext(time);
    askForSteps();
  };
  const beginNext = (time: number): void => {
    const next = queue.take();
    if (next === undefined) return;
    if (queue.length === 0) lasting = false;
    const waited = time - next.since;
    if (waited > longestWait) {
      refuse(next, 'busy');
      return;
    }
    stepped += 1;
    begun += 1;
    next.begin(waited);
  };

  return {
    atOnce: () => {
      if (short > 0 || queue.length > 0) return false;
      const time = now();
      // A slice that began so long ago is another turn's, or this turn is too long.
      if (time - sliceBegan > longestTurn) sliceBegan = time;
      if (time - sliceBegan >= slice) return false;
      begun += 1;
      return true;
    },
    wait: (asking) => {
      if (wantsMemory(asking.place)) return refuse(asking, 'memory');
      const since = now();
      if (queue.length === 0) waitingSince = since;
      else if (queue.length >= room({ cost: costOf(busy), standing })) {
        const other = queue.giveWay(asking.place);
        refuse(other ?? asking, 'busy');
        if (other === undefined) return;
      }
      queue.push(asking.place, { ...asking, since });
      askForSteps();
    },
    look: (reading) => {
      turn = reading.turn;
      short = memory.look(reading.heap);
      busy = nextBusy(busy, { milliseconds: reading.active, utilization: reading.utilization, begun });
      begun = 0;
      if (now() - refusedAt < calm) return;
      standing = queue.length > 0 && now() - waitingSince > patience;
      if (!refusing) return;
      refusing = false;
      onChange(state());
    },
    state,
  };
}
