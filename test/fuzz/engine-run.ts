/** Runs one case on one engine, as Apollo Server would. */
import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import { type GraphQLError, type GraphQLSchema, getOperationAST, print } from 'graphql';
import { FinishedData } from '../../gateway/engine/finished-data.ts';
import { createRequestContext } from '../../gateway/request-context.ts';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { Access } from '../../subgraphs/shared/privacy/access.ts';
import { mergeAt, type Part, type PartsOutcome } from './defer/part.ts';
import type { Request } from './graph.ts';
import { type Outcome, outcome, type Told, told } from './outcome.ts';
import { hash } from './random.ts';

export interface Running {
  readonly executor: GatewayExecutor;
  readonly schema: GraphQLSchema;
  /** Everything is shown without it. */
  readonly access?: Access;
  /** Told of what the answer says besides. */
  readonly onAnswer?: (answer: { readonly errors: readonly GraphQLError[]; readonly masked: unknown }) => void;
}

export async function runWhole(running: Running, request: Request): Promise<Outcome> {
  const { result } = await execute(running, request, false);
  return result;
}

/** For a client that takes deferred parts. */
export async function runInParts(running: Running, request: Request): Promise<PartsOutcome> {
  const { result, later } = await execute(running, request, true);
  const merged: unknown = result.text === 'absent' ? undefined : JSON.parse(result.text);
  const parts: Part[] = [];
  const errors: Told[] = [...result.errors];
  for await (const { filled } of later?.deliveries ?? []) {
    for (const { path, label, data, errors: own } of filled) {
      parts.push({ path, label, text: data });
      errors.push(...own.map(told));
      const value: unknown = JSON.parse(data);
      if (isRecord(value)) mergeAt(merged, path, value);
    }
  }
  return { first: result.text, parts, merged, errors };
}

async function execute(
  { executor, schema, access, onAnswer }: Running,
  { document, variables }: Request,
  takesParts: boolean,
) {
  const graph = createRequestContext({
    id: 'fuzz',
    signal: new AbortController().signal,
    deadline: performance.now() + 60_000,
    now: () => new Date(),
  });
  graph.takesParts = takesParts;
  graph.access = access ?? null;
  const query = print(document);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  const { data, errors, extensions } = await executor({
    request: { query, variables: { ...variables } },
    document,
    operation,
    operationName: operation.name?.value ?? null,
    queryHash: `${hash(query)} ${query.length}`,
    source: query,
    context: { graph },
    schema,
    schemaHash: '' as Parameters<GatewayExecutor>[0]['schemaHash'],
    cache: { get: async () => undefined, set: async () => {}, delete: async () => true },
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    metrics: {},
    overallCachePolicy: {},
  });
  onAnswer?.({ errors: errors ?? [], masked: extensions?.masked ?? [] });
  const text = data instanceof FinishedData ? data.text : JSON.stringify(data);
  return { result: outcome(text, errors), later: graph.later };
}
