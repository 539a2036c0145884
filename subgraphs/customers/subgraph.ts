/** The customers subgraph: who the airline's customers are, read from the customer master. */
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { z } from 'zod';
import { setting } from '../shared/settings.ts';
import { flavourOf } from '../shared/sql.ts';
import { defineSubgraph } from '../shared/subgraph.ts';
import { sqlCustomers } from './adapters/sql/index.ts';
import { isPhoneCountry } from './identity/phone.ts';
import { type Context, createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';

const schemaFile = new URL('schema.graphql', import.meta.url);

export const customers = defineSubgraph({
  name: 'customers',
  schemaFile,
  urlSetting: 'CUSTOMERS_URL',
  settings: {
    CUSTOMERS_URL: z
      .string({
        error: 'write where the customer master is, for example postgres://reader@master.example.com/customers.',
      })
      .refine(isSqlUrl, { error: 'must begin with sqlite:, postgres:, mysql: or mariadb:.' }),
    CUSTOMERS_CONCURRENCY: setting.integer(8, 1, 200),
    CUSTOMERS_TIMEOUT_MS: setting.integer(2_000, 50, 60_000),
    CUSTOMERS_HOME_COUNTRY: z
      .string()
      .refine(isPhoneCountry, { error: 'write the two letters of a country, for example DE.' })
      .default('DE'),
    CUSTOMERS_PROGRAMME: z
      .string()
      .regex(/^[A-Z0-9]{2}$/, "write the two letters of the airline's own programme, for example AX.")
      .default('AX'),
  },
  async open(settings, { now, onCall }) {
    const home = settings.CUSTOMERS_HOME_COUNTRY;
    const source = sqlCustomers({
      url: settings.CUSTOMERS_URL,
      concurrency: settings.CUSTOMERS_CONCURRENCY,
      timeout: settings.CUSTOMERS_TIMEOUT_MS,
      home,
      onCall,
    });
    const typeDefs = parse(readFileSync(schemaFile, 'utf8'));
    return {
      name: 'customers',
      typeDefs,
      schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
      context: ({ signal }): Context => ({
        loaders: createLoaders(source, signal),
        now,
        programme: settings.CUSTOMERS_PROGRAMME,
        home,
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
