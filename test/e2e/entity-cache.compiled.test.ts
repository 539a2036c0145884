/** What is cached and what is not, asked of the running gateway with its cache in memory. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RequestContext } from '../../gateway/request-context.ts';
import { type CachedGraph, cachedGraph } from '../support/cached-graph.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';

/** In these tests whoever sends `for-<name>-...` as request id is that person. */
vi.mock('../../gateway/engine/identity.ts', () => ({
  identityOf: ({ id }: RequestContext) => /^for-(\w+)/.exec(id)?.[1] ?? '',
}));

const token = 'a-token-that-nobody-guesses';
let graph: CachedGraph;
let gateway: TestGateway;

beforeEach(async () => {
  graph = cachedGraph();
  gateway = await startGateway(graph.supergraph, graph.sources, {
    cache: { place: { kind: 'memory', bytes: 8_388_608 }, keys: [], prefix: 'test' },
    admin: { port: 0, token },
    // What the cache saves is counted, not what requests that come together do.
    gatherWindow: 0,
  });
});
afterEach(() => gateway.close());

const profile = 'query Profile($id: ID!) { customer(id: $id) { name loyalty { tier balance { miles } } greeting } }';
const calls = () => graph.calls.map(({ subgraph, entities }) => `${subgraph} ${entities.join(',')}`.trim());
const ask = async (query: string, variables?: Record<string, unknown>, headers?: Record<string, string>) =>
  (await gateway.ask(query, variables, headers)).body;
const fetchesOf = () => gateway.lines.findLast(({ msg }) => msg === 'operation')?.fetches;

describe('What the schema declares', () => {
  test('is asked once, and then answered from the cache, the same to the letter', async () => {
    const first = await ask(profile, { id: '1' });
    expect(first.data.customer).toEqual({
      name: 'Anna',
      loyalty: { tier: 'GOLD', balance: { miles: 10 } },
      greeting: 'Dear Anna',
    });
    const asked = calls();
    expect(await ask(profile, { id: '1' })).toEqual(first);
    expect(calls()).toEqual(asked);
    await vi.waitFor(() =>
      expect(fetchesOf()).toEqual([
        { subgraph: 'customers', milliseconds: expect.any(Number), outcome: 'ok', from: 'cached' },
        { subgraph: 'loyalty', milliseconds: expect.any(Number), outcome: 'ok', from: 'cached' },
      ]),
    );
  });

  test('is found whatever the operation is called, however it is written', async () => {
    await ask('query A { customer(id: "1") { name } }');
    await ask('query B($x: ID!) {\n customer(id: $x) { name }\n}', { x: '1' });
    await ask('{ customer(id: "1") { called: name } }');
    expect(calls()).toEqual(['customers', 'customers']);
  });

  test('is kept entity by entity: only those that are not there yet are asked for', async () => {
    const query = 'query ($ids: [ID!]!) { customers(ids: $ids) { loyalty { tier } } }';
    await ask(query, { ids: ['1', '2'] });
    await ask(query, { ids: ['2', '3', '1'] });
    expect(calls()).toEqual(['customers', 'loyalty 1,2', 'customers', 'loyalty 3']);
  });

  test('does not come from what another selection, argument or subgraph brought', async () => {
    await ask('{ customer(id: "1") { loyalty { tier } } }');
    await ask('{ customer(id: "1") { loyalty { number } } }');
    await ask('{ customer(id: "2") { loyalty { tier } } }');
    expect(calls()).toEqual(['customers', 'loyalty 1', 'loyalty 1', 'customers', 'loyalty 2']);
  });

  test('depends on what it requires: another name is another question', async () => {
    await ask('{ customer(id: "1") { greeting } }');
    graph.names.set('1', 'Anne');
    expect((await ask('{ uncached(id: "1") { greeting } }')).data.uncached.greeting).toBe('Dear Anne');
  });

  test('is one call for a hundred who ask at once', async () => {
    graph.before = () => pause(50);
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(profile, { id: '2' })));
    for (const { data } of answers) expect(data.customer.greeting).toBe('Dear Ben');
    expect(calls()).toEqual(['customers', 'loyalty 2']);
  });

  test('is kept apart for each who asks, unless it is public', async () => {
    const headers = (name: string) => ({ 'x-request-id': `for-${name}-12345678` });
    for (const name of ['Ada', 'Bob', 'Ada']) await ask(profile, { id: '1' }, headers(name));
    expect(calls()).toEqual(['customers', 'loyalty 1', 'customers', 'loyalty 1']);
    graph.calls.length = 0;
    for (const name of ['Ada', 'Bob']) await ask('{ weather }', {}, headers(name));
    expect(calls()).toEqual(['customers']);
  });
});

