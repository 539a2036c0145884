/** The service-cases subgraph: complaints, claims and questions, read from the service desk. */
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { z } from 'zod';
import { guard } from '../shared/guard.ts';
import { setting } from '../shared/settings.ts';
import { defineSubgraph } from '../shared/subgraph.ts';
import { requestTracker } from './adapters/request-tracker/index.ts';
import { type Context, createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';

const schemaFile = new URL('schema.graphql', import.meta.url);
/** Calls that may wait for a slot, per slot. */
const queuePerSlot = 8;

export const serviceCases = defineSubgraph({
  name: 'service-cases',
  schemaFile,
  urlSetting: 'SERVICE_CASES_URL',
  settings: {
    SERVICE_CASES_URL: z.url({
      protocol: /^https?$/,
      error: "write Request Tracker's address, for example https://desk.example.com.",
    }),
    SERVICE_CASES_TOKEN: z
      .string({ error: 'write an authentication token of a Request Tracker user that may show tickets.' })
      .regex(/^[\x21-\x7e]+$/, 'write the token alone, such as 1-14-0123456789abcdef0123456789abcdef.'),
    SERVICE_CASES_QUEUE: setting.text('').transform((names) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
    SERVICE_CASES_PROGRAMME: z
      .string()
      .regex(/^[A-Z0-9]{2}$/, 'write the two letters of the programme whose numbers the desk records, for example AX.')
      .default('AX'),
    SERVICE_CASES_CONCURRENCY: setting.integer(6, 1, 100),
    SERVICE_CASES_TIMEOUT_MS: setting.integer(3_000, 50, 60_000),
  },
  async open(settings, { now, onCall }) {
    const { SERVICE_CASES_CONCURRENCY: concurrency, SERVICE_CASES_TIMEOUT_MS: timeout } = settings;
    const queue = concurrency * queuePerSlot;
    const source = requestTracker({
      url: settings.SERVICE_CASES_URL,
      token: settings.SERVICE_CASES_TOKEN,
      queues: settings.SERVICE_CASES_QUEUE,
      concurrency,
      guard: guard({ system: 'service-cases', concurrency, queue, timeout, onCall }),
    });
    const typeDefs = parse(readFileSync(schemaFile, 'utf8'));
    return {
      name: 'service-cases',
      typeDefs,
      schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
      context: ({ signal }): Context => ({
        loaders: createLoaders(source, signal, settings.SERVICE_CASES_PROGRAMME),
        now,
      }),
      health: () => source.health(new AbortController().signal),
      close: source.close,
    };
  },
});
