/** Apollo Server on fastify, with the plug-ins around it. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { type FastifyInstance, fastify } from 'fastify';
import { parse } from 'graphql';
import type { Logger } from 'pino';
import { drained, serverOptions } from '../subgraphs/shared/hosting/http-server.ts';
import type { GatewayConfig } from './config.ts';
import type { DataSource } from './data-sources/data-source.ts';
import { withEntityChecks } from './data-sources/entities.ts';
import { readEntityKeys } from './data-sources/entity-keys.ts';
import { apolloEngine } from './engine/apollo.ts';
import { formatError } from './plugins/errors.ts';
import { gatewayPlugins } from './plugins/index.ts';
import type { Metrics } from './plugins/metrics.ts';
import type { GatewayPlugin } from './plugins/plugin.ts';
import { requestIdOf } from './plugins/request-id.ts';
import { type ApolloContext, currentRequest, type RequestContext } from './request-context.ts';

export interface Gateway {
  /** Resolves with the port when it accepts requests. */
  listen(): Promise<number>;
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
}

/** Rejects when the supergraph cannot be loaded or names a subgraph without a source. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, supergraphSdl, log } = options;
  let draining = false;
  const keys = readEntityKeys(parse(supergraphSdl, { noLocation: true }));
  const sources = options.sources.map((source) => withEntityChecks(source, keys.get(source.name) ?? new Map()));
  const plugins = gatewayPlugins({ ...options, sources, draining: () => draining });
  const apollo = new ApolloServer<ApolloContext>({
    gateway: apolloEngine({ supergraphSdl, log, sources: new Map(sources.map((source) => [source.name, source])) }),
    introspection: config.explorer,
    hideSchemaDetailsFromClientErrors: !config.explorer,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    formatError,
    logger: {
      debug: () => {},
      info: () => {},
      warn: (message: unknown) => log.warn({ apollo: String(message) }),
      error: (message: unknown) => log.error({ apollo: String(message) }),
    },
    plugins: [ApolloServerPluginLandingPageDisabled(), ...apolloFaces(plugins)],
  });
  await apollo.start();
  const app = await createApp(apollo, plugins, config);
  return {
    listen: async () => {
      await app.listen({ port: config.port, host: config.host });
      const address = app.server.address();
      return address !== null && typeof address === 'object' ? address.port : config.port;
    },
    close: async () => {
      draining = true;
      await drained(app, config.requestTimeout, config.drainDelay);
      await apollo.stop();
      await Promise.all(sources.map((source) => source.close()));
    },
  };
}

function apolloFaces(plugins: readonly GatewayPlugin[]): ApolloServerPlugin<ApolloContext>[] {
  return plugins.flatMap(({ apollo }) => (apollo ? [apollo] : []));
}

async function createApp(
  apollo: ApolloServer<ApolloContext>,
  plugins: readonly GatewayPlugin[],
  config: GatewayConfig,
): Promise<FastifyInstance> {
  const app = fastify({
    // A slow sender uses up his own time.
    ...serverOptions(config.requestTimeout),
    bodyLimit: config.maxRequestBytes,
    genReqId: requestIdOf,
    requestIdHeader: false,
  });
  app.decorateRequest('graph', null);
  for (const plugin of plugins) plugin.everywhere?.(app);
  await app.register(async (scope) => {
    for (const plugin of plugins) plugin.graphql?.(scope);
    const answer = fastifyApolloHandler(apollo, { context: async ({ graph }) => ({ graph: known(graph) }) });
    scope.route({
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/graphql',
      handler: (request, reply) => currentRequest.run(known(request.graph), () => answer.call(app, request, reply)),
    });
  });
  await app.ready();
  return app;
}

function known(graph: RequestContext | null): RequestContext {
  if (graph === null) throw new Error('The deadline plug-in has to make the context of a request.');
  return graph;
}
