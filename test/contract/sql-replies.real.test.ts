/** Needs the PostgreSQL and MariaDB that CI starts; TEST_POSTGRES_URL and TEST_MARIADB_URL say where. Over TLS, `openssl` too. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSql, type SqlConnection } from '../../subgraphs/shared/sql/connection.ts';
import { sqlError } from '../../subgraphs/shared/sql/errors.ts';
import { expectFewAtOnce, type Size } from '../support/few-at-once.ts';
import { type Front, tlsBefore } from '../support/sql-over-tls.ts';

const postgres = `${process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432'}/postgres`;
const mariadb = `${process.env.TEST_MARIADB_URL ?? 'mysql://root@127.0.0.1:3306'}/mysql`;
const servers = [
  ['PostgreSQL', postgres, null],
  ['PostgreSQL over TLS', postgres, 'sslmode=no-verify'],
  ['MariaDB', mariadb, null],
  ['MariaDB over TLS', mariadb, `ssl=${encodeURIComponent('{"rejectUnauthorized":false}')}`],
] as const;

describe.each(servers)('a reply of a real %s', (_, url, tls) => {
  let front: Front | null = null;
  const address = new URL(url);
  const open = (connections: number) => openSql<Record<never, never>>(address.href, { connections, timeout: 20_000 });
  let connection: SqlConnection<Record<never, never>>;
  beforeAll(async () => {
    front = tls === null ? null : await tlsBefore(url);
    if (front !== null) [address.host, address.search] = [`127.0.0.1:${front.port}`, `?${tls}`];
    connection = open(1);
  });
  afterAll(async () => {
    await connection?.close();
    front?.close();
  });

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

  it('is read as one of two when it is large', async () => {
    const wide = open(8);
    const pause = url.startsWith('mysql') ? 'sleep' : 'pg_sleep';
    // Row by row: the server sends the first while it pauses before the second.
    const texts: Readonly<Record<Size, string>> = {
      stuck: `select repeat('x', 600000) as text, ${pause}(n) as pause from (select 0 as n union all select 60) as rows_in_turn`,
      large: `select repeat('x', 600000) as text`,
      small: 'select 1 as one',
    };
    await expectFewAtOnce((size, signal) => wide.run({ compile: () => sql.raw(texts[size]).compile(wide.db) }, signal));
    await wide.close();
  }, 60_000);
});
