import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../legacy/loyalty-ledger/index.ts';
import { withSql } from '../../legacy/shared/sql-load.ts';
import { sqlLedger } from '../../subgraphs/loyalty/adapters/sql/index.ts';
import type { LoyaltySource } from '../../subgraphs/loyalty/source.ts';
import { guard } from '../../subgraphs/shared/policies/guard.ts';
import { loyaltyNow, loyaltyWorld } from '../support/loyalty-world.ts';

describe("the programme's tables", () => {
  let folder: string;
  let url: string;
  let source: LoyaltySource;
  let calls = 0;
  let now = loyaltyNow;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loyalty-'));
    const { settings } = await start(loyaltyWorld(), { dataFolder: folder });
    url = settings.LOYALTY_URL ?? '';
    const onCall = () => {
      calls += 1;
    };
    source = sqlLedger({
      url,
      concurrency: 2,
      timeout: 5_000,
      programme: 'AX',
      guard: guard({ system: 'loyalty', concurrency: 2, queue: 10, timeout: 5_000, onCall }),
      now: () => now,
    });
  });
  afterAll(async () => {
    await source.close();
    await rm(folder, { recursive: true });
  });

  const read = async () => {
    const nothing = { tierHistory: false, lots: false, activity: null };
    const record = (await source.memberships(['2000000101'], nothing, new AbortController().signal)).get('2000000101');
    return {
      balance: record?.balance.available,
      threshold: record?.programme.tiers.find(({ code }) => code === 'GO')?.threshold,
      prices: new Map(record?.programme.awards.map(({ code, cost }) => [code, cost])),
    };
  };
  const write = (statement: ReturnType<typeof sql>) => withSql(url, ({ db }) => statement.execute(db));

  it('are read along with an account, kept for five minutes, and read again; a balance is always live', async () => {
    expect(await read()).toMatchObject({ balance: 4_218_750n, threshold: 5_000_000n });
    await write(sql`update lytiercd set thrsmile = 5500000 where tiercd = 'GO'`);
    await write(sql`update lybalnce set avlmile = 1 where mbrnbr = '2000000101'`);
    now = new Date(loyaltyNow.getTime() + 299_000);
    expect(await read()).toMatchObject({ balance: 1n, threshold: 5_000_000n });
    now = new Date(loyaltyNow.getTime() + 301_000);
    expect(await read()).toMatchObject({ balance: 1n, threshold: 5_500_000n });
    expect(calls).toBe(3);
  });

  it('offer no award that was withdrawn or is of a type nobody knows', async () => {
    expect((await read()).prices.has('AWDW01')).toBe(false);
    expect((await read()).prices.get('CHRT01')).toBe(50_000n);
    await write(sql`update lyawrdcd set awrdtyp = '?' where awrdcd = 'CHRT01'`);
    now = new Date(now.getTime() + 301_000);
    expect((await read()).prices.has('CHRT01')).toBe(false);
  });
});

describe('loading the ledger', () => {
  it('writes one file a world and uses it again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loyalty-'));
    const world = loyaltyWorld();
    const [first, second] = await Promise.all([
      start(world, { dataFolder: folder }),
      start(world, { dataFolder: folder }),
    ]);
    expect(second.settings).toEqual(first.settings);
    const url = first.settings.LOYALTY_URL ?? '';
    await withSql(url, ({ db }) => sql`update lymember set surnm = 'KEPT'`.execute(db));
    expect((await start(world, { dataFolder: folder })).settings.LOYALTY_URL).toBe(url);
    const { rows } = await withSql(url, ({ db }) =>
      sql<{ surnm: string }>`select distinct surnm from lymember`.execute(db),
    );
    expect(rows).toEqual([{ surnm: 'KEPT' }]);
    const other = await start({ ...world, options: { ...world.options, seed: 2 } }, { dataFolder: folder });
    expect(other.settings.LOYALTY_URL).not.toBe(url);
    await rm(folder, { recursive: true });
  });

  it('replaces a world of its own in a database at a URL, and refuses a ledger that is not its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loyalty-'));
    const url = `sqlite:${join(folder, 'own.sqlite')}`;
    const world = loyaltyWorld();
    await start(world, { dataFolder: folder, url });
    await start(
      { ...world, memberships: world.memberships.slice(0, 1), options: { ...world.options, seed: 2 } },
      { dataFolder: folder, url },
    );
    const count = await withSql(url, ({ db }) => sql<{ n: number }>`select count(*) as n from lymember`.execute(db));
    expect(count.rows).toEqual([{ n: 1 + 4 }]);
    await withSql(url, ({ db }) => sql`drop table lyldstmp`.execute(db));
    await expect(start(world, { dataFolder: folder, url })).rejects.toThrow('did not load; use an empty one');
    await rm(folder, { recursive: true });
  });

  it('has no calls to count and no faults of its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loyalty-'));
    const standIn = await start(loyaltyWorld(), { dataFolder: folder });
    expect(standIn.calls()).toEqual({});
    standIn.setFault({ kind: 'none' });
    expect(() => standIn.setFault({ kind: 'hang' })).toThrow('fault proxy');
    await standIn.close();
    await rm(folder, { recursive: true });
  });
});
