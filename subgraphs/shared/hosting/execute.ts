/**
 * Runs one operation on a subgraph: the same code whether the gateway holds the subgraph in its process or
 * subgraphs/serve.ts offers it over HTTP, so that both answer alike.
 *
 * The answer is already fit to be shown: every error has a code of the closed set and a text without internals. What was
 * behind it stays in `cause`, for the log.
 */
import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  ValuesOfCorrectTypeRule,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { SourceError } from '../errors.ts';
import type { Subgraph, SystemName } from '../subgraph.ts';
import { isRecord } from './json.ts';
import { type ReplyError, type SubgraphReply, toldError } from './reply.ts';

export interface SubgraphOperation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** All of it as JSON text, where that has been made already. */
  readonly body?: string | undefined;
}

type SubgraphExecutor = (operation: SubgraphOperation, context: unknown) => Promise<SubgraphReply>;

/** Operations kept parsed; a gateway sends a subgraph a few hundred different ones. */
const documentsKept = 2_000;

/** A value that its scalar refuses costs its own field when it is executed; validation would refuse the whole operation. */
const rules = specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule);

/** `validate` is for operations from outside; those of the gateway's own planner need none. */
export function subgraphExecutor(
  subgraph: Pick<Subgraph, 'name' | 'schema'>,
  options: { readonly validate: boolean },
): SubgraphExecutor {
  const documents = new LRUCache<string, DocumentNode>({ max: documentsKept });
  const prepare = (query: string): DocumentNode => {
    const document = parse(query);
    const wrong = options.validate ? validate(subgraph.schema, document, rules) : [];
    if (wrong[0] !== undefined) throw wrong[0];
    return document;
  };
  return async ({ query, operationName, variables }, context) => {
    let document = documents.get(query);
    if (document === undefined) {
      try {
        document = prepare(query);
      } catch (error) {
        return refused(subgraph.name, 'GRAPHQL_VALIDATION_FAILED', error);
      }
      documents.set(query, document);
    }
    const { schema, name } = subgraph;
    return run(schema, name, document, { operationName, variables, context });
  };
}

async function run(
  schema: GraphQLSchema,
  system: SystemName,
  document: DocumentNode,
  { operationName, variables, context }: { operationName: string | undefined; variables: unknown; context: unknown },
): Promise<SubgraphReply> {
  const result = await execute({
    schema,
    document,
    contextValue: context,
    variableValues: isRecord(variables) ? variables : {},
    operationName: operationName ?? null,
  });
  const errors = result.errors ?? [];
  // Without `data` nothing was executed: the variables do not fit.
  if (result.data === undefined) return refused(system, 'BAD_USER_INPUT', errors[0]);
  return { data: result.data ?? null, errors: errors.map((error) => replyError(system, error)) };
}

function refused(system: SystemName, code: string, error: unknown): SubgraphReply {
  const message = error instanceof GraphQLError ? error.message : 'The operation cannot be read.';
  return { data: null, errors: [{ message, extensions: { code, system, retryable: false }, cause: error }] };
}

function replyError(system: SystemName, error: GraphQLError): ReplyError {
  const { path, originalError: cause } = error;
  const code = isArgumentError(cause) ? 'BAD_USER_INPUT' : error.extensions.code;
  if (cause instanceof SourceError || typeof code !== 'string' || !shownCodes.has(code)) {
    return toldError(system, cause ?? error, path);
  }
  const retryable = error.extensions.retryable === true;
  return { message: error.message, path, extensions: { code, system, retryable }, cause };
}

/** Codes whose message was written for the client. */
const shownCodes: ReadonlySet<string> = new Set(['BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN', 'LEGACY_TIMEOUT']);

/** A literal that its scalar does not accept: graphql-js blames the value's node, resolvers throw without nodes. */
function isArgumentError(cause: unknown): boolean {
  return cause instanceof GraphQLError && /Value$|^Variable$/.test(cause.nodes?.[0]?.kind ?? '');
}
