/** The loyalty subgraph: memberships of the airline's own programme, read from the loyalty ledger. */
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { z } from 'zod';
import { guard } from '../shared/guard.ts';
import { setting } from '../shared/settings.ts';
import { flavourOf } from '../shared/sql.ts';
import { defineSubgraph } from '../shared/subgraph.ts';
import { sqlLedger } from './adapters/sql.ts';
import { type Context, createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';

const schemaFile = new URL('schema.graphql', import.meta.url);
/** Calls that may wait for a slot, per slot. */
const queuePerSlot = 8;

export const loyalty = defineSubgraph({
  name: 'loyalty',
  schemaFile,
  urlSetting: 'LOYALTY_URL',
  settings: {
    LOYALTY_URL: z
      .string({ error: 'write where the ledger is, for example mysql://reader@ledger.example.com/loyalty.' })
      .refine(isSqlUrl, { error: 'must begin with sqlite:, postgres:, mysql: or mariadb:.' }),
    LOYALTY_CONCURRENCY: setting.integer(8, 1, 200),
    LOYALTY_TIMEOUT_MS: setting.integer(2_000, 50, 60_000),
    LOYALTY_PROGRAMME: z
      .string()
      .regex(/^[A-Z0-9]{2}$/, "write the two letters of the airline's own programme, for example AX.")
      .default('AX'),
  },
  async open(settings, { now, onCall }) {
    const { LOYALTY_CONCURRENCY: concurrency, LOYALTY_TIMEOUT_MS: timeout, LOYALTY_PROGRAMME: programme } = settings;
    const queue = concurrency * queuePerSlot;
    const source = sqlLedger({
      url: settings.LOYALTY_URL,
      concurrency,
      timeout,
      programme,
      guard: guard({ system: 'loyalty', concurrency, queue, timeout, onCall }),
      now,
    });
    const typeDefs = parse(readFileSync(schemaFile, 'utf8'));
    return {
      name: 'loyalty',
      typeDefs,
      schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
      context: ({ signal }): Context => ({
        loaders: createLoaders(source, signal),
        capabilities: source.capabilities,
        now,
        programme,
      }),
      health: () => source.health(new AbortController().signal),
      close: source.close,
    };
  },
});

function isSqlUrl(url: string): boolean {
  try {
    return flavourOf(url) !== undefined;
  } catch {
    return false;
  }
}
