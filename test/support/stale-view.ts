/**
 * With a warm cache and all four systems dead, the view of a customer over all of them still answers, every part of it marked as stale.
 * In both layouts: subgraphs in the gateway's process, and as services of their own.
 */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CacheConfig } from '../../gateway/cache/settings.ts';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { remote } from '../../gateway/data-sources/remote.ts';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { subgraphs } from '../../subgraphs/index.ts';
import { serveSubgraph } from '../../subgraphs/serve.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import type { Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { startGateway, type TestGateway } from './gateway.ts';

const now = new Date('2026-11-24T09:00:00Z');
const supergraph = readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8');
const view = `query View($id: ID!) {
  customer(id: $id) {
    name { full }
    loyalty { number tier { level } balance { available } }
    bookings(first: 2, when: UPCOMING) {
      edges { match { method confidence } node { recordLocator segments { marketingFlightNumber departure { airport { code } scheduledLocal } } } }
    }
    serviceCases(first: 2) { edges { node { id subject similar(first: 1) { case { resolution } } } } }
  }
}`;
const variables = { id: 'C0000101' };
const operations = readSavedOperations(new URL('../../gateway/operations/', import.meta.url));
const names = ['customers', 'reservations', 'loyalty', 'service-cases'];

interface Layout {
  readonly gateway: TestGateway;
  /** Another gateway over the same sources. */
  anew(): Promise<TestGateway>;
  /** From then on none of the sources answers. */
  kill(): Promise<void>;
}

