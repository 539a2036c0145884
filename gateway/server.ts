/** Apollo Server on fastify, with the plug-ins around it. */
import { createServer } from 'node:http';
import { type FastifyInstance, type FastifyServerFactory, fastify } from 'fastify';
import type { Logger } from 'pino';
import { drained, serverOptions } from '../subgraphs/shared/hosting/http-server.ts';
import type { Tracing } from '../subgraphs/shared/hosting/tracing.ts';
import { createCounters } from './abuse/counters.ts';
import { readLookUps } from './abuse/look-up-fields.ts';
import { throttledEngine } from './abuse/throttled-engine.ts';
import { createGate } from './admission/gate.ts';
import type { OpenAudit } from './audit/open.ts';
import { adminServer } from './cache/admin.ts';
import { createCache } from './cache/cache.ts';
import { createKeyring } from './cache/keyring.ts';
import type { GatewayConfig } from './config.ts';
import { type Contract, wholeGraphAddress } from './contracts/contracts.ts';
import { type Graphs, serveTogether } from './contracts/together.ts';
import { costModel } from './cost/index.ts';
import type { DataSource } from './data-sources/data-source.ts';
import type { ServedSupergraph } from './engine/engine.ts';
import { engines } from './engine/index.ts';
import { authenticator as createAuthenticator } from './identity/authenticator.ts';
import { createDemo, demoAuthenticator } from './identity/demo.ts';
import { demoPurposes } from './identity/demo-purposes.ts';
import { gatewayPlugins } from './plugins/index.ts';
import { limitedBy, type Metrics } from './plugins/metrics.ts';
import type { GatewayPlugin } from './plugins/plugin.ts';
import { requestIdOf } from './plugins/request-id.ts';
import { planSpans } from './plugins/tracing.ts';
import { watchedDocuments } from './registered/watch.ts';
import { serveGraph } from './served-graph.ts';
import { unheededProtection } from './supergraph/graphs.ts';

export interface Gateway {
  /** Resolves with the port when it accepts requests. */
  listen(): Promise<number>;
  /** Where it is told of changes: resolves with that port; null when it is told of none. */
  listenForAdmin(): Promise<number | null>;
  /** Serves another supergraph from now on, dropping no request. Rejects with the reason, changing nothing, when it cannot. */
  update(next: { readonly supergraphSdl: string; readonly sources: readonly DataSource[] }): Promise<void>;
  /** No longer ready: takes requests for `drainDelay` more, lets those in flight finish, then closes the sources. */
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly config: GatewayConfig;
  readonly supergraphSdl: string;
  /** One a subgraph of the supergraph. */
  readonly sources: readonly DataSource[];
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Null, or left out, when requests are not traced. */
  readonly tracing?: Tracing | null;
  /** Null, or left out, when it is not kept who is shown what. */
  readonly audit?: OpenAudit | null;
  /** The product's clock: answers are as of its time. */
  readonly now: () => Date;
  /** The real time, whatever the product's clock says: what callers are known by expires by it. */
  readonly realTime: () => Date;
  /** Milliseconds this thread has had a processor. */
  readonly threadTime: () => number;
  /** Operations to plan before the first request. None when left out. */
  readonly warmUp?: readonly string[];
  /** The same of contracts, by their names. */
  readonly contractOperations?: ReadonlyMap<string, readonly string[]>;
}

