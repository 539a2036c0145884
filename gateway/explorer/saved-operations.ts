/**
 * Reads the saved operations: one `.graphql` file each, whose leading comment is its title, then a description, then
 * `variables:` with values that work in the demo world and, where it asks for more than data, `extensions:` of the request.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { getOperationAST, parse } from 'graphql';

export interface SavedOperation {
  /** The file's name without its ending. */
  readonly id: string;
  /** Its title. */
  readonly name: string;
  /** The one in the text. */
  readonly operationName: string;
  readonly description: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** To send beside the query, as GraphQL over HTTP has it: `{ "sources": true }`. */
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** In the order of their file names. Throws an Error that names the file when one is not of that form. */
export function readSavedOperations(folder: URL): SavedOperation[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readSavedOperation(basename(file, '.graphql'), readFileSync(new URL(file, folder), 'utf8')));
}

/** Those of contracts, by a contract's name: each has a folder within. */
export function readContractOperations(folder: URL): ReadonlyMap<string, readonly SavedOperation[]> {
  return new Map(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => [name, readSavedOperations(new URL(`${name}/`, folder))] as const),
  );
}

function readSavedOperation(id: string, text: string): SavedOperation {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const comment = lines.slice(0, end).map((line) => line.replace(/^#\s?/, ''));
  const at = comment.findIndex((line) => line.startsWith('variables:'));
  const extended = comment.findIndex((line) => line.startsWith('extensions:'));
  const name = comment[0];
  if (!name || at === -1)
    throw new Error(`${id}.graphql: expected a comment of a title, a description and "variables: {...}"`);
  const query = lines.slice(end).join('\n');
  const operationName = getOperationAST(parse(query))?.name?.value;
  if (operationName === undefined) throw new Error(`${id}.graphql: expected exactly one operation, with a name`);
  return {
    id,
    name,
    operationName,
    description: comment.slice(1, at).join(' '),
    query,
    variables: json(comment.slice(at, extended === -1 ? undefined : extended), 'variables:'),
    extensions: extended === -1 ? {} : json(comment.slice(extended), 'extensions:'),
  };
}

function json(lines: readonly string[], name: string): Record<string, unknown> {
  return JSON.parse(lines.join(' ').replace(name, ''));
}
