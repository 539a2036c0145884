/** A composed supergraph, read once: what clients may ask (the API schema) and what plans their operations. */
import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  type Schema,
  Supergraph,
} from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { type KeysBySubgraph, readEntityKeys } from './entities/keys.ts';

/** As many as cost no more than the operation's size does anyway; a wider choice is made in a thread of its own. */
export const weighedInProcess = 32;

export interface LoadedSupergraph {
  readonly sdl: string;
  /** What clients see: without join directives and inaccessible parts. */
  readonly apiSchema: GraphQLSchema;
  /** The names of all types, inaccessible ones included, and what they are a kind of. */
  readonly fullSchema: GraphQLSchema;
  readonly keys: KeysBySubgraph;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  /** Throws GraphQLError for an operation that cannot be planned. */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
  /** How many plans the last one was chosen among. */
  plansConsidered(): number;
}

/** `mostPlans`: how many plans for one operation are weighed at most. Throws an Error that says what is wrong with the SDL. */
export function loadSupergraph(sdl: string, options: { readonly mostPlans?: number } = {}): LoadedSupergraph {
  const { mostPlans = weighedInProcess } = options;
  const supergraph = Supergraph.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const api: Schema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, {
    exposeDocumentNodeInFetchNode: false,
    debug: { maxEvaluatedPlans: mostPlans, pathsLimit: mostPlans * 10 },
  });
  return {
    sdl,
    apiSchema: api.toGraphQLJSSchema(),
    fullSchema: supergraph.schema.toGraphQLJSSchema(),
    keys: readEntityKeys(parse(sdl, { noLocation: true })),
    subgraphs: supergraph.subgraphsMetadata(),
    plan: (document, operationName) =>
      planner.buildQueryPlan(
        operationFromDocument(api, document, {
          validate: false,
          ...(operationName !== undefined && { operationName }),
        }),
      ),
    plansConsidered: () => planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? 0,
  };
}
