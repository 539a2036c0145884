/**
 * `npm run bench`: our gateway beside others, in alternating rounds, each in its own process with the same subgraphs behind it.
 * Prints a Markdown table. `npm run bench -- --rounds 5 --only ours,Grafbase --load 360` narrows it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Checker } from './checker.ts';
import { type Gateway, gateways, peersFolder } from './gateways.ts';
import { type Order, type Result, resultShape } from './load.ts';
import { type Running, start } from './processes.ts';
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
const chosen = (list: string, name: string) => list === '' || list.split(',').some((part) => name.includes(part));
const rounds = Number(options.rounds);
const [firstSeconds = 15, warmSeconds = 4, seconds = 4] = options.seconds.split(',').map(Number);
/** Milliseconds. */
const longestLoad = 180_000;
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

/** Nobody is always first after a pause, or always after the same neighbour. */
function turned<T>(list: readonly T[], by: number): readonly T[] {
  const at = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

async function load(
  contender: Contender,
  workload: Workload,
  before: number,
  measured: number,
  most = Number.MAX_SAFE_INTEGER,
): Promise<Result> {
  const order: Order = {
    url: contender.url,
    pid: contender.pid,
    callsUrl: `http://127.0.0.1:${subgraphPort}/calls`,
    bodies: [...workload.bodies],
    connections: workload.connections,
    warmSeconds: before,
    seconds: measured,
    most,
  };
  const program = fileURLToPath(new URL('load.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: longestLoad,
  });
  child.stdin.end(JSON.stringify(order));
  return resultShape.parse(await json(child.stdout));
}

async function answers(url: string): Promise<boolean> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
  }).catch(() => null);
  return reply?.ok === true;
}

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await answers(url)) return;
    await new Promise((done) => setTimeout(done, 150));
  }
  throw new Error(`nothing answers at ${url}`);
}

function installPeers(): void {
  if (existsSync(join(peersFolder, 'node_modules'))) return;
  say('installing the peers into bench/peers');
  execFileSync('npm', ['ci'], { cwd: peersFolder, stdio: 'ignore' });
}

function describe(): string {
  const packages: { dependencies: Record<string, string> } = JSON.parse(
    readFileSync(join(peersFolder, 'package.json'), 'utf8'),
  );
  const versions = Object.entries(packages.dependencies).map(([name, version]) => `${name} ${version}`);
  const [cpu] = cpus();
  return `Node ${process.version}, ${cpus().length} cores (${cpu?.model.trim()}), ${rounds} rounds. ${versions.join(', ')}.`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
