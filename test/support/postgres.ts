/** A database of a test's own on a real PostgreSQL, which must be up. */
import pg from 'pg';

const server = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432';

export interface TestDatabase {
  readonly url: string;
  query(statement: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
}

export async function newDatabase(prefix: string): Promise<TestDatabase> {
  const name = `${prefix}_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  const url = `${server}/${name}`;
  await ask(`${server}/postgres`, `CREATE DATABASE ${name}`);
  return {
    url,
    query: (statement, values) => ask(url, statement, values),
    remove: async () => {
      await ask(`${server}/postgres`, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function ask(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}
