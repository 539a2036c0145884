/** A gateway of one thread on a clock of its own: work is done in turns, and whoever comes meanwhile waits for the next. */
import { createGate } from '../../gateway/admission/gate.ts';

export interface Load {
  /** Milliseconds of work a request: half when it comes, half when the system behind has answered. */
  readonly cost: number;
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
  /** Refused in the last second after `afterwards` began. */
  readonly refusedAfter: number;
  readonly admittedShare: readonly number[];
  /** Milliseconds a refusal was waited for. */
  refusalWait(share: number): number;
}

interface Arrival {
  readonly at: number;
  readonly place: number;
}

/** From 0 to 1, evenly, and the same in every run. */
const spread = (index: number): number => (index * 0.618_033_988_75) % 1;

/** Two seconds to settle, then measured for `seconds`; then, if said, `afterwards` times what is possible for ten seconds more. */
export function overloaded(
  load: Load,
  { times, seconds, afterwards }: { readonly times: number; readonly seconds: number; readonly afterwards?: number },
): Seen {
  const [settled, end] = [2_000, 2_000 + seconds * 1_000];
  const stop = afterwards === undefined ? end : end + 10_000;
  let [now, nextArrival, lastLook, nextLook, arrivals] = [0, 0, 0, 100, 0];
  let [done, refusedLater, worked] = [0, 0, 0];
  let turnIsOver = () => {};
  const afterTurn = (callback: () => void) => {
    turnIsOver = callback;
  };
  const gate = createGate({ now: () => now, afterTurn, onChange: () => {} });
  const turns: number[] = [];
  const waits: number[] = [];
  let replies: number[] = [];
  const asked = load.classes.map(() => 0);
  const admitted = load.classes.map(() => 0);
  for (let hung = load.hung ?? 0; hung > 0; hung -= 1) gate.admit(0);
  const placeOf = (index: number): number => {
    let point = spread(index);
    for (const [place, share] of load.classes.entries()) {
      if (point < share) return place;
      point -= share;
    }
    return load.classes.length - 1;
  };
  while (now < stop) {
    const start = now;
    const pace = load.cost / (now < end ? times : (afterwards ?? times));
    const waiting: Arrival[] = [];
    for (; nextArrival <= start; nextArrival += pace) {
      arrivals += 1;
      waiting.push({ at: nextArrival, place: placeOf(arrivals) });
    }
    const later = replies.filter((at) => at > start);
    const answered = replies.length - later.length;
    replies = later;
    for (let reply = 0; reply < answered; reply += 1) {
      now += load.cost / 2;
      if (start >= settled && start < end) done += 1;
    }
    for (const { at, place } of waiting) {
      const measured = start >= settled && start < end;
      if (measured) asked[place] = (asked[place] ?? 0) + 1;
      if (gate.admit(place)) {
        now += load.cost / 2;
        replies.push(now + load.wait * (0.5 + spread(arrivals + at)));
        if (measured) admitted[place] = (admitted[place] ?? 0) + 1;
      } else {
        now += load.refusal;
        if (measured) waits.push(now - at);
        if (start >= end + 1_000) refusedLater += 1;
      }
    }
    turnIsOver();
    worked += now - start;
    if (now === start) now = Math.min(nextArrival, nextLook, ...replies);
    // As Node's own clock sees it, which does not look more often than every ten milliseconds.
    turns.push(Math.max(10, now - start));
    if (now >= nextLook) {
      const turn = turns.reduce((sum, each) => sum + each, 0) / turns.length;
      gate.look({ turn, utilization: worked / (now - lastLook), heap: 0.3 });
      turns.length = 0;
      worked = 0;
      [lastLook, nextLook] = [now, now + 100];
    }
  }
  waits.sort((a, b) => a - b);
  return {
    doneASecond: done / seconds,
    refusedASecond: waits.length / seconds,
    refusedAfter: refusedLater,
    admittedShare: admitted.map((count, place) => count / (asked[place] ?? 1)),
    refusalWait: (share) => waits[Math.floor(waits.length * share)] ?? 0,
  };
}
