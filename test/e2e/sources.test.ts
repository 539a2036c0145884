/** `extensions.sources`: which system answered which part of an answer, how fresh it is, how long it took and what it cost. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import type { SourceEntry } from '../../gateway/provenance/entries.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import type { SubgraphReply } from '../../subgraphs/shared/hosting/reply.ts';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { type Product, startProduct } from '../support/product.ts';
import { type Behaviour, type SmallName, smallSubgraph } from '../support/small-graph.ts';
import { sourceFacts as facts } from '../support/source-facts.ts';

const wanted = { 'x-sources': '1' };
const ofRequest = { extensions: { sources: true } };

describe('of a small graph', () => {
  let gateway: TestGateway;
  afterEach(() => gateway.close());

  const sources = async (query: string, variables?: Record<string, unknown>): Promise<SourceEntry[]> => {
    const { body } = await gateway.ask(query, variables, wanted);
    return body.extensions.sources;
  };
  const replying = (name: SmallName, change: (reply: SubgraphReply) => SubgraphReply, behaviour?: Behaviour) => {
    const source = inProcess(smallSubgraph(name, behaviour));
    return {
      ...source,
      fetch: async (...asked: Parameters<DataSource['fetch']>) => change(await source.fetch(...asked)),
    } satisfies DataSource;
  };

  test('it is not there unless it is asked for, and then however often', async () => {
    gateway = await startSmallGateway();
    const query = '{ customer(id: "1") { name } }';
    for (let time = 0; time < 3; time += 1) {
      expect((await gateway.ask(query)).body.extensions).toBeUndefined();
      expect((await gateway.ask(query, {}, { 'x-sources': '0' })).body.extensions).toBeUndefined();
      expect((await gateway.ask(query, {}, wanted)).body.extensions.sources).toHaveLength(1);
    }
  });

  test('a request asks for it in its header or, as GraphQL over HTTP has it, in its extensions', async () => {
    gateway = await startSmallGateway();
    const post = (body: Record<string, unknown>) =>
      gateway.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ customer(id: "1") { name } }', ...body }),
      });
    expect(facts((await post(ofRequest)).body.extensions.sources)).toEqual([['customers', 'live', 'customer']]);
    expect((await post({ extensions: { sources: 'yes' } })).body.extensions).toBeUndefined();
    expect((await post({ extensions: {} })).body.extensions).toBeUndefined();
  });

  test('each system is named with the paths it has answered, lists without positions, by the client’s own names', async () => {
    gateway = await startSmallGateway();
    const query = `query ($with: Boolean!) {
      all: customers(ids: ["1", "2"]) { title: name points: miles bookings @include(if: $with) { locator passengers { seat } } }
      loyalty(number: "M1") { tier }
    }`;
    const without = [
      ['customers', 'live', 'all'],
      ['loyalty', 'live', 'all.@.points'],
      ['loyalty', 'live', 'loyalty'],
    ];
    expect(facts(await sources(query, { with: false }))).toEqual(without);
    expect(facts(await sources(query, { with: true }))).toEqual([
      ...without,
      ['reservations', 'live', 'all.@.bookings'],
    ]);
  });

  test('what is live is as of when it was asked, and took as long as its own fetch', async () => {
    gateway = await startSmallGateway();
    const before = Date.now();
    const [entry] = await sources('{ slow(milliseconds: 120) }');
    expect(entry).toMatchObject({ system: 'customers', state: 'live', paths: [['slow']] });
    expect(entry!.asOf).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(entry!.asOf!)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(entry!.asOf!)).toBeLessThanOrEqual(Date.now() - 100);
    expect(entry!.milliseconds).toBeGreaterThanOrEqual(100);
  });

  test('nothing is said of what no subgraph answers, or of what never ran', async () => {
    gateway = await startSmallGateway({ config: { explorer: true } });
    expect(await sources('{ __typename __schema { queryType { name } } }')).toEqual([]);
    expect((await gateway.ask('{ nonsense }', {}, wanted)).body.extensions).toBeUndefined();
    expect(facts(await sources('{ fail(how: "input") }'))).toEqual([]);
  });

  test('a system that fails is unavailable at its own paths, and says by its code why', async () => {
    const down = new SourceError('loyalty', 'LEGACY_UNAVAILABLE', 'ledger.internal is down');
    gateway = await startSmallGateway({ behaviour: { loyalty: { '1': down }, miles: { '1': down } } });
    const query = '{ customer(id: "1") { name miles loyalty { tier } bookings { locator } } }';
    const { body } = await gateway.ask(query, {}, wanted);
    expect(facts(body.extensions.sources)).toEqual([
      ['customers', 'live', 'customer'],
      ['loyalty', 'unavailable', 'LEGACY_UNAVAILABLE', 'customer.loyalty', 'customer.miles'],
      ['reservations', 'live', 'customer.bookings'],
    ]);
    const lost = body.extensions.sources.filter(({ state }: SourceEntry) => state === 'unavailable');
    expect(lost.map(({ asOf }: SourceEntry) => asOf)).toEqual([null]);
    expect(JSON.stringify(body.extensions)).not.toContain('internal');
  });

  test('a part that some of a list have and others lack is told twice', async () => {
    const down = new SourceError('loyalty', 'LEGACY_TIMEOUT', 'late');
    gateway = await startSmallGateway({ behaviour: { miles: { '2': down } } });
    expect(facts(await sources('{ customers(ids: ["1", "2"]) { miles } }'))).toEqual([
      ['customers', 'live', 'customers'],
      ['loyalty', 'live', 'customers.@.miles'],
      ['loyalty', 'unavailable', 'LEGACY_TIMEOUT', 'customers.@.miles'],
    ]);
  });

  test('a subgraph that gives no answer at all is unavailable, and what another needs of it is told where that shows', async () => {
    const none = async () => {
      throw new SourceError('customers', 'LEGACY_UNAVAILABLE', 'no connection');
    };
    gateway = await startSmallGateway({
      sources: { customers: { ...inProcess(smallSubgraph('customers')), fetch: none } },
    });
    expect(facts(await sources('{ customer(id: "1") { name miles } loyalty(number: "M1") { tier } }'))).toEqual([
      ['customers', 'unavailable', 'LEGACY_UNAVAILABLE', 'customer'],
      ['loyalty', 'live', 'loyalty'],
    ]);
    await gateway.close();
    const down = new SourceError('customers', 'LEGACY_UNAVAILABLE', 'down');
    gateway = await startSmallGateway({ behaviour: { name: { '1': down } } });
    const { body } = await gateway.ask('{ customer(id: "1") { code greeting } }', {}, wanted);
    expect(body.data).toEqual({ customer: { code: 'c1', greeting: null } });
    expect(facts(body.extensions.sources)).toContainEqual([
      'customers',
      'unavailable',
      'LEGACY_UNAVAILABLE',
      'customer.greeting',
    ]);
  });

  test('cached, stale and live parts of one answer are told apart, each as of its own time', async () => {
    const at = Date.parse('2026-11-24T08:00:00Z');
    const change = (reply: SubgraphReply): SubgraphReply => ({
      ...reply,
      origins: [
        { from: 'cached', asOf: at + 60_000 },
        { from: 'stale', asOf: at },
      ],
      callCost: { made: 2, failed: 2 },
    });
    gateway = await startSmallGateway({ sources: { loyalty: replying('loyalty', change) } });
    const found = await sources('{ customers(ids: ["1", "2"]) { miles } }');
    const ofLoyalty = found.filter(({ system }) => system === 'loyalty');
    expect(ofLoyalty.map(({ state, asOf, calls, paths }) => ({ state, asOf, calls, paths }))).toEqual([
      { state: 'cached', asOf: '2026-11-24T08:01:00.000Z', calls: 0, paths: [['customers', '@', 'miles']] },
      { state: 'stale', asOf: '2026-11-24T08:00:00.000Z', calls: 2, paths: [['customers', '@', 'miles']] },
    ]);
  });

  test('each call is counted once: those that failed where something is missing', async () => {
    const down = new SourceError('loyalty', 'LEGACY_TIMEOUT', 'late');
    const change = (reply: SubgraphReply): SubgraphReply => ({ ...reply, callCost: { made: 3, failed: 1 } });
    gateway = await startSmallGateway({
      sources: { loyalty: replying('loyalty', change, { miles: { '2': down } }) },
    });
    const found = await sources('{ customers(ids: ["1", "2"]) { miles loyalty { tier } } }');
    const calls = found.flatMap(({ system, state, calls: own }) => (system === 'loyalty' ? [[state, own]] : []));
    expect(calls).toEqual([
      ['live', 2],
      ['unavailable', 1],
    ]);
  });
});

describe('of the product', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await product?.close();
  });

  const all = `query ($id: ID!) { customer(id: $id) {
    name { full } loyalty { tier { level } } bookings(first: 1) { edges { node { recordLocator } } } serviceCases(first: 1) { edges { node { id } } }
  } }`;

  test('the four systems are named with the calls each was asked for, as the metrics count them', async () => {
    const before = await product.calls();
    const { extensions } = await product.ask(all, { id: 'C0000101' }, wanted);
    const after = await product.calls();
    const sources = extensions.sources as SourceEntry[];
    expect(facts(sources)).toEqual([
      ['customers', 'live', 'customer'],
      ['loyalty', 'live', 'customer.loyalty'],
      ['reservations', 'live', 'customer.bookings'],
      ['service-cases', 'live', 'customer.serviceCases'],
    ]);
    for (const { system, calls } of sources) {
      const counted = Object.keys(after).filter((key) => key.startsWith(`${system} `));
      const made = counted.reduce((sum, key) => sum + (after[key] ?? 0) - (before[key] ?? 0), 0);
      expect([system, calls]).toEqual([system, made]);
      expect(made).toBeGreaterThan(0);
    }
  });

  test('a system that is down is unavailable with the calls it cost, the others are live', async () => {
    await product.fault('service-desk', 'unavailable');
    const { extensions, data } = await product.ask(all, { id: 'C0000101' }, wanted);
    await product.fault('service-desk', 'none');
    const sources = extensions.sources as SourceEntry[];
    expect(data).toMatchObject({ customer: { serviceCases: null, loyalty: { tier: { level: 'GOLD' } } } });
    const [desk] = sources.filter(({ system }) => system === 'service-cases');
    expect(desk).toMatchObject({
      state: 'unavailable',
      code: 'LEGACY_UNAVAILABLE',
      paths: [['customer', 'serviceCases']],
      asOf: null,
    });
    expect(desk!.calls).toBeGreaterThan(0);
    expect(sources.filter(({ state }) => state === 'live')).toHaveLength(3);
    expect(JSON.stringify(sources)).not.toMatch(/127\.0\.0\.1|localhost/);
  });
});
