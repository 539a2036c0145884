/**
 * Our gateway over the remote fixture subgraphs, with the parts named and no others: what each costs is measured by bench/features.ts.
 * Arguments: port, first port of the subgraphs, parts parted by commas (`policies`); all others are settings, in the environment.
 */
import { readFileSync } from 'node:fs';
import { openAudit } from '../gateway/audit/open.ts';
import { readConfig } from '../gateway/config.ts';
import { policed } from '../gateway/data-sources/policed.ts';
import { remote } from '../gateway/data-sources/remote.ts';
import { createLog } from '../gateway/log.ts';
import { createMetrics } from '../gateway/plugins/metrics.ts';
import { readGraphs } from '../gateway/supergraph/graphs.ts';
import { subgraphs } from '../subgraphs/index.ts';
import { openTracing } from '../subgraphs/shared/hosting/tracing.ts';
import { peersHaveNone } from './gateways.ts';
import { systems } from './graph/fixture.ts';

process.env.APOLLO_TELEMETRY_DISABLED = 'true';
const [, , port = '0', subgraphPort = '0', parts = ''] = process.argv;
const hasPolicies = parts.split(',').includes('policies');
const sdl = readFileSync(new URL('../gateway/supergraph.graphql', import.meta.url), 'utf8');
const graphs = readGraphs(sdl);
const home = new Map(graphs.map(({ name, url }) => [name, url]));
const result = readConfig({ ...peersHaveNone, ...process.env, PORT: port }, subgraphs, graphs, home);
if ('problems' in result) throw new Error(result.problems.join('\n'));
const { config } = result;
const metrics = createMetrics();
const { createGateway } = await import('../gateway/server.ts');
const sources = graphs.map(({ name }) => {
  const address = new URL(`http://127.0.0.1:${Number(subgraphPort) + systems.indexOf(name)}/graphql`);
  const plain = remote(name, address, { connections: config.remotePolicies.concurrency });
  const source = hasPolicies ? policed(plain, { ...config.remotePolicies, timeout: config.requestTimeout }) : plain;
  return { ...source, oneByOne: subgraphs.some((each) => each.name === name && each.oneByOne) };
});
const realTime = () => new Date();
const log = createLog(config.logLevel).log;
const audit = config.audit && (await openAudit({ config: config.audit, log, metrics: metrics.audit, now: realTime }));
const gateway = await createGateway({
  config,
  supergraphSdl: sdl,
  sources,
  log,
  metrics,
  audit,
  tracing: config.tracing && (await openTracing(config.tracing, 'gateway', metrics.onSpansLost)),
  now: () => new Date(),
  realTime,
  threadTime: () => process.threadCpuUsage().user / 1_000,
});
await gateway.listen();
