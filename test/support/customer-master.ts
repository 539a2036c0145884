/** A customer master to test against: the default world's, and a few records that no world should have. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { start } from '../../legacy/customer-master/index.ts';
import { withSql } from '../../legacy/shared/sql-load.ts';
import { buildWorld } from '../../legacy/world/build.ts';
import type { World } from '../../legacy/world/types.ts';
import type { SqlCustomersOptions } from '../../subgraphs/customers/adapters/sql/index.ts';
import { guard } from '../../subgraphs/shared/policies/guard.ts';
import type { SourceCall } from '../../subgraphs/shared/subgraph.ts';

export const now = new Date('2026-11-24T09:00:00Z');

let world: World | undefined;

/** 2,000 people. */
export function customerWorld(): World {
  world ??= buildWorld({ seed: 1, people: 2_000, now });
  return world;
}

/** Names and texts that would break a statement put together from strings. */
export const hostile = {
  id: 'C9999001',
  surname: `Robert'); drop table pty;--`,
  givenNames: '"%_\\ 🛫',
  email: `o'hara%_@example.com`,
} as const;

/** Somebody the master keeps as erased. */
export const erased = 'C9999002';

export interface LoadedMaster {
  readonly url: string;
  remove(): Promise<void>;
}

export async function loadSqlite(): Promise<LoadedMaster> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'customer-master-'));
  const { settings } = await start(customerWorld(), { dataFolder });
  const url = settings.CUSTOMERS_URL ?? '';
  await addHostile(url);
  return { url, remove: () => rm(dataFolder, { recursive: true }) };
}

const servers = {
  postgres: process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432',
  mysql: process.env.TEST_MARIADB_URL ?? 'mysql://root@127.0.0.1:3306',
};

/** Into a database of its own on a real server, which must be up. */
export async function loadServer(kind: keyof typeof servers): Promise<LoadedMaster> {
  const database = `customers_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  const administer = (statement: string) =>
    withSql(`${servers[kind]}/${kind === 'postgres' ? 'postgres' : 'mysql'}`, ({ db }) =>
      sql.raw(statement).execute(db),
    );
  await administer(`create database ${database}`);
  const url = `${servers[kind]}/${database}`;
  await start(customerWorld(), { dataFolder: tmpdir(), url });
  await addHostile(url);
  return { url, remove: () => administer(`drop database ${database}`).then(() => {}) };
}

/** Four statements at once, ten seconds each. */
export function options(url: string, onCall: (call: SourceCall) => void = () => {}): SqlCustomersOptions {
  const [concurrency, timeout] = [4, 10_000];
  return { url, concurrency, timeout, home: 'DE', guard: guard({ system: 'customers', concurrency, timeout, onCall }) };
}

async function addHostile(url: string): Promise<void> {
  await withSql(url, async ({ db }) => {
    const party = (id: string, status: string, surname: string, given: string) =>
      sql`insert into pty values (${id}, ${status}, '99', ${surname}, ${given}, '', 'ROBERTDROPTABLEPTY', 'ROBERTDROPTABLEPTY',
        '', '19000229', '?', 'XX', '', '%%', 'Q', '20261301000000')`.execute(db);
    await party(hostile.id, 'A', hostile.surname, hostile.givenNames);
    await party(erased, 'X', 'Erased', 'Person');
    await sql`insert into eml values (${hostile.id}, 1, ${hostile.email}, ${hostile.email}, 'Y', 'Y')`.execute(db);
    await sql`insert into tel values (${hostile.id}, 1, 'X', ${`0';--`}, '0', 'N', 'N')`.execute(db);
  });
}
