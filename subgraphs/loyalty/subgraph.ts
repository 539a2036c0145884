/** The loyalty subgraph: memberships of the airline's own programme, read from the loyalty ledger. */
import { guard } from '../shared/policies/guard.ts';
import { rowsOf } from '../shared/privacy/rows.ts';
import { policySetting, setting } from '../shared/settings.ts';
import { sqlUrl } from '../shared/sql/url.ts';
import { defineSubgraph, subgraphOver } from '../shared/subgraph.ts';
import { sqlLedger } from './adapters/sql/index.ts';
import { type Context, createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';

const schemaFile = new URL('schema.graphql', import.meta.url);

export const loyalty = defineSubgraph({
  name: 'loyalty',
  schemaFile,
  urlSetting: 'LOYALTY_URL',
  settings: {
    LOYALTY_URL: sqlUrl('write where the ledger is, for example mysql://reader@ledger.example.com/loyalty.'),
    LOYALTY_CONCURRENCY: setting.integer(8, 1, 200),
    LOYALTY_TIMEOUT_MS: setting.integer(2_000, 50, 60_000),
    LOYALTY_QUEUE_WAIT_MS: policySetting.queueWait(),
    LOYALTY_RETRY_PERCENT: policySetting.retryPercent(),
    LOYALTY_CIRCUIT_CALLS: policySetting.circuitCalls(),
    LOYALTY_CIRCUIT_PERCENT: policySetting.circuitPercent(),
    LOYALTY_CIRCUIT_OPEN_MS: policySetting.circuitOpen(),
    LOYALTY_PROGRAMME: setting.programme('AX', "the airline's own programme"),
  },
  async open(settings, { now, onCall, onCircuit }) {
    const { LOYALTY_CONCURRENCY: concurrency, LOYALTY_TIMEOUT_MS: timeout, LOYALTY_PROGRAMME: programme } = settings;
    const guarded = guard({
      system: 'loyalty',
      concurrency,
      timeout,
      queueWait: settings.LOYALTY_QUEUE_WAIT_MS,
      retryPercent: settings.LOYALTY_RETRY_PERCENT,
      circuit: {
        calls: settings.LOYALTY_CIRCUIT_CALLS,
        percent: settings.LOYALTY_CIRCUIT_PERCENT,
        openFor: settings.LOYALTY_CIRCUIT_OPEN_MS,
      },
      onCall,
      onCircuit,
    });
    const source = sqlLedger({
      url: settings.LOYALTY_URL,
      concurrency,
      timeout,
      programme,
      guard: guarded,
      now,
    });
    const { capabilities } = source;
    return subgraphOver({
      name: 'loyalty',
      schemaFile,
      resolvers,
      source,
      state: guarded.state,
      context: ({ signal, caller, subjects }): Context => ({
        loaders: createLoaders(source, signal),
        rows: rowsOf(caller, subjects),
        capabilities,
        now,
        programme,
      }),
    });
  },
});
