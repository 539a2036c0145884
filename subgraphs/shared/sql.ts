/**
 * One way to a SQL system of record, whichever of three it is: `sqlite:/path/file`, `postgres://...`, `mysql://...` or
 * `mariadb://...`. Adapters write their statements once, in kysely.
 */
import { DatabaseSync } from 'node:sqlite';
import { Kysely, MysqlDialect, PostgresDialect, SqliteDialect } from 'kysely';
import { createPool } from 'mysql2';
import pg from 'pg';
import { SourceError, type SourceErrorCode } from './errors.ts';
import type { SystemName } from './subgraph.ts';

export type SqlFlavour = 'sqlite' | 'postgres' | 'mysql';

export interface SqlConnection<Tables> {
  readonly flavour: SqlFlavour;
  readonly db: Kysely<Tables>;
  close(): Promise<void>;
}

/** Opens lazily: a server that is down shows on the first statement, not here. */
export function openSql<Tables>(url: string, options: { connections: number; timeout: number }): SqlConnection<Tables> {
  const flavour = flavourOf(url);
  const db = new Kysely<Tables>({ dialect: dialects[flavour](url, options) });
  return { flavour, db, close: () => db.destroy() };
}

/** Throws an Error saying which forms are understood. */
export function flavourOf(url: string): SqlFlavour {
  const scheme = url.split(':')[0];
  if (scheme === 'sqlite') return 'sqlite';
  if (scheme === 'postgres' || scheme === 'postgresql') return 'postgres';
  if (scheme === 'mysql' || scheme === 'mariadb') return 'mysql';
  throw new Error('must begin with sqlite:, postgres:, mysql: or mariadb:');
}

const dialects = {
  sqlite: (url: string) => new SqliteDialect({ database: async () => sqliteDatabase(url.slice('sqlite:'.length)) }),
  postgres: (url: string, { connections, timeout }: { connections: number; timeout: number }) =>
    new PostgresDialect({
      pool: new pg.Pool({
        connectionString: url,
        max: connections,
        connectionTimeoutMillis: timeout,
        query_timeout: timeout,
        statement_timeout: timeout,
      }),
    }),
  mysql: (url: string, { connections, timeout }: { connections: number; timeout: number }) =>
    new MysqlDialect({
      pool: createPool({
        uri: url.replace(/^mariadb:/, 'mysql:'),
        connectionLimit: connections,
        connectTimeout: timeout,
        dateStrings: true,
        timezone: 'Z',
      }),
    }),
};

/** node:sqlite in the form kysely's SQLite dialect expects. */
function sqliteDatabase(path: string) {
  const database = new DatabaseSync(path, { timeout: 1_000 });
  return {
    close: () => database.close(),
    prepare(sql: string) {
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...parameters.map(bindable)),
        run: (parameters: readonly unknown[]) => {
          const { changes, lastInsertRowid } = statement.run(...parameters.map(bindable));
          return { changes: BigInt(changes), lastInsertRowid: BigInt(lastInsertRowid) };
        },
        iterate: (parameters: readonly unknown[]) => statement.iterate(...parameters.map(bindable)),
      };
    },
  };
}

function bindable(value: unknown): string | number | bigint | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  throw new TypeError(`cannot bind a ${typeof value} to a SQL statement`);
}

const codes: Readonly<Record<string, SourceErrorCode>> = {
  ETIMEDOUT: 'LEGACY_TIMEOUT',
  PROTOCOL_SEQUENCE_TIMEOUT: 'LEGACY_TIMEOUT',
  '57014': 'LEGACY_TIMEOUT',
  '28P01': 'LEGACY_REJECTED',
  '28000': 'LEGACY_REJECTED',
  '42501': 'LEGACY_REJECTED',
  ER_ACCESS_DENIED_ERROR: 'LEGACY_REJECTED',
  ER_TABLEACCESS_DENIED_ERROR: 'LEGACY_REJECTED',
  '42P01': 'LEGACY_MALFORMED',
  '42703': 'LEGACY_MALFORMED',
  ER_NO_SUCH_TABLE: 'LEGACY_MALFORMED',
  ER_BAD_FIELD_ERROR: 'LEGACY_MALFORMED',
};

/** What a driver threw, as one of the codes clients know. */
export function sqlError(system: SystemName, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = String(error);
  const timedOut = /timeout/i.test(text);
  const misshapen = /no such (table|column)/i.test(text);
  const known = codes[code] ?? (timedOut ? 'LEGACY_TIMEOUT' : misshapen ? 'LEGACY_MALFORMED' : 'LEGACY_UNAVAILABLE');
  return new SourceError(system, known, `${code} ${text}`, error);
}
