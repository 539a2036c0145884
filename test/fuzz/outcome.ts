/** What came of one operation: of an engine, or of the merged schema. */
import type { GraphQLError } from 'graphql';
import type { PathSegment } from '../../subgraphs/shared/hosting/reply.ts';

export type Path = readonly PathSegment[];

/** One error, with every place it is told at. */
export interface Told {
  readonly message: string;
  readonly places: readonly Path[];
}

export interface Outcome {
  /** Data as JSON; `absent` when there is none. */
  readonly text: string;
  readonly errors: readonly Told[];
}

export function outcome(text: string | undefined, errors: readonly GraphQLError[] | undefined): Outcome {
  return { text: text ?? 'absent', errors: (errors ?? []).map(told) };
}

export function told({ message, path, originalError, extensions: { paths } }: GraphQLError): Told {
  return {
    message: originalError ? `${message} (${originalError.message})` : message,
    places: Array.isArray(paths) ? paths.filter((each) => Array.isArray(each)) : [path ?? []],
  };
}

export const placesOf = ({ errors }: Outcome): Path[] => errors.flatMap(({ places }) => places);

export function dataOf({ text }: Outcome): unknown {
  return text === 'absent' ? undefined : JSON.parse(text);
}

/** Undefined where the path leads nowhere. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, segment) => (typeof value === 'object' && value !== null ? Reflect.get(value, segment) : undefined),
    data,
  );
}
