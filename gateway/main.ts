/** `npm start`: environment -> settings -> sources -> gateway -> listen -> drain. The one file of the gateway that touches the process. */
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { subgraphs } from '../subgraphs/index.ts';
import { isLoopback } from '../subgraphs/shared/hosting/http-server.ts';
import {
  clockFrom,
  closingOnFailure,
  noStandIns,
  standInOptions,
  startFailure,
  startUntilStopped,
  wrongConfiguration,
} from '../subgraphs/shared/hosting/program.ts';
import { circuitLog } from '../subgraphs/shared/hosting/source-watch.ts';
import type { TraceConfig } from '../subgraphs/shared/hosting/trace-settings.ts';
import type { Runtime, SystemName } from '../subgraphs/shared/subgraph.ts';
import { readSupergraphConfig } from '../subgraphs/supergraph-config.ts';
import type { OpenAudit } from './audit/open.ts';
import type { AuditConfig } from './audit/settings.ts';
import { auditText } from './audit/text.ts';
import { type GatewayConfig, readConfig, supergraphFileOf } from './config.ts';
import type { DataSource } from './data-sources/data-source.ts';
import { inProcess } from './data-sources/in-process.ts';
import { type Place, placeOf } from './data-sources/placement.ts';
import { policed } from './data-sources/policed.ts';
import { sourcePool } from './data-sources/pool.ts';
import { remote } from './data-sources/remote.ts';
import { signerFor } from './data-sources/subgraph-token.ts';
import { readContractOperations, readSavedOperations, type SavedOperation } from './explorer/saved-operations.ts';
import { callersText } from './identity/callers-text.ts';
import { createLog } from './log.ts';
import { createMetrics, type Metrics } from './plugins/metrics.ts';
import { tallyCall } from './provenance/record.ts';
import { currentRequest } from './request-context.ts';
import { readGraphs, unheededProtection } from './supergraph/graphs.ts';
import { NoSupergraphFile, readServed, type Served } from './supergraph/read.ts';
import { watchSupergraph } from './supergraph/watch.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);
// Node 22 knows the whole process's alone.
const cpuUsage = process.threadCpuUsage ?? process.cpuUsage;
const threadTime = () => {
  const { user, system } = cpuUsage();
  return (user + system) / 1_000;
};
const complain = (line: string) => process.stderr.write(`${line}\n`);

// The gateway package would report to its vendor; this must stand before it is loaded.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';

const home = new Map(
  readSupergraphConfig(fileURLToPath(new URL('../supergraph.yaml', import.meta.url))).subgraphs.map(
    ({ name, routingUrl }) => [name, routingUrl] as const,
  ),
);
// Which subgraphs there are decides which settings there are, so the supergraph comes first. What is wrong in it is told only once the
// settings are known to be right; that there is none is wrong in a setting.
const read = await readServed(supergraphFileOf(process.env)).catch((error: unknown) => ({ error }));
const ownGraphs = [...home].map(([name, url]) => ({ name, url }));
const result = readConfig(process.env, subgraphs, 'error' in read ? ownGraphs : read.graphs, home);
const missing =
  'error' in read && read.error instanceof NoSupergraphFile ? [`SUPERGRAPH_FILE: ${read.error.message}`] : [];
const problems = [...('problems' in result ? result.problems : []), ...missing];
if ('problems' in result || problems.length > 0) {
  const count = problems.length;
  complain(`The gateway was not started: ${count} of its settings ${count === 1 ? 'is' : 'are'} wrong.`);
  for (const line of [...problems, ...result.doubts]) complain(`  ${line}`);
  process.exit(wrongConfiguration);
}
for (const doubt of result.doubts) complain(doubt);
if ('error' in read) cannotStart(read.error);
else {
  // From now on, as a process that is told to stop while it starts must end as well.
  await startUntilStopped(process, (signal) => run(result.config, read, signal), cannotStart, result.config.drainDelay);
}

function cannotStart(error: unknown): never {
  complain(`The gateway could not start: ${startFailure(error)}`);
  process.exit(1);
}

/** Starts everything; what it returns stops it again. */
async function run(config: GatewayConfig, served: Served, signal: AbortSignal): Promise<() => Promise<void>> {
  const clock = clockFrom(config.standIns.length > 0 ? (config.world.WORLD_NOW ?? null) : null);
  const legacy = config.standIns.length > 0 ? await startStandIns(config, clock(), signal) : null;
  return closingOnFailure(legacy, () => serve(config, served, clock, legacy));
}

async function serve(
  config: GatewayConfig,
  served: Served,
  clock: () => Date,
  legacy: StandIns | null,
): Promise<() => Promise<void>> {
  const { log, flush } = createLog(config.logLevel);
  process.once('exit', flush);
  const operations = new URL('operations/', import.meta.url);
  const saved = readSavedOperations(operations);
  const ofContracts = readContractOperations(operations);
  const metrics = createMetrics(
    [...saved, ...[...ofContracts.values()].flat()].map(({ operationName }) => operationName),
  );
  const audit = config.audit && (await openKeptAudit(config.audit, log, metrics));
  return closingOnFailure(audit, () =>
    answer(config, served, { clock, legacy, log, saved, ofContracts, metrics, audit }),
  );
}

/** What there is once requests can be answered. */
interface Surroundings {
  readonly clock: () => Date;
  readonly legacy: StandIns | null;
  readonly log: Logger;
  readonly saved: readonly SavedOperation[];
  readonly ofContracts: ReadonlyMap<string, readonly SavedOperation[]>;
  readonly metrics: Metrics;
  readonly audit: OpenAudit | null;
}

