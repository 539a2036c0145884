/** Plans and runs operations with @apollo/gateway, over our own data sources. */
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { type ExecutionResult, getOperationAST, parse } from 'graphql';
import type { DataSource } from '../../data-sources/data-source.ts';
import { withoutQuotes } from '../../log.ts';
import { requestOf } from '../../request-context.ts';
import { withoutPolicies } from '../../supergraph/derived-policies.ts';
import { readGraphs } from '../../supergraph/graphs.ts';
import type { Engine, EngineOptions, ServedSupergraph } from '../engine.ts';
import { readEntityKeys } from '../entities/keys.ts';
import { noSubscriptions, noSuchOperation } from '../errors.ts';
import { withEntityChecks } from './entities.ts';
import { finish } from './finish.ts';
import { fetchFromSubgraph } from './subgraph-fetch.ts';

/** Apollo Server's `gateway`; the executor expects an ApolloContext as context. */
export function apolloEngine(options: EngineOptions): Engine {
  const { log } = options;
  let sources = checkedSources(options);
  let serve: ((sdl: string) => void) | null = null;
  const gateway = new ApolloGateway({
    supergraphSdl: async ({ update }) => {
      serve = update;
      return { supergraphSdl: withoutPolicies(options.supergraphSdl) };
    },
    logger: {
      debug: () => {},
      info: () => {},
      warn: (message: unknown) => log.warn({ engine: withoutQuotes(message) }),
      error: (message: unknown) => log.error({ engine: withoutQuotes(message) }),
    },
    __exposeQueryPlanExperimental: false,
    buildService: ({ name }) => dataSource(() => sources.get(name), name),
    experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) => {
      requestOf(requestContext.context).plan = queryPlan;
    },
  });
  return {
    onSchemaLoadOrUpdate: gateway.onSchemaLoadOrUpdate.bind(gateway),
    stop: () => gateway.stop(),
    update: async (next) => {
      const before = sources;
      try {
        sources = checkedSources(next);
        serve?.(withoutPolicies(next.supergraphSdl));
      } catch (error) {
        sources = before;
        throw error;
      }
    },
    load: async (given: Parameters<typeof gateway.load>[0]) => {
      const { executor } = await gateway.load(given);
      return {
        executor: async (request: Parameters<typeof executor>[0]): Promise<ExecutionResult> => {
          const name = request.operationName ?? undefined;
          const operation = getOperationAST(request.document, name);
          if (!operation) return { errors: [noSuchOperation(name)] };
          if (operation.operation === 'subscription') return { errors: [noSubscriptions()] };
          const context = requestOf(request.context);
          const result = await executor(request);
          return context.planOnly ? {} : finish(result, context);
        },
      };
    },
  };
}

function checkedSources({ supergraphSdl, sources }: ServedSupergraph): ReadonlyMap<string, DataSource> {
  const unknown = readGraphs(supergraphSdl).find(({ name }) => !sources.has(name));
  if (unknown) throw new Error(`The supergraph names the subgraph ${unknown.name}, which this gateway does not know.`);
  const { told: keys } = readEntityKeys(parse(supergraphSdl, { noLocation: true }));
  return new Map(
    [...sources].map(([name, source]) => [name, withEntityChecks(source, keys.get(name) ?? new Map())] as const),
  );
}

/** `current`: of the supergraph served now. */
function dataSource(current: () => DataSource | undefined, name: string): GraphQLDataSource {
  const known = () => {
    const source = current();
    if (source) return source;
    throw new Error(`The supergraph names the subgraph ${name}, which this gateway does not know.`);
  };
  known();
  return {
    process: async (options) => {
      const { context, request } = options;
      if (requestOf(context).planOnly) return { data: {} };
      const path = 'pathInIncomingRequest' in options ? (options.pathInIncomingRequest ?? []) : [];
      const operation = {
        query: request.query ?? '',
        operationName: request.operationName ?? undefined,
        variables: { ...request.variables },
      };
      return { data: await fetchFromSubgraph(known(), operation, path, requestOf(context)) };
    },
  };
}
