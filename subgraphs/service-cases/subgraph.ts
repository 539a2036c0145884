/** The service-cases subgraph: complaints, claims and questions, read from the service desk. */
import { z } from 'zod';
import { guard } from '../shared/guard.ts';
import { setting } from '../shared/settings.ts';
import { defineSubgraph, subgraphOver } from '../shared/subgraph.ts';
import { requestTracker } from './adapters/request-tracker/index.ts';
import { type Context, createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';

const schemaFile = new URL('schema.graphql', import.meta.url);

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
    SERVICE_CASES_PROGRAMME: setting.programme('AX', 'the programme whose numbers the desk records'),
    SERVICE_CASES_CONCURRENCY: setting.integer(6, 1, 100),
    SERVICE_CASES_TIMEOUT_MS: setting.integer(3_000, 50, 60_000),
  },
  async open(settings, { now, onCall }) {
    const {
      SERVICE_CASES_CONCURRENCY: concurrency,
      SERVICE_CASES_TIMEOUT_MS: timeout,
      SERVICE_CASES_PROGRAMME: programme,
    } = settings;
    const source = requestTracker({
      url: settings.SERVICE_CASES_URL,
      token: settings.SERVICE_CASES_TOKEN,
      queues: settings.SERVICE_CASES_QUEUE,
      concurrency,
      guard: guard({ system: 'service-cases', concurrency, timeout, onCall }),
    });
    return subgraphOver({
      name: 'service-cases',
      schemaFile,
      resolvers,
      source,
      context: ({ signal }): Context => ({ loaders: createLoaders(source, signal, programme), now }),
    });
  },
});
