/**
 * The way of a request whose operation Apollo Server has found valid before: straight to the engine. Parsing, validation, the choice
 * of the operation and of the answer's form depend on nothing but texts it has already judged, and its judgement is kept; what the
 * plug-ins do about an operation they do through `known`. Whatever is not quite so goes through Apollo Server's pipeline: another
 * text, another `accept`, deferred parts, a wish for the plan, and every answer with an error, which it tells in its own way; but not
 * those of fields a caller may not see. That an operation is valid depends on nobody; what of it is shown the engine decides each time.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayExecutionResult } from '@apollo/server-gateway-interface';
import type { FastifyRequest } from 'fastify';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { isRecord } from '../subgraphs/shared/hosting/json.ts';
import type { Engine } from './engine/engine.ts';
import type { GatewayPlugin } from './plugins/plugin.ts';
import type { ApolloContext, OperationFacts, RequestContext } from './request-context.ts';

/** An operation as Apollo Server has judged it. */
export interface KnownOperation {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** By which it is valid. */
  readonly schema: GraphQLSchema;
  readonly facts: OperationFacts;
}

/** Names and values. */
export type Headers = Readonly<Record<string, string>>;

export interface FastPath {
  /** What the engine found, and the headers to send it with; null for a request Apollo Server has to see first. */
  find(request: FastifyRequest, graph: RequestContext): Found | null;
  /** Tells what Apollo Server has answered such a request with. */
  learn(request: FastifyRequest, headers: Iterable<readonly [string, string]>): void;
  /** Tells which operations Apollo Server runs. */
  readonly apollo: ApolloServerPlugin<ApolloContext>;
}

export interface Found {
  readonly result: Promise<GatewayExecutionResult>;
  readonly headers: Headers;
}

/** Characters of operations' texts. */
const textsKept = 8 * 1_048_576;
const formsKept = 100;

/**
 * Null where it cannot be taken: the engine runs within Apollo Server only, or a plug-in does. `onWay` is told of every request that
 * asks.
 */
export function fastPath(
  engine: Engine,
  plugins: readonly GatewayPlugin[],
  onWay: (way: 'direct' | 'pipeline') => void,
): FastPath | null {
  const { execute, onSchemaLoadOrUpdate } = engine;
  const faces = plugins.filter(({ apollo }) => apollo !== undefined);
  const known = faces.flatMap((plugin) => (plugin.known ? [plugin.known] : []));
  if (execute === undefined || known.length < faces.length) return null;
  let schema: GraphQLSchema | null = null;
  onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  const operations = new LRUCache<string, Map<string, KnownOperation>>({
    maxSize: textsKept,
    sizeCalculation: (_, text) => Math.max(1, text.length),
  });
  const forms = new LRUCache<string, Headers>({ max: formsKept });

  const directly = (request: FastifyRequest, graph: RequestContext): Found | null => {
    const { body } = request;
    if (graph.takesParts || !isRecord(body) || body.extensions != null) return null;
    const { query, variables, operationName } = body;
    if (typeof query !== 'string' || (operationName != null && typeof operationName !== 'string')) return null;
    const operation = operations.get(query)?.get(operationName ?? '');
    const headers = forms.get(formOf(request));
    if (operation === undefined || headers === undefined || operation.schema !== schema) return null;
    if (!known.every((passes) => passes(request, graph, operation))) return null;
    const result = execute({ ...operation, variables: isRecord(variables) ? variables : {}, graph });
    return { result, headers };
  };

  return {
    find: (request, graph) => {
      const way = directly(request, graph);
      onWay(way ? 'direct' : 'pipeline');
      return way;
    },
    learn: (request, headers) => {
      const form = formOf(request);
      if (forms.has(form)) return;
      forms.set(form, Object.fromEntries([...headers].filter(([name]) => name !== 'content-length')));
    },
    apollo: {
      requestDidStart: async () => ({
        executionDidStart: async ({ source, document, schema: own, request, contextValue: { graph } }) => {
          if (graph.operation === null) return;
          const { operationName } = request;
          const all = operations.get(source) ?? new Map<string, KnownOperation>();
          all.set(operationName ?? '', { document, operationName, schema: own, facts: graph.operation });
          operations.set(source, all);
        },
      }),
    },
  };
}

/** What the form of the answer depends on. */
function formOf({ headers }: FastifyRequest): string {
  return `${headers['content-type']} ${headers.accept}`;
}
