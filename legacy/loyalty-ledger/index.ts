/** The loyalty ledger's stand-in: its tables in a SQLite file, or loaded into the database at `options.url`. */
import { sql } from 'kysely';
import type { SqlConnection } from '../../subgraphs/shared/sql/connection.ts';
import { insertRows, sqliteFile, withSql, worldStamp } from '../shared/sql-load.ts';
import type { StandIn, StartStandIn } from '../shared/stand-in.ts';
import type { World } from '../world/types.ts';
import { ledgerRows } from './rows.ts';
import { columnsOf, createIndexes, createTables, dropTables, schemaVersion } from './tables.ts';

export const start: StartStandIn = async (world, { dataFolder, url, signal }) => {
  const name = `loyalty-ledger-${worldStamp(world, schemaVersion)}`;
  const address = url ?? (await sqliteFile(dataFolder, name, (to) => load(to, world), signal));
  if (url !== undefined) await withSql(url, (connection) => loadOnce(connection, world));
  return standIn({ LOYALTY_URL: address });
};

function standIn(settings: StandIn['settings']): StandIn {
  return {
    name: 'loyalty-ledger',
    settings,
    // A database is a file or a server of its own: nobody stands between it and its reader who could count or disturb.
    calls: () => ({}),
    resetCalls: () => {},
    setFault: ({ kind }) => {
      if (kind === 'none') return;
      throw new Error(
        `The loyalty ledger is a database: it cannot ${kind} by itself. Put the fault proxy before a real server.`,
      );
    },
    close: async () => {},
  };
}

/** Loads unless this very world is there already. A database that holds a ledger of somebody else's is refused. */
async function loadOnce(connection: SqlConnection<unknown>, world: World): Promise<void> {
  const { db } = connection;
  const tablesThere = new Set((await db.introspection.getTables()).map(({ name }) => name));
  if (tablesThere.has('lymember') && !tablesThere.has('lyldstmp')) {
    throw new Error('The database already holds a loyalty ledger that this stand-in did not load; use an empty one.');
  }
  if (tablesThere.has('lyldstmp')) {
    const { rows } = await sql<{ stamp: string }>`select stamp from lyldstmp`.execute(db);
    if (rows.at(0)?.stamp === worldStamp(world, schemaVersion)) return;
    await dropTables(db);
  }
  await load(connection, world);
}

/** The stamp comes last: a load that was cut off is done again. */
async function load({ db, flavour }: SqlConnection<unknown>, world: World): Promise<void> {
  await createTables(db, flavour);
  await db.transaction().execute(async (transaction) => {
    for (const [table, rows] of ledgerRows(world)) {
      await insertRows(transaction, flavour, table, columnsOf(table), rows);
    }
  });
  await createIndexes(db);
  // A ledger in use has statistics; without them PostgreSQL scans the entries.
  if (flavour === 'postgres') await sql`analyze`.execute(db);
  await insertRows(db, flavour, 'lyldstmp', columnsOf('lyldstmp'), [[worldStamp(world, schemaVersion)]]);
}
