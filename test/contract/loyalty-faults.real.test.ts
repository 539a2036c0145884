/** A database server that hangs or drops the line costs a call its time, and neither slot nor connection afterwards. */
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../legacy/loyalty-ledger/index.ts';
import { type FaultProxy, startFaultProxy } from '../../legacy/shared/fault-proxy.ts';
import { withSql } from '../../legacy/shared/sql-load.ts';
import { sqlLedger } from '../../subgraphs/loyalty/adapters/sql/index.ts';
import type { LoyaltySource } from '../../subgraphs/loyalty/source.ts';
import { guard } from '../../subgraphs/shared/policies/guard.ts';
import type { SourceCall } from '../../subgraphs/shared/subgraph.ts';
import { loyaltyNow, loyaltyWorld } from '../support/loyalty-world.ts';

const servers = {
  MariaDB: process.env.TEST_MARIADB_URL ?? 'mysql://root@127.0.0.1:3306',
  PostgreSQL: process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432',
};
/** Enough for a busy machine to open a connection in. */
const timeout = 800;
const nothing = { tierHistory: false, lots: false, activity: null };

describe.each(Object.entries(servers))('a real %s behind a line that fails', (name, server) => {
  const database = `loyalty_${randomUUID().slice(0, 8)}`;
  const administer = (statement: string) =>
    withSql(`${server}/${name === 'PostgreSQL' ? 'postgres' : 'mysql'}`, ({ db }) => sql.raw(statement).execute(db));
  const calls: SourceCall[] = [];
  let line: FaultProxy;
  let source: LoyaltySource;

  const open = () => {
    const url = new URL(`${server}/${database}`);
    url.host = `127.0.0.1:${line.port}`;
    return sqlLedger({
      url: url.href,
      concurrency: 1,
      timeout,
      programme: 'AX',
      guard: guard({ system: 'loyalty', concurrency: 1, queue: 4, timeout, onCall: (call) => void calls.push(call) }),
      now: () => loyaltyNow,
    });
  };

  beforeAll(async () => {
    await administer(`create database ${database}`);
    await start(loyaltyWorld(), { dataFolder: tmpdir(), url: `${server}/${database}` });
    const { hostname: host, port } = new URL(server);
    line = await startFaultProxy({ host, port: Number(port) });
    source = open();
  });
  afterAll(async () => {
    line.setFault({ kind: 'none' });
    await source.close();
    await line.close();
    await administer(`drop database ${database}`);
  });

  const read = (signal = new AbortController().signal) => source.memberships(['2000000101'], nothing, signal);
  const works = async () => expect((await read()).size).toBe(1);
  const openSockets = async () => {
    await pause(100);
    return line.connections();
  };

  it('ends a hung call as LEGACY_TIMEOUT, closes its connection, and works again at once', async () => {
    await works();
    line.setFault({ kind: 'hang' });
    const begun = performance.now();
    await expect(read()).rejects.toMatchObject({ code: 'LEGACY_TIMEOUT' });
    expect(performance.now() - begun).toBeLessThan(timeout + 1_500);
    expect(await openSockets()).toBe(0);
    line.setFault({ kind: 'none' });
    await works();
  });

  it('turns away calls that wait for the hung one, which ends in its own time, and works again at once', async () => {
    await works();
    line.setFault({ kind: 'hang' });
    const begun = performance.now();
    const outcomes = await Promise.allSettled([read(), read(), read()]);
    expect(performance.now() - begun).toBeLessThan(timeout + 1_500);
    const codes = ['LEGACY_TIMEOUT', 'OVERLOADED', 'OVERLOADED'];
    expect(outcomes).toMatchObject(codes.map((code) => ({ reason: { code } })));
    line.setFault({ kind: 'none' });
    await works();
  });

  it('closes the connection when the client leaves', async () => {
    await works();
    line.setFault({ kind: 'hang' });
    const leaving = new AbortController();
    const left = new Error('the client has left');
    const pending = read(leaving.signal);
    setTimeout(() => leaving.abort(left), 20);
    await expect(pending).rejects.toBe(left);
    expect(calls.at(-1)).toMatchObject({ outcome: 'CANCELLED' });
    expect(await openSockets()).toBe(0);
    line.setFault({ kind: 'none' });
    await works();
  });

  it('gives up on a server that takes a connection and says nothing', async () => {
    line.setFault({ kind: 'refuse' });
    await pause(50);
    line.setFault({ kind: 'hang' });
    await expect(read()).rejects.toMatchObject({ code: 'LEGACY_TIMEOUT' });
    line.setFault({ kind: 'none' });
    await works();
  });

  it('closes a connection that is still being opened when the client leaves', async () => {
    line.setFault({ kind: 'refuse' });
    await pause(50);
    line.setFault({ kind: 'hang' });
    const leaving = new AbortController();
    const left = new Error('the client has left');
    const pending = read(leaving.signal);
    setTimeout(() => leaving.abort(left), 20);
    await expect(pending).rejects.toBe(left);
    expect(await openSockets()).toBe(0);
    line.setFault({ kind: 'none' });
    await works();
  });

  it('ends as LEGACY_UNAVAILABLE when the line is cut in the middle, and works again at once', async () => {
    await works();
    line.setFault({ kind: 'hang' });
    const pending = read();
    setTimeout(() => line.setFault({ kind: 'refuse' }), 20);
    await expect(pending).rejects.toMatchObject({ code: 'LEGACY_UNAVAILABLE' });
    line.setFault({ kind: 'none' });
    await works();
  });

  it('is down while the server hangs, and says so in two seconds', async () => {
    line.setFault({ kind: 'hang' });
    const health = await source.health(new AbortController().signal);
    expect(health).toMatchObject({ state: 'down', code: 'LEGACY_TIMEOUT' });
    expect(health.milliseconds).toBeLessThan(2_000);
    line.setFault({ kind: 'none' });
    expect(await source.health(new AbortController().signal)).toMatchObject({ state: 'up' });
  });

  it.each(['hang', 'refuse'] as const)('is closed without a word while the line is at "%s"', async (kind) => {
    const other = open();
    await other.memberships(['2000000101'], nothing, new AbortController().signal);
    const before = line.connections();
    line.setFault({ kind });
    const begun = performance.now();
    await other.close();
    expect(performance.now() - begun).toBeLessThan(1_500);
    expect(await openSockets()).toBeLessThan(before);
    line.setFault({ kind: 'none' });
    await works();
  });
});
