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
import { type Asker, type KeptBack, keptBackBy } from '../privacy/kept-back.ts';
import { notForYou, unauthorized } from '../privacy/not-for-you.ts';
import type { Subgraph, SystemName } from '../subgraph.ts';
import { askedFields } from './compiled/asked-fields.ts';
import { type CompiledOperation, compileOperation } from './compiled/index.ts';
import { type ReplyError, type SubgraphReply, toldError } from './reply.ts';

export interface SubgraphOperation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** All of it as JSON text, where that has been made already. */
  readonly body?: string | undefined;
  /** Coordinates, `Type.field`, that the gateway needs for itself and shows to nobody: keys, and what other fields require. */
  readonly needs?: readonly string[] | undefined;
}

/** `asker`: null where everybody sees everything. */
type SubgraphExecutor = (
  operation: SubgraphOperation,
  context: unknown,
  asker?: Asker | null,
) => Promise<SubgraphReply>;

/** A document, and those of its operations that have been run. */
interface Prepared {
  readonly document: DocumentNode;
  /** Null where graphql-js has to run it. */
  readonly compiled: Map<OperationDefinitionNode, CompiledOperation | null>;
  /** The document for those from whom some of it is kept back. */
  readonly parts: Map<KeptBack, Prepared>;
  /** What of it is. */
  readonly keptBack: KeptBack;
}

/** Operations kept compiled; a gateway sends a subgraph a few hundred different ones. */
const documentsKept = 2_000;

/** Of how many kinds of askers a document remembers what is kept back from them. */
const askersKept = 64;
const nothing: KeptBack = new Set();

/** A value that its scalar refuses costs its own field when it is executed; validation would refuse the whole operation. */
const rules = specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule);

/** `validate` is for operations from outside; those of the gateway's own planner need none. */
export function subgraphExecutor(
  { name, schema, typeDefs }: Pick<Subgraph, 'name' | 'schema' | 'typeDefs'>,
  options: { readonly validate: boolean },
): SubgraphExecutor {
  const kept = new LRUCache<string, Prepared>({ max: documentsKept });
  const keptBackFrom = keptBackBy(typeDefs);
  const prepare = (query: string): Prepared => {
    const document = parse(query);
    const wrong = options.validate ? validate(schema, document, rules) : [];
    if (wrong[0] !== undefined) throw wrong[0];
    return { document, compiled: new Map(), parts: new Map(), keptBack: nothing };
  };
  return async ({ query, operationName, variables = {} }, context, asker = null) => {
    let prepared = kept.get(query);
    if (prepared === undefined) {
      try {
        prepared = prepare(query);
      } catch (error) {
        return refused(name, 'GRAPHQL_VALIDATION_FAILED', error);
      }
      kept.set(query, prepared);
    }
    const shown = asker === null ? prepared : partOf(schema, prepared, keptBackFrom(asker));
    const result = run(schema, shown, { operationName, variables, context });
    return reply(name, result instanceof Promise ? await result : result);
  };
}

/** Itself where it asks for nothing of that. */
function partOf(schema: GraphQLSchema, prepared: Prepared, keptBack: KeptBack): Prepared {
  if (keptBack.size === 0) return prepared;
  const { document, parts } = prepared;
  const known = parts.get(keptBack);
  if (known !== undefined) return known;
  const own = new Set([...askedFields(schema, document)].filter((each) => keptBack.has(each)));
  const made = own.size === 0 ? prepared : { document, compiled: new Map(), parts: new Map(), keptBack: own };
  if (parts.size >= askersKept) parts.clear();
  parts.set(keptBack, made);
  return made;
}

function run(
  schema: GraphQLSchema,
  { document, compiled, keptBack }: Prepared,
  {
    operationName,
    variables,
    context,
  }: Required<Pick<SubgraphOperation, 'variables' | 'operationName'>> & { context: unknown },
): ExecutionResult | Promise<ExecutionResult> {
  const operation = getOperationAST(document, operationName);
  let execution = operation && compiled.get(operation);
  if (operation && execution === undefined) {
    execution = compileOperation(schema, document, operation, keptBack);
    compiled.set(operation, execution);
  }
  if (execution) return execution(context, variables ?? {});
  // graphql-js would resolve them.
  const [first] = keptBack;
  if (first !== undefined) return { data: null, errors: [notForYou(first)] };
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
const shownCodes: ReadonlySet<string> = new Set([
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  unauthorized,
  'LEGACY_TIMEOUT',
]);

/** A literal that its scalar does not accept: graphql-js blames the value's node, resolvers throw without nodes. */
function isArgumentError(cause: unknown): boolean {
  return cause instanceof GraphQLError && /Value$|^Variable$/.test(cause.nodes?.[0]?.kind ?? '');
}
