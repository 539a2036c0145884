/** Plans and runs operations with @apollo/gateway, over our own data sources. */
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { type ExecutionResult, parse } from 'graphql';
import type { Logger } from 'pino';
import type { DataSource } from '../../data-sources/data-source.ts';
import { requestOf } from '../../request-context.ts';
import { readEntityKeys } from '../entities/keys.ts';
import { withEntityChecks } from './entities.ts';
import { finish } from './finish.ts';
import { fetchFromSubgraph } from './subgraph-fetch.ts';

/** Apollo Server's `gateway`; the executor expects an ApolloContext as context. */
export function apolloEngine(options: {
  readonly supergraphSdl: string;
  readonly sources: ReadonlyMap<string, DataSource>;
  readonly log: Logger;
}) {
  const { supergraphSdl, log } = options;
  const keys = readEntityKeys(parse(supergraphSdl, { noLocation: true }));
  const sources = new Map(
    [...options.sources].map(
      ([name, source]) => [name, withEntityChecks(source, keys.get(name) ?? new Map())] as const,
    ),
  );
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: {
      debug: () => {},
      info: () => {},
      warn: (message: unknown) => log.warn({ engine: String(message) }),
      error: (message: unknown) => log.error({ engine: String(message) }),
    },
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => dataSource(sources, name),
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => {
      requestOf(requestContext.context).plan = queryPlan;
    },
  });
  return {
    onSchemaLoadOrUpdate: gateway.onSchemaLoadOrUpdate.bind(gateway),
    stop: () => gateway.stop(),
    load: async (given: Parameters<typeof gateway.load>[0]) => {
      const { executor } = await gateway.load(given);
      return {
        executor: async (request: Parameters<typeof executor>[0]): Promise<ExecutionResult> => {
          const context = requestOf(request.context);
          return finish(await executor(request), context);
        },
      };
    },
  };
}

function dataSource(sources: ReadonlyMap<string, DataSource>, name: string): GraphQLDataSource {
  const source = sources.get(name);
  if (source === undefined)
    throw new Error(`The supergraph names the subgraph ${name}, which this gateway does not know.`);
  return {
    process: async (options) => {
      const { context, request } = options;
      const path = 'pathInIncomingRequest' in options ? (options.pathInIncomingRequest ?? []) : [];
      const operation = {
        query: request.query ?? '',
        operationName: request.operationName ?? undefined,
        variables: { ...request.variables },
      };
      return { data: await fetchFromSubgraph(source, operation, path, requestOf(context)) };
    },
  };
}
