/** Tells each error of an answer in parts once, with the first part that shows one of its paths. */
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { PathSegment } from '../../../subgraphs/shared/hosting/reply.ts';
import { shownPath, toldErrors, type Written } from '../errors.ts';
import type { Execution, FetchError } from '../execute.ts';
import type { Prepared } from '../prepare.ts';

type Path = readonly PathSegment[];

/**
 * `shown`: the answer as the client has it so far; read at every call. `written`: of the parts written now; an error behind what is
 * broken in them is told there even when another part has told it. `hidden` are those of all parts so far. `last` tells all there is.
 */
export function errorTeller(answer: {
  readonly schema: GraphQLSchema;
  readonly prepared: Prepared;
  readonly execution: Execution;
  readonly shown: unknown;
}): (written: Written, last: boolean) => GraphQLError[] {
  const { schema, prepared, execution, shown } = answer;
  const { variables, data, errors } = execution;
  const told = new Set<FetchError>();
  return (written, last) => {
    const breaks = written.broken.map(shownPath);
    const all = toldErrors(prepared, { schema, variables, data }, errors, written);
    const now = all.filter(({ error, failure, explains }) => {
      if (failure === null) return true;
      const tells = breaks.some(explains) || (!told.has(failure) && (last || isShown(shown, pathsOf(error))));
      if (tells) told.add(failure);
      return tells;
    });
    return now.map(({ error }) => error);
  };
}

function pathsOf({ path, extensions: { paths } }: GraphQLError): Path[] {
  return Array.isArray(paths) ? paths : path ? [path] : [];
}

/** One without a path shows everywhere. */
function isShown(shown: unknown, paths: readonly Path[]): boolean {
  return paths.length === 0 || paths.some((path) => leadsTo(shown, path) !== undefined);
}

/** The value there, or the null on the way; undefined where the client has nothing yet. */
function leadsTo(shown: unknown, path: Path): unknown {
  let value = shown;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null) return value;
    value = Object.hasOwn(value, segment) ? Reflect.get(value, segment) : undefined;
  }
  return value;
}
