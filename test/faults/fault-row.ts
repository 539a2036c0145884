/** Runs one row of the table: well, under the fault, and until it is well again. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultProxy } from '../../legacy/shared/fault-proxy.ts';
import { answers, breaker, inTime, memory, othersUnmoved, recovers, takesEffect, wellAfter } from './checks.ts';
import { floodOf } from './hosts.ts';
import type { Blame } from './judge.ts';
import type { Asker } from './load.ts';
import type { Bench, Check, Row } from './row.ts';
import { questionsOf, streamsAround } from './streams.ts';
import type { Question, System } from './systems.ts';
import { type FaultRow, nameOf, standInOf } from './table.ts';
import { nobody, type Turn, turn } from './turn.ts';
import { type Watched, whileWatching } from './watch.ts';

/** A breaker that has opened again and again waits for 30 s, give or take. Seconds. */
export const longestRecovery = 40;

export const runnable = (row: FaultRow): Row => ({
  layout: row.layout,
  name: nameOf(row),
  run: (bench) => run(row, bench),
});

async function run(row: FaultRow, bench: Bench): Promise<Check[]> {
  const { asker } = bench;
  const milliseconds = bench.seconds * 1000;
  const held = row.opens === 'late' ? 2 * milliseconds : milliseconds;
  const streams = streamsAround(row.system, bench);
  await asker.learn(questionsOf(streams));
  const line = lineOf(row, bench);
  const before = lastWell(bench, row.system) ?? (await turn(bench, streams, milliseconds / 2, nobody));
  const blame: Blame = {
    systems: [row.system],
    codes: row.codes,
    ...(row.lies && { rows: 'may be lost' }),
  };
  await make(row, bench, line, true);
  const [during, late] = await Promise.all([
    turn(bench, streams, held, blame),
    pause((held * 2) / 3).then(() => lastThird(row, bench, line, streams.alone.questions, held / 3)),
  ]);
  await make(row, bench, line, false);
  const recovery = await recovered(asker, streams.everything.questions, blame);
  const after = await turn(bench, streams, milliseconds / 2, nobody);
  const well = wellAfter(after);
  wellTurns.set(bench, { system: row.system, turn: well.ok ? after : null });
  return [
    answers(during, row.system),
    takesEffect(row.shows, before.result, during.result),
    inTime(during),
    othersUnmoved(before, during, after),
    ...(row.opens ? breaker(late.attempts, during.result.lateAlone.count, late.shares, late.starved) : []),
    ...(row.fills ? [memory(during.growth)] : []),
    recovers(recovery, longestRecovery),
    well,
  ];
}

/** The turn after one row is the turn before the next, where that asks the same. */
const wellTurns = new WeakMap<Bench, { readonly system: System; readonly turn: Watched<Turn> | null }>();
function lastWell(bench: Bench, system: System): Watched<Turn> | null {
  const last = wellTurns.get(bench);
  return last?.system === system ? last.turn : null;
}

interface Late {
  readonly attempts: number;
  readonly shares: readonly number[];
  readonly starved: number;
}

/** What reaches the system, and how long its part takes when it is asked for ten times a second beside the load. */
async function lastThird(
  { system, opens }: FaultRow,
  { asker, product }: Bench,
  line: FaultProxy,
  questions: readonly Question[],
  milliseconds: number,
): Promise<Late> {
  const end = performance.now() + milliseconds;
  const before = line.attempts();
  const { result: shares, starved } = await whileWatching(product, async () => {
    const seen: (number | null)[] = [];
    for (let index = 0; opens !== undefined && performance.now() < end; index += 1) {
      const next = performance.now() + 100;
      const question = questions[index % questions.length];
      if (question !== undefined) seen.push(await asker.share(question, system));
      await pause(Math.max(0, Math.min(next, end) - performance.now()));
    }
    return seen.filter((share) => share !== null);
  });
  return { attempts: line.attempts() - before, shares, starved };
}

/** That to the system, or to its subgraph's service. */
export function lineOf({ system, made }: FaultRow, { hosts, product }: Bench): FaultProxy {
  const line = made.at === 'service' ? product.services?.[system].line : hosts.lines[system];
  if (line === undefined) throw new Error(`${system} is no service in this layout`);
  return line;
}

export async function make({ system, made }: FaultRow, { hosts }: Bench, line: FaultProxy, on: boolean): Promise<void> {
  if (made.at === 'stand-in') {
    const standIn = system === 'reservations' || system === 'service-cases' ? standInOf[system] : null;
    if (standIn === null) throw new Error(`${system} is a database: it has no faults of its own`);
    return hosts.setStandIn(standIn, on ? made.fault : { kind: 'none' });
  }
  if (!on) return line.setFault({ kind: 'none' });
  const { fault } = made;
  line.setFault(fault.kind === 'flood' ? floodOf(made.at === 'line' ? system : 'service', fault.bytes ?? 0) : fault);
}

/** Seconds until everybody's answer is whole again; null when that takes too long. */
export async function recovered(asker: Asker, questions: readonly Question[], blame: Blame): Promise<number | null> {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  while (seconds() < longestRecovery) {
    const samples = await Promise.all(questions.slice(0, 4).map((question) => asker.ask(question, blame)));
    if (samples.every(({ verdict }) => verdict.kind === 'whole')) return seconds();
    await pause(100);
  }
  return null;
}
