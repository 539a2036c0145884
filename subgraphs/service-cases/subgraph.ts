/** The service-cases subgraph: complaints, claims and questions, read from the service desk. */
import { z } from 'zod';
import { guard } from '../shared/policies/guard.ts';
import { rowsOf } from '../shared/privacy/rows.ts';
import { policySetting, setting } from '../shared/settings.ts';
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
    SERVICE_CASES_QUEUE_WAIT_MS: policySetting.queueWait(),
    SERVICE_CASES_RETRY_PERCENT: policySetting.retryPercent(),
    SERVICE_CASES_CIRCUIT_CALLS: policySetting.circuitCalls(),
    SERVICE_CASES_CIRCUIT_PERCENT: policySetting.circuitPercent(),
    SERVICE_CASES_CIRCUIT_OPEN_MS: policySetting.circuitOpen(),
  },
  async open(settings, { now, onCall, onCircuit }) {
    const {
      SERVICE_CASES_CONCURRENCY: concurrency,
      SERVICE_CASES_TIMEOUT_MS: timeout,
      SERVICE_CASES_PROGRAMME: programme,
    } = settings;
    const guarded = guard({
      system: 'service-cases',
      concurrency,
      timeout,
      queueWait: settings.SERVICE_CASES_QUEUE_WAIT_MS,
      retryPercent: settings.SERVICE_CASES_RETRY_PERCENT,
      circuit: {
        calls: settings.SERVICE_CASES_CIRCUIT_CALLS,
        percent: settings.SERVICE_CASES_CIRCUIT_PERCENT,
        openFor: settings.SERVICE_CASES_CIRCUIT_OPEN_MS,
      },
      onCall,
      onCircuit,
    });
    const source = requestTracker({
      url: settings.SERVICE_CASES_URL,
      token: settings.SERVICE_CASES_TOKEN,
      queues: settings.SERVICE_CASES_QUEUE,
      concurrency,
      guard: guarded,
    });
    return subgraphOver({
      name: 'service-cases',
      schemaFile,
      resolvers,
      source,
      state: guarded.state,
      context: ({ signal, caller, subjects }): Context => ({
        loaders: createLoaders(source, signal, programme),
        rows: rowsOf(caller, subjects),
        now,
      }),
    });
  },
});
