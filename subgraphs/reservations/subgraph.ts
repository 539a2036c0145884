/** The reservations subgraph: bookings, tickets and flights, read from the airline's reservation system. */
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { z } from 'zod';
import { setting } from '../shared/settings.ts';
import { defineSubgraph, type Runtime, type Subgraph } from '../shared/subgraph.ts';
import { amadeusSource } from './adapters/amadeus/index.ts';
import { type Context, createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import type { ReservationSource } from './source.ts';

const schemaFile = new URL('schema.graphql', import.meta.url);
/** Calls that may wait for a slot, per slot. */
const queuePerSlot = 8;

export const reservations = defineSubgraph({
  name: 'reservations',
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
    RESERVATIONS_SYSTEM: z
      .string()
      .regex(/^[A-Z0-9]{2,4}$/, 'write the designator of the reservation system, for example 1A.')
      .default('1A'),
  },
  async open(settings, runtime) {
    const { RESERVATIONS_CONCURRENCY: concurrency, RESERVATIONS_TIMEOUT_MS: timeout } = settings;
    const source = amadeusSource({
      url: settings.RESERVATIONS_URL,
      user: settings.RESERVATIONS_USER,
      password: settings.RESERVATIONS_PASSWORD,
      office: settings.RESERVATIONS_OFFICE,
      concurrency,
      queue: concurrency * queuePerSlot,
      timeout,
      runtime,
    });
    return reservationsOver(source, settings.RESERVATIONS_SYSTEM, runtime);
  },
});

/** The subgraph over any source. `system` is the source's name in ids and references, as in `1A`. */
export function reservationsOver(source: ReservationSource, system: string, { now }: Pick<Runtime, 'now'>): Subgraph {
  const typeDefs = parse(readFileSync(schemaFile, 'utf8'));
  return {
    name: 'reservations',
    typeDefs,
    schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
    context: ({ signal }): Context => ({ source, loaders: createLoaders(source, signal), signal, now, system }),
    health: () => source.health(new AbortController().signal),
    close: () => source.close(),
  };
}
