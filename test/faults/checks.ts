/** What the contract promises of every fault, held against what was seen. */
import { type Figures, within } from './figures.ts';
import { deadline } from './load.ts';
import type { Check } from './row.ts';
import type { System } from './systems.ts';
import type { FaultRow } from './table.ts';
import type { Turn } from './turn.ts';
import type { Watched } from './watch.ts';

/** Milliseconds by which two healthy turns may differ on any machine. */
const leastNoise = 5;
/** Megabytes. */
const mostGrowth = 50;
/** Of an open breaker, in some seconds: a probe or two, each on a few connections. */
const mostAttempts = 12;
/** Seconds that a breaker looks back on: when nothing but failures has come for so long, it is open. */
export const longestClosed = 10;
/** Milliseconds in which an open breaker answers. */
const promptly = 10;

export const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const starving = (starved: number) => (starved < 1 ? '' : ` (+ ${ms(starved)}: busy machine)`);

export function answers({ result: { everything, alone, others, all }, starved }: Watched<Turn>, system: System): Check {
  const check = answersOf(all, `${system} alone is null, code and path told; no wrong row`);
  const seen = `${check.seen}: ${everything.partial + alone.partial} partial, of others ${others.partial}${lateness(all)}`;
  return {
    ...check,
    ...(all.wrongCount === 0 && { seen }),
    ok: check.ok && others.partial === 0 && (all.late + all.shed === 0 || isStarved(starved)),
  };
}

export function answersOf(
  { count, wrong, wrongCount }: Pick<Figures, 'count' | 'wrong' | 'wrongCount'>,
  expected: string,
): Check {
  const bad = `${wrongCount} of ${count} wrong: ${wrong.join('; ').slice(0, 300)}`;
  return {
    what: 'answers',
    expected,
    seen: wrongCount > 0 ? bad : `${count} right`,
    ok: count > 0 && wrongCount === 0,
  };
}

/** Of several stretches: nothing may be missing, as no system has failed. */
export function allWhole(stretches: readonly Watched<Figures>[], expected: string): Check {
  const sum = (of: (figures: Figures) => number) => stretches.reduce((total, { result }) => total + of(result), 0);
  const wrong = stretches.flatMap(({ result }) => result.wrong);
  const check = answersOf(
    { count: sum(({ count }) => count), wrongCount: sum((each) => each.wrongCount), wrong },
    expected,
  );
  const excused = stretches.every(({ result: { late, shed }, starved }) => late + shed === 0 || isStarved(starved));
  const [partial, late] = [sum((each) => each.partial), sum((each) => each.late + each.shed)];
  const seen = `${check.seen}${partial === 0 ? '' : `, ${partial} partial`}${late === 0 ? '' : `, ${late} out of time or turns`}`;
  return { ...check, seen, ok: check.ok && partial === 0 && excused };
}

/**
 * A system that is well may run out of time, and the gateway turn requests away, where the machine gives the product no time; where it
 * does, that is the product's fault.
 */
const isStarved = (starved: number) => starved >= deadline / 2;
const lateness = ({ late, shed }: Figures) =>
  `${late === 0 ? '' : `, ${late} with a healthy system out of time or turns`}${shed === 0 ? '' : `, ${shed} turned away`}`;

/** A fault that nobody notices proves nothing. */
export function takesEffect(shows: FaultRow['shows'], before: Turn, during: Turn): Check {
  const missing = during.everything.partial + during.alone.partial;
  const later = within(during.alone.milliseconds, 0.5) - within(before.alone.milliseconds, 0.5);
  const seen = `${missing} without it, the median ${ms(Math.max(0, later))} later`;
  if (shows === 'nothing') return { what: 'effect', expected: 'any', seen, ok: true };
  if (shows === 'missing') return { what: 'effect', expected: 'some answers are without it', seen, ok: missing > 0 };
  return { what: 'effect', expected: `answers later by ${shows} ms`, seen, ok: later >= shows };
}

