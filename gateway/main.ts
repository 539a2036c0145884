/** `npm start`: environment -> settings -> sources -> gateway -> listen -> drain. The one file of the gateway that touches the process. */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { subgraphs } from '../subgraphs/index.ts';
import {
  clockFrom,
  closingOnFailure,
  standInOptions,
  startFailure,
  stopOnSignal,
  wrongConfiguration,
} from '../subgraphs/shared/hosting/program.ts';
import type { Runtime } from '../subgraphs/shared/subgraph.ts';
import { type GatewayConfig, readConfig } from './config.ts';
import type { DataSource } from './data-sources/data-source.ts';
import { inProcess } from './data-sources/in-process.ts';
import { remote } from './data-sources/remote.ts';
import { createMetrics } from './plugins/metrics.ts';
import { currentRequest } from './request-context.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

// The gateway package would report to its vendor; this must stand before it is loaded.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';

const result = readConfig(process.env, subgraphs);
if ('problems' in result) {
  complain(`The gateway was not started: ${result.problems.length} of its settings are wrong.`);
  for (const problem of result.problems) complain(`  ${problem}`);
  process.exit(wrongConfiguration);
}
const started = run(result.config);
// From now on, as a process that is told to stop while it starts must end as well.
stopOnSignal(process, async () => (await started)(), result.config.drainDelay);
await started.catch((error: unknown) => {
  complain(`The gateway could not start: ${startFailure(error)}`);
  process.exit(1);
});

/** Starts everything; what it returns stops it again. */
async function run(config: GatewayConfig): Promise<() => Promise<void>> {
  const clock = clockFrom(config.standIns.length > 0 ? (config.world.WORLD_NOW ?? null) : null);
  const legacy = config.standIns.length > 0 ? await startStandIns(config, clock()) : null;
  return closingOnFailure(legacy, () => serve(config, clock, legacy));
}

async function serve(config: GatewayConfig, clock: () => Date, legacy: StandIns | null): Promise<() => Promise<void>> {
  const log = pino({ level: config.logLevel, base: null });
  const metrics = createMetrics();
  const runtime: Runtime = {
    now: clock,
    onCall: (call) => {
      metrics.observeCall(call);
      currentRequest.getStore()?.calls.push(call);
    },
  };
  const environment = { ...process.env, ...legacy?.settings };
  const sources = await Promise.all(
    subgraphs.map(async (definition): Promise<DataSource> => {
      const url = config.remotes.get(definition.name);
      if (url !== undefined) return remote(definition.name, url, { connections: config.remoteConnections });
      return inProcess(await definition.open(environment, runtime));
    }),
  );
  const { createGateway } = await import('./server.ts');
  const supergraphSdl = readFileSync(config.supergraphFile, 'utf8');
  const gateway = await createGateway({ config, supergraphSdl, sources, log, metrics });
  const port = await gateway.listen();
  greet(config, port, legacy?.control ?? null);
  return async () => {
    await gateway.close();
    await legacy?.close();
  };
}

type StandIns = Awaited<ReturnType<typeof startStandIns>>;

/** The stand-ins and the seeded world are loaded only where a system is missing. */
async function startStandIns(config: GatewayConfig, now: Date) {
  const { startLegacy } = await import('../legacy/index.ts');
  return startLegacy(standInOptions(config.standIns, config.world, now));
}

function greet(config: GatewayConfig, port: number, control: string | null): void {
  const base = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
  print(`GraphQL    ${base}/graphql`);
  if (config.explorer) print(`Explorer   ${base}/`);
  print(`Health     ${base}/readyz`);
  if (config.standIns.length > 0) {
    print(`Stand-ins  ${config.standIns.join(', ')}: invented people, no real system is asked.`);
  }
  if (control !== null) print(`Faults     ${control}`);
  print('');
  print(config.explorer ? 'Try, in the explorer or by POST:' : 'Try, by POST:');
  print('  { customer(id: "C0000101") { name { full } loyalty { number tier { name } } } }');
  print('  { customerCandidates(phone: "030 23125101") { confidence merges customer { id name { full } } } }');
  print(
    '  { booking(recordLocator: "ADAL7Q") { passengers { nameAsBooked customer { confidence customer { id } } } } }',
  );
}
