/**
 * Random faults every few seconds under a load, for as long as one likes: nothing crashes, nothing leaks, no answer has a wrong row, and
 * all is well again at the end. The dice are seeded, so that a soak can be run again.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type Random, random } from '../../legacy/world/random.ts';
import { afterwards } from './cases/afterwards.ts';
import { answersOf, recovers } from './checks.ts';
import { lineOf, longestRecovery, make, recovered } from './fault-row.ts';
import { figuresOf } from './figures.ts';
import type { Blame } from './judge.ts';
import { deadline, type Stream } from './load.ts';
import { holdingOf } from './program.ts';
import type { Bench, Check } from './row.ts';
import { questionTo, type System, systems } from './systems.ts';
import { type FaultRow, faultRows, nameOf } from './table.ts';

/** Any of them may be what a null is told with: which fault shows how is the table's business. */
const codes = ['LEGACY_UNAVAILABLE', 'LEGACY_TIMEOUT', 'LEGACY_MALFORMED', 'OVERLOADED'];
/** Milliseconds between two lines that tell how it goes. */
const telling = 60_000;

interface Count {
  faults: number;
  answers: number;
  partial: number;
  /** With a system out of time that had no fault lately. */
  late: number;
  /** Turned away, as there was too much to do. */
  shed: number;
  /** Later than the deadline allows. */
  slow: number;
  wrong: number;
  readonly why: Set<string>;
  mostMegabytes: number;
}

export async function soak(
  bench: Bench,
  { milliseconds, seed }: { readonly milliseconds: number; readonly seed: number },
  print: (line: string) => void,
): Promise<Check[]> {
  const { product, asker, hosts } = bench;
  const dice = random(seed, product.layout);
  const candidates = faultRows.filter(({ layout }) => layout === product.layout);
  const questions = hosts.people.map((person) => questionTo(systems, person));
  await asker.learn(questions);
  const load: Stream = { name: 'everything', questions, connections: 10, every: 400 };
  const count: Count = {
    faults: 0,
    answers: 0,
    partial: 0,
    late: 0,
    shed: 0,
    slow: 0,
    wrong: 0,
    why: new Set(),
    mostMegabytes: 0,
  };
  const failedAt = new Map<System, number>();
  const end = performance.now() + milliseconds;
  let told = performance.now();
  let crash: string | null = null;
  while (performance.now() < end && crash === null) {
    const row = dice.pick(candidates);
    await underFault(bench, load, row, dice, failedAt, count);
    const dead = product.programs().find((program) => program.exit() !== null);
    if (dead !== undefined)
      crash = `${dead.name} ended with ${dead.exit()} at ${nameOf(row)}: ${dead.output().slice(-500)}`;
    if (performance.now() - told < telling) continue;
    told = performance.now();
    print(
      `${tell(count)}, ${holdingOf(product.programs()).sockets} sockets, ${Math.round((end - told) / 60_000)} minutes to go`,
    );
  }
  print(tell(count));
  const { answers, wrong, why } = count;
  return [
    { what: 'crash', expected: 'none', seen: crash ?? 'none', ok: crash === null },
    answersOf({ count: answers, wrongCount: wrong, wrong: [...why] }, 'no wrong row, every null told'),
    { what: 'effect', expected: 'faults are noticed', seen: `${count.partial} answers partial`, ok: count.partial > 0 },
    recovers(await recovered(asker, questions, { systems, codes }), longestRecovery),
    ...(await afterwards(bench)),
  ];
}

/** Two to six seconds of a fault and up to three without, the load going on all the while. */
async function underFault(
  bench: Bench,
  load: Stream,
  row: FaultRow,
  dice: Random,
  failedAt: Map<System, number>,
  count: Count,
): Promise<void> {
  const [bad, good] = [dice.int(2_000, 6_000), dice.int(0, 3_000)];
  const line = lineOf(row, bench);
  failedAt.set(row.system, performance.now());
  const blame: Blame = { systems: failedLately(failedAt), codes, rows: 'may be lost' };
  const asked = bench.asker.run(load, bad + good, blame);
  await make(row, bench, line, true);
  await pause(bad);
  await make(row, bench, line, false);
  const figures = figuresOf(await asked);
  failedAt.set(row.system, performance.now());
  count.faults += 1;
  count.answers += figures.count;
  count.partial += figures.partial;
  count.late += figures.late;
  count.shed += figures.shed;
  count.slow += figures.milliseconds.filter((each) => each > deadline + 100).length;
  count.wrong += figures.wrongCount;
  for (const why of figures.wrong) if (count.why.size < 10) count.why.add(`${nameOf(row)}: ${why}`);
  count.mostMegabytes = Math.max(count.mostMegabytes, holdingOf(bench.product.programs()).megabytes);
}

/** Breakers may still be open for those whose fault is over. */
function failedLately(failedAt: ReadonlyMap<System, number>): System[] {
  const now = performance.now();
  return systems.filter((system) => now - (failedAt.get(system) ?? -Infinity) < longestRecovery * 1000);
}

function tell({ faults, answers, partial, late, shed, slow, wrong, mostMegabytes }: Count): string {
  return `${faults} faults, ${answers} answers: ${partial} partial, ${wrong} wrong, ${slow} later than the deadline and 100 ms, \
${late} with another system out of time, ${shed} turned away; ${mostMegabytes.toFixed(0)} MB at most`;
}