export function inTime({ result: { all }, starved }: Watched<Turn>): Check {
  const seen = within(all.milliseconds, 0.999);
  return {
    what: 'deadline',
    expected: `99.9 % within ${deadline} + 100 ms${starving(starved)}`,
    seen: `${ms(seen)}, longest ${ms(all.milliseconds.at(-1) ?? 0)}`,
    ok: all.count > 0 && seen <= deadline + 100 + starved,
  };
}

/** Healthy turns before and after say how far two turns differ anyway; so does how long the machine kept all waiting. */
export function othersUnmoved(before: Watched<Turn>, during: Watched<Turn>, after: Watched<Turn>): Check {
  const p99 = ({ result }: Watched<Turn>) => within(result.others.milliseconds, 0.99);
  const [first, seen, last] = [p99(before), p99(during), p99(after)];
  const worse = Math.max(first, last);
  const starved = Math.max(0, during.starved - Math.max(before.starved, after.starved));
  const noise = Math.max(leastNoise, Math.abs(first - last)) + starved;
  return {
    what: 'others',
    expected: `p99 within 10 % of ${ms(worse)}, give or take ${ms(noise)} of noise`,
    seen: `${ms(seen)}, x ${(seen / worse).toFixed(2)}`,
    ok: seen <= worse * 1.1 + noise,
  };
}

/** What was seen of a breaker while it was to be open. */
export interface Open {
  /** Connections and requests that reached the system. */
  readonly attempts: number;
  /** Milliseconds that the system's part took each time it was asked for, one after another. */
  readonly shares: readonly number[];
  readonly starved: number;
  /** When it opened, where that was waited for; null for never. */
  readonly opened?: { readonly seconds: number | null; readonly starved: number };
}

export function breaker({ attempts, shares, starved, opened }: Open): Check[] {
  const sorted = shares.toSorted((a, b) => a - b);
  const [median, most] = [within(sorted, 0.5), within(sorted, 0.9)];
  // What was withheld in two seconds hits few: half of all have a hundredth of it at most.
  const mostOfHalf = promptly + starved / 100;
  return [
    ...(opened === undefined ? [] : [opens(opened)]),
    {
      what: 'breaker',
      expected: `open: at most ${mostAttempts} attempts`,
      seen: `${attempts} while asked for ${shares.length} times beside the load`,
      ok: attempts <= mostAttempts,
    },
    {
      what: 'at once',
      expected: `open: within ${promptly} ms, 90 % of them${starving(starved)}`,
      seen: `${ms(most)}, median ${ms(median)} of ${shares.length}`,
      ok: shares.length > 0 && median <= mostOfHalf && most <= promptly + starved,
    },
  ];
}

function opens({ seconds, starved }: { readonly seconds: number | null; readonly starved: number }): Check {
  return {
    what: 'opens',
    expected: `within ${longestClosed} s${starving(starved)}`,
    seen: seconds === null ? 'never' : `after ${seconds.toFixed(1)} s`,
    ok: seconds !== null && seconds <= longestClosed + starved / 1000,
  };
}

export function memory(growth: number): Check {
  return {
    what: 'memory',
    expected: `grows by at most ${mostGrowth} MB`,
    seen: `${growth.toFixed(0)} MB`,
    ok: growth <= mostGrowth,
  };
}

export function recovers(seconds: number | null, most: number): Check {
  return {
    what: 'recovery',
    expected: `whole within ${most} s, no restart`,
    seen: seconds === null ? 'never' : `${seconds.toFixed(1)} s`,
    ok: seconds !== null,
  };
}

export function wellAfter({ result: { all }, starved }: Watched<Turn>): Check {
  const bad = all.partial + all.wrongCount + (isStarved(starved) ? 0 : all.late + all.shed);
  return {
    what: 'after',
    expected: 'every answer whole',
    seen: bad === 0 ? `${all.whole} whole${lateness(all)}` : `${bad} of ${all.count} not: ${all.wrong[0] ?? 'partial'}`,
    ok: bad === 0 && all.count > 0,
  };
}
