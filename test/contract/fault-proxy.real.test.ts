/** Needs the PostgreSQL and MariaDB that CI starts on their usual ports. */
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../legacy/shared/fault-proxy.ts';

let proxy: FaultProxy;
afterEach(() => proxy.close());

async function askPostgres(): Promise<unknown> {
  const client = new Client({
    host: proxy.host,
    port: proxy.port,
    user: 'postgres',
    database: 'postgres',
    connectionTimeoutMillis: 700,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query('select 42 as answer')).rows[0]?.answer;
  } finally {
    client.end().catch(() => undefined);
  }
}

async function askMariaDb(): Promise<unknown> {
  const connection = await createConnection({
    host: proxy.host,
    port: proxy.port,
    user: 'root',
    connectTimeout: 700,
  });
  try {
    const [rows] = await connection.query('select 42 as answer');
    return Array.isArray(rows) ? rows[0] : rows;
  } finally {
    connection.destroy();
  }
}

describe('the fault proxy before a real PostgreSQL', () => {
  it('is not noticed without a fault, and breaks the connection with each', async () => {
    proxy = await startFaultProxy({ host: '127.0.0.1', port: 5432 });
    expect(await askPostgres()).toBe(42);
    for (const kind of ['hang', 'refuse', 'drop', 'garble'] as const) {
      proxy.setFault({ kind });
      await expect(askPostgres(), kind).rejects.toThrow();
    }
    proxy.setFault({ kind: 'delay', milliseconds: 30 });
    expect(await askPostgres()).toBe(42);
  });
});

describe('the fault proxy before a real MariaDB', () => {
  it('is not noticed without a fault, and breaks the connection with each', async () => {
    proxy = await startFaultProxy({ host: '127.0.0.1', port: 3306 });
    expect(await askMariaDb()).toEqual({ answer: 42 });
    for (const kind of ['hang', 'refuse', 'drop', 'garble'] as const) {
      proxy.setFault({ kind });
      await expect(askMariaDb(), kind).rejects.toThrow();
    }
    proxy.setFault({ kind: 'none' });
    expect(await askMariaDb()).toEqual({ answer: 42 });
  });
});
