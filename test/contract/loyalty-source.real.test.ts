import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import { start } from '../../legacy/loyalty-ledger/index.ts';
import { withSql } from '../../legacy/shared/sql-load.ts';
import { lineTo, shownByLine } from '../support/line.ts';
import { loyaltyWorld, openLedger } from '../support/loyalty-world.ts';
import { describeLoyaltySource } from './loyalty-source.ts';

const servers = {
  MariaDB: process.env.TEST_MARIADB_URL ?? 'mysql://root@127.0.0.1:3306',
  PostgreSQL: process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432',
};

for (const [name, server] of Object.entries(servers)) {
  describeLoyaltySource(
    `a real ${name}`,
    async ({ guard }) => {
      const database = `loyalty_${randomUUID().slice(0, 8)}`;
      const admin = `${server}/${name === 'PostgreSQL' ? 'postgres' : 'mysql'}`;
      const url = `${server}/${database}`;
      const administer = (statement: string) => withSql(admin, ({ db }) => sql.raw(statement).execute(db));
      await administer(`create database ${database}`);
      const world = loyaltyWorld();
      await start(world, { dataFolder: tmpdir(), url });
      // A second start finds its own world and leaves it alone.
      const standIn = await start(world, { dataFolder: tmpdir(), url });
      const line = await lineTo(standIn.settings.LOYALTY_URL ?? '');
      const source = openLedger(line.url, guard);
      return {
        ...line,
        source,
        close: async () => {
          await source.close();
          await line.close();
          await administer(`drop database ${database}`);
        },
      };
    },
    shownByLine,
  );
}