test('Each row is at its own place for one who took the questions over from others who had to leave', async () => {
  const tiers = 'query ($ids: [ID!]!) { customers(ids: $ids) { id loyalty { number } } }';
  const all = ['1', '2', '3'];
  await ask('query ($ids: [ID!]!) { customers(ids: $ids) { id } }', { ids: all });
  const never = new Promise<void>(() => {});
  graph.before = (subgraph) => (subgraph === 'loyalty' ? never : Promise.resolve());
  const left = [
    ['3', 300],
    ['1', 450],
    ['2', 600],
  ] as const;
  const leaving = left.map(([id, time]) => ask(tiers, { ids: [id] }, { 'x-time-left-ms': String(time) }));
  await vi.waitFor(() => expect(graph.calls.filter(({ subgraph }) => subgraph === 'loyalty')).toHaveLength(3));
  const staying = ask(tiers, { ids: all });
  await Promise.all(leaving.slice(0, 1));
  graph.before = async () => {};
  await Promise.all(leaving);
  const rows = all.map((id) => ({ id, loyalty: { number: `M${id}` } }));
  expect((await staying).data.customers).toEqual(rows);
  expect((await ask(tiers, { ids: all })).data.customers).toEqual(rows);
});

describe('What is not declared', () => {
  test.each([
    ['a root field', '{ uncached(id: "1") { name } }'],
    ['a field that says 0', '{ customer(id: "1") { name secret } }'],
    ['a scalar of an entity without a hint', '{ uncached(id: "1") { points } }'],
    ['an object without a hint inside one with a hint', '{ membership(number: "M1") { card { last4 } } }'],
  ])('%s is asked for every time', async (_, query) => {
    await ask(query);
    const once = graph.calls.length;
    await ask(query);
    expect(graph.calls.length).toBe(2 * once);
  });

  test('takes what is asked for with it in one fetch along', async () => {
    await ask('{ customer(id: "1") { loyalty { tier } points } }');
    await ask('{ customer(id: "1") { loyalty { tier } points } }');
    expect(calls()).toEqual(['customers', 'loyalty 1', 'loyalty 1']);
  });
});

describe('What is kept of a fetch of which a part may not be', () => {
  const mixed = '{ customer(id: "1") { name secret loyalty { tier balance { miles } card { last4 } } points } }';
  const sources = { 'x-sources': '1' };

  test('is shown while its source fails, the rest null with the source’s error, and so marked', async () => {
    const first = await ask(mixed);
    expect(first.errors).toBeUndefined();
    graph.broken.set('loyalty', 'LEGACY_UNAVAILABLE').set('customers', 'LEGACY_TIMEOUT');
    const { data, errors, extensions } = await ask(mixed, {}, sources);
    expect(data.customer).toEqual({
      name: 'Anna',
      secret: null,
      loyalty: { tier: 'GOLD', balance: { miles: 10 }, card: null },
      points: null,
    });
    expect(errors.map(({ path, extensions: { code } }: Told) => `${path.join('.')} ${code}`).toSorted()).toEqual([
      'customer.loyalty.card LEGACY_UNAVAILABLE',
      'customer.points LEGACY_UNAVAILABLE',
      'customer.secret LEGACY_TIMEOUT',
    ]);
    const told = extensions.sources.map(({ system, state, paths }: Source) => [system, state, paths.map(String)]);
    expect(told).toEqual([
      ['customers', 'cached', ['customer']],
      ['customers', 'unavailable', ['customer,secret']],
      ['loyalty', 'cached', ['customer,loyalty']],
      ['loyalty', 'unavailable', ['customer,loyalty,card', 'customer,points']],
    ]);
  });

  test('is at its own place in a list, and of whom nothing is kept has nothing', async () => {
    const query = '{ customers(ids: ["1", "2", "3"]) { id loyalty { tier card { last4 } } points } }';
    graph.tiers.set('2', 'SILVER');
    await ask('{ customers(ids: ["2", "1"]) { id loyalty { tier card { last4 } } points } }');
    graph.broken.set('loyalty', 'LEGACY_UNAVAILABLE');
    const { data, errors } = await ask(query);
    expect(data.customers).toEqual([
      { id: '1', loyalty: { tier: 'GOLD', card: null }, points: null },
      { id: '2', loyalty: { tier: 'SILVER', card: null }, points: null },
      { id: '3', loyalty: null, points: null },
    ]);
    const all = errors.flatMap(({ path, extensions: { paths } }: Told) => (paths ?? [path]).map(String));
    expect(all.toSorted()).toEqual([
      'customers,0,loyalty,card',
      'customers,0,points',
      'customers,1,loyalty,card',
      'customers,1,points',
      'customers,2,loyalty',
      'customers,2,points',
    ]);
  });

  test('stands in for the field that failed alone; one that may not be kept is as the source says', async () => {
    const query = '{ customer(id: "2") { loyalty { tier } points } }';
    await ask(query);
    graph.broken.set('tier of 2', 'LEGACY_UNAVAILABLE');
    expect(await ask(query)).toEqual({ data: { customer: { loyalty: { tier: 'GOLD' }, points: 2 } } });
  });

  test('is never served while the source answers, and costs it one call as before', async () => {
    await ask(mixed);
    graph.names.set('1', 'Anne');
    graph.tiers.set('1', 'SILVER');
    graph.calls.length = 0;
    expect((await ask(mixed)).data.customer).toMatchObject({ name: 'Anne', loyalty: { tier: 'SILVER' } });
    expect(calls()).toEqual(['customers', 'loyalty 1']);
  });

  test('is gone with its tags', async () => {
    await ask(mixed);
    await ask('mutation { remark(id: "1") }');
    graph.broken.set('customers', 'LEGACY_UNAVAILABLE');
    expect((await ask(mixed)).data.customer).toBeNull();
  });

  test('is kept without the rest, which nobody finds in the cache', async () => {
    const held = vi.spyOn(JSON, 'stringify');
    await ask(mixed);
    const rows = held.mock.calls.flatMap(([value]) => (value?.gone === undefined ? [] : [value.row]));
    held.mockRestore();
    expect(rows).toHaveLength(2);
    const text = JSON.stringify(rows);
    for (const value of ['Anna', 'GOLD']) expect(text).toContain(value);
    for (const value of ['shh', '4242', '"points":1']) expect(text).not.toContain(value);
  });
});

