/** Loads a SQL stand-in: into a SQLite file that is kept and used again, or into a server's database. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CompiledQuery, type Kysely, type KyselyPlugin, sql } from 'kysely';
import { openSql, type SqlConnection } from '../../subgraphs/shared/sql/connection.ts';
import type { SqlFlavour } from '../../subgraphs/shared/sql/url.ts';
import type { World } from '../world/types.ts';
import { breathe } from './breathe.ts';
import { makeFolder } from './make-folder.ts';

export type SqlValue = string | number | bigint | null;

/** Well under every server's limit, and small enough to be parsed quickly. */
const parametersPerStatement = 8_000;
/** Loading a large world into a busy server may take this long a statement, in milliseconds. */
const patience = 60_000;

/** Inserts rows, many to a statement. `table` and `columns` come from code, never from data. */
export async function insertRows(
  db: Kysely<unknown>,
  flavour: SqlFlavour,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly SqlValue[]>,
): Promise<void> {
  const rowsPerStatement = Math.floor(parametersPerStatement / columns.length);
  const texts = new Map<number, string>();
  const flush = async (batch: readonly (readonly SqlValue[])[]) => {
    const text = texts.get(batch.length) ?? insertText(flavour, table, columns, batch.length);
    texts.set(batch.length, text);
    await db.executeQuery(CompiledQuery.raw(text, batch.flat()));
  };
  let batch: (readonly SqlValue[])[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length === rowsPerStatement) {
      await flush(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await flush(batch);
}

function insertText(flavour: SqlFlavour, table: string, columns: readonly string[], rows: number): string {
  const mark = (index: number) => (flavour === 'postgres' ? `$${index + 1}` : '?');
  const values = Array.from({ length: rows }, (_, row) => {
    const marks = columns.map((_name, column) => mark(row * columns.length + column));
    return `(${marks.join(',')})`;
  });
  return `insert into ${table} (${columns.join(', ')}) values ${values.join(',')}`;
}

/** Runs `fill` on a connection made for loading and closes it. */
export async function withSql<T>(url: string, fill: (connection: SqlConnection<unknown>) => Promise<T>): Promise<T> {
  const connection = openSql<unknown>(url, { connections: 1, timeout: patience });
  try {
    return await fill(connection);
  } finally {
    await connection.close();
  }
}

/**
 * The `sqlite:` address of `<folder>/<name>.sqlite`, filled by `fill` unless it is there already. It is written under a
 * temporary name and renamed when whole, so that a killed start or two at once never leave half a file. When `signal` aborts, it is
 * left off between two statements, and the promise rejects with the signal's reason.
 */
export async function sqliteFile(
  folder: string,
  name: string,
  fill: (connection: SqlConnection<unknown>) => Promise<void>,
  signal?: AbortSignal,
): Promise<string> {
  const path = join(folder, `${name}.sqlite`);
  if (!existsSync(path)) {
    await makeFolder(folder);
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      await withSql(`sqlite:${temporary}`, async (connection) => {
        // Nothing to protect: the file does not count until it is renamed.
        await sql`pragma journal_mode = off`.execute(connection.db);
        await sql`pragma synchronous = off`.execute(connection.db);
        await fill({ ...connection, db: connection.db.withPlugin(breathing(signal)) });
      });
      await rename(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
  }
  return `sqlite:${path}`;
}

/** A SQLite file is written within this thread: between statements the rest of the process has its turn. */
function breathing(signal: AbortSignal | undefined): KyselyPlugin {
  return {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      await breathe(signal);
      return result;
    },
  };
}

/** Names what a world's data depends on: two worlds with one stamp load the same rows. */
export function worldStamp({ options }: World, schemaVersion: number): string {
  const now = options.now.toISOString().replace(/[-:.]/g, '');
  return `s${options.seed}-p${options.people}-${now}-v${schemaVersion}`;
}
