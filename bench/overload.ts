/**
 * `node bench/overload.ts [--seconds 10] [--times 3] [--workload "360 view of one customer"] [--layout remote|stand-ins] [--shared]`: what
 * the gateway answers when it is asked for three times what it can, beside the most it can answer, in one run; before that, a burst on a
 * gateway that has answered nobody yet. Prints goodput, who was answered, how soon refusals came, and how soon all was normal.
 *
 * The peak is what it answers to 32 connections that are never idle. Then requests come at a fixed rate, whatever becomes of them. As who
 * offers three times as much also works three times as much, the gateway has a processor for itself (by taskset; not with `--shared`).
 */
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gateways } from './gateways.ts';
import { type Command, start, usageOf } from './processes.ts';
import { type RawClient, rawClient, rawPost } from './raw-client.ts';
import { workloads } from './workloads.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    times: { type: 'string', default: '3' },
    burst: { type: 'string', default: '64' },
    workload: { type: 'string', default: '' },
    /** Subgraphs in a lean process of their own, or the whole product on its stand-ins. */
    layout: { type: 'string', default: 'remote' },
    /** Every process on every processor. */
    shared: { type: 'boolean', default: false },
  },
});
const [seconds, times, burst] = [Number(values.seconds), Number(values.times), Number(values.burst)];
/** As of a load balancer, opened before they are needed. */
const connections = 512;
const [subgraphPort, port] = [4101, 4110];
const origin = `http://127.0.0.1:${port}`;
const quiet = '--disable-warning=ExperimentalWarning';
const root = fileURLToPath(new URL('..', import.meta.url));
/** Three times saturation, so first-party requests alone are 60 % of it, and the internal ones as many. */
const classes = ['first-party', 'partner', 'internal', 'partner', 'partner'] as const;

interface Outcomes {
  readonly answered: number[];
  readonly refused: number[];
  readonly byClass: Map<string, { answered: number; refused: number }>;
  failed: number;
}
const outcomes = (): Outcomes => ({ answered: [], refused: [], byClass: new Map(), failed: 0 });

const remote = values.layout === 'remote';
const usual = remote ? '360 view of one customer' : 'the 8 saved operations';
const { bodies } = workloads.find(({ name }) => name === (values.workload || usual)) ?? { bodies: [] };
if (bodies.length === 0) throw new Error(`--workload is one of: ${workloads.map(({ name }) => name).join('; ')}`);

const requests = bodies.flatMap((body, index) => {
  const name = classes[index % classes.length] ?? 'partner';
  return rawPost('/graphql', { 'x-client-class': name }, body);
});

const ours = gateways.find(({ name }) => name === 'ours')?.command({ port, subgraphPort, folder: '' });
const gateway: Command =
  remote && ours
    ? ours
    : { command: process.execPath, args: [quiet, 'gateway/main.ts'], cwd: root, env: { PORT: String(port) } };
const behind: readonly Command[] = remote
  ? [{ command: process.execPath, args: [quiet, 'bench/graph/serve.ts', String(subgraphPort)], cwd: root }]
  : [];
const [others, its] = ['0', String(availableParallelism() - 1)];
const apart = !values.shared && its !== others;
if (apart) execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', others, String(process.pid)]);

const on = (processor: string, { command, args, ...rest }: Command): Command =>
  apart
    ? { command: 'taskset', args: ['--cpu-list', processor, command, ...args], ...rest }
    : { command, args, ...rest };
const setting = { HOST: '127.0.0.1', AUTH: 'off', ADMISSION: 'on', TRUSTED_PROXIES: '127.0.0.1' };
const running = [...behind.map((each) => on(others, each)), on(its, gateway)].map(({ env, ...command }) =>
  start({ ...command, env: { ...env, ...setting } }),
);
/** Seconds the gateway has had a processor. */
const cpu = () => usageOf(running.at(-1)?.pid ?? 0).cpuMilliseconds / 1000;

