/**
 * `node bench/overload.ts [--seconds 10] [--times 3] [--layout remote|stand-ins]`: what the gateway answers when it is asked for three
 * times what it can, beside the most it can answer, in one run. Prints goodput, how soon refusals come, and how soon all is normal.
 *
 * The peak is what it answers to 32 connections that are never idle. Then requests come at a fixed rate, whatever becomes of them.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { gateways } from './gateways.ts';
import { type Command, start, usageOf } from './processes.ts';
import { workloads } from './workloads.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    times: { type: 'string', default: '3' },
    /** Subgraphs in a lean process of their own, or the whole product on its stand-ins. */
    layout: { type: 'string', default: 'remote' },
  },
});
const [seconds, times] = [Number(values.seconds), Number(values.times)];
const [subgraphPort, port] = [4101, 4110];
const origin = `http://127.0.0.1:${port}`;
const quiet = '--disable-warning=ExperimentalWarning';
const root = fileURLToPath(new URL('..', import.meta.url));
/** Of the same kind: overload shows in figures of many. */
const classes = ['first-party', 'partner', 'partner', 'partner'] as const;

interface Outcomes {
  readonly answered: number[];
  readonly refused: number[];
  readonly byClass: Map<string, { answered: number; refused: number }>;
  failed: number;
}
const outcomes = (): Outcomes => ({ answered: [], refused: [], byClass: new Map(), failed: 0 });

const commands: readonly Command[] =
  values.layout === 'remote'
    ? [
        { command: process.execPath, args: [quiet, 'bench/graph/serve.ts', String(subgraphPort)], cwd: root },
        ...gateways
          .filter(({ name }) => name === 'ours')
          .map((ours) => ours.command({ port, subgraphPort, folder: '' })),
      ]
    : [{ command: process.execPath, args: [quiet, 'gateway/main.ts'], cwd: root, env: { PORT: String(port) } }];
const bodies = bodiesOf(values.layout === 'remote' ? '360 view of one customer' : 'the 8 saved operations');

/** Seconds the gateway has had a processor: on a busy machine it has less of it while more is asked. */
const cpu = () => usageOf(running.at(-1)?.pid ?? 0).cpuMilliseconds / 1000;
const running = commands.map(({ env, ...command }) =>
  start({ ...command, env: { ...env, HOST: '127.0.0.1', ADMISSION: 'on', TRUSTED_PROXIES: '127.0.0.1' } }),
);
try {
  await ready();
  const pool = new Pool(origin, { connections: 1_000, pipelining: 1 });
  await busy(pool, 5);
  const idle = cpu();
  const peak = (await busy(pool, seconds)).answered.length / seconds;
  const perCpu = (peak * seconds) / (cpu() - idle);
  say(`peak: ${Math.round(peak)} answers a second`);
  await pause(2_000);
  // The first two seconds are not counted: it has to see first that there is too much.
  await flood(pool, peak * times, 2);
  const before = cpu();
  const flooded = await flood(pool, peak * times, seconds);
  const floodedPerCpu = flooded.answered.length / (cpu() - before);
  const over = performance.now();
  say(`at ${times} times that, ${Math.round((peak * times) / 100) * 100} requests a second for ${seconds} s:`);
  const goodput = flooded.answered.length / seconds;
  say(`  answered ${Math.round(goodput)} a second, ${Math.round((goodput / peak) * 100)} % of peak`);
  say(
    `  for a second of processor ${Math.round(floodedPerCpu)}, ${Math.round((floodedPerCpu / perCpu) * 100)} % of peak`,
  );
  say(`  answers p50 ${at(flooded.answered, 0.5)} ms, p99 ${at(flooded.answered, 0.99)} ms`);
  say(`  refusals p50 ${at(flooded.refused, 0.5)} ms, p99 ${at(flooded.refused, 0.99)} ms; failed ${flooded.failed}`);
  for (const [name, { answered, refused }] of flooded.byClass)
    say(`  ${name}: ${Math.round((answered / (answered + refused)) * 100)} % answered`);
  await normal();
  say(`normal again after ${((performance.now() - over) / 1000).toFixed(1)} s`);
  const after = await flood(pool, peak / 2, 2);
  say(`at half the peak then: ${after.refused.length} refused, answers p99 ${at(after.answered, 0.99)} ms`);
  await pool.close();
} finally {
  await Promise.all(running.map((each) => each.stop()));
}

function bodiesOf(name: string): readonly string[] {
  return workloads.find((workload) => workload.name === name)?.bodies ?? [];
}

/** As many as can be answered. */
async function busy(pool: Pool, time: number): Promise<Outcomes> {
  const seen = outcomes();
  const end = performance.now() + time * 1000;
  const worker = async (index: number) => {
    for (let turn = index; performance.now() < end; turn += 32) await send(pool, turn, seen);
  };
  await Promise.all(Array.from({ length: 32 }, (_, index) => worker(index)));
  return seen;
}

/** So many a second, whatever becomes of them. Counts what ends before the last is sent. */
async function flood(pool: Pool, rate: number, time: number): Promise<Outcomes> {
  const seen = outcomes();
  const begun = performance.now();
  let sent = 0;
  while (performance.now() - begun < time * 1000) {
    for (const due = ((performance.now() - begun) / 1000) * rate; sent < due; sent += 1) void send(pool, sent, seen);
    await pause(1);
  }
  return { ...seen, answered: [...seen.answered], refused: [...seen.refused], byClass: structuredClone(seen.byClass) };
}

async function send(pool: Pool, index: number, seen: Outcomes): Promise<void> {
  const name = classes[index % classes.length] ?? 'partner';
  const headers = { 'content-type': 'application/json', 'x-client-class': name };
  const begun = performance.now();
  try {
    const reply = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers,
      body: bodies[index % bodies.length] ?? '',
    });
    await reply.body.dump();
    const kind = reply.statusCode === 200 ? 'answered' : reply.statusCode === 503 ? 'refused' : null;
    if (kind === null) throw new Error(`status ${reply.statusCode}`);
    seen[kind].push(performance.now() - begun);
    const counts = seen.byClass.get(name) ?? { answered: 0, refused: 0 };
    seen.byClass.set(name, { ...counts, [kind]: counts[kind] + 1 });
  } catch {
    seen.failed += 1;
  }
}

async function ready(): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const headers = { 'content-type': 'application/json' };
    const question = { method: 'POST', headers, body: bodies[0] ?? '' };
    const answer = await fetch(`${origin}/graphql`, question).catch(() => null);
    if (answer?.ok && !(await answer.text()).includes('"errors"')) return;
    await pause(200);
  }
  throw new Error('the gateway does not become ready');
}

async function normal(): Promise<void> {
  for (;;) {
    const answer = await fetch(`${origin}/metrics`).catch(() => null);
    if (/^graph_admission_budget_seconds \+?Inf/m.test((await answer?.text()) ?? '')) return;
    await pause(50);
  }
}

function at(list: number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
