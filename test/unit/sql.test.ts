import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { openSql } from '../../subgraphs/shared/sql/connection.ts';
import { sqlError } from '../../subgraphs/shared/sql/errors.ts';
import { flavourOf } from '../../subgraphs/shared/sql/url.ts';

const folder = mkdtempSync(join(tmpdir(), 'sql-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { signal } = new AbortController();
const options = { connections: 1, timeout: 1_000 };

describe('The address of a database', () => {
  it.each([
    ['sqlite:/data/x.sqlite', 'sqlite'],
    ['postgres://db.example.com/x', 'postgres'],
    ['postgresql://db.example.com/x', 'postgres'],
    ['mysql://db.example.com/x', 'mysql'],
    ['mariadb://db.example.com/x', 'mysql'],
  ])('%s is %s', (url, flavour) => {
    expect(flavourOf(url)).toBe(flavour);
  });

  it('of another kind is refused with the kinds there are', () => {
    expect(() => flavourOf('oracle:x')).toThrow(/sqlite:, postgres:, mysql: or mariadb:/);
  });
});

describe('A statement on SQLite', () => {
  it('takes texts for data, and gives its rows', async () => {
    const connection = openSql<unknown>(`sqlite:${join(folder, 'texts.sqlite')}`, options);
    const text = `'; drop table x; -- "\\%🛫`;
    const statement = sql<{ t: string; n: number }>`select ${text} as t, 1 as n`;
    expect(await connection.run({ compile: () => statement.compile(connection.db) }, signal)).toEqual([
      { t: text, n: 1 },
    ]);
    await connection.close();
  });

  it('is not run once its request has ended', async () => {
    const connection = openSql<unknown>(`sqlite:${join(folder, 'ended.sqlite')}`, options);
    const ended = new Error('ended');
    const statement = sql`select 1`;
    await expect(
      connection.run({ compile: () => statement.compile(connection.db) }, AbortSignal.abort(ended)),
    ).rejects.toBe(ended);
    await connection.close();
  });

  it('cannot write where reading was asked for', async () => {
    const url = `sqlite:${join(folder, 'read.sqlite')}`;
    const writer = openSql<unknown>(url, options);
    await sql`create table x (n integer)`.execute(writer.db);
    await writer.close();
    const reader = openSql<unknown>(url, { ...options, readOnly: true });
    await expect(sql`insert into x values (1)`.execute(reader.db)).rejects.toThrow(/readonly/);
    await reader.close();
  });
});

describe('What a driver throws', () => {
  const coded = (code: string) => Object.assign(new Error('of the driver'), { code });

  it.each([
    [coded('ECONNREFUSED'), 'LEGACY_UNAVAILABLE'],
    [coded('57014'), 'LEGACY_TIMEOUT'],
    [coded('28P01'), 'LEGACY_REJECTED'],
    [coded('ER_ACCESS_DENIED_ERROR'), 'LEGACY_REJECTED'],
    [coded('42P01'), 'LEGACY_MALFORMED'],
    [new Error('timeout expired'), 'LEGACY_TIMEOUT'],
    ['not even an error', 'LEGACY_UNAVAILABLE'],
  ])('%s becomes %s', (thrown, code) => {
    expect(sqlError('customers', thrown)).toMatchObject({ code, system: 'customers' });
  });

  it('keeps its words from the client', () => {
    const error = sqlError('customers', new Error('password of host db.example.com'));
    expect(error.message).not.toContain('db.example.com');
    expect(error.detail).toContain('db.example.com');
    expect(sqlError('loyalty', error)).toBe(error);
  });

  it('from a file that is no database is malformed', async () => {
    const path = join(folder, 'no.sqlite');
    writeFileSync(path, 'x'.repeat(10_000));
    const connection = openSql<unknown>(`sqlite:${path}`, { ...options, readOnly: true });
    const statement = sql`select * from pty`;
    const error = await connection
      .run({ compile: () => statement.compile(connection.db) }, signal)
      .catch((thrown) => sqlError('customers', thrown));
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({ code: 'LEGACY_MALFORMED' });
    await connection.close();
  });
});