async function answer(
  config: GatewayConfig,
  served: Served,
  { clock, legacy, log, saved, ofContracts, metrics, audit }: Surroundings,
): Promise<() => Promise<void>> {
  const tracing = config.tracing && (await openTracing(config.tracing, metrics.onSpansLost));
  const onCircuit = circuitLog(log);
  const realTime = clockFrom(null);
  const runtime: Runtime = {
    now: clock,
    onCall: (call) => {
      metrics.observeCall(call);
      currentRequest.getStore()?.calls.push(call);
      tallyCall(call);
    },
    onCircuit,
  };
  const environment = { ...process.env, ...legacy?.settings };
  const pool = sourcePool({
    placeOf: (graph) => placeOf(graph, { registry: subgraphs, home, environment }),
    open: async (name: SystemName, place: Place): Promise<DataSource> => ({
      ...(place.kind === 'remote'
        ? policed(
            remote(name, place.url, {
              connections: config.remotePolicies.concurrency,
              sign: signerFor(name, place.url, config.subgraphSecrets, realTime),
            }),
            { ...config.remotePolicies, timeout: config.requestTimeout, onCircuit },
          )
        : inProcess(await place.definition.open(environment, runtime))),
      oneByOne: subgraphs.some((definition) => definition.name === name && definition.oneByOne),
    }),
    requestTimeout: config.requestTimeout,
  });
  let sources = await pool.sourcesFor(served.graphs);
  const { createGateway } = await import('./server.ts');
  const gateway = await createGateway({
    config,
    supergraphSdl: served.sdl,
    sources: [...sources.values()],
    log,
    metrics,
    tracing,
    audit,
    now: clock,
    realTime,
    warmUp: saved.map(({ query }) => query),
    contractOperations: new Map([...ofContracts].map(([name, own]) => [name, own.map(({ query }) => query)])),
    threadTime,
  });
  const enforces = config.engine === 'compiled' && config.auth !== null;
  const warn = (supergraphSdl: string) => {
    if (enforces) return;
    const directives = unheededProtection(supergraphSdl);
    if (directives.length > 0) log.warn({ directives }, 'not enforced: these fields are shown to everybody');
  };
  warn(served.sdl);
  const stopWatching = watchSupergraph({
    file: config.supergraphFile,
    current: served,
    take: async (supergraphSdl) => {
      const next = await pool.sourcesFor(readGraphs(supergraphSdl));
      try {
        await gateway.update({ supergraphSdl, sources: [...next.values()] });
        sources = next;
        warn(supergraphSdl);
      } finally {
        pool.keepOnly(sources);
      }
    },
    log,
    onOutcome: (outcome) => metrics.supergraphs.inc({ outcome }),
  });
  if (config.auth === null && !isLoopback(config.host)) {
    log.warn({ host: config.host }, 'AUTH=off on an address others can reach: everybody is shown everything');
  }
  const port = await gateway.listen();
  const admin = await gateway.listenForAdmin();
  greet(config, served, { port, admin, control: legacy?.control ?? null, auditPlace: audit?.place ?? null });
  return async () => {
    stopWatching();
    await gateway.close();
    await audit?.close();
    await pool.close();
    await tracing?.close();
    await legacy?.close();
  };
}

/** What keeps who is shown whose data is loaded only where that is kept. */
async function openKeptAudit(config: AuditConfig, log: Logger, metrics: Metrics): Promise<OpenAudit> {
  const { openAudit } = await import('./audit/open.ts');
  return openAudit({ config, log, metrics: metrics.audit, now: clockFrom(null) });
}

/** What traces is loaded only where something is traced. */
async function openTracing(config: TraceConfig, onLost: (spans: number) => void) {
  const tracing = await import('../subgraphs/shared/hosting/tracing.ts');
  return tracing.openTracing(config, 'gateway', onLost);
}

type StandIns = Awaited<ReturnType<typeof startStandIns>>;

/** The stand-ins and the seeded world are loaded only where a system is missing. */
async function startStandIns(config: GatewayConfig, now: Date, signal: AbortSignal) {
  const { startLegacy } = await import('../legacy/index.ts').catch(
    noStandIns(subgraphs.filter(({ name }) => config.standIns.includes(name))),
  );
  return startLegacy({ ...standInOptions(config.standIns, config.world, now), signal });
}

interface Started {
  readonly port: number;
  readonly admin: number | null;
  readonly control: string | null;
  readonly auditPlace: string | null;
}

function greet(config: GatewayConfig, served: Served, { port, admin, control, auditPlace }: Started): void {
  const host = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}`;
  const base = `${host}:${port}`;
  print(`GraphQL    ${base}/graphql`);
  if (config.explorer) print(`Explorer   ${base}/`);
  print(`Health     ${base}/readyz`);
  print(`Callers    ${callersText(config, base).join('\n           ')}`);
  const audit = auditText(config, auditPlace);
  if (audit !== null) print(`Audit      ${audit}`);
  if (admin !== null) print(`Admin      ${host}:${admin}/invalidation`);
  if (config.standIns.length > 0) {
    print(`Stand-ins  ${config.standIns.join(', ')}: invented people, no real system is asked.`);
  }
  if (control !== null) print(`Faults     ${control}`);
  if (served.graphs.some(({ name, url }) => home.get(name) !== url)) return;
  print('');
  print(config.explorer ? 'Try, in the explorer or by POST:' : 'Try, by POST:');
  print('  { customer(id: "C0000101") { name { full } loyalty { number tier { name } } } }');
  print('  { customerCandidates(phone: "030 23125101") { confidence merges customer { id name { full } } } }');
  print(
    '  { booking(recordLocator: "ADAL7Q") { passengers { nameAsBooked customer { confidence customer { id } } } } }',
  );
}
