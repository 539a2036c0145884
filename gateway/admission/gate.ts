/**
 * Lets requests in while there is time for their class. As long as nothing is wrong that costs a request one comparison; under strain, a
 * look at the clock.
 */
import { isStrain, nextBudget, nextShare, open, shares } from './budget.ts';
import { clientClasses } from './classes.ts';
import { memoryWatch } from './memory.ts';

/** A look at the process. */
export interface Reading {
  /** Mean time of a turn of the event loop since the last look, on a processor. Milliseconds. */
  readonly turn: number;
  /** Of the time since, what the thread was at work: 0 to 1. */
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
  /** New work that a turn of the event loop may begin, in milliseconds; Infinity while it is not bounded. */
  readonly budget: number;
  /** Mean time of a turn of the event loop, at the last look. Milliseconds. */
  readonly turn: number;
  /** Whether anybody has been turned away since everybody was let in last. */
  readonly refusing: boolean;
  /** Requests turned away since the start, by class, in the order of `clientClasses`. */
  readonly refused: readonly Refusals[];
}

export interface Gate {
  /** Whether a request of this class (its place in `clientClasses`) may come in. */
  admit(place: number): boolean;
  /** To be told ten times a second. */
  look(reading: Reading): void;
  state(): GateState;
}

export interface GateOptions {
  /** Milliseconds. */
  readonly now: () => number;
  /** Calls back when this turn of the event loop is over. */
  readonly afterTurn: (callback: () => void) => void;
  /** Told when it begins to turn requests away, and when it has stopped. */
  readonly onChange: (state: GateState) => void;
}

/** Of those turned away for memory, one in so many comes in: what nobody asks for is never cleaned away. */
const trickle = 16;

export function createGate({ now, afterTurn, onChange }: GateOptions): Gate {
  const classes = clientClasses.map((_, place) => ({
    share: shares[place] ?? 0,
    /** Turned away for want of memory. */
    without: false,
    /** Since the last look, for want of time. */
    refused: 0,
    total: { busy: 0, memory: 0 },
  }));
  const last = classes.at(-1);
  const memory = memoryWatch();
  let budget = open;
  /** Whether every request comes in: no budget, and memory enough. */
  let free = true;
  let turn = 0;
  let strain = 0;
  let turnBegan = 0;
  let inTurn = false;
  let sinceTrickle = 0;
  let calm = 0;
  let refusing = false;

  const turnIsOver = (): void => {
    inTurn = false;
  };
  /** Milliseconds since the first request of this turn. */
  const soFar = (): number => {
    if (inTurn) return now() - turnBegan;
    inTurn = true;
    turnBegan = now();
    afterTurn(turnIsOver);
    return 0;
  };
  const refuse = (): false => {
    if (!refusing) {
      refusing = true;
      onChange(state());
    }
    return false;
  };
  const judge = (place: number): boolean => {
    const asking = classes[place] ?? last;
    if (asking === undefined) return true;
    if (asking.without) {
      sinceTrickle = (sinceTrickle + 1) % trickle;
      if (sinceTrickle > 0) {
        asking.total.memory += 1;
        return refuse();
      }
    }
    if (soFar() < budget * asking.share) return true;
    asking.refused += 1;
    asking.total.busy += 1;
    return refuse();
  };
  const state = (): GateState => ({
    budget,
    turn,
    refusing,
    refused: classes.map(({ total }) => ({ ...total })),
  });

  return {
    admit: (place) => free || judge(place),
    look: (reading) => {
      turn = reading.turn;
      let refused = 0;
      const short = memory.look(reading.heap);
      for (const [place, each] of classes.entries()) {
        each.share = nextShare(each.share, place, refused > 0);
        each.without = place >= classes.length - short;
        refused += each.refused;
        each.refused = 0;
      }
      strain = isStrain(reading) ? strain + 1 : 0;
      calm = strain > 0 || refused > 0 ? 0 : calm + 1;
      budget = nextBudget(budget, { turn, strain, refused, calm });
      free = budget === open && short === 0;
      if (refusing && free) {
        refusing = false;
        onChange(state());
      }
    },
    state,
  };
}
