/**
 * Runs one operation on a subgraph: the same code whether the gateway holds the subgraph in its process or
 * subgraphs/serve.ts offers it over HTTP, so that both answer alike.
 *
 * The answer is already fit to be shown: every error has a code of the closed set and a text without internals. What was
 * behind it stays in `cause`, for the log.
 */
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  ValuesOfCorrectTypeRule,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { SourceError } from '../errors.ts';
import type { Subgraph, SystemName } from '../subgraph.ts';
import { type CompiledOperation, compileOperation } from './compiled/index.ts';
import { type ReplyError, type SubgraphReply, toldError } from './reply.ts';

export interface SubgraphOperation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** All of it as JSON text, where that has been made already. */
  readonly body?: string | undefined;
  /** Coordinates, `Type.field`, that it asks for only because another field requires them. */
  readonly needs?: readonly string[] | undefined;
}

type SubgraphExecutor = (operation: SubgraphOperation, context: unknown) => Promise<SubgraphReply>;

/** A document, and those of its operations that have been run. */
interface Prepared {
  readonly document: DocumentNode;
  /** Null where graphql-js has to run it. */
  readonly compiled: Map<OperationDefinitionNode, CompiledOperation | null>;
}

/** Operations kept compiled; a gateway sends a subgraph a few hundred different ones. */
const documentsKept = 2_000;

/** A value that its scalar refuses costs its own field when it is executed; validation would refuse the whole operation. */
const rules = specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule);

/** `validate` is for operations from outside; those of the gateway's own planner need none. */
export function subgraphExecutor(
  { name, schema }: Pick<Subgraph, 'name' | 'schema'>,
  options: { readonly validate: boolean },
): SubgraphExecutor {
  const kept = new LRUCache<string, Prepared>({ max: documentsKept });
  const prepare = (query: string): Prepared => {
    const document = parse(query);
    const wrong = options.validate ? validate(schema, document, rules) : [];
    if (wrong[0] !== undefined) throw wrong[0];
    return { document, compiled: new Map() };
  };
  return async ({ query, operationName, variables = {} }, context) => {
    let prepared = kept.get(query);
    if (prepared === undefined) {
      try {
        prepared = prepare(query);
      } catch (error) {
        return refused(name, 'GRAPHQL_VALIDATION_FAILED', error);
      }
      kept.set(query, prepared);
    }
    const result = run(schema, prepared, { operationName, variables, context });
    return reply(name, result instanceof Promise ? await result : result);
  };
}

function run(
  schema: GraphQLSchema,
  { document, compiled }: Prepared,
  {
    operationName,
    variables,
    context,
  }: Required<Omit<SubgraphOperation, 'query' | 'body' | 'needs'>> & { context: unknown },
): ExecutionResult | Promise<ExecutionResult> {
  const operation = getOperationAST(document, operationName);
  let execution = operation && compiled.get(operation);
  if (operation && execution === undefined) {
    execution = compileOperation(schema, document, operation);
    compiled.set(operation, execution);
  }
  if (execution) return execution(context, variables ?? {});
  return execute({
    schema,
    document,
    contextValue: context,
    variableValues: variables,
    operationName: operationName ?? null,
  });
}

function reply(system: SystemName, { data, errors = [] }: ExecutionResult): SubgraphReply {
  // Without `data` nothing was executed: the variables do not fit.
  if (data === undefined) return refused(system, 'BAD_USER_INPUT', errors[0]);
  return { data, errors: errors.map((error) => replyError(system, error)) };
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
