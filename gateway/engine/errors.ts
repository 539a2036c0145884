/** The errors of an answer, each once, at paths the client's own operation has. */
import { GraphQLError } from 'graphql';
import type { PathSegment } from '../../subgraphs/shared/hosting/reply.ts';
import { clientName } from './client-name.ts';
import { shownName } from './cures/shadowing-names.ts';
import type { FetchError } from './execute.ts';
import { type Answered, type Asked, visiblePaths } from './visible.ts';

type Path = readonly PathSegment[];

/**
 * One error a failure: `path` is the first place it shows, `extensions.paths` all of them where there are several. `broken` are
 * the places where the answer has a null its schema does not promise, with no failure known to be behind it.
 */
export function clientErrors(
  asked: Asked,
  answered: Answered,
  failed: readonly FetchError[],
  broken: readonly Path[],
): GraphQLError[] {
  const visible = (paths: readonly Path[]) =>
    paths.flatMap((path) => visiblePaths(asked, answered, path.map(clientName)).map(shownPath));
  const told = failed.flatMap(({ error, paths, lost = [] }) => {
    const own = visible(paths);
    const shown = own.length > 0 ? own : visible(lost);
    return shown.length === 0 && paths.length > 0 ? [] : [{ ...error, paths: distinct(shown) }];
  });
  const known = told.flatMap(({ paths }) => paths);
  const missing = distinct(broken.map(shownPath).filter((path) => !known.some((other) => related(other, path))));
  const extensions = { code: 'LEGACY_MALFORMED', retryable: false };
  const incomplete = { message: 'A part of this answer is missing.', extensions, paths: missing, cause: undefined };
  return [...told, ...(missing.length > 0 ? [incomplete] : [])].map(({ message, extensions: own, paths, cause }) => {
    const [path] = paths;
    return new GraphQLError(message, {
      ...(path && { path }),
      extensions: { ...own, ...(paths.length > 1 && { paths }) },
      originalError: cause instanceof Error ? cause : null,
    });
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
export function related(left: Path, right: Path): boolean {
  const shorter = Math.min(left.length, right.length);
  return left.slice(0, shorter).every((segment, index) => segment === right[index]);
}

function distinct(paths: readonly Path[]): Path[] {
  return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
}
