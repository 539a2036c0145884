/** Runs one row of the table: well, under the fault, and until it is well again. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultProxy } from '../../legacy/shared/fault-proxy.ts';
import { answers, breaker, inTime, memory, othersUnmoved, recovers, takesEffect, wellAfter } from './checks.ts';
import { floodOf } from './hosts.ts';
import type { Blame } from './judge.ts';
import type { Asker } from './load.ts';
import type { Bench, Check, Row } from './row.ts';
import { questionsOf, streamsAround } from './streams.ts';
import type { Question } from './systems.ts';
import { type FaultRow, nameOf, standInOf } from './table.ts';
import { nobody, turn } from './turn.ts';

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
  const streams = streamsAround(row.system, bench);
  await asker.learn(questionsOf(streams));
  const line = lineOf(row, bench);
  const before = await turn(bench, streams, milliseconds / 2, nobody);
  const blame: Blame = {
    systems: [row.system],
    codes: row.codes,
    ...(row.lies && { rows: 'may be lost' }),
  };
  await make(row, bench, line, true);
  const [during, late] = await Promise.all([
    turn(bench, streams, milliseconds, blame),
    pause((milliseconds * 2) / 3).then(() => line.attempts()),
  ]);
  const attempts = line.attempts() - late;
  await make(row, bench, line, false);
  const recovery = await recovered(asker, streams.everything.questions, blame);
  const after = await turn(bench, streams, milliseconds / 2, nobody);
  return [
    answers(during, row.system),
    takesEffect(row.shows, before.result, during.result),
    inTime(during),
    othersUnmoved(before, during, after),
    ...(row.opens ? [breaker(attempts, during.result.lateAlone)] : []),
    ...(row.fills ? [memory(during.growth)] : []),
    recovers(recovery, longestRecovery),
    wellAfter(after),
  ];
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
