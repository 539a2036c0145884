/**
 * One way to a SQL system of record, whichever of three it is: `sqlite:/path/file`, `postgres://...`, `mysql://...` or
 * `mariadb://...`. Adapters write their statements once, in kysely.
 *
 * `run` is how the product reads: when the signal aborts, the connection in use is destroyed at once, whatever the server
 * is doing or not doing. (kysely's own abort asks the server over a second connection, which a hung server does not answer.)
 */
import { type Compilable, Kysely } from 'kysely';
import { SourceError, type SourceErrorCode } from './errors.ts';
import { type Driver, mysqlDriver, postgresDriver, sqliteDriver } from './sql-drivers.ts';
import type { OwnSystemName } from './subgraph.ts';

export type SqlFlavour = 'sqlite' | 'postgres' | 'mysql';

export interface SqlOptions {
  /** Most connections open at once. */
  readonly connections: number;
  /** For opening a connection and for one statement, in milliseconds. */
  readonly timeout: number;
  /** A SQLite file must exist then, and PostgreSQL refuses to write. What every subgraph asks for. */
  readonly readOnly?: boolean;
}

export interface SqlConnection<Tables> {
  readonly flavour: SqlFlavour;
  /** To build statements with, and to run those that need no abort (loading, schema changes). */
  readonly db: Kysely<Tables>;
  /** Runs one statement. Rejects with the signal's reason on abort, otherwise with what the driver threw. */
  run<Row>(statement: Compilable<Row>, signal: AbortSignal): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens lazily: a server that is down shows on the first statement, not here. */
export function openSql<Tables>(url: string, options: SqlOptions): SqlConnection<Tables> {
  const flavour = flavourOf(url);
  const driver = drivers[flavour](url, options);
  return {
    flavour,
    db: new Kysely<Tables>({ dialect: driver.dialect }),
    run: async <Row>(statement: Compilable<Row>, signal: AbortSignal) => {
      signal.throwIfAborted();
      const { sql, parameters } = statement.compile();
      return driver.run<Row>(sql, parameters, signal);
    },
    close: driver.close,
  };
}

const drivers: Record<SqlFlavour, (url: string, options: SqlOptions) => Driver> = {
  sqlite: sqliteDriver,
  postgres: postgresDriver,
  mysql: mysqlDriver,
};

/** Throws an Error saying which forms are understood. */
export function flavourOf(url: string): SqlFlavour {
  const scheme = url.split(':')[0];
  if (scheme === 'sqlite') return 'sqlite';
  if (scheme === 'postgres' || scheme === 'postgresql') return 'postgres';
  if (scheme === 'mysql' || scheme === 'mariadb') return 'mysql';
  throw new Error('must begin with sqlite:, postgres:, mysql: or mariadb:');
}

const codes: Readonly<Record<string, SourceErrorCode>> = {
  ETIMEDOUT: 'LEGACY_TIMEOUT',
  PROTOCOL_SEQUENCE_TIMEOUT: 'LEGACY_TIMEOUT',
  '57014': 'LEGACY_TIMEOUT',
  '28P01': 'LEGACY_REJECTED',
  '28000': 'LEGACY_REJECTED',
  '42501': 'LEGACY_REJECTED',
  ER_ACCESS_DENIED_ERROR: 'LEGACY_REJECTED',
  ER_DBACCESS_DENIED_ERROR: 'LEGACY_REJECTED',
  ER_TABLEACCESS_DENIED_ERROR: 'LEGACY_REJECTED',
  '42P01': 'LEGACY_MALFORMED',
  '42703': 'LEGACY_MALFORMED',
  ER_NO_SUCH_TABLE: 'LEGACY_MALFORMED',
  ER_BAD_FIELD_ERROR: 'LEGACY_MALFORMED',
};

/** What a driver threw, as one of the codes clients know. */
export function sqlError(system: OwnSystemName, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = String(error);
  const timedOut = /timeout/i.test(text);
  const misshapen = /no such (table|column)|file is not a database/i.test(text);
  const known = codes[code] ?? (timedOut ? 'LEGACY_TIMEOUT' : misshapen ? 'LEGACY_MALFORMED' : 'LEGACY_UNAVAILABLE');
  return new SourceError(system, known, `${code} ${text}`, error);
}
