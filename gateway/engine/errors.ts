/** The errors of an answer, each once, at paths the client's own operation has. */
import { GraphQLError } from 'graphql';
import type { PathSegment } from '../../subgraphs/shared/hosting/reply.ts';
import { clientName } from './client-name.ts';
import { shownName } from './cures/shadowing-names.ts';
import type { FetchError } from './execute.ts';
import { type Answered, type Asked, visiblePaths } from './visible.ts';

type Path = readonly PathSegment[];

/** What the client is told. */
export interface ToldError {
  readonly error: GraphQLError;
  /** Null for what no failure is known to be behind. */
  readonly failure: FetchError | null;
  /** Is the null that is broken at a path this failure's doing? */
  readonly explains: (broken: Path) => boolean;
}

/** What has been written of an answer. */
export interface Written {
  /** Where it has a null its schema does not promise; where no failure is known to be behind it, that is an error too. */
  readonly broken: readonly Path[];
  /** Where a field is that the caller may not see, as he has named it: what has failed there is not told. */
  readonly hidden: readonly Path[];
}

/** One error a failure: `path` is the first place it shows, `extensions.paths` all of them where there are several. */
export function toldErrors(
  asked: Asked,
  answered: Answered,
  failed: readonly FetchError[],
  { broken, hidden }: Written,
): ToldError[] {
  const visible = (paths: readonly Path[]) =>
    paths
      .flatMap((path) => visiblePaths(asked, answered, path.map(clientName)).map(shownPath))
      .filter((path) => !hidden.some((start) => startsWith(path, start)));
  // What came, but cannot be shown, is no failure's doing that left a null above.
  const standing = new Set(
    broken.filter((path) => isThere(answered.data, path)).map((path) => JSON.stringify(shownPath(path))),
  );
  const told = failed.flatMap((failure): ToldError[] => {
    const { error, paths, lost = [], nulls = [] } = failure;
    const own = visible(paths);
    const shown = own.length > 0 ? own : visible(lost);
    if (shown.length === 0 && paths.length > 0) return [];
    // Other fetches may have brought the objects in which it left nulls.
    const above = [...lost, ...nulls].map((path) => shownPath(path.map(clientName)));
    const explains = (path: Path) =>
      shown.some((each) => related(each, path)) ||
      (!standing.has(JSON.stringify(path)) && above.some((each) => startsWith(path, each)));
    return [{ error: graphQLError(error, distinct(shown), error.cause), failure, explains }];
  });
  const missing = distinct(broken.map(shownPath).filter((path) => !told.some(({ explains }) => explains(path))));
  if (missing.length === 0) return told;
  return [...told, { error: graphQLError(incomplete, missing), failure: null, explains: () => false }];
}

const incomplete = {
  message: 'A part of this answer is missing.',
  extensions: { code: 'LEGACY_MALFORMED', retryable: false },
};

function graphQLError(
  { message, extensions }: { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> },
  paths: readonly Path[],
  cause?: unknown,
): GraphQLError {
  const [path] = paths;
  return new GraphQLError(message, {
    ...(path && { path }),
    extensions: { ...extensions, ...(paths.length > 1 && { paths }) },
    originalError: cause instanceof Error ? cause : null,
  });
}

export function shownPath(path: Path): Path {
  return path.map((segment) => (typeof segment === 'string' ? shownName(segment) : segment));
}

/** For a request that names an operation its document does not have, or none of several. */
export function noSuchOperation(name: string | undefined): GraphQLError {
  const message =
    name === undefined
      ? 'The document has several operations: say which one in operationName.'
      : `The document has no operation called "${name}".`;
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}

export function noSubscriptions(): GraphQLError {
  return new GraphQLError('Subscriptions are not served here.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
  });
}

/** One path leads to the other. */
function related(left: Path, right: Path): boolean {
  const shorter = Math.min(left.length, right.length);
  return left.slice(0, shorter).every((segment, index) => segment === right[index]);
}

function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && related(path, start);
}

function isThere(data: unknown, path: Path): boolean {
  let value = data;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = Reflect.get(value, segment);
  }
  return value !== null && value !== undefined && typeof value !== 'object';
}

function distinct(paths: readonly Path[]): Path[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