/** `config`: of the cache; `outlives`: what it holds is there for another gateway too. */
export function describeStaleView(place: string, config: () => CacheConfig, outlives: boolean): void {
  let legacy: Legacy;
  beforeAll(async () => {
    legacy = await startLegacy({ world: { people: 200, now } });
  });
  afterAll(() => legacy?.close());

  /** How far the gateway's clock, by which rows grow old, is ahead. */
  let ahead = 0;
  afterEach(() => {
    ahead = 0;
  });

  async function gatewayOver(sources: readonly DataSource[]): Promise<TestGateway> {
    return startGateway(
      supergraph,
      sources,
      { requestTimeout: 10_000, cache: config() },
      () => new Date(now.getTime() + ahead),
    );
  }

  const open = (): Promise<Subgraph[]> =>
    Promise.all(subgraphs.map((each) => each.open(legacy.settings, { now: () => now, onCall: () => {} })));

  /** Whose systems refuse every call from then on. */
  async function together(): Promise<Layout> {
    let dead = false;
    const sources = (await open()).map(inProcess).map(
      (source): DataSource => ({
        ...source,
        fetch: async (operation, context) => {
          if (dead) throw new SourceError(source.name, 'LEGACY_UNAVAILABLE', 'dead');
          return source.fetch(operation, context);
        },
      }),
    );
    return {
      gateway: await gatewayOver(sources),
      anew: () => gatewayOver(sources),
      kill: async () => {
        dead = true;
      },
    };
  }

  /** Whose services are no longer there. */
  async function apart(): Promise<Layout> {
    const services = await Promise.all(
      (await open()).map(async (subgraph) => {
        const limits = { requestTimeout: 10_000, maxRequestBytes: 4_194_304 };
        return { subgraph, service: await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, ...limits }) };
      }),
    );
    const sources = services.map(({ subgraph, service }) =>
      remote(subgraph.name, new URL(`http://127.0.0.1:${service.port}/graphql`), { connections: 8 }),
    );
    return {
      gateway: await gatewayOver(sources),
      anew: () => gatewayOver(sources),
      kill: async () => void (await Promise.all(services.map(({ service }) => service.close()))),
    };
  }

  /** Of each saved operation, what is lost with all systems: what their schemas do not let be kept, and what is found by it. */
  const lost: Readonly<Record<string, readonly string[]>> = {
    'Who is calling?': [],
    'Day of travel': [],
    'Check-in by locator': ['booking.passengers.customer', 'booking.passengers.specialServiceRequests'],
    'Customer’s own page': ['customer.consents', 'customer.travelDocuments'],
    'Everything held on one person': [
      'customer.alternatives',
      'customer.bookings.edges.node.contacts',
      'customer.bookings.edges.node.payments',
      'customer.bookings.edges.node.remarks',
      'customer.bookings.edges.passenger.contacts',
      'customer.bookings.edges.passenger.documents',
      'customer.bookings.edges.passenger.specialServiceRequests',
      'customer.bookings.edges.passenger.tickets.payments',
      'customer.bookings.edges.passenger.tickets.total',
      'customer.consents',
      'customer.links',
      'customer.preferences.meal',
      'customer.preferences.payment',
      'customer.serviceCases.edges.node.messages',
      'customer.travelDocuments',
    ],
    'Preferred and booked': ['customer.bookings.edges.passenger.specialServiceRequests', 'customer.preferences.meal'],
    'Flights by locator and surname': ['bookingItinerary'],
    'Similar solved cases': ['serviceCase.messages'],
    'E-ticket and coupons': ['ticket.booking.passengers.customer', 'ticket.total'],
    'Why linked?': ['customer.alternatives', 'customer.links', 'customer.possibleDuplicates', 'identityComparison'],
  };

  describe.each([
    ['in its process', together],
    ['as services of their own', apart],
  ])(`With its cache in ${place} and its subgraphs %s, the gateway`, (_, start) => {
    test('answers the whole view from the cache when all of them are dead, and says that all of it is stale', async () => {
      const { gateway: first, anew, kill } = await start();
      let gateway = first;
      try {
        const live = await vi.waitFor(
          async () => {
            const answer = await gateway.ask(view, variables);
            const { body } = await gateway.ask(view, variables, { 'x-sources': '1' });
            expect(body.extensions.sources.map(({ state }: { state: string }) => state)).toEqual(
              names.map(() => 'cached'),
            );
            return answer;
          },
          { timeout: 20_000, interval: 100 },
        );
        expect(live.body.errors).toBeUndefined();
        expect(live.body.data.customer.bookings.edges[0].node.recordLocator).toBe('ADAL7Q');
        await kill();
        if (outlives) {
          await gateway.close();
          gateway = await anew();
        }
        // Two minutes: longer than any of it is fresh, within what any of it may be shown after.
        ahead = 120_000;
        // One that has just started may not have its Redis yet, or be too slow for its own read budget.
        const stale = await vi.waitFor(
          async () => {
            const answer = await gateway.ask(view, variables, { 'x-sources': '1' });
            expect(answer.body.data).toEqual(live.body.data);
            return answer;
          },
          { timeout: 20_000, interval: 100 },
        );
        expect(stale.body.errors).toBeUndefined();
        const sources: { system: string; state: string; asOf: string; age: number; paths: string[][] }[] =
          stale.body.extensions.sources;
        expect(sources.map(({ system }) => system).toSorted()).toEqual(names.toSorted());
        for (const { state, asOf, age } of sources) {
          expect([state, asOf, age]).toEqual(['stale', now.toISOString(), 120]);
        }
        expect(sources.flatMap(({ paths }) => paths).toSorted()).toEqual(
          ['bookings', 'loyalty', 'serviceCases']
            .map((field) => ['customer', field])
            .concat([['customer']])
            .toSorted(),
        );
        // Bookings may be shown for ten minutes only, the rest for an hour.
        ahead = 700_000;
        const later = await gateway.ask(view, variables);
        expect(later.body.data.customer).toEqual({ ...live.body.data.customer, bookings: null });
        expect(later.body.errors).toMatchObject([
          { path: ['customer', 'bookings'], extensions: { code: 'LEGACY_UNAVAILABLE' } },
        ]);
        ahead = 7_200_000;
        expect((await gateway.ask(view, variables)).body.data.customer).toBeNull();
      } finally {
        await gateway.close();
      }
    });

    test('answers all saved operations but for what may not be kept, and says that all of it is stale', async () => {
      const { gateway, kill } = await start();
      try {
        const live = new Map<string, unknown>();
        for (const { name, query, variables } of operations) {
          // The second time, as one that has just started may be too slow for its own read budget.
          for (const _ of [1, 2]) {
            const { body } = await gateway.ask(query, { ...variables });
            expect(body.errors).toBeUndefined();
            live.set(name, body.data);
          }
        }
        await kill();
        ahead = 120_000;
        const found: Record<string, string[]> = {};
        for (const { name, query, variables } of operations) {
          const { body } = await gateway.ask(query, { ...variables }, { 'x-sources': '1' });
          const paths = errorPaths(body.errors ?? []);
          found[name] = [...new Set(paths.map(withoutPlaces))].toSorted();
          expect(body.data, name).toEqual(paths.reduce(withNull, structuredClone(live.get(name))));
          const states: string[] = body.extensions.sources.map(({ state }: { state: string }) => state);
          // Of this one nothing is ever kept.
          const kept = name === 'Flights by locator and surname' ? [] : ['stale'];
          expect(new Set(states), name).toEqual(new Set(paths.length > 0 ? [...kept, 'unavailable'] : kept));
        }
        expect(found).toEqual(lost);
      } finally {
        await gateway.close();
      }
    });
  });
}

type Path = readonly (string | number)[];

function errorPaths(
  errors: readonly { readonly path: Path; readonly extensions: { readonly paths?: readonly Path[] } }[],
) {
  return errors.flatMap(({ path, extensions }) => extensions.paths ?? [path]);
}

const withoutPlaces = (path: Path): string => path.filter((each) => typeof each === 'string').join('.');

/** Null where the path leads. */
function withNull(data: unknown, path: Path): unknown {
  const [first, ...rest] = path;
  if (first === undefined || data === null || typeof data !== 'object') return null;
  return Object.assign(data, { [first]: withNull(Reflect.get(data, first), rest) });
}
