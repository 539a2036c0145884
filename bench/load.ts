/**
 * The load, in a process of its own: standard input says what to send, standard output how it went. It first sends for warmth, then
 * measures. Every answer is compared with the first one to the same request.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import { z } from 'zod';
import { usageOf } from './processes.ts';

const orderShape = z.object({
  url: z.string(),
  /** Of the gateway. */
  pid: z.number(),
  /** Where the calls taken so far are told; empty where nobody counts them. */
  callsUrl: z.string(),
  bodies: z.array(z.string()),
  connections: z.number(),
  /** Before the measurement: V8 drops optimised code while a gateway waits for its turn. */
  warmSeconds: z.number(),
  seconds: z.number(),
  /** Ends a phase before its time. */
  most: z.number(),
  /** Some of what is asked for cannot be read; answers are compared all the same. */
  mayFail: z.boolean().default(false),
  /** Besides those of JSON. */
  headers: z.record(z.string(), z.string()).default({}),
});
export type Order = z.output<typeof orderShape>;
export type AskedOrder = z.input<typeof orderShape>;

export const resultShape = z.object({
  cpuMicroseconds: z.number(),
  systemMicroseconds: z.number(),
  /** Requests measured. */
  answered: z.number(),
  /** Of subgraphs, for one request. */
  calls: z.number(),
  requestsPerSecond: z.number(),
  p50: z.number(),
  p99: z.number(),
  residentMegabytes: z.number(),
  /** One a body: equal for equal answers, whatever their white space and order of keys. */
  answers: z.array(z.string()),
  /** Answers with errors, in their own words; empty when all is well. */
  wrong: z.array(z.string()),
});
export type Result = z.output<typeof resultShape>;

if (import.meta.main) await run(orderShape.parse(JSON.parse(readFileSync(0, 'utf8'))));

async function run(order: Order): Promise<void> {
  const { origin, pathname } = new URL(order.url);
  const pool = new Pool(origin, { connections: order.connections, pipelining: 1 });
  const first: string[] = [];
  const wrong: string[] = [];
  const check = (index: number, text: string) => {
    const known = first[index];
    if (text === known) return;
    if (known === undefined) first[index] = text;
    else if (canonical(known) !== canonical(text)) wrong.push(`two answers to request ${index}`);
    if (known === undefined && !order.mayFail && !isWhole(text)) wrong.push(text.slice(0, 300));
  };
  const send = async (index: number): Promise<void> => {
    const body = order.bodies[index] ?? '';
    const headers = { 'content-type': 'application/json', accept: 'application/json', ...order.headers };
    const reply = await pool.request({ method: 'POST', path: pathname, headers, body });
    check(index, await reply.body.text());
  };
  let next = 0;
  const phase = async (seconds: number): Promise<number[]> => {
    const times: number[] = [];
    const end = performance.now() + seconds * 1000;
    let left = order.most;
    const worker = async () => {
      while (left > 0 && performance.now() < end) {
        left -= 1;
        const index = next;
        next = (next + 1) % order.bodies.length;
        const start = performance.now();
        await send(index);
        times.push(performance.now() - start);
      }
    };
    await Promise.all(Array.from({ length: order.connections }, worker));
    return times;
  };
  const calls = async () => (order.callsUrl === '' ? 0 : Number(await (await fetch(order.callsUrl)).text()));
  await phase(order.warmSeconds);
  const callsBefore = await calls();
  const before = usageOf(order.pid);
  const start = performance.now();
  const times = (await phase(order.seconds)).sort((a, b) => a - b);
  const taken = (performance.now() - start) / 1000;
  const count = times.length;
  const after = usageOf(order.pid);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const result: Result = {
    cpuMicroseconds: ((after.cpuMilliseconds - before.cpuMilliseconds) * 1000) / count,
    systemMicroseconds: ((after.systemMilliseconds - before.systemMilliseconds) * 1000) / count,
    answered: count,
    calls: ((await calls()) - callsBefore) / count,
    requestsPerSecond: count / taken,
    p50: at(0.5),
    p99: at(0.99),
    residentMegabytes: after.residentMegabytes,
    answers: Array.from(first, (text) => (text === undefined ? '' : digest(canonical(text)))),
    wrong: [...new Set(wrong)].slice(0, 3),
  };
  process.stdout.write(JSON.stringify(result));
  await pool.close();
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function isWhole(text: string): boolean {
  const answer: unknown = JSON.parse(text);
  return (
    typeof answer === 'object' && answer !== null && 'data' in answer && answer.data !== null && !('errors' in answer)
  );
}

/** Only `data`, its keys in order of their names. */
function canonical(text: string): string {
  const answer: { data?: unknown } = JSON.parse(text);
  return JSON.stringify(answer.data ?? null, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
