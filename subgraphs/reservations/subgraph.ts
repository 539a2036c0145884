/** The reservations subgraph: bookings, tickets and flights, read from the airline's reservation system. */
import { z } from 'zod';
import { guard } from '../shared/policies/guard.ts';
import { rowsOf } from '../shared/privacy/rows.ts';
import { policySetting, setting } from '../shared/settings.ts';
import { defineSubgraph, type Subgraph, subgraphOver } from '../shared/subgraph.ts';
import { amadeusSource } from './adapters/amadeus/index.ts';
import { type Context, createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import type { ReservationSource } from './source.ts';

const schemaFile = new URL('schema.graphql', import.meta.url);

export const reservations = defineSubgraph({
  name: 'reservations',
  oneByOne: true,
  schemaFile,
  urlSetting: 'RESERVATIONS_URL',
  settings: {
    RESERVATIONS_URL: z.url({
      protocol: /^https?$/,
      error: 'write the SOAP endpoint the host gave you, for example https://pss.example.com/1ASIWAX.',
    }),
    RESERVATIONS_USER: z
      .string({ error: 'write the user of the web service, for example WSAXDEMO.' })
      .min(1, 'write the user of the web service, for example WSAXDEMO.'),
    RESERVATIONS_PASSWORD: z
      .string({ error: "write the web service user's password, in clear." })
      .min(1, "write the web service user's password, in clear."),
    RESERVATIONS_OFFICE: z
      .string({ error: 'write the office id calls are made from, for example FRAAX08AA.' })
      .regex(/^[A-Z0-9]{9}$/, 'write an office id of 9 capital letters and digits, for example FRAAX08AA.'),
    RESERVATIONS_CONCURRENCY: setting.integer(10, 1, 200),
    RESERVATIONS_TIMEOUT_MS: setting.integer(4_000, 50, 60_000),
    RESERVATIONS_QUEUE_WAIT_MS: policySetting.queueWait(),
    RESERVATIONS_RETRY_PERCENT: policySetting.retryPercent(),
    RESERVATIONS_CIRCUIT_CALLS: policySetting.circuitCalls(),
    RESERVATIONS_CIRCUIT_PERCENT: policySetting.circuitPercent(),
    RESERVATIONS_CIRCUIT_OPEN_MS: policySetting.circuitOpen(),
    RESERVATIONS_SYSTEM: z
      .string()
      .regex(/^[A-Z0-9]{2,4}$/, 'write the designator of the reservation system, for example 1A.')
      .default('1A'),
  },
  async open(settings, { now, onCall, onCircuit }) {
    const { RESERVATIONS_CONCURRENCY: concurrency, RESERVATIONS_TIMEOUT_MS: timeout } = settings;
    const guarded = guard({
      system: 'reservations',
      concurrency,
      timeout,
      queueWait: settings.RESERVATIONS_QUEUE_WAIT_MS,
      retryPercent: settings.RESERVATIONS_RETRY_PERCENT,
      circuit: {
        calls: settings.RESERVATIONS_CIRCUIT_CALLS,
        percent: settings.RESERVATIONS_CIRCUIT_PERCENT,
        openFor: settings.RESERVATIONS_CIRCUIT_OPEN_MS,
      },
      onCall,
      onCircuit,
    });
    const source = amadeusSource({
      url: settings.RESERVATIONS_URL,
      user: settings.RESERVATIONS_USER,
      password: settings.RESERVATIONS_PASSWORD,
      office: settings.RESERVATIONS_OFFICE,
      concurrency,
      guard: guarded,
      now,
    });
    return { ...reservationsOver(source, settings.RESERVATIONS_SYSTEM, now), state: guarded.state };
  },
});

/** The subgraph over any source. `system` is the source's name in ids and references, as in `1A`. */
export function reservationsOver(source: ReservationSource, system: string, now: () => Date): Subgraph {
  return subgraphOver({
    name: 'reservations',
    schemaFile,
    resolvers,
    source,
    context: ({ signal, caller, subjects }): Context => ({
      source,
      loaders: createLoaders(source, signal),
      rows: rowsOf(caller, subjects),
      signal,
      now,
      system,
    }),
  });
}
