/**
 * The customer master's stand-in: a database filled from the world, in a SQLite file of its own by default.
 *
 * A SQL system is spoken to through its database, so there is no server here that could count calls or fail: `calls()` is
 * always empty (the product's own count is `runtime.onCall`), and `setFault` takes `none` only. All other faults are had with
 * legacy/shared/fault-proxy.ts in front of a real PostgreSQL or MariaDB that was loaded through `options.url`.
 */
import { sqliteFile, worldStamp } from '../shared/sql-load.ts';
import type { Fault, StandIn, StartStandIn } from '../shared/stand-in.ts';
import { fill, load } from './load.ts';
import { schemaVersion } from './tables.ts';

export const start: StartStandIn = async (world, { dataFolder, url, signal }) => {
  if (url === undefined) {
    const name = `customer-master-${worldStamp(world, schemaVersion)}`;
    return standIn(await sqliteFile(dataFolder, name, (connection) => fill(world, connection), signal));
  }
  await load(world, url);
  return standIn(url);
};

function standIn(url: string): StandIn {
  return {
    name: 'customer-master',
    settings: { CUSTOMERS_URL: url },
    calls: () => ({}),
    resetCalls: () => {},
    setFault,
    close: async () => {},
  };
}

function setFault({ kind }: Fault): void {
  if (kind === 'none') return;
  throw new Error(
    `The customer master is a database: it cannot ${kind} by itself. Put the fault proxy before a real server.`,
  );
}
