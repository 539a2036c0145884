/**
 * Manifests of registered operations, in the two forms that clients' own tools write: Apollo's `generate-persisted-query-manifest`,
 * and the file of relay-compiler's `persistConfig`, `{ "<id>": "<text>" }`.
 */
import { hash } from 'node:crypto';
import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { z } from 'zod';

export interface RegisteredOperation {
  readonly id: string;
  /** As it is run: what a client prints in another way is another one. */
  readonly text: string;
}

export type ManifestResult =
  | { readonly operations: readonly RegisteredOperation[] }
  | { readonly problems: readonly string[] };

const mostOperations = 10_000;
const longestId = 256;
/** Told at once: a manifest of another program may be wrong in each of its lines. */
const mostProblems = 20;

const id = z
  .string({ error: 'write an id.' })
  .min(1, 'write an id.')
  .max(longestId, `write an id of at most ${longestId} characters.`);
const text = z.string({ error: 'write the text of an operation.' }).min(1, 'write the text of an operation.');

const apollo = z.object({
  format: z.literal('apollo-persisted-query-manifest', { error: 'write apollo-persisted-query-manifest.' }),
  version: z.literal(1, { error: 'write 1: no other version is known here.' }),
  operations: z.array(
    z.object({
      id,
      body: text,
      name: z.string({ error: 'write the name of the operation.' }).nullish(),
      type: z.enum(['query', 'mutation', 'subscription'], { error: 'write query or mutation.' }).optional(),
    }),
    { error: 'write a list of operations.' },
  ),
});
const relay = z.record(id, text, { error: 'write an object of ids and texts, or a manifest of Apollo’s.' });

interface Entry extends RegisteredOperation {
  /** In the file. */
  readonly place: string;
  readonly name?: string | null | undefined;
  readonly type?: string | undefined;
}

/** `source`: of the file. A problem is a line: the place in the file, what is wrong there, and where that helps what to write. */
export function readManifest(source: string): ManifestResult {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    return { problems: ['it is not JSON.'] };
  }
  const read = isApollos(json) ? readApollos(json) : readRelays(json);
  if ('problems' in read) return { problems: shortened(read.problems) };
  const { entries } = read;
  if (entries.length > mostOperations) return { problems: [`it has more than ${mostOperations} operations.`] };
  const problems = [...entries.flatMap((entry) => problemOf(entry) ?? []), ...clashes(entries)];
  if (problems.length > 0) return { problems: shortened(problems) };
  return { operations: entries.map((entry) => ({ id: entry.id, text: entry.text })) };
}

type Entries = { readonly entries: readonly Entry[] } | { readonly problems: readonly string[] };

const isApollos = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && ('format' in json || 'operations' in json);

function readApollos(json: unknown): Entries {
  const { success, data, error } = apollo.safeParse(json);
  if (!success) return { problems: linesOf(error) };
  return {
    entries: data.operations.map(({ body, ...rest }, index) => ({
      ...rest,
      text: body,
      place: `operations[${index}]`,
    })),
  };
}

function readRelays(json: unknown): Entries {
  const { success, data, error } = relay.safeParse(json);
  if (!success) return { problems: linesOf(error) };
  return { entries: Object.entries(data).map(([key, value]) => ({ id: key, text: value, place: key })) };
}

function linesOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => {
    const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
    return place === '' ? message : `${place.replace(/^\./, '')}: ${message}`;
  });
}

function shortened(problems: readonly string[]): readonly string[] {
  const rest = problems.length - mostProblems;
  return rest > 0 ? [...problems.slice(0, mostProblems), `and ${rest} more.`] : problems;
}

/** By its length, which hash of the text an id is; any other is a name, with nothing to check. */
const hashes: Readonly<Record<number, string>> = { 64: 'sha256', 40: 'sha1', 32: 'md5' };

function problemOf({ id, text, name, type, place }: Entry): string | null {
  const algorithm = /^[0-9a-f]+$/i.test(id) ? hashes[id.length] : undefined;
  if (algorithm !== undefined && hash(algorithm, text, 'hex') !== id.toLowerCase()) {
    return `${place}: its id is not the ${algorithm.toUpperCase()} of its text: make the manifest again.`;
  }
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true });
  } catch (error) {
    const at = error instanceof GraphQLError ? error.locations?.[0] : undefined;
    return `${place}: its text is no GraphQL${at ? ` (line ${at.line}, column ${at.column} of it)` : ''}.`;
  }
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [operation, another] = operations;
  if (operation === undefined || another !== undefined) return `${place}: write one operation, and no second one.`;
  if (type !== undefined && type !== operation.operation)
    return `${place}: it is a ${operation.operation}, not a ${type}.`;
  if (name && name !== operation.name?.value) return `${place}: its operation is not named ${name}.`;
  return null;
}

/** One id for two texts: a client would be answered something it has not asked for. */
function clashes(entries: readonly Entry[]): string[] {
  return [...Map.groupBy(entries, (entry) => entry.id)].flatMap(([id, same]) =>
    same.some(({ text }) => text !== same[0]?.text) ? [`${id}: it is the id of ${same.length} different texts.`] : [],
  );
}