interface Told {
  readonly path: readonly string[];
  readonly extensions: { readonly code: string; readonly paths?: readonly (readonly string[])[] };
}
interface Source {
  readonly system: string;
  readonly state: string;
  readonly paths: readonly (readonly string[])[];
}

describe('An error', () => {
  test('is told and never kept, and costs the others nothing', async () => {
    graph.broken.set('tier of 2', 'LEGACY_MALFORMED');
    const query = '{ customers(ids: ["1", "2"]) { loyalty { tier } } }';
    const first = await ask(query);
    expect(first.data.customers).toEqual([{ loyalty: { tier: 'GOLD' } }, { loyalty: { tier: null } }]);
    expect(first.errors).toMatchObject([
      { path: ['customers', 1, 'loyalty', 'tier'], extensions: { code: 'LEGACY_MALFORMED' } },
    ]);
    graph.broken.clear();
    const second = await ask(query);
    expect(second).toEqual({ data: { customers: [{ loyalty: { tier: 'GOLD' } }, { loyalty: { tier: 'GOLD' } }] } });
    expect(calls()).toEqual(['customers', 'loyalty 1,2', 'loyalty 2']);
  });

  test('of a whole call is told at the entities that were asked for alone', async () => {
    await ask('{ customer(id: "1") { loyalty { tier } } }');
    graph.broken.set('loyalty', 'LEGACY_UNAVAILABLE');
    const { data, errors } = await ask('{ customers(ids: ["1", "2", "3"]) { loyalty { tier } } }');
    expect(data.customers).toEqual([{ loyalty: { tier: 'GOLD' } }, { loyalty: null }, { loyalty: null }]);
    expect(errors).toHaveLength(1);
    expect(errors[0].extensions).toMatchObject({
      code: 'LEGACY_UNAVAILABLE',
      paths: [
        ['customers', 1, 'loyalty'],
        ['customers', 2, 'loyalty'],
      ],
    });
  });

  test('of order puts no row under another’s key', async () => {
    graph.reversed = true;
    const query = '{ customers(ids: ["1", "2", "3"]) { id loyalty { number } } }';
    const rows = [1, 2, 3].map((id) => ({ id: `${id}`, loyalty: { number: `M${id}` } }));
    expect((await ask(query)).data.customers).toEqual(rows);
    expect((await ask(query)).data.customers).toEqual(rows);
    expect(calls()).toEqual(['customers', 'loyalty 1,2,3']);
  });
});

test('That there is nobody is kept, briefly', async () => {
  await ask('{ customer(id: "9") { name } }');
  expect((await ask('{ customer(id: "9") { name } }')).data).toEqual({ customer: null });
  expect(calls()).toEqual(['customers']);
});

describe('When a source fails', () => {
  test('what is too old is shown once more, marked, and nothing is after its window or without one', async () => {
    const first = await ask('{ brief }');
    await vi.waitFor(async () => expect((await ask('{ brief }')).data).not.toEqual(first.data), {
      timeout: 10_000,
      interval: 200,
    });
    graph.broken.set('customers', 'LEGACY_TIMEOUT');
    await pause(1_100);
    const { data, errors } = await ask('{ brief }');
    expect(errors).toBeUndefined();
    expect(data.brief).toMatch(/^brief \d+$/);
    await vi.waitFor(() =>
      expect(fetchesOf()).toEqual([
        { subgraph: 'customers', milliseconds: expect.any(Number), outcome: 'LEGACY_TIMEOUT' },
        { subgraph: 'customers', milliseconds: expect.any(Number), outcome: 'ok', from: 'stale' },
      ]),
    );
    expect((await ask('{ weather }')).errors).toHaveLength(1);
  });
});

