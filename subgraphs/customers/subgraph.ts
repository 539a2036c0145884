/** The customers subgraph: who the airline's customers are, read from the customer master. */

import { z } from 'zod';
import { isPhoneCountry } from '../shared/contacts.ts';
import { guard } from '../shared/policies/guard.ts';
import { rowsOf } from '../shared/privacy/rows.ts';
import { policySetting, setting } from '../shared/settings.ts';
import { sqlUrl } from '../shared/sql/url.ts';
import { defineSubgraph, subgraphOver } from '../shared/subgraph.ts';
import { sqlCustomers } from './adapters/sql/index.ts';
import { type Context, createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';

const schemaFile = new URL('schema.graphql', import.meta.url);

export const customers = defineSubgraph({
  name: 'customers',
  schemaFile,
  urlSetting: 'CUSTOMERS_URL',
  settings: {
    CUSTOMERS_URL: sqlUrl(
      'write where the customer master is, for example postgres://reader@master.example.com/customers.',
    ),
    CUSTOMERS_CONCURRENCY: setting.integer(8, 1, 200),
    CUSTOMERS_TIMEOUT_MS: setting.integer(2_000, 50, 60_000),
    CUSTOMERS_QUEUE_WAIT_MS: policySetting.queueWait(),
    CUSTOMERS_RETRY_PERCENT: policySetting.retryPercent(),
    CUSTOMERS_CIRCUIT_CALLS: policySetting.circuitCalls(),
    CUSTOMERS_CIRCUIT_PERCENT: policySetting.circuitPercent(),
    CUSTOMERS_CIRCUIT_OPEN_MS: policySetting.circuitOpen(),
    CUSTOMERS_HOME_COUNTRY: z
      .string()
      .refine(isPhoneCountry, { error: 'write the two letters of a country, for example DE.' })
      .default('DE'),
    CUSTOMERS_PROGRAMME: setting.programme('AX', "the airline's own programme"),
  },
  async open(settings, { now, onCall, onCircuit }) {
    const {
      CUSTOMERS_CONCURRENCY: concurrency,
      CUSTOMERS_TIMEOUT_MS: timeout,
      CUSTOMERS_HOME_COUNTRY: home,
      CUSTOMERS_PROGRAMME: programme,
    } = settings;
    const guarded = guard({
      system: 'customers',
      concurrency,
      timeout,
      queueWait: settings.CUSTOMERS_QUEUE_WAIT_MS,
      retryPercent: settings.CUSTOMERS_RETRY_PERCENT,
      circuit: {
        calls: settings.CUSTOMERS_CIRCUIT_CALLS,
        percent: settings.CUSTOMERS_CIRCUIT_PERCENT,
        openFor: settings.CUSTOMERS_CIRCUIT_OPEN_MS,
      },
      onCall,
      onCircuit,
    });
    const source = sqlCustomers({
      url: settings.CUSTOMERS_URL,
      concurrency,
      timeout,
      home,
      guard: guarded,
    });
    return subgraphOver({
      name: 'customers',
      schemaFile,
      resolvers,
      source,
      state: guarded.state,
      context: ({ signal, caller, subjects }): Context => ({
        loaders: createLoaders(source, signal),
        rows: rowsOf(caller, subjects),
        now,
        programme,
        home,
      }),
    });
  },
});
