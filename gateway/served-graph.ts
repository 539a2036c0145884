/** A graph behind an address of its own, whole or a contract's: an engine for its supergraph, Apollo Server, and the way past that. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import { apolloHandler } from './apollo-handler.ts';
import type { Engine, ServedSupergraph } from './engine/engine.ts';
import { stringifyResult } from './engine/finished-data.ts';
import { type FastPath, fastPath } from './fast-path.ts';
import { finiteNumbers } from './finite-numbers.ts';
import { withoutQuotes } from './log.ts';
import { formatError } from './plugins/errors.ts';
import type { GatewayPlugin } from './plugins/plugin.ts';
import type { ApolloContext } from './request-context.ts';

export interface ServedGraph {
  readonly handler: ReturnType<typeof apolloHandler>;
  /** Rejects, changing nothing, when it cannot be served. */
  update(next: ServedSupergraph): Promise<void>;
  stop(): Promise<void>;
}

export interface ServedGraphOptions {
  readonly engine: Engine;
  readonly plugins: readonly GatewayPlugin[];
  /** Whoever may explore is shown the schema; with `hints`, also what it has of a similar name. */
  readonly introspection: boolean;
  readonly hints: boolean;
  readonly log: Logger;
  readonly onWay: Parameters<typeof fastPath>[2];
}

/** Resolves when it can answer. */
export async function serveGraph(options: ServedGraphOptions): Promise<ServedGraph> {
  const { engine, plugins, log } = options;
  const fast = fastPath(engine, plugins, options.onWay);
  const apollo = new ApolloServer<ApolloContext>({
    gateway: engine,
    stringifyResult,
    introspection: options.introspection,
    validationRules: [finiteNumbers],
    hideSchemaDetailsFromClientErrors: !options.hints,
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
      warn: (message: unknown) => log.warn({ apollo: withoutQuotes(message) }),
      error: (message: unknown) => log.error({ apollo: withoutQuotes(message) }),
    },
    plugins: [...notOurs, ...apolloFaces(plugins, fast)],
  });
  await apollo.start();
  return {
    handler: apolloHandler(apollo, fast),
    update: (next) => engine.update(next),
    stop: () => apollo.stop(),
  };
}

/** Apollo Server's own plug-ins: they report to its vendor, or work out `cache-control`, which is no-store on every answer of ours. */
const notOurs = [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

function apolloFaces(plugins: readonly GatewayPlugin[], fast: FastPath | null): ApolloServerPlugin<ApolloContext>[] {
  return [...plugins.flatMap(({ apollo }) => (apollo ? [apollo] : [])), ...(fast ? [fast.apollo] : [])];
}
