/** The three SQL drivers behind connection.ts, each as a kysely dialect and as a way to run one statement that can be cut off. */
import { connect, Socket } from 'node:net';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { type Dialect, MysqlDialect, PostgresDialect, SqliteDialect } from 'kysely';
import { LRUCache } from 'lru-cache';
import { createPool, type Pool, type PoolConnection } from 'mysql2';
import pg from 'pg';
import { readFewAtOnce } from '../policies/large-replies.ts';
import { bounded, boundedByTls, destroyStream, readInTurn } from './bounded-replies.ts';

/** Milliseconds. */
const leaveTime = 500;

export interface Driver {
  readonly dialect: Dialect;
  run<Row>(sql: string, parameters: readonly unknown[], signal: AbortSignal): Promise<Row[]>;
  close(): Promise<void>;
}

interface DriverOptions {
  readonly connections: number;
  readonly timeout: number;
  readonly readOnly?: boolean;
}

/** `url` is `postgres://...`. Times in milliseconds, as everywhere here. */
export function postgresDriver(url: string, { connections, timeout, readOnly = false }: DriverOptions): Driver {
  const sockets = newSockets();
  const beginReading = readFewAtOnce();
  // While one request is about to get an idle connection, pg's pool would keep others waiting and open theirs later.
  const turn = turns();
  const pool = new pg.Pool({
    Client: BoundedClient,
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: timeout,
    statement_timeout: timeout,
    stream: () => sockets.add(new Socket()),
    ...(readOnly ? { options: '-c default_transaction_read_only=on' } : {}),
  });
  // A connection that dies while idle is the pool's business: it opens another one.
  pool.on('error', () => {});
  // One that dies while a statement runs tells the statement; without a listener it would tell, and end, the process too.
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    dialect: new PostgresDialect({ pool }),
    run: async <Row>(sql: string, parameters: readonly unknown[], signal: AbortSignal) => {
      await turn();
      signal.throwIfAborted();
      const client = await heldUnlessAborted(
        sockets.during(() => pool.connect()),
        (late) => late.release(),
        signal,
      );
      const giveUp = () => client.release(true);
      return untilAborted(signal, giveUp, async () => {
        const query = () => client.query(sql, [...parameters]);
        const result = await readInTurn(streamOf(client.connection), beginReading, query).catch((error) => {
          if (!signal.aborted) client.release(isFatal(error));
          throw error;
        });
        if (!signal.aborted) client.release();
        return rowList<Row>(result.rows);
      });
    },
    close: () => sockets.close(pool.end()),
  };
}

/** Its driver begins TLS on a stream of its own, and has given it away by then. */
class BoundedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.connection.once('sslconnect', () => boundedByTls(this.connection.stream));
  }
}

/** The types of neither driver tell of it everywhere. */
const streamOf = (connection: object): unknown => ('stream' in connection ? connection.stream : null);

/** An error the server answered with leaves the connection usable; any other does not. */
const isFatal = (error: unknown) => !(error instanceof pg.DatabaseError) || error.severity !== 'ERROR';

/** `url` is `mysql://...` or `mariadb://...`; dates come as texts, in UTC. */
export function mysqlDriver(url: string, { connections, timeout }: DriverOptions): Driver {
  const sockets = newSockets();
  const beginReading = readFewAtOnce();
  const pool = createPool({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    connectionLimit: connections,
    connectTimeout: timeout,
    dateStrings: true,
    timezone: 'Z',
    charset: 'utf8mb4',
    stream: ({ config: { socketPath, host, port } }: MysqlStreamOptions) =>
      sockets.add(connect(socketPath ? { path: socketPath } : { host, port, keepAlive: true, noDelay: true })),
  });
  pool.on('connection', (connection) => boundedByTls(streamOf(connection)));
  return {
    dialect: new MysqlDialect({ pool }),
    run: async <Row>(sql: string, parameters: readonly unknown[], signal: AbortSignal) => {
      const connection = await heldUnlessAborted(
        sockets.during(() => mysqlConnection(pool)),
        (late) => late.release(),
        signal,
      );
      return untilAborted(
        signal,
        () => {
          connection.destroy();
          // That only ends what is written: a server that does not listen would keep the line, and go on answering.
          destroyStream(streamOf(connection));
        },
        async () => {
          try {
            return await readInTurn(streamOf(connection), beginReading, () =>
              mysqlRows<Row>(connection, sql, parameters),
            );
          } finally {
            if (!signal.aborted) connection.release();
          }
        },
      );
    },
    close: () => sockets.close(pool.promise().end()),
  };
}

