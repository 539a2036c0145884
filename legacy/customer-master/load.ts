/** Fills a database with the customer master of a world. */
import type { Kysely } from 'kysely';
import type { SqlConnection } from '../../subgraphs/shared/sql/connection.ts';
import { insertRows, withSql } from '../shared/sql-load.ts';
import type { World } from '../world/types.ts';
import { createIndexes, createTables, dropTables } from './ddl.ts';
import { rowsOf } from './rows.ts';
import { columnsOf, tableNames } from './tables.ts';

/** People whose rows are in memory at once. */
const peopleAtOnce = 5_000;

/** Replaces whatever tables of the customer master the database at `url` holds. */
export function load(world: World, url: string): Promise<void> {
  return withSql(url, (connection) => fill(world, connection));
}

/** Multi-row inserts in one transaction; the indexes come last. */
export async function fill(world: World, { db: pool, flavour }: SqlConnection<unknown>): Promise<void> {
  const memberships = new Map(world.memberships.map((membership) => [membership.number, membership]));
  await pool.connection().execute(async (db: Kysely<unknown>) => {
    await dropTables(db);
    await createTables(db, flavour);
    await db.transaction().execute(async (transaction) => {
      for (let from = 0; from < world.people.length; from += peopleAtOnce) {
        const rows = rowsOf(world.people.slice(from, from + peopleAtOnce), memberships);
        for (const table of tableNames) {
          if (table !== 'cod' || from === 0)
            await insertRows(transaction, flavour, table, columnsOf(table), rows[table]);
        }
      }
    });
    await createIndexes(db);
  });
}
