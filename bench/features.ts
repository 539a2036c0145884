/**
 * `npm run bench:features`: what policies, admission, known callers with their rights and the audit, traces and cache cost the 360 view, each switched on alone beside a gateway that
 * has none of them, and all together. In alternating rounds in one run; the difference is the median of those within a round.
 * `-- --rounds 5 --seconds 10,3,6 --redis redis://127.0.0.1:6379/9` takes longer and measures a Redis too.
 */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { knownCaller } from './callers.ts';
import { Checker } from './checker.ts';
import { type Running, start } from './processes.ts';
import { answering, chosen, loaded, median, print, say, turned, whole } from './stand.ts';
import { workloads } from './workloads.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    /** Of load once for each, right before each measurement, and measured. */
    seconds: { type: 'string', default: '10,3,5' },
    only: { type: 'string', default: '' },
    redis: { type: 'string', default: '' },
  },
});
const [firstSeconds = 10, warmSeconds = 3, seconds = 5] = options.seconds.split(',').map(Number);
const [subgraphPort, firstPort, collectorPort] = [4301, 4330, 4390];

interface Variant {
  readonly name: string;
  readonly parts: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Contender {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pid: number;
  /** Microseconds a request, by round. */
  readonly cpu: Map<number, number>;
  calls: number;
  megabytes: number;
}

const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collectorPort}` };
const some = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.05' };
const found = { CACHE: 'memory' };
/** Too small for the customers asked about, in turn: nothing is there any more when it is asked for again. */
const notFound = { CACHE: 'memory', CACHE_MB: '1' };
const inRedis = { CACHE: options.redis, CACHE_KEYS: `bench:${Buffer.alloc(32, 1).toString('base64')}` };
const caller = await knownCaller();
const variants: readonly Variant[] = [
  { name: 'none of them', parts: [], env: {} },
  { name: 'policies', parts: ['policies'], env: {} },
  { name: 'admission', parts: [], env: { ADMISSION: 'on' } },
  { name: 'callers known, policy, audit', parts: [], env: caller.settings, headers: caller.headers },
  { name: 'traces, one in twenty', parts: [], env: { ...traced, ...some } },
  { name: 'traces, all', parts: [], env: traced },
  { name: 'cache in memory, nothing found', parts: [], env: notFound },
  { name: 'cache in memory, three of four fetches found', parts: [], env: found },
  ...(options.redis === ''
    ? []
    : [{ name: 'cache in Redis, three of four fetches found', parts: [], env: { ...inRedis, CACHE_PREFIX: 'bench' } }]),
  {
    name: 'all, traces one in twenty, nothing found',
    parts: ['policies'],
    env: { ADMISSION: 'on', ...traced, ...some, ...notFound },
  },
  {
    name: 'all, traces one in twenty, three of four fetches found',
    parts: ['policies'],
    env: { ADMISSION: 'on', ...traced, ...some, ...found },
  },
];

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const program = (file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  start({ command: process.execPath, args: ['--disable-warning=ExperimentalWarning', here(file), ...args], env });

/** Takes every span and says so. */
const collector = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
});
const running: Running[] = [];
const cleanUp = async (): Promise<void> => {
  caller.close();
  collector.close();
  collector.closeAllConnections();
  await Promise.all(running.map((each) => each.stop()));
};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanUp().then(() => process.exit(1)));
try {
  await measure();
} finally {
  await cleanUp();
}

async function measure(): Promise<void> {
  await new Promise<void>((done) => collector.listen(collectorPort, '127.0.0.1', done));
  running.push(program('graph/serve.ts', [String(subgraphPort)]));
  await answering(`http://127.0.0.1:${subgraphPort}/graphql`);
  const [workload] = workloads;
  if (workload === undefined) throw new Error('There is nothing to ask.');
  const contenders: Contender[] = [];
  for (const [index, variant] of variants.entries()) {
    if (index > 0 && !chosen(options.only, variant.name)) continue;
    const port = firstPort + index;
    const process = program(
      'with-features.ts',
      [String(port), String(subgraphPort), variant.parts.join(',')],
      variant.env,
    );
    running.push(process);
    const url = `http://127.0.0.1:${port}/graphql`;
    const { headers = {} } = variant;
    await answering(url, headers);
    contenders.push({
      name: variant.name,
      url,
      headers,
      pid: process.pid,
      cpu: new Map<number, number>(),
      calls: 0,
      megabytes: 0,
    });
  }
  const tell = new Checker();
  const load = async (contender: Contender, before: number, measured: number) => {
    const { url, pid, headers } = contender;
    const result = await loaded({
      url,
      pid,
      headers,
      callsUrl: `http://127.0.0.1:${subgraphPort}/calls`,
      bodies: [...workload.bodies],
      connections: workload.connections,
      warmSeconds: before,
      seconds: measured,
      most: Number.MAX_SAFE_INTEGER,
    });
    tell.check(contender.name, workload.name, result);
    return result;
  };
  for (const contender of contenders) await load(contender, firstSeconds, 0.1);
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const contender of turned(contenders, round)) {
      const { cpuMicroseconds, calls, residentMegabytes } = await load(contender, warmSeconds, seconds);
      contender.cpu.set(round, cpuMicroseconds);
      contender.calls = calls;
      contender.megabytes = residentMegabytes;
      say(`round ${round + 1}, ${contender.name}: ${Math.round(cpuMicroseconds)} µs`);
    }
  }
  const [plain] = contenders;
  print(`${workload.name}, Node ${process.version}, ${options.rounds} rounds.\n`);
  print('| switched on | CPU µs/request | more than without | subgraph calls | RSS MB |');
  print('| --- | ---: | ---: | ---: | ---: |');
  for (const { name, cpu, calls, megabytes } of contenders) {
    const more = [...cpu].map(([round, own]) => own - (plain?.cpu.get(round) ?? own));
    const figures = [whole(median([...cpu.values()])), whole(median(more)), calls.toFixed(1), whole(megabytes)];
    print(`| ${[name, ...figures].join(' | ')} |`);
  }
  print(`\n${tell.verdict()}`);
}
