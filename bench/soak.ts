/**
 * `npm run bench:soak -- --minutes 10`: the gateway under a steady load of all workloads, its memory once a minute. Every answer is compared with the
 * first one to the same request. Exits with 1 when the last third of the time holds noticeably more than the middle third, or an
 * answer was wrong.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { gateways } from './gateways.ts';
import { type Running, start, usageOf } from './processes.ts';
import { workloads } from './workloads.ts';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    /** Requests in flight. */
    connections: { type: 'string', default: '8' },
  },
});
const minutes = Number(options.minutes);
const subgraphPort = 4201;
const port = 4210;
/** What a heap may breathe between two looks. */
const tolerance = 1.1;
/** Of the workloads, those a minute has many of. */
const mixed = workloads.filter(({ name }) => !name.startsWith('10,000')).flatMap(({ bodies }) => bodies.slice(0, 100));

const folder = mkdtempSync(join(tmpdir(), 'soak-'));
const running: Running[] = [];
try {
  process.exitCode = (await soak()) ? 0 : 1;
} finally {
  await Promise.all(running.map((each) => each.stop()));
  rmSync(folder, { recursive: true, force: true });
}

async function soak(): Promise<boolean> {
  const serve = fileURLToPath(new URL('graph/serve.ts', import.meta.url));
  running.push(start({ command: process.execPath, args: [serve, String(subgraphPort)] }));
  const gateway = gateways.find(({ name }) => name === 'ours');
  if (gateway === undefined) throw new Error('The gateway is not among those of gateways.ts.');
  const product = start(gateway.command({ port, subgraphPort, folder }));
  running.push(product);
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: Number(options.connections) });
  await upWithin(pool, 30_000);

  const end = performance.now() + minutes * 60_000;
  const first = new Map<string, string>();
  let [sent, wrong] = [0, 0];
  const worker = async () => {
    while (performance.now() < end) {
      const body = mixed[sent % mixed.length] ?? '';
      sent += 1;
      const text = await ask(pool, body);
      const known = first.get(body);
      if (known === undefined) first.set(body, text);
      if (text !== (known ?? text) || text.includes('"errors"')) wrong += 1;
    }
  };
  const memory: number[] = [];
  const look = async () => {
    while (performance.now() < end) {
      await new Promise((done) => setTimeout(done, Math.min(60_000, Math.max(0, end - performance.now()))));
      const { residentMegabytes } = usageOf(product.pid);
      memory.push(residentMegabytes);
      process.stdout.write(
        `${memory.length} min: ${Math.round(residentMegabytes)} MB, ${sent} requests, ${wrong} wrong\n`,
      );
    }
  };
  await Promise.all([look(), ...Array.from({ length: Number(options.connections) }, worker)]);
  await pool.close();

  const third = Math.max(1, Math.floor(memory.length / 3));
  const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;
  const [middle, last] = [mean(memory.slice(-2 * third, -third)), mean(memory.slice(-third))];
  const flat = memory.length < 3 || last <= middle * tolerance;
  const verdict = memory.length < 3 ? 'too short to tell' : flat ? 'flat' : 'growing';
  process.stdout.write(`middle third ${Math.round(middle)} MB, last third ${Math.round(last)} MB: ${verdict}\n`);
  return flat && wrong === 0;
}

async function ask(pool: Pool, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const reply = await pool.request({ method: 'POST', path: '/graphql', headers, body });
  return reply.body.text();
}

async function upWithin(pool: Pool, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    const text = await ask(pool, '{"query":"{ __typename }"}').catch(() => '');
    if (text.includes('Query')) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error('The gateway does not answer.');
}