/** What mysql2 hands to a `stream` factory. */
interface MysqlStreamOptions {
  readonly config: { readonly socketPath?: string; readonly host: string; readonly port: number };
}

function mysqlConnection(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => (error === null ? resolve(connection) : reject(error)));
  });
}

/** As a prepared statement: the parameters never become part of the SQL text, whatever the server's `sql_mode`. */
function mysqlRows<Row>(connection: PoolConnection, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    connection.execute(sql, parameters.map(bindable), (error, rows) =>
      error === null ? resolve(rowList<Row>(rows)) : reject(error),
    );
  });
}

/** `url` is `sqlite:` and a path. Statements run at once, so there is nothing to cut off. */
export function sqliteDriver(url: string, { timeout, readOnly = false }: DriverOptions): Driver {
  const path = url.slice('sqlite:'.length);
  let opened: DatabaseSync | null = null;
  const open = () => {
    opened ??= new DatabaseSync(path, { timeout: Math.min(timeout, 1_000), readOnly });
    return opened;
  };
  const statements = new LRUCache<string, StatementSync>({ max: 200, memoMethod: (sql) => open().prepare(sql) });
  return {
    dialect: new SqliteDialect({ database: async () => kyselyDatabase(open()) }),
    run: async <Row>(sql: string, parameters: readonly unknown[]) =>
      rowList<Row>(statements.memo(sql).all(...parameters.map(bindable))),
    close: async () => {
      statements.clear();
      opened?.close();
      opened = null;
    },
  };
}

/** node:sqlite in the form kysely's SQLite dialect expects. */
function kyselyDatabase(database: DatabaseSync) {
  return {
    // The driver's `close` closes it; kysely must not do so too.
    close: () => {},
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

/** What a driver returned. Its shape is what the statement was compiled for; kysely takes the same on trust. */
function rowList<Row>(rows: unknown): Row[] {
  return Array.isArray(rows) ? rows : [];
}

function bindable(value: unknown): string | number | bigint | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  throw new TypeError(`cannot bind a ${typeof value} to a SQL statement`);
}

/**
 * Neither pool can give up a connection that is still being opened: it would hold its place and its socket until the time to
 * open it is up. So each socket is made here, and known to the request it was made for: a pool makes it at once or not at all.
 */
function newSockets() {
  let newest: Socket | null = null;
  const open = new Set<Socket>();
  return {
    add: (socket: Socket): Socket => {
      newest = bounded(socket);
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      return socket;
    },
    during: <C>(open: () => Promise<C>): Opening<C> => {
      newest = null;
      const connection = open();
      return { connection, socket: newest };
    },
    /** A server that is dead or hangs takes no leave: it is given a moment, then its connections are cut. Never rejects. */
    close: async (leaving: Promise<unknown>): Promise<void> => {
      const settled = leaving.then(
        () => {},
        () => {},
      );
      await Promise.race([settled, setTimeout(leaveTime, undefined, { ref: false })]);
      for (const socket of open) socket.destroy();
    },
  };
}

/** Resolves for one caller a turn of the event loop; for the first of them at once. */
function turns(): () => Promise<void> {
  let free = Promise.resolve();
  return () => {
    const mine = free;
    free = mine.then(() => setImmediate());
    return mine;
  };
}

interface Opening<C> {
  readonly connection: Promise<C>;
  /** Null when the pool had a connection at hand, or waits for one. */
  readonly socket: Socket | null;
}

/** Waits for a connection. After the abort one that is being opened is given up, and one that comes goes straight back. */
function heldUnlessAborted<C>(opening: Opening<C>, giveBack: (late: C) => void, signal: AbortSignal): Promise<C> {
  const cut = () => {
    opening.socket?.destroy();
    opening.connection.then(giveBack, () => {});
  };
  return untilAborted(signal, cut, () => opening.connection);
}

/** Runs `work` until it ends or the signal aborts, whichever is first; on abort calls `cut` and rejects with the reason. */
function untilAborted<T>(signal: AbortSignal, cut: () => void, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      cut();
      reject(signal.reason);
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}
