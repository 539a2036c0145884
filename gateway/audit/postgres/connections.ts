/** To the database of an audit. */
import pg from 'pg';

/** Milliseconds: an answer waits a second for its record, and what takes longer is tried anew. */
const patience = 5_000;

export function connections(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 2_000,
    statement_timeout: patience,
    query_timeout: patience + 500,
    keepAlive: true,
    application_name: 'customer-graph-audit',
  });
  // One that dies while it is idle is replaced; one that dies under a statement tells the statement.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Gives one back, or throws it away when anything has gone wrong on it. */
export async function withConnection<T>(pool: pg.Pool, use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await use(client);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
