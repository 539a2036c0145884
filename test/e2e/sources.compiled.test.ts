/** `extensions.sources` where only our own engine is: parts that come later, calls that are shared, names that shadow keys. */
import { afterEach, expect, test } from 'vitest';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import type { SourceEntry } from '../../gateway/provenance/entries.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { askInParts, byId, byPath } from '../support/parts.ts';
import { startProduct } from '../support/product.ts';
import { type Behaviour, type SmallName, smallSubgraph } from '../support/small-graph.ts';
import { sourceFacts } from '../support/source-facts.ts';

const headers = { 'x-sources': '1' };
let gateway: TestGateway;
const open: TestGateway[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function start(options?: Parameters<typeof startSmallGateway>[0]): Promise<TestGateway> {
  const started = await startSmallGateway(options);
  open.push(started);
  return started;
}

/** A source that waits for `gate` before each fetch. */
function gated(name: SmallName, gate: () => Promise<unknown>, behaviour?: Behaviour): DataSource {
  const source = inProcess(smallSubgraph(name, behaviour));
  return {
    ...source,
    fetch: async (...asked) => {
      await gate();
      return source.fetch(...asked);
    },
  };
}

test.each([byPath, byId])('each part tells of its own systems, and none of them twice (%s)', async (accept) => {
  const doors = { loyalty: Promise.withResolvers<void>(), reservations: Promise.withResolvers<void>() };
  gateway = await start({
    sources: {
      loyalty: gated('loyalty', () => doors.loyalty.promise),
      reservations: gated('reservations', () => doors.reservations.promise),
    },
  });
  const query = `{ customer(id: "1") { name
    ... @defer(label: "points") { miles }
    ... @defer(label: "trips") { bookings { locator passengers { customer { id ... @defer(label: "who") { name } } } } }
  } }`;
  const { list } = await askInParts(gateway, query, {
    accept,
    headers,
    onPart: ({ data, incremental }) => {
      if (data) doors.loyalty.resolve();
      if (JSON.stringify(incremental ?? '').includes('miles')) doors.reservations.resolve();
    },
  });
  const told: SourceEntry[][] = list.map(({ extensions }) => extensions.sources);
  expect(sourceFacts(told[0] ?? [])).toEqual([['customers', 'live', 'customer']]);
  expect(sourceFacts(told[1] ?? [])).toEqual([['loyalty', 'live', 'customer.miles']]);
  expect(sourceFacts(told.slice(2).flat())).toEqual([
    ['customers', 'live', 'customer.bookings.@.passengers.@.customer.name'],
    ['reservations', 'live', 'customer.bookings'],
  ]);
});

test('a fast part’s systems are not told before it, and a failed part tells what is not there', async () => {
  const door = Promise.withResolvers<void>();
  const down = new SourceError('loyalty', 'LEGACY_UNAVAILABLE', 'down');
  gateway = await start({
    behaviour: { miles: { '1': down } },
    sources: { reservations: gated('reservations', () => door.promise) },
  });
  const query = '{ customer(id: "1") { name bookings { locator } ... @defer { miles } } }';
  setTimeout(() => door.resolve(), 100);
  const { list } = await askInParts(gateway, query, { headers });
  const told: SourceEntry[][] = list.map(({ extensions }) => extensions.sources);
  expect(told.map(sourceFacts)).toEqual([
    [
      ['customers', 'live', 'customer'],
      ['reservations', 'live', 'customer.bookings'],
    ],
    [['loyalty', 'unavailable', 'LEGACY_UNAVAILABLE', 'customer.miles']],
  ]);
});

test('an answer in parts says nothing of it unless it is asked', async () => {
  gateway = await start();
  const { list } = await askInParts(gateway, '{ customer(id: "1") { name ... @defer { miles } } }');
  expect(list.length).toBeGreaterThan(1);
  for (const part of list) expect(part.extensions).toBeUndefined();
});

test('who joins another request’s call is told when that began, and that it cost nothing more', async () => {
  const door = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  gateway = await start({
    sources: {
      customers: gated('customers', () => {
        begun.resolve();
        return door.promise;
      }),
    },
  });
  const ask = () => gateway.ask('{ customer(id: "1") { name } }', {}, headers);
  const first = ask();
  await begun.promise;
  const between = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const second = ask();
  setTimeout(() => door.resolve(), 200);
  const [one, other] = (await Promise.all([first, second])).map(({ body }) => body.extensions.sources[0]);
  expect(other).toMatchObject({ system: 'customers', state: 'live', calls: 0 });
  expect(Date.parse(one.asOf)).toBeLessThanOrEqual(between);
  expect(Date.parse(other.asOf)).toBeLessThanOrEqual(between);
});

test('names that shadow keys are the client’s own', async () => {
  gateway = await start();
  const query = '{ constructor: customer(id: "1") { id: name __proto: miles name: greeting } }';
  const { body } = await gateway.ask(query, {}, headers);
  expect(sourceFacts(body.extensions.sources)).toContainEqual(['customers', 'live', 'constructor']);
  const paths = body.extensions.sources.flatMap(({ paths: own }: SourceEntry) => own.map((path) => path.join('.')));
  expect(paths).toContain('constructor.__proto');
  expect(paths).toContain('constructor.name');
});

test('a request that asks for it takes the pipeline, also of an operation that is known', async () => {
  gateway = await start();
  const query = '{ customer(id: "1") { name } }';
  await gateway.ask(query);
  await gateway.ask(query, {}, headers);
  await gateway.ask(query);
  const { body } = await gateway.send('/metrics');
  expect(body).toContain('graph_operation_ways_total{way="direct"} 1');
  expect(body).toContain('graph_operation_ways_total{way="pipeline"} 2');
});

test('what a cache holds is told as cached, as of when it was asked, for no call', async () => {
  const product = await startProduct({ CACHE: 'memory' });
  try {
    const saved = readSavedOperations(new URL('../../gateway/operations/', import.meta.url));
    const { query, variables } = saved.find(({ id }) => id === 'caller-by-phone')!;
    const ask = async () => (await product.ask(query, { ...variables }, headers)).extensions.sources as SourceEntry[];
    const live = await ask();
    const cached = await ask();
    const told = (sources: SourceEntry[]) => sources.map(({ system, asOf }) => `${system} ${asOf}`).toSorted();
    expect(live.map(({ system, state }) => [system, state]).toSorted()).toEqual([
      ['customers', 'live'],
      ['loyalty', 'live'],
      ['reservations', 'live'],
      ['service-cases', 'live'],
    ]);
    expect(cached.map(({ state, calls }) => [state, calls])).toEqual(Array(4).fill(['cached', 0]));
    expect(told(cached)).toEqual(told(live));
  } finally {
    await product.close();
  }
});
