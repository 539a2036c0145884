/** Needs the PostgreSQL and MariaDB that CI starts; TEST_POSTGRES_URL and TEST_MARIADB_URL say where. */
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { openSql } from '../../subgraphs/shared/sql/connection.ts';
import { sqlError } from '../../subgraphs/shared/sql/errors.ts';

const servers = [
  ['PostgreSQL', `${process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432'}/postgres`],
  ['MariaDB', `${process.env.TEST_MARIADB_URL ?? 'mysql://root@127.0.0.1:3306'}/mysql`],
] as const;

describe.each(servers)('a reply of a real %s', (_, url) => {
  const connection = openSql<Record<never, never>>(url, { connections: 1, timeout: 20_000 });
  afterAll(() => connection.close());

  /** A megabyte a row. */
  const rows = async (count: number) => {
    const one = sql.raw(
      'select repeat(chr(120), 1000000) as text'.replace('chr', url.startsWith('mysql') ? 'char' : 'chr'),
    );
    const statement = sql<{ text: string }>`${sql.join(Array(count).fill(one), sql` union all `)}`;
    const found = await connection.run(
      { compile: () => statement.compile(connection.db) },
      new AbortController().signal,
    );
    return found.length;
  };

  it('is cut when it is longer than 5 MB, and the next one is read', async () => {
    expect(await rows(4)).toBe(4);
    // Four and four on one connection are no eight.
    expect(await rows(4)).toBe(4);
    const error = await rows(8).catch((thrown: unknown) => sqlError('loyalty', thrown));
    expect(error).toMatchObject({ code: 'LEGACY_MALFORMED' });
    expect(await rows(1)).toBe(1);
  });
});
