/**
 * The two forms in which deferred parts are told today. Both are JSON objects with `hasNext`, one after another.
 *
 * - `deferSpec=20220824` (Apollo Client 3 and 4, urql, Apollo Router): a part tells where it belongs by its `path`.
 * - `incrementalSpec=v0.2` (Apollo Client 4.1, graphql-js 17): places are announced with an id as `pending`, filled, and `completed`.
 *
 * Who asks for multipart/mixed without saying which gets the first, which every such client reads.
 */
import type { GraphQLFormattedError } from 'graphql';
import type { DeferredPlace } from '../engine/defer/deliver.ts';

/** A deferred fragment at one place, filled. */
export interface Filled extends DeferredPlace {
  /** JSON text; `null` where a null had to spread to the whole fragment. */
  readonly data: string;
  readonly errors: readonly GraphQLFormattedError[];
}

/** What stands beside the parts that are sent together. */
export interface AfterParts {
  readonly hasNext: boolean;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface DeferFormat {
  /** Parameter of the media type, in requests and answers. */
  readonly parameter: string;
  /** `answer`: JSON text of the answer without what is deferred. */
  first(answer: string, pending: readonly DeferredPlace[]): string;
  next(filled: readonly Filled[], pending: readonly DeferredPlace[], also: AfterParts): string;
}

const byPath: DeferFormat = {
  parameter: 'deferSpec=20220824',
  first: (answer) => extended(answer, { hasNext: true }),
  next: (filled, _pending, also) => {
    const items = filled.map(({ data, path, label, errors }) =>
      extended(`{"data":${data}}`, { path, ...(label !== null && { label }), ...(errors.length > 0 && { errors }) }),
    );
    return extended(`{"incremental":[${items.join(',')}]}`, { ...also });
  },
};

const byId: DeferFormat = {
  parameter: 'incrementalSpec=v0.2',
  first: (answer, pending) => extended(answer, { pending: pending.map(announced), hasNext: true }),
  next: (filled, pending, also) => {
    const items = filled.flatMap(({ id, data, errors }) =>
      data === 'null' ? [] : [extended(`{"data":${data}}`, { id, ...(errors.length > 0 && { errors }) })],
    );
    const completed = filled.map(({ id, data, errors }) => ({ id, ...(data === 'null' && { errors }) }));
    const incremental = items.length > 0 ? `"incremental":[${items.join(',')}],` : '';
    return extended(`{${incremental}"completed":${JSON.stringify(completed)}}`, {
      ...(pending.length > 0 && { pending: pending.map(announced) }),
      ...also,
    });
  },
};

const announced = ({ id, path, label }: DeferredPlace) => ({ id, path, ...(label !== null && { label }) });

/** A JSON object's text with further members. */
function extended(object: string, members: Readonly<Record<string, unknown>>): string {
  return `${object.trimEnd().slice(0, -1)},${JSON.stringify(members).slice(1)}`;
}

/** What `accept` may have, as who asks for another form is told. */
export const spokenForms: readonly string[] = [byPath, byId].map(({ parameter }) => `multipart/mixed;${parameter}`);

/** The first form of an `accept` header that is spoken here; null for a client that does not take parts. */
export function formatFor(accept: string): DeferFormat | null {
  for (const range of accept.toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map((part) => part.trim().replaceAll('"', ''));
    if (type !== 'multipart/mixed' || parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) continue;
    const spec = parameters.find((parameter) => /^(deferspec|incrementalspec)=/.test(parameter));
    const format = [byPath, byId].find(({ parameter }) => spec === undefined || parameter.toLowerCase() === spec);
    if (format) return format;
  }
  return null;
}
