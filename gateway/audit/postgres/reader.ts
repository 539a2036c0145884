/** A chain in a table, read again a thousand rows at a time. */
import type pg from 'pg';
import { z } from 'zod';
import type { ChainLine, ChainReader, Wanted } from '../reading.ts';
import { readRecord } from '../record.ts';
import { connections, withConnection } from './connections.ts';
import { tableName } from './table.ts';

const atOnce = 1_000;

/** As the driver has them: a `bigint` is a text. */
const row = z.object({
  seq: z.coerce.number(),
  hash: z.string(),
  kind: z.string(),
  at: z.date().nullable(),
  subjects: z.array(z.string()).nullable(),
  line: z.string(),
});

export function readTable(url: string): ChainReader {
  const pool = connections(url);
  return {
    all: () => rowsWhere(pool, 'true', []),
    // What narrows a search to callers is in the record alone.
    some: ({ subjects, from, to }: Wanted, signal) =>
      rowsWhere(
        pool,
        `(kind = 'view' OR (kind = 'answer' AND ($2::text[] IS NULL OR subjects && $2::text[])
            AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at < $4)))`,
        [subjects, from, to],
        signal,
      ),
    close: () => pool.end(),
  };
}

async function* rowsWhere(
  pool: pg.Pool,
  condition: string,
  values: readonly (string | readonly string[] | null)[],
  signal?: AbortSignal,
): AsyncGenerator<ChainLine, void> {
  let after = -1;
  for (;;) {
    signal?.throwIfAborted();
    const { rows } = await withConnection(pool, (client) =>
      client.query(
        `SELECT seq, hash, kind, at, subjects, line FROM ${tableName} WHERE seq > $1 AND ${condition} ORDER BY seq LIMIT ${atOnce}`,
        [after, ...values],
      ),
    );
    for (const each of rows) {
      const found = row.parse(each);
      after = found.seq;
      yield { file: tableName, line: found.seq, text: found.line, ended: true, doubt: doubtOf(found) };
    }
    if (rows.length < atOnce) return;
  }
}

/** A search goes by the columns; so they must say what the record says. */
function doubtOf({ seq, hash, kind, at, subjects, line }: z.output<typeof row>): string | null {
  const record = readRecord(line);
  if (record === null) return null;
  const own = record.kind === 'answer' ? [...record.subjects, ...record.others] : null;
  const when = record.kind === 'answer' ? Date.parse(record.at) : null;
  const fits =
    record.seq === seq &&
    record.hash === hash &&
    record.kind === kind &&
    (at?.getTime() ?? null) === when &&
    JSON.stringify(subjects) === JSON.stringify(own);
  return fits ? null : 'its row says something else than it does.';
}