try {
  await until(async () => (await fetch(`${origin}/healthz`).catch(() => null))?.ok === true);
  say(apart ? `the gateway on processor ${its}, all else on ${others}` : 'all on every processor');
  const few = await rawClient(port, Math.max(burst, 32));
  const cold = outcomes();
  await Promise.all(Array.from({ length: burst }, (_, index) => send(few, index, cold)));
  say(`a burst of ${burst} at the start: ${told(cold)}, the last after ${at(cold.answered, 1)} ms`);
  await busy(few, 5);
  const idle = cpu();
  const peakSeen = await busy(few, seconds);
  const peak = peakSeen.answered.length / seconds;
  const perCpu = peakSeen.answered.length / (cpu() - idle);
  say(`peak: ${peak.toFixed(0)} answers a second, ${perCpu.toFixed(0)} for a second of processor; ${told(peakSeen)}`);
  few.close();
  await pause(2_000);
  const client = await rawClient(port, connections);
  // It takes one connection a turn.
  await pause(1_000);
  // The first two seconds are not counted: it has to see first that there is too much.
  const first = await flood(client, peak * times, 2);
  say(`the first two seconds: ${told(first)}, refusals p99 ${at(first.refused, 0.99)} ms`);
  const before = cpu();
  const flooded = await flood(client, peak * times, seconds);
  const used = cpu() - before;
  const over = performance.now();
  const goodput = flooded.answered.length / seconds;
  const floodedPerCpu = flooded.answered.length / used;
  say(`at ${times} times that, ${(peak * times).toFixed(0)} requests a second for ${seconds} s: ${told(flooded)}`);
  say(`  answered ${goodput.toFixed(0)} a second, ${percent(goodput / peak)} of peak`);
  say(`  for a second of processor ${floodedPerCpu.toFixed(0)}, ${percent(floodedPerCpu / perCpu)} of peak`);
  say(`  answers p50 ${at(flooded.answered, 0.5)} ms, p99 ${at(flooded.answered, 0.99)} ms`);
  say(`  refusals p50 ${at(flooded.refused, 0.5)} ms, p99 ${at(flooded.refused, 0.99)} ms`);
  for (const [name, { answered, refused }] of flooded.byClass)
    say(`  ${name}: ${percent(answered / (answered + refused))} answered`);
  await until(isNormal);
  say(`normal again after ${((performance.now() - over) / 1000).toFixed(1)} s`);
  const after = await flood(client, peak / 2, 2);
  say(`at half the peak then: ${told(after)}, answers p99 ${at(after.answered, 0.99)} ms`);
  client.close();
} finally {
  await Promise.all(running.map((each) => each.stop()));
}

/** As many as can be answered. */
async function busy(client: RawClient, time: number): Promise<Outcomes> {
  const seen = outcomes();
  const end = performance.now() + time * 1000;
  const worker = async (index: number) => {
    for (let turn = index; performance.now() < end; turn += 32) await send(client, turn, seen);
  };
  await Promise.all(Array.from({ length: 32 }, (_, index) => worker(index)));
  return seen;
}

/** So many a second, whatever becomes of them. Counts what ends before the last is sent. */
async function flood(client: RawClient, rate: number, time: number): Promise<Outcomes> {
  const seen = outcomes();
  const begun = performance.now();
  let sent = 0;
  while (performance.now() - begun < time * 1000) {
    for (const due = ((performance.now() - begun) / 1000) * rate; sent < due; sent += 1) void send(client, sent, seen);
    await pause(1);
  }
  return { ...seen, answered: [...seen.answered], refused: [...seen.refused], byClass: structuredClone(seen.byClass) };
}

async function send(client: RawClient, index: number, seen: Outcomes): Promise<void> {
  const name = classes[index % classes.length] ?? 'partner';
  const begun = performance.now();
  const answer = await client.send(requests[index % requests.length] ?? Buffer.alloc(0));
  const kind = answer?.status === 200 && !answer.failed ? 'answered' : answer?.status === 503 ? 'refused' : null;
  if (kind === null) {
    seen.failed += 1;
    return;
  }
  seen[kind].push(performance.now() - begun);
  const counts = seen.byClass.get(name) ?? { answered: 0, refused: 0 };
  counts[kind] += 1;
  seen.byClass.set(name, counts);
}

async function isNormal(): Promise<boolean> {
  const ready = await fetch(`${origin}/readyz`).catch(() => null);
  return (await ready?.text())?.includes('"state":"normal"') ?? false;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; await pause(50)) if (await holds()) return;
  throw new Error('the gateway does not become ready');
}

function told({ answered, refused, failed }: Outcomes): string {
  return `${answered.length} answered, ${refused.length} refused, ${failed} failed`;
}

function at(list: readonly number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