/** Rejects when the supergraph cannot be loaded or names a subgraph without a source. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, supergraphSdl, log, metrics, tracing = null, audit = null } = options;
  const { contractOperations = new Map<string, readonly string[]>() } = options;
  let draining = false;
  let { sources } = options;
  const gate = config.admission
    ? createGate({
        now: () => performance.now(),
        afterTurn: setImmediate,
        longestWait: config.requestTimeout * 0.8,
        onChange: ({ refusing, turn }) =>
          log.warn(
            { turnMilliseconds: Math.round(turn) },
            refusing ? 'overloaded: requests are turned away' : 'no longer overloaded',
          ),
      })
    : null;
  const callers = config.auth && {
    config: config.auth,
    trustedProxies: config.trustedProxies,
    now: options.realTime,
    log,
    events: metrics.identity,
  };
  const demo = config.auth?.demo
    ? await createDemo({ now: options.realTime, purposesOf: (role) => demoPurposes(config.policy, role) })
    : null;
  const authenticator = callers && (demo ? demoAuthenticator(callers, demo) : createAuthenticator(callers));
  const counters = openCounters(config, metrics);
  let costs = costModel(supergraphSdl);
  let lookUps = readLookUps(supergraphSdl);
  const documents = watchedDocuments({
    ...config.registered,
    own: { saved: options.warmUp ?? [], forContracts: [...contractOperations.values()].flat() },
    log,
  });
  const plugins = gatewayPlugins({
    ...options,
    counters,
    costs: () => costs,
    tracing,
    auditReader: audit?.reader ?? null,
    documents,
    sources: () => sources,
    draining: () => draining,
    gate,
    authenticator,
    demo,
  });
  const cache = config.cache
    ? createCache({
        config: config.cache,
        events: metrics.cache,
        refreshTimeout: config.requestTimeout,
        now: () => options.now().getTime(),
        onState: (state) => (state === 'lost' ? log.warn('the cache is lost') : log.info('the cache is connected')),
      })
    : null;
  const admin = config.admin && cache ? adminServer({ config: config.admin, cache, log }) : null;
  refuseUnprotected(config, supergraphSdl);
  const serve = (contract: Contract | null, served: ServedSupergraph) => {
    const bare = engines[config.engine]({
      ...served,
      log,
      events: tracing ? planSpans(metrics.engine) : metrics.engine,
      cache,
      audit,
      planCache: config.planCacheMegabytes * 1_048_576,
      planningTimeout: config.planningTimeout,
      gatherWindow: config.gatherWindow,
      warmUp: (contract ? contractOperations.get(contract.name) : options.warmUp) ?? [],
    });
    const engine = throttledEngine(bare, {
      limits: config.abuse.lookUps,
      counters,
      lookUps: () => lookUps,
      onRefused: limitedBy(metrics, 'look-up'),
    });
    return serveGraph({
      engine,
      plugins,
      introspection: config.explorer,
      hints: config.explorer && contract === null,
      log,
      onWay: (way) => metrics.ways.inc({ way }),
    });
  };
  const graphs = await serveTogether({
    contracts: config.contracts.contracts,
    served: { supergraphSdl, sources: byName(sources) },
    serve,
  });
  const app = await createApp(graphs, plugins, config);
  authenticator?.start();
  return {
    listen: () => listen(app, config.host, config.port),
    listenForAdmin: async () => (admin && config.admin ? listen(admin, config.host, config.admin.port) : null),
    update: async (next) => {
      refuseUnprotected(config, next.supergraphSdl);
      await graphs.update({ supergraphSdl: next.supergraphSdl, sources: byName(next.sources) });
      sources = next.sources;
      costs = costModel(next.supergraphSdl);
      lookUps = readLookUps(next.supergraphSdl);
    },
    close: async () => {
      draining = true;
      await drained(app, config.requestTimeout, config.drainDelay);
      await graphs.stop();
      await admin?.close();
      await cache?.close();
      await counters.close();
      await authenticator?.close();
      documents.close();
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}

function openCounters({ abuse }: GatewayConfig, { sharedCounts }: Metrics) {
  if (abuse.counters === null) return createCounters(null);
  const { address, prefix, keys } = abuse.counters;
  const { name } = createKeyring(keys);
  return createCounters({ address, prefix, nameOf: name, onCounted: (outcome) => sharedCounts.inc({ outcome }) });
}

/** Fields that need a right to be seen are not served by an engine that does not ask for it. */
function refuseUnprotected({ engine, auth }: GatewayConfig, supergraphSdl: string): void {
  if (engine !== 'apollo' || auth === null) return;
  const directives = unheededProtection(supergraphSdl);
  if (directives.length === 0) return;
  throw new Error(
    `ENGINE=apollo enforces no field policies, and this supergraph has ${directives.join(', ')}: write ENGINE=compiled.`,
  );
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  await app.listen({ port, host });
  const address = app.server.address();
  return address !== null && typeof address === 'object' ? address.port : port;
}

function byName(sources: readonly DataSource[]): ReadonlyMap<string, DataSource> {
  return new Map(sources.map((source) => [source.name, source]));
}

async function createApp(
  graphs: Graphs,
  plugins: readonly GatewayPlugin[],
  config: GatewayConfig,
): Promise<FastifyInstance> {
  // A slow sender uses up his own time.
  const options = serverOptions(config.requestTimeout);
  const app = fastify({
    ...options,
    bodyLimit: config.maxRequestBytes,
    genReqId: requestIdOf,
    requestIdHeader: false,
    serverFactory: serverWith(plugins, options),
  });
  app.decorateRequest('graph', null);
  for (const plugin of plugins) plugin.everywhere?.(app);
  await app.register(async (scope) => {
    for (const plugin of plugins) plugin.graphql?.(scope);
    // What is at an address is for a plug-in to say: it tells whoever may not ask there, and does not know that there is something.
    const addresses = [
      wholeGraphAddress,
      ...(config.contracts.contracts.length > 0 ? [`${wholeGraphAddress}/:contract`] : []),
    ];
    for (const url of addresses) {
      scope.route({
        method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        url,
        handler: (request, reply) => {
          const graph = graphs.find(request.graph?.contract ?? null);
          if (graph === undefined) throw new Error('A request has come by to a contract there is not.');
          return graph.handler(request, reply);
        },
      });
    }
  });
  await app.ready();
  return app;
}

/** Milliseconds a connection is kept without a request: longer than a load balancer keeps it, who would else send into a closed one. */
const keepAlive = 72_000;

/** As fastify makes its own, but that the plug-ins' `first` see a request before it does. */
function serverWith(
  plugins: readonly GatewayPlugin[],
  options: ReturnType<typeof serverOptions>,
): FastifyServerFactory {
  const first = plugins.flatMap((plugin) => (plugin.first ? [plugin.first] : []));
  return (handler) => {
    const server = createServer(options.http, (request, response) => {
      const go = (from: number): void => {
        const keeps = (answers: (typeof first)[number], index: number) =>
          index >= from && answers(request, response, () => go(index + 1));
        if (!first.some(keeps)) handler(request, response);
      };
      go(0);
    });
    server.keepAliveTimeout = keepAlive;
    return server.setTimeout(options.connectionTimeout);
  };
}
