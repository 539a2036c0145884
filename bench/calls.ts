/**
 * `npm run bench:calls`: how many calls 1,000 requests cost the subgraphs and the legacy systems behind them. The product's own
 * subgraph services on its stand-ins, each gateway in front of them in turn, sixteen clients at once. Time is not
 * measured, and answers are not compared: they tell of the moment.
 * `npm run bench:calls -- --only ours,apollo --load 360 --requests 500` narrows it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildWorld } from '../legacy/world/build.ts';
import { type Gateway, gateways, oursCached, oursInProcess } from './gateways.ts';
import { systems } from './graph/fixture.ts';
import { type Running, start } from './processes.ts';
import { answering, answers, chosen, installPeers, loaded, print, say, whole } from './stand.ts';
import { type CallWorkload, callWorkloads } from './workloads.ts';

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000' },
    only: { type: 'string', default: '' },
    load: { type: 'string', default: '' },
  },
});
const requests = Number(options.requests);
const subgraphPort = 4201;
const gatewayPort = 4210;
const subgraphUrl = (index: number) => `http://127.0.0.1:${subgraphPort + index}/graphql`;
const world = { seed: 1, people: 2_000, now: new Date('2026-11-24T09:00:00Z') };
const compared = [...gateways.filter((each) => each !== oursInProcess), oursCached];

const folder = mkdtempSync(join(tmpdir(), 'bench-calls-'));
const running: Running[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanUp().then(() => process.exit(1)));
try {
  installPeers();
  await count();
} finally {
  await cleanUp();
}

async function cleanUp(): Promise<void> {
  await Promise.all(running.map((each) => each.stop()));
  rmSync(folder, { recursive: true, force: true });
}

async function count(): Promise<void> {
  for (const [index, name] of systems.entries()) running.push(start(subgraphCommand(name, subgraphPort + index)));
  await Promise.all(systems.map((_, index) => answering(subgraphUrl(index))));
  const people = buildWorld(world).people.flatMap(({ customerId }) => customerId ?? []);
  const rows = new Map<string, string[]>();
  for (const gateway of compared.filter(({ name }) => chosen(options.only, name))) {
    const process = start(gateway.command({ port: gatewayPort, subgraphPort, folder }));
    const url = `http://127.0.0.1:${gatewayPort}${gateway.path}`;
    await answering(url).catch(() => say(`${gateway.name} does not start here and is left out.`));
    if (await answers(url)) {
      for (const workload of callWorkloads(people).filter(({ name }) => chosen(options.load, name))) {
        const row = await rowOf(gateway, { url, pid: process.pid }, workload);
        rows.set(workload.name, [...(rows.get(workload.name) ?? []), row]);
        say(`${workload.name}: ${row}`);
      }
    }
    await process.stop();
  }
  print(`Calls for 1,000 requests, of ${requests}; ${people.length} customers.\n`);
  for (const [name, lines] of rows) {
    print(`**${name}**\n\n| gateway | subgraph calls | legacy calls | ${systems.join(' | ')} |`);
    print(`| --- | ---: | ---: | ${systems.map(() => '---:').join(' | ')} |\n${lines.join('\n')}\n`);
  }
}

async function rowOf(
  { name }: Gateway,
  { url, pid }: { readonly url: string; readonly pid: number },
  workload: CallWorkload,
): Promise<string> {
  const before = await countsNow();
  const result = await loaded({
    url,
    pid,
    callsUrl: '',
    bodies: [...workload.bodies],
    connections: 16,
    warmSeconds: 0,
    seconds: 120,
    most: requests,
    // The stand-ins' world has records that no system could read.
    mayFail: true,
  });
  const after = await countsNow();
  const done = result.answered;
  const perThousand = (of: (counts: Counts) => number) => whole(((sum(after, of) - sum(before, of)) * 1_000) / done);
  const bySystem = systems.map((_, index) => {
    const [now, then] = [after[index], before[index]];
    return now && then ? whole(((now.legacy - then.legacy) * 1_000) / done) : '';
  });
  const all = [perThousand(({ operations }) => operations), perThousand(({ legacy }) => legacy), ...bySystem];
  return `| ${[name, ...all].join(' | ')} |`;
}

interface Counts {
  /** Taken by the subgraph. */
  readonly operations: number;
  /** Made by it. */
  readonly legacy: number;
}

function sum(counts: readonly Counts[], of: (counts: Counts) => number): number {
  return counts.reduce((all, each) => all + of(each), 0);
}

/** In the order of the systems. */
function countsNow(): Promise<Counts[]> {
  return Promise.all(
    systems.map(async (_, index) => {
      const text = await (await fetch(new URL('/metrics', subgraphUrl(index)))).text();
      return {
        operations: total(text, 'subgraph_operation_duration_seconds_count'),
        legacy: total(text, 'legacy_calls_total'),
      };
    }),
  );
}

function total(metrics: string, name: string): number {
  const values = metrics.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\d+)$`, 'gm'));
  return [...values].reduce((all, [, value]) => all + Number(value), 0);
}

/** With room for all clients at once, so that nobody is turned away and nothing is asked twice for that. */
function subgraphCommand(name: string, port: number) {
  const own = name.toUpperCase().replaceAll('-', '_');
  return {
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', 'subgraphs/main.ts', name],
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      REQUEST_TIMEOUT_MS: '30000',
      WORLD_SEED: String(world.seed),
      WORLD_PEOPLE: String(world.people),
      WORLD_NOW: world.now.toISOString(),
      [`${own}_CONCURRENCY`]: '100',
      [`${own}_QUEUE_WAIT_MS`]: '10000',
    },
  };
}
