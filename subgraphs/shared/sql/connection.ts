/**
 * One way to a SQL system of record, whichever of three it is. Adapters write their statements once, in kysely.
 *
 * `run` is how the product reads: when the signal aborts, the connection in use is destroyed at once, whatever the server
 * is doing or not doing. (kysely's own abort asks the server over a second connection, which a hung server does not answer.)
 */
import { type Compilable, Kysely } from 'kysely';
import { currentSpan, type Facts, peerOf } from '../tracing.ts';
import { type Driver, mysqlDriver, postgresDriver, sqliteDriver } from './drivers.ts';
import { flavourOf, type SqlFlavour } from './url.ts';

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
  const facts = factsOf(url, flavour);
  return {
    flavour,
    db: new Kysely<Tables>({ dialect: driver.dialect }),
    run: async <Row>(statement: Compilable<Row>, signal: AbortSignal) => {
      signal.throwIfAborted();
      const { sql, parameters } = statement.compile();
      currentSpan()?.note(facts);
      return driver.run<Row>(sql, parameters, signal);
    },
    close: driver.close,
  };
}

/** By OpenTelemetry's conventions. */
const databaseNames: Record<SqlFlavour, string> = { sqlite: 'sqlite', postgres: 'postgresql', mysql: 'mysql' };

function factsOf(url: string, flavour: SqlFlavour): Facts {
  const known = url.replace(/^[a-z]+:/, `${flavour}:`);
  const peer = flavour !== 'sqlite' && URL.canParse(known) ? peerOf(new URL(known)) : {};
  return { ...peer, 'db.system.name': databaseNames[flavour] };
}

const drivers: Record<SqlFlavour, (url: string, options: SqlOptions) => Driver> = {
  sqlite: sqliteDriver,
  postgres: postgresDriver,
  mysql: mysqlDriver,
};