describe('A mutation', () => {
  test('is seen by whoever asks after it, in all that shows its object', async () => {
    await ask(profile, { id: '1' });
    await ask('{ everybody { name } }');
    expect((await ask('mutation { rename(id: "1", name: "Anne") { name } }')).data.rename.name).toBe('Anne');
    expect((await ask(profile, { id: '1' })).data.customer).toMatchObject({ name: 'Anne', greeting: 'Dear Anne' });
    expect((await ask('{ everybody { name } }')).data.everybody[0]).toEqual({ name: 'Anne' });
  });

  test('leaves what it does not touch', async () => {
    await ask(profile, { id: '2' });
    await ask('mutation { rename(id: "1", name: "Anne") { name } }');
    graph.calls.length = 0;
    await ask(profile, { id: '2' });
    expect(calls()).toEqual([]);
  });

  test('that brings nothing back says by its tag what it changes, or else has changed all its subgraph has', async () => {
    await ask('{ a: customer(id: "1") { name } }');
    await ask('{ b: customer(id: "2") { name } }');
    await ask('mutation { remark(id: "1") }');
    graph.calls.length = 0;
    await ask('{ a: customer(id: "1") { name } }');
    await ask('{ b: customer(id: "2") { name } }');
    expect(calls()).toEqual(['customers']);
    await ask('mutation { wipe }');
    graph.calls.length = 0;
    await ask('{ b: customer(id: "2") { name } }');
    expect(calls()).toEqual(['customers']);
  });

  test('is seen though a read that began before it ends after it', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    graph.before = async () => {
      graph.before = async () => {};
      await held;
    };
    const old = ask('{ customer(id: "1") { name } }');
    await vi.waitFor(() => expect(graph.calls).toHaveLength(1));
    // What it read, it read before the mutation.
    const [source] = graph.sources;
    expect(source?.name).toBe('customers');
    await ask('mutation { rename(id: "1", name: "Anne") { name } }');
    graph.names.set('1', 'Anna, as it was read');
    release();
    expect((await old).data.customer.name).toBe('Anna, as it was read');
    graph.names.set('1', 'Anne');
    expect((await ask('{ customer(id: "1") { name } }')).data.customer.name).toBe('Anne');
  });
});

describe('The admin port', () => {
  const invalidate = async (body: unknown, authorization = `Bearer ${token}`) => {
    const reply = await fetch(`${gateway.admin}/invalidation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const told: ReturnType<typeof JSON.parse> = await reply.json();
    return { status: reply.status, body: told };
  };

  test('invalidates a tag, wherever a row shows what carries it', async () => {
    await ask(profile, { id: '1' });
    await ask('{ everybody { loyalty { tier } } }');
    graph.tiers.set('1', 'PLATINUM');
    expect(await invalidate({ tags: ['membership-M1'] })).toEqual({
      status: 200,
      body: { invalidated: { tags: 1, subgraphs: 0 } },
    });
    expect((await ask(profile, { id: '1' })).data.customer.loyalty.tier).toBe('PLATINUM');
    expect((await ask('{ everybody { loyalty { tier } } }')).data.everybody[0].loyalty.tier).toBe('PLATINUM');
  });

  test('invalidates all of a subgraph', async () => {
    await ask(profile, { id: '1' });
    graph.calls.length = 0;
    expect((await invalidate({ subgraphs: ['loyalty'] })).status).toBe(200);
    await ask(profile, { id: '1' });
    expect(calls()).toEqual(['loyalty 1']);
  });

  test.each([
    ['', 401],
    ['Bearer ', 401],
    [`Bearer ${token}x`, 401],
    [token, 401],
    [`Bearer ${token}`, 200],
  ])('lets in only who holds its token: %j is %i', async (authorization, status) => {
    expect((await invalidate({ tags: ['customer-1'] }, authorization)).status).toBe(status);
  });

  test.each([['{'], [{}], [{ tags: [] }], [{ tags: 'customer-1' }], [{ tag: ['x'] }], [{ tags: [''] }]])(
    'refuses %j, saying what to send',
    async (body) => {
      const { status, body: told } = await invalidate(body);
      expect(status).toBe(400);
      expect(told.error).toMatch(/^Send /);
    },
  );

  test('is not where clients are', async () => {
    expect((await gateway.send('/invalidation', { method: 'POST' })).status).toBe(404);
  });
});
