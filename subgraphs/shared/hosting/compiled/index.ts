/**
 * Runs an operation as graphql-js's `execute` does - same data, errors, paths and calls of resolvers - at a fraction of its cost:
 * what follows from the operation and the schema alone (selected fields, arguments' places, how a value is completed) is worked
 * out when first needed and kept, not anew for every object of every request.
 *
 * What it does not do is left to graphql-js: see `compileOperation`.
 */
import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { noteError, type Operation, type Run, type Variables } from './run.ts';
import { type ExecuteFields, fieldsExecutor } from './selection.ts';
import { variablesReader } from './variables.ts';

/** Never rejects. Like that of `execute`, the result has no `data` only if the variables do not fit. */
export type CompiledOperation = (
  context: unknown,
  variables: Readonly<Record<string, unknown>>,
) => ExecutionResult | Promise<ExecutionResult>;

const nothing: ReadonlySet<string> = new Set();

/** Of the values that an operation's `@skip` and `@include` depend on, by which its fields are selected. */
const maxCombinations = 64;

/**
 * Of one of the document's operations, without the fields of `keptBack`. Null for what graphql-js has to run: what is no query, a schema with `isTypeOf`, and an
 * answer with a field `__proto__`, which a plain object cannot hold.
 */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  keptBack: ReadonlySet<string> = nothing,
): CompiledOperation | null {
  const root = schema.getQueryType();
  if (operation.operation !== 'query' || !root || asksTypes(schema) || namesProto(document)) return null;
  const readVariables = variablesReader(schema, operation.variableDefinitions ?? []);
  const rootFields = rootFieldsBy({ schema, document, operation, keptBack }, root);
  return (context, sent) => {
    const { coerced: variables, errors: wrong } = readVariables(sent);
    if (variables === undefined) return { errors: wrong };
    const errors: GraphQLError[] = [];
    const run: Run = { context, variables, errors, nulled: new Set() };
    const failed = (error: unknown): ExecutionResult => {
      noteError(run, error, undefined);
      return answer(null, errors);
    };
    try {
      const data = rootFields(variables)(undefined, undefined, run);
      return data instanceof Promise ? data.then((whole) => answer(whole, errors), failed) : answer(data, errors);
    } catch (error) {
      return failed(error);
    }
  };
}

function answer(data: Record<string, unknown> | null, errors: readonly GraphQLError[]): ExecutionResult {
  return errors.length === 0 ? { data } : { data, errors };
}

/** The fields at the root: one compilation for each combination of the conditions' values. */
function rootFieldsBy(
  { document, ...asked }: Pick<Operation, 'schema' | 'operation' | 'keptBack'> & { readonly document: DocumentNode },
  root: GraphQLObjectType,
): (variables: Variables) => ExecuteFields {
  const { schema, operation } = asked;
  const conditions = conditionVariables(document);
  const fragments = fragmentsOf(document);
  const kept = new Map<string, ExecuteFields>();
  return (variables) => {
    const key = conditions.map((name) => String(variables[name])).join();
    const known = kept.get(key);
    if (known) return known;
    // No other variables: what is kept must not hold on to a customer's data.
    const decided = Object.fromEntries(
      conditions.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]]),
    );
    const selected = collectFields(schema, fragments, decided, root, operation.selectionSet);
    const made = fieldsExecutor({ ...asked, fragments, conditions: decided }, root, selected);
    if (kept.size < maxCombinations) kept.set(key, made);
    return made;
  };
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** Names of the variables that stand in `@skip` and `@include`. */
function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      if (node.name.value !== 'skip' && node.name.value !== 'include') return;
      for (const { value } of node.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

function asksTypes(schema: GraphQLSchema): boolean {
  return Object.values(schema.getTypeMap()).some((type) => isObjectType(type) && type.isTypeOf);
}

function namesProto(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Name(node) {
      found ||= node.value === '__proto__';
    },
  });
  return found;
}
