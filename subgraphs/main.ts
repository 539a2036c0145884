/** `npm run subgraph -- loyalty`: runs one subgraph as its own service, on its port of supergraph.yaml unless PORT says otherwise. */
import { pino } from 'pino';
import { subgraphs } from './index.ts';
import { serveSubgraph } from './serve.ts';
import { isLoopback } from './shared/hosting/http-server.ts';
import { policySettings, readPolicy } from './shared/hosting/policy-settings.ts';
import {
  clockFrom,
  closingOnFailure,
  logLevel,
  needsStandIn,
  noStandIns,
  standInOptions,
  startFailure,
  startUntilStopped,
  type WorldSettings,
  worldSettings,
  wrongConfiguration,
} from './shared/hosting/program.ts';
import { optionalSettings, readSettings, settingPrefix } from './shared/hosting/read-settings.ts';
import { readSubgraphSecrets, secretSettings } from './shared/hosting/subgraph-secret.ts';
import { type TraceConfig, traceConfig, traceSettings } from './shared/hosting/trace-settings.ts';
import { createWatch } from './shared/hosting/watch.ts';
import { setting } from './shared/settings.ts';
import type { SettingsShape, SubgraphDefinition } from './shared/subgraph.ts';
import { readSupergraphConfig } from './supergraph-config.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);
const fail: (code: number, ...lines: string[]) => never = (code, ...lines) => {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(code);
};

const definition = subgraphs.find(({ name }) => name === process.argv[2]);
if (definition === undefined) {
  fail(wrongConfiguration, `Say which subgraph: npm run subgraph -- ${subgraphs.map(({ name }) => name).join(' | ')}`);
} else {
  await startUntilStopped(
    process,
    (signal) => run(definition, signal),
    (error) => fail(1, `The subgraph could not start: ${startFailure(error)}`),
  );
}

/** Starts everything; what it returns stops it again. */
async function run(definition: SubgraphDefinition, signal: AbortSignal): Promise<() => Promise<void>> {
  const { name, settings, urlSetting, open } = definition;
  const standIn = needsStandIn(definition, process.env);
  const read = readOwn(name, standIn ? optionalSettings(settings) : settings);
  const { PORT, HOST, REQUEST_TIMEOUT_MS, MAX_REQUEST_BYTES, LOG_LEVEL, ...world } = read;
  const { secrets, policy } = callersOf(read);
  const openTracing = await tracingOf(traceConfig(read), name);
  const now = clockFrom(standIn ? (world.WORLD_NOW ?? null) : null);
  const legacy = standIn ? await startStandIn(definition, world, now(), signal) : null;
  const watch = createWatch(pino({ level: LOG_LEVEL, base: null }), openTracing);
  const service = await closingOnFailure(legacy, async () => {
    const { onCall, onCircuit } = watch;
    const subgraph = await open({ ...process.env, ...legacy?.settings }, { now, onCall, onCircuit });
    return serveSubgraph(subgraph, {
      host: HOST,
      port: PORT,
      requestTimeout: REQUEST_TIMEOUT_MS,
      maxRequestBytes: MAX_REQUEST_BYTES,
      secrets,
      policy,
      watch,
    });
  });
  print(`Subgraph   ${name}: http://${HOST}:${service.port}/graphql`);
  print(
    secrets.length > 0
      ? 'Callers    the gateway alone, by the tokens it signs.'
      : 'Callers    ARE NOT ASKED WHO THEY ARE (SUBGRAPH_SECRET is not set): everybody on this machine sees everything.',
  );
  if (standIn) print(`Stand-in   ${urlSetting} is not set: invented data, no real system is asked.`);
  return async () => {
    await service.close();
    await watch.close();
    await legacy?.close();
  };
}

/** What traces is loaded only where something is traced. */
async function tracingOf(config: TraceConfig | null, name: SubgraphDefinition['name']) {
  if (config === null) return null;
  const { openTracing } = await import('./shared/hosting/tracing.ts');
  return (onLost: (spans: number) => void) => openTracing(config, `subgraph-${name}`, onLost);
}

/** Without a secret only this machine is answered: whoever else reaches the service could ask for any customer. */
function callersOf(read: Parameters<typeof readSubgraphSecrets>[0] & Record<'HOST' | 'POLICY_FILE', string>) {
  const { secrets, problems: wrong } = readSubgraphSecrets(read);
  const { policy, problems: unclear } = readPolicy(read.POLICY_FILE);
  const open = secrets.length === 0 && wrong.length === 0 && !isLoopback(read.HOST);
  const unknown =
    "SUBGRAPH_SECRET: set it, or SUBGRAPH_SECRET_FILE, to the gateway's: others than this machine reach HOST.";
  const problems = [...wrong, ...(open ? [unknown] : []), ...unclear];
  if (problems.length > 0)
    fail(wrongConfiguration, 'The subgraph was not started; these settings are wrong:', ...problems);
  return { secrets, policy };
}

function readOwn(name: SubgraphDefinition['name'], settings: SettingsShape) {
  const entry = readSupergraphConfig('supergraph.yaml').subgraphs.find((subgraph) => subgraph.name === name);
  const own = {
    PORT: setting.integer(Number(entry ? new URL(entry.routingUrl).port : 0), 0, 65_535),
    // An operation may ask for any customer: out of the box only the gateway beside it can reach it.
    HOST: setting.text('localhost'),
    REQUEST_TIMEOUT_MS: setting.integer(5_000, 100, 60_000),
    MAX_REQUEST_BYTES: setting.integer(4_194_304, 1_024, 67_108_864),
    LOG_LEVEL: logLevel,
    ...secretSettings,
    ...policySettings,
    ...traceSettings,
    ...worldSettings,
  };
  const result = readSettings(process.env, { ...settings, ...own }, [
    settingPrefix(name),
    'SUBGRAPH_',
    'WORLD_',
    'LEGACY_',
  ]);
  if ('problems' in result) {
    const { problems, doubts } = result;
    return fail(wrongConfiguration, 'The subgraph was not started; these settings are wrong:', ...problems, ...doubts);
  }
  for (const doubt of result.doubts) process.stderr.write(`${doubt}\n`);
  return result.settings;
}

async function startStandIn(definition: SubgraphDefinition, world: WorldSettings, now: Date, signal: AbortSignal) {
  const { startLegacy } = await import('../legacy/index.ts').catch(noStandIns([definition]));
  return startLegacy({ ...standInOptions([definition.name], world, now), signal });
}
