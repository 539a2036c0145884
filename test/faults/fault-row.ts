/** Runs one row of the table: well, under the fault, and until it is well again. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultProxy } from '../../legacy/shared/fault-proxy.ts';
import {
  answers,
  answersOf,
  breaker,
  inTime,
  longestClosed,
  memory,
  type Open,
  othersUnmoved,
  recovers,
  takesEffect,
  wellAfter,
} from './checks.ts';
import { figuresOf } from './figures.ts';
import { floodOf } from './hosts.ts';
import type { Blame } from './judge.ts';
import type { Asker, Stream } from './load.ts';
import type { Bench, Check, Row } from './row.ts';
import { questionsOf, type Streams, streamsAround } from './streams.ts';
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
  const streams = streamsAround(row.system, bench);
  await asker.learn(questionsOf(streams));
  const line = lineOf(row, bench);
  const before = lastWell(bench, row.system) ?? (await turn(bench, streams, milliseconds / 2, nobody));
  const blame: Blame = {
    systems: [row.system],
    codes: row.codes,
    ...(row.lies && { rows: 'may be lost' }),
  };
  const { during, early, open } = await underFault(row, bench, line, streams, blame);
  const recovery = await recovered(asker, streams.everything.questions, blame);
  const after = await turn(bench, streams, milliseconds / 2, nobody);
  const well = wellAfter(after);
  wellTurns.set(bench, { system: row.system, turn: well.ok ? after : null });
  return [
    answers(during, row.system),
    ...(early.length > 0 ? [{ ...answersOf(figuresOf(early), 'right in a burst at first, too'), what: 'burst' }] : []),
    takesEffect(row.shows, before.result, during.result),
    inTime(during),
    othersUnmoved(before, during, after),
    ...(open === null ? [] : breaker(open)),
    ...(row.fills ? [memory(during.growth)] : []),
    recovers(recovery, longestRecovery),
    well,
  ];
}

/** However it ends, the line is well again. */
async function underFault(row: FaultRow, bench: Bench, line: FaultProxy, streams: Streams, blame: Blame) {
  const over = new AbortController();
  const longest = (2 * longestClosed + 2 * bench.seconds) * 1000;
  await make(row, bench, line, true);
  try {
    const [during, early, open] = await Promise.all([
      turn(bench, streams, longest, blame, over.signal),
      row.opens === 'soon' ? bench.asker.run(burstOf(streams.alone), bench.seconds * 250, blame) : [],
      hold(row, bench, line, streams.alone.questions).finally(() => over.abort()),
    ]);
    return { during, early, open };
  } finally {
    await make(row, bench, line, false);
  }
}

/**
 * Two hundred a second. A breaker looks at ten seconds: what went well before a fault, several calls a question, would otherwise outweigh
 * for seconds what fails, one call a question.
 */
const burstOf = (alone: Stream): Stream => ({ ...alone, name: 'burst', every: 80 });

/** The turn after one row is the turn before the next, where that asks the same. */
const wellTurns = new WeakMap<Bench, { readonly system: System; readonly turn: Watched<Turn> | null }>();
function lastWell(bench: Bench, system: System): Watched<Turn> | null {
  const last = wellTurns.get(bench);
  return last?.system === system ? last.turn : null;
}

/** Null where the breaker is not to open. */
async function hold(
  row: FaultRow,
  { seconds, asker, product }: Bench,
  line: FaultProxy,
  questions: readonly Question[],
): Promise<Open | null> {
  if (row.opens === undefined) {
    await pause(seconds * 1000);
    return null;
  }
  if (row.opens === 'late') await pause((seconds * 4000) / 3);
  const { result: opened, starved: starvedBefore } = await whileWatching(product, () =>
    row.opens === 'soon' ? untilQuiet(line) : Promise.resolve(null),
  );
  const end = performance.now() + (seconds * 1000 * (row.opens === 'late' ? 2 : 1)) / 3;
  const before = line.attempts();
  const { result: shares, starved } = await whileWatching(product, async () => {
    const seen: (number | null)[] = [];
    for (let index = 0; performance.now() < end; index += 1) {
      const next = performance.now() + 100;
      const question = questions[index % questions.length];
      if (question !== undefined) seen.push(await asker.share(question, row.system));
      await pause(Math.max(0, Math.min(next, end) - performance.now()));
    }
    return seen.filter((share) => share !== null);
  });
  const attempts = line.attempts() - before;
  return {
    attempts,
    shares,
    starved,
    ...(row.opens === 'soon' && { opened: { seconds: opened, starved: starvedBefore } }),
  };
}

/** Seconds until nothing has reached the system for half a second, though it is asked for all the time; null when that is never. */
async function untilQuiet(line: FaultProxy): Promise<number | null> {
  const begun = performance.now();
  let [attempts, since] = [line.attempts(), begun];
  while (performance.now() - begun < 1.5 * longestClosed * 1000) {
    await pause(50);
    if (line.attempts() !== attempts) [attempts, since] = [line.attempts(), performance.now()];
    else if (since > begun && performance.now() - since >= 500) return (since - begun) / 1000;
  }
  return null;
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
