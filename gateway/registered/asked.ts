/** How a request names a registered operation, in each of the ways that clients do. */
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';

export interface Named {
  /** Without `sha256:`. */
  readonly id: string;
  /** Two of the ways give two ids. */
  readonly several: boolean;
}

type Body = Readonly<Record<string, unknown>>;

/** GraphQL over HTTP says `sha256:` before a hash. */
const prefix = /^sha256:/;
const fields = ['documentId', 'doc_id', 'id'] as const;

/**
 * Apollo's `extensions.persistedQuery.sha256Hash`, `documentId` as GraphQL over HTTP has it (appendix A), Relay's `doc_id` or `id`.
 * Null when it names none.
 */
export function namedBy(body: Body): Named | null {
  const hash = persistedQuery(body)?.sha256Hash;
  const [id, ...others] = [hash, ...fields.map((field) => body[field])]
    .filter((each) => typeof each === 'string' && each !== '')
    .map((each) => String(each).replace(prefix, ''));
  return id === undefined ? null : { id, several: others.some((other) => other !== id) };
}

/** The same request by its text: for whatever looks at it from here on there is no other way. */
export function withText(body: Body, query: string): Record<string, unknown> {
  const { documentId, doc_id, id, extensions, ...rest } = body;
  if (!isRecord(extensions)) return { ...rest, query };
  const { persistedQuery: _, ...others } = extensions;
  return { ...rest, query, ...(Object.keys(others).length > 0 && { extensions: others }) };
}

function persistedQuery({ extensions }: Body): Body | null {
  const named = isRecord(extensions) ? extensions.persistedQuery : null;
  return isRecord(named) ? named : null;
}
