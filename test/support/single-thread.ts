/** A gateway of one thread on a clock of its own: work is done in turns, and whoever comes meanwhile waits for the next. */
import { createGate, type Gate, type GateState } from '../../gateway/admission/gate.ts';

export interface Load {
  /** Milliseconds of work a request: half when it is begun, half when the system behind has answered. */
  readonly cost: number;
  /** Milliseconds of work. */
  readonly refusal: number;
  /** Milliseconds until the system behind answers, in the mean: half as much for some, half as much again for others. */
  readonly wait: number;
  /** Requests that wait all the time, and cost nothing. */
  readonly hung?: number;
  /** Shares of the classes. */
  readonly classes: readonly number[];
}

export interface Seen {
  readonly doneASecond: number;
  readonly refusedASecond: number;
  /** Refused later than a second after `afterwards` began. */
  readonly refusedAfter: number;
  readonly admittedShare: readonly number[];
  /** Milliseconds a refusal was waited for. */
  refusalWait(share: number): number;
  /** Milliseconds until those that were begun were. */
  beginWait(share: number): number;
}

interface Thread {
  readonly gate: Gate;
  readonly now: () => number;
  readonly told: GateState[];
  readonly done: () => number;
  /** Begins at once or waits; `settled` is told how it ended, and the milliseconds it waited for that. */
  arrive(place: number, at: number, settled: (end: 'begun' | 'refused', waited: number) => void): void;
  /** One turn: what the systems behind have answered, what `read` does, and what is asked for after it. */
  turn(read: () => void, nextArrival: number): void;
}

/** From 0 to 1, evenly, and the same in every run. */
const spread = (index: number): number => (index * 0.618_033_988_75) % 1;

export function thread(load: Load): Thread {
  let [now, nextLook, lastLook, worked, done, count] = [0, 100, 0, 0, 0, 0];
  let later: (() => void)[] = [];
  let replies: number[] = [];
  const turns: number[] = [];
  const told: GateState[] = [];
  const gate = createGate({
    now: () => now,
    afterTurn: (callback) => later.push(callback),
    longestWait: 4_000,
    onChange: (state) => told.push(state),
  });
  const begin = () => {
    count += 1;
    now += load.cost / 2;
    replies.push(now + load.wait * (0.5 + spread(count)));
  };
  return {
    gate,
    told,
    now: () => now,
    done: () => done,
    arrive: (place, at, settled) => {
      const begun = () => {
        settled('begun', now - at);
        begin();
      };
      if (gate.atOnce()) return begun();
      const refuse = () => {
        now += load.refusal;
        settled('refused', now - at);
      };
      gate.wait({ place, begin: begun, refuse });
    },
    turn: (read, nextArrival) => {
      const start = now;
      const answered = replies.filter((at) => at <= start).length;
      replies = replies.filter((at) => at > start);
      now += (answered * load.cost) / 2;
      done += answered;
      read();
      const due = later;
      later = [];
      for (const callback of due) callback();
      worked += now - start;
      if (now === start && later.length === 0) now = Math.min(nextArrival, nextLook, ...replies);
      // As Node's own clock sees it, which does not look more often than every ten milliseconds.
      turns.push(Math.max(10, now - start));
      if (now < nextLook) return;
      const turn = turns.reduce((sum, each) => sum + each, 0) / turns.length;
      gate.look({ turn, active: worked, utilization: worked / (now - lastLook), heap: 0.3 });
      turns.length = 0;
      worked = 0;
      [lastLook, nextLook] = [now, now + 100];
    },
  };
}

/** Five seconds to settle, as the first three are a burst, then measured for `seconds`; then, if said, `afterwards` times what is possible for ten seconds more. */
export function overloaded(
  load: Load,
  { times, seconds, afterwards }: { readonly times: number; readonly seconds: number; readonly afterwards?: number },
): Seen {
  const [settled, end] = [5_000, 5_000 + seconds * 1_000];
  const stop = afterwards === undefined ? end : end + 10_000;
  const { arrive, turn, now, done } = thread(load);
  const [refusals, begins]: [number[], number[]] = [[], []];
  const asked = load.classes.map(() => 0);
  const admitted = load.classes.map(() => 0);
  let [nextArrival, arrivals, refusedAfter, doneBefore] = [0, 0, 0, 0];
  const placeOf = (index: number): number => {
    let point = spread(index);
    for (const [place, share] of load.classes.entries()) {
      if (point < share) return place;
      point -= share;
    }
    return load.classes.length - 1;
  };
  while (now() < stop) {
    const start = now();
    const measured = start >= settled && start < end;
    if (start < settled) doneBefore = done();
    turn(() => {
      for (; nextArrival <= start; nextArrival += load.cost / (start < end ? times : (afterwards ?? times))) {
        arrivals += 1;
        const place = placeOf(arrivals);
        if (measured) asked[place] = (asked[place] ?? 0) + 1;
        arrive(place, nextArrival, (how, waited) => {
          if (how === 'refused' && start >= end + 1_000) refusedAfter += 1;
          if (!measured) return;
          (how === 'begun' ? begins : refusals).push(waited);
          if (how === 'begun') admitted[place] = (admitted[place] ?? 0) + 1;
        });
      }
    }, nextArrival);
  }
  refusals.sort((a, b) => a - b);
  begins.sort((a, b) => a - b);
  const at = (list: readonly number[]) => (share: number) => list[Math.floor((list.length - 1) * share)] ?? 0;
  return {
    doneASecond: (done() - doneBefore) / ((now() - settled) / 1_000),
    refusedASecond: refusals.length / seconds,
    refusedAfter,
    admittedShare: admitted.map((each, place) => each / (asked[place] ?? 1)),
    refusalWait: at(refusals),
    beginWait: at(begins),
  };
}
