import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../../legacy/loyalty-ledger/index.ts';
import { loyaltyWorld, openLedger } from '../support/loyalty-world.ts';
import { describeLoyaltySource } from './loyalty-source.ts';

describeLoyaltySource('SQLite', async ({ guard }) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'loyalty-'));
  const standIn = await start(loyaltyWorld(), { dataFolder });
  const source = openLedger(standIn.settings.LOYALTY_URL ?? '', guard);
  return {
    source,
    close: async () => {
      await source.close();
      await standIn.close();
      await rm(dataFolder, { recursive: true });
    },
  };
});
