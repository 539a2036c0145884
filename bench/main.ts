/**
 * `npm run bench`: our gateway beside others, in alternating rounds, each in its own process with the same subgraphs behind it.
 * Prints a Markdown table. `npm run bench -- --rounds 5 --only ours,Grafbase --load 360` narrows it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Checker } from './checker.ts';
import { type Gateway, gateways, peersFolder } from './gateways.ts';
import type { AskedOrder, Result } from './load.ts';
import { type Running, start } from './processes.ts';
import { answering, answers, chosen, installPeers, loaded, print, say, turned } from './stand.ts';
import { type Measured, table } from './table.ts';
import { coldWorkload, type Workload, workloads } from './workloads.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    load: { type: 'string', default: '' },
    /** Of load once for each gateway and workload, right before each measurement, and measured. */
    seconds: { type: 'string', default: '15,4,4' },
  },
});
const rounds = Number(options.rounds);
const [firstSeconds = 15, warmSeconds = 4, seconds = 4] = options.seconds.split(',').map(Number);
const subgraphPort = 4101;
const firstPort = 4110;

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const running: Running[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanUp().then(() => process.exit(1)));
try {
  installPeers();
  await bench();
} finally {
  await cleanUp();
}

async function cleanUp(): Promise<void> {
  await Promise.all(running.map((each) => each.stop()));
  rmSync(folder, { recursive: true, force: true });
}

interface Contender {
  readonly gateway: Gateway;
  readonly url: string;
  readonly pid: number;
}

async function bench(): Promise<void> {
  const node = process.execPath;
  const serve = fileURLToPath(new URL('graph/serve.ts', import.meta.url));
  running.push(start({ command: node, args: ['--disable-warning=ExperimentalWarning', serve, String(subgraphPort)] }));
  await answering(`http://127.0.0.1:${subgraphPort}/graphql`);
  const contenders: Contender[] = [];
  for (const [index, gateway] of gateways.filter(({ name }) => chosen(options.only, name)).entries()) {
    const port = firstPort + index;
    const process = start(gateway.command({ port, subgraphPort, folder }));
    running.push(process);
    const url = `http://127.0.0.1:${port}${gateway.path}`;
    await answering(url).catch(() => say(`${gateway.name} does not start here and is left out.`));
    if (await answers(url)) contenders.push({ gateway, url, pid: process.pid });
  }
  print(`${describe()}\n`);
  const tell = new Checker();
  for (const workload of workloads.filter(({ name }) => chosen(options.load, name))) {
    const measured: Measured[] = [];
    for (const contender of contenders) {
      say(`warming ${contender.gateway.name} for ${workload.name}`);
      tell.check(contender.gateway.name, workload.name, await load(contender, workload, firstSeconds, 0.1));
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of turned(contenders, round)) {
        const result = await load(contender, workload, warmSeconds, seconds);
        tell.check(contender.gateway.name, workload.name, result);
        measured.push({ gateway: contender.gateway.name, workload: workload.name, result });
        say(
          `${workload.name}, round ${round + 1}, ${contender.gateway.name}: ${Math.round(result.cpuMicroseconds)} µs`,
        );
      }
    }
    print(table(measured));
  }
  const measured: Measured[] = [];
  for (let round = 0; round < rounds && chosen(options.load, 'cold operations'); round += 1) {
    const workload = coldWorkload(round);
    for (const contender of turned(contenders, round)) {
      const result = await load(contender, workload, 0, 60, workload.bodies.length);
      tell.check(contender.gateway.name, `cold ${round}`, result);
      measured.push({ gateway: contender.gateway.name, workload: workload.name, result });
    }
  }
  if (measured.length > 0) print(table(measured));
  print(tell.verdict());
}

async function load(
  contender: Contender,
  workload: Workload,
  before: number,
  measured: number,
  most = Number.MAX_SAFE_INTEGER,
): Promise<Result> {
  const order: AskedOrder = {
    url: contender.url,
    pid: contender.pid,
    callsUrl: `http://127.0.0.1:${subgraphPort}/calls`,
    bodies: [...workload.bodies],
    connections: workload.connections,
    warmSeconds: before,
    seconds: measured,
    most,
  };
  return loaded(order);
}

function describe(): string {
  const packages: { dependencies: Record<string, string> } = JSON.parse(
    readFileSync(join(peersFolder, 'package.json'), 'utf8'),
  );
  const versions = Object.entries(packages.dependencies).map(([name, version]) => `${name} ${version}`);
  const [cpu] = cpus();
  return `Node ${process.version}, ${cpus().length} cores (${cpu?.model.trim()}), ${rounds} rounds. ${versions.join(', ')}.`;
}
