import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../../legacy/loyalty-ledger/index.ts';
import { sqlLedger } from '../../subgraphs/loyalty/adapters/sql/index.ts';
import { loyaltyNow, loyaltyWorld } from '../support/loyalty-world.ts';
import { describeLoyaltySource } from './loyalty-source.ts';

describeLoyaltySource('SQLite', async (guard) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'loyalty-'));
  const standIn = await start(loyaltyWorld(), { dataFolder });
  const source = sqlLedger({
    url: standIn.settings.LOYALTY_URL ?? '',
    concurrency: 4,
    timeout: 10_000,
    programme: 'AX',
    guard,
    now: () => loyaltyNow,
  });
  return {
    source,
    close: async () => {
      await source.close();
      await standIn.close();
      await rm(dataFolder, { recursive: true });
    },
  };
});
