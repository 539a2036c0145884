/**
 * The engine behind Apollo Server's `GatewayInterface`: an operation is prepared once (planned and compiled), then for every
 * request its plan is run and its answer written.
 */
import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import { type DocumentNode, GraphQLError } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { LRUCache } from 'lru-cache';
import type { DataSource } from '../data-sources/data-source.ts';
import { requestOf } from '../request-context.ts';
import { clientErrors } from './errors.ts';
import { type Execution, run } from './execute.ts';
import { FinishedData } from './finished-data.ts';
import { type Prepared, prepare } from './prepare.ts';
import type { Writing } from './shape/writer.ts';
import { ask } from './subgraph-call.ts';
import { loadSupergraph } from './supergraph.ts';

const operationsKept = 2_000;

export function compiledEngine(options: {
  readonly supergraphSdl: string;
  readonly sources: ReadonlyMap<string, DataSource>;
}): GatewayInterface {
  const supergraph = loadSupergraph(options.supergraphSdl);
  const unknown = supergraph.subgraphs.find(({ name }) => !options.sources.has(name));
  if (unknown) throw new Error(`The supergraph names the subgraph ${unknown.name}, which this gateway does not know.`);
  const operations = new LRUCache<string, Prepared>({ max: operationsKept });

  const prepared = (key: string, document: DocumentNode, name: string | undefined): Prepared => {
    const known = operations.get(key);
    if (known) return known;
    const made = prepare(supergraph, document, name);
    operations.set(key, made);
    return made;
  };

  const executor: GatewayExecutor = async ({ request, document, operationName, queryHash, context }) => {
    const graph = requestOf(context);
    const operation = prepared(`${queryHash} ${operationName ?? ''}`, document, operationName ?? undefined);
    graph.plan = operation.plan;
    const sent = request.variables ?? {};
    const { coerced, errors } = getVariableValues(
      supergraph.apiSchema,
      operation.operation.variableDefinitions ?? [],
      sent,
    );
    if (errors) return { errors: errors.map(badVariables) };
    const execution: Execution = {
      data: {},
      errors: [],
      sent,
      variables: coerced,
      call: (fetch, variables) => ask(options.sources.get(fetch.subgraph), fetch, variables, graph),
    };
    if (operation.step) await run(operation.step, execution);
    const broken: (readonly (string | number)[])[] = [];
    const writing: Writing = {
      variables: coerced,
      path: [],
      onBroken: (path) => broken.push([...path]),
      introspect: (field) => operation.introspect(field, sent),
    };
    const text = operation.write(execution.data, writing) ?? 'null';
    const told = clientErrors(operation, execution.errors, broken);
    // The text stands for the object, which Apollo Server only hands on to `stringifyResult`.
    const data: Record<string, unknown> = Object.assign(new FinishedData(text));
    return told.length === 0 ? { data } : { data, errors: told };
  };

  return {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: supergraph.apiSchema, coreSupergraphSdl: supergraph.sdl });
      return () => {};
    },
    load: async () => ({ executor }),
    stop: async () => {},
  };
}

function badVariables(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, { nodes: error.nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } });
}
