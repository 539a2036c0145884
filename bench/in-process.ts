/** Our gateway with the four fixture subgraphs in its own process, their work included. Argument: port. */
import { readFileSync } from 'node:fs';
import { readConfig } from '../gateway/config.ts';
import { inProcess } from '../gateway/data-sources/in-process.ts';
import { createLog } from '../gateway/log.ts';
import { createMetrics } from '../gateway/plugins/metrics.ts';
import { readGraphs } from '../gateway/supergraph/graphs.ts';
import { subgraphs } from '../subgraphs/index.ts';
import { peersHaveNone } from './gateways.ts';
import { fixtureSubgraph, systems } from './graph/fixture.ts';

process.env.APOLLO_TELEMETRY_DISABLED = 'true';
const sdl = readFileSync(new URL('../gateway/supergraph.graphql', import.meta.url), 'utf8');
const graphs = readGraphs(sdl);
const home = new Map(graphs.map(({ name, url }) => [name, url]));
const result = readConfig({ ...peersHaveNone, PORT: process.argv[2] }, subgraphs, graphs, home);
if ('problems' in result) throw new Error(result.problems.join('\n'));
const { createGateway } = await import('../gateway/server.ts');
const gateway = await createGateway({
  config: result.config,
  supergraphSdl: sdl,
  sources: systems.map((name) => inProcess(fixtureSubgraph(name))),
  log: createLog(result.config.logLevel).log,
  metrics: createMetrics(),
  now: () => new Date(),
  realTime: () => new Date(),
  threadTime: () => process.threadCpuUsage().user / 1_000,
});
await gateway.listen();
