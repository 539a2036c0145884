/** Starts the real gateway over given sources on a free loopback port. */
import { pino } from 'pino';
import { unlimited } from '../../gateway/abuse/settings.ts';
import { openAudit } from '../../gateway/audit/open.ts';
import type { GatewayConfig } from '../../gateway/config.ts';
import { noContracts } from '../../gateway/contracts/contracts.ts';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { createMetrics } from '../../gateway/plugins/metrics.ts';
import { readRegisteredConfig } from '../../gateway/registered/settings.ts';
import { createGateway } from '../../gateway/server.ts';
import { noPolicy } from '../../subgraphs/shared/privacy/access.ts';
import { type Behaviour, type SmallName, smallNames, smallSubgraph, smallSupergraph } from './small-graph.ts';

export const testConfig: GatewayConfig = {
  port: 0,
  host: '127.0.0.1',
  supergraphFile: '',
  engine: process.env.ENGINE === 'apollo' ? 'apollo' : 'compiled',
  requestTimeout: 2_000,
  drainDelay: 250,
  maxRequestBytes: 262_144,
  maxDepth: 10,
  maxTokens: 1_000,
  allowedOrigins: ['https://app.example.com'],
  // Not in the process that runs the tests, which has long turns of its own.
  admission: false,
  trustedProxies: [],
  auth: null,
  policy: noPolicy,
  contracts: noContracts,
  abuse: unlimited,
  audit: null,
  registered: registeredConfig({}),
  logLevel: 'silent',
  tracing: null,
  explorer: false,
  subgraphSecrets: [],
  remotePolicies: { concurrency: 8 },
  planCacheMegabytes: 16,
  planningTimeout: 2_000,
  gatherWindow: 2,
  cache: null,
  admin: null,
  remotes: new Map(),
  standIns: [],
  world: { WORLD_SEED: 1, WORLD_PEOPLE: 200 },
};

/** As settings say it. `known`: whether callers are asked who they are. */
export function registeredConfig(settings: Record<string, string>, known = true): GatewayConfig['registered'] {
  const { registered, problems } = readRegisteredConfig(
    { TRUSTED_DOCUMENTS: '', REGISTERED_OPERATIONS: '', ...settings },
    known,
  );
  if (registered === null) throw new Error(problems.join('\n'));
  return registered;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON, of whatever shape a test expects; text of any other content type. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface TestGateway {
  readonly url: string;
  /** Where the cache is invalidated; null when nowhere. */
  readonly admin: string | null;
  readonly lines: Record<string, unknown>[];
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer>;
  send(path: string, init?: RequestInit): Promise<Answer>;
  /** Serves another supergraph from now on. */
  update(supergraphSdl: string, sources: readonly DataSource[]): Promise<void>;
  close(): Promise<void>;
}

/** `sources` take the place of the small graph's own, by name. */
export async function startSmallGateway(
  options: {
    readonly behaviour?: Behaviour;
    readonly sources?: Partial<Record<SmallName, DataSource>>;
    readonly config?: Partial<GatewayConfig>;
  } = {},
): Promise<TestGateway> {
  const sources = smallNames.map(
    (name) => options.sources?.[name] ?? inProcess(smallSubgraph(name, options.behaviour)),
  );
  return startGateway(smallSupergraph(), sources, options.config);
}

export async function startGateway(
  supergraphSdl: string,
  sources: readonly DataSource[],
  overrides: Partial<GatewayConfig> = {},
  now: () => Date = () => new Date(),
): Promise<TestGateway> {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'info', base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const config = { ...testConfig, ...overrides };
  const metrics = createMetrics();
  const realTime = () => new Date();
  const audit = config.audit && (await openAudit({ config: config.audit, log, metrics: metrics.audit, now: realTime }));
  const gateway = await createGateway({
    config,
    supergraphSdl,
    sources,
    log,
    metrics,
    audit,
    now,
    realTime,
    threadTime: () => process.threadCpuUsage().user / 1_000,
  });
  const url = `http://127.0.0.1:${await gateway.listen()}`;
  const adminPort = await gateway.listenForAdmin();
  const send = async (path: string, init?: RequestInit): Promise<Answer> => {
    const reply = await fetch(`${url}${path}`, init);
    const text = await reply.text();
    const json = reply.headers.get('content-type')?.includes('json');
    return { status: reply.status, headers: reply.headers, body: json ? JSON.parse(text) : text };
  };
  return {
    url,
    admin: adminPort === null ? null : `http://127.0.0.1:${adminPort}`,
    lines,
    send,
    ask: (query, variables, headers) =>
      send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      }),
    update: (next, nextSources) => gateway.update({ supergraphSdl: next, sources: nextSources }),
    close: async () => {
      await gateway.close();
      await audit?.close();
    },
  };
}
