/** One execution of a compiled operation, and what it notes of failures. */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  locatedError,
  type OperationDefinitionNode,
  responsePathAsArray,
} from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;
/** A place in the answer. Told apart by identity: what is below a place holds on to that very object. */
export type Path = GraphQLResolveInfo['path'];

/** What stays the same for every execution. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly operation: OperationDefinitionNode;
  /** Values of the variables that decide which fields are selected. */
  readonly conditions: Record<string, unknown>;
  /** Coordinates of fields that are null with an error, and not resolved. */
  readonly keptBack: ReadonlySet<string>;
}

export interface Run {
  readonly context: unknown;
  /** Coerced. */
  readonly variables: Record<string, unknown>;
  readonly errors: GraphQLError[];
  /** Where there is a null because of an error; undefined stands for the whole answer. */
  readonly nulled: Set<Path | undefined>;
}

/** Nothing further is said of places that an earlier error has taken away. */
export function noteError(run: Run, error: unknown, path: Path | undefined): void {
  for (let place = path; place !== undefined; place = place.prev) if (run.nulled.has(place)) return;
  if (run.nulled.has(undefined)) return;
  run.nulled.add(path);
  run.errors.push(error instanceof GraphQLError ? error : locatedError(error, undefined, undefined));
}

/** The null in place of what failed. Throws where the schema allows none, so that it spreads to what is around. */
export function nullFor(
  raw: unknown,
  place: { readonly run: Run; readonly path: Path; readonly nodes: readonly FieldNode[]; readonly nullable: boolean },
): null {
  const error = locatedError(raw, place.nodes, responsePathAsArray(place.path));
  if (!place.nullable) throw error;
  noteError(place.run, error, place.path);
  return null;
}

export function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

/** As graphql-js tells promises: anything with a `then`. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return isObject(value) && typeof value.then === 'function';
}

/** Resolves to `whole` when `put` has been called with the result of every promise; rejects with the first rejection. */
export function whenAll<T>(
  whole: T,
  awaited: readonly Promise<unknown>[],
  put: (index: number, value: unknown) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let left = awaited.length;
    for (const [index, promise] of awaited.entries()) {
      promise.then((value) => {
        put(index, value);
        left -= 1;
        if (left === 0) resolve(whole);
      }, reject);
    }
  });
}

/** For promises among them that nobody waits for any more: a rejection is then none to stop the process for. */
export function silence(values: readonly unknown[]): void {
  for (const value of values) if (isThenable(value)) value.then(undefined, () => undefined);
}
