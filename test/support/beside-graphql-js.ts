/** Runs an operation compiled and by graphql-js, and compares the two. In a test file of its own: it takes over what nobody handles. */
import { type ExecutionResult, execute, type GraphQLError, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, expect } from 'vitest';
import { type CompiledOperation, compileOperation } from '../../subgraphs/shared/hosting/compiled/index.ts';

/** graphql-js itself leaves some rejections unhandled, where a list fails; ours must not. */
let unhandled: unknown[] = [];
const collect = (reason: unknown) => void unhandled.push(reason);
const others = process.listeners('unhandledRejection');
beforeAll(() => {
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', collect);
});
afterAll(() => {
  process.off('unhandledRejection', collect);
  for (const listener of others) process.on('unhandledRejection', listener);
});

const kept = new WeakMap<GraphQLSchema, Map<string, CompiledOperation | null>>();

/** Once a schema and operation, as a subgraph's host does. */
function compiledOf(schema: GraphQLSchema, query: string): CompiledOperation | null {
  const known = kept.get(schema) ?? new Map<string, CompiledOperation | null>();
  kept.set(schema, known);
  const document = parse(query);
  const operation = getOperationAST(document);
  const compiled = known.get(query) ?? (operation ? compileOperation(schema, document, operation) : null);
  known.set(query, compiled);
  return compiled;
}

/** `ours` is null for what is not compiled. */
export async function both(
  schema: GraphQLSchema,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  makeContext: () => unknown = () => ({ who: 'context' }),
) {
  const compiled = compiledOf(schema, query);
  const ours: ExecutionResult | null = compiled ? await compiled(makeContext(), variables) : null;
  await settled();
  expect(unhandled, query).toEqual([]);
  const theirs = await execute({
    schema,
    document: parse(query),
    variableValues: variables,
    contextValue: makeContext(),
  });
  await settled();
  unhandled = [];
  return { ours, theirs };
}

/** When all that was begun has come to its end. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((done) => setImmediate(done));
}

/** Which of several errors below one null is told, may depend on which came first. */
export function expectAlike(ours: ExecutionResult, theirs: ExecutionResult, query: string): void {
  expect(JSON.stringify(ours.data), query).toBe(JSON.stringify(theirs.data));
  const [our, their] = [byPlace(ours), byPlace(theirs)];
  expect([...our.keys()].sort(), query).toEqual([...their.keys()].sort());
  for (const [place, errors] of our) {
    const expected = their.get(place) ?? [];
    if (errors.length === 1 && expected.length === 1) expect(shown(errors[0]), query).toEqual(shown(expected[0]));
  }
}

/** By the null that an error shows as. */
function byPlace({ data, errors = [] }: ExecutionResult): Map<string, GraphQLError[]> {
  const places = new Map<string, GraphQLError[]>();
  for (const error of errors) {
    let value: unknown = data;
    const place: (string | number)[] = [];
    for (const segment of error.path ?? []) {
      if (typeof value !== 'object' || value === null) break;
      value = Reflect.get(value, segment);
      place.push(segment);
    }
    const key = JSON.stringify(place);
    places.set(key, [...(places.get(key) ?? []), error]);
  }
  return places;
}

/** The words of errors that are the executor's own are never shown. */
function shown(error: GraphQLError | undefined) {
  if (!error) return null;
  const own = /^(Expected|Abstract|Runtime|Support)|cannot show the value|is no /.test(error.message);
  const { path, locations, extensions, originalError } = error;
  const said = own ? null : { message: error.message, kind: originalError?.constructor.name };
  return { said, path, locations, extensions };
}
