/** Nothing that requests share, gather or keep goes from one who asks to another, or from one purpose to another. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { authConfig, issuerEntry } from '../support/auth-config.ts';
import { cachedGraph } from '../support/cached-graph.ts';
import { startGateway, startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { smallSubgraph } from '../support/small-graph.ts';

let provider: IdentityProvider;
let gateway: TestGateway | undefined;
beforeAll(async () => {
  provider = await startIdentityProvider();
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});
afterAll(() => provider?.close());

const auth = () => authConfig({ issuers: [issuerEntry('staff', provider.issuer)] });
type Headers = Record<string, string>;
const as = async (claims: Record<string, unknown>, more: Headers = {}): Promise<Headers> => ({
  authorization: `Bearer ${await provider.token(claims)}`,
  ...more,
});

/** Who must not be told what another was: they differ in one thing each. */
async function others(): Promise<Headers[]> {
  return [
    await as({ sub: 'ada' }),
    await as({ sub: 'bob' }),
    await as({ sub: 'ada' }, { 'x-purpose': 'complaint' }),
    await as({ sub: 'ada', roles: ['agent', 'supervisor'] }),
    await as({ sub: 'ada', scope: 'customer:read' }),
    await as({ sub: 'ada', azp: 'another-desktop' }),
  ];
}

/** A subgraph that says in each name, or greeting, whose request its call was. */
function tellingWho(name: 'customers' | 'loyalty', delay: number) {
  const calls: string[][] = [];
  const own = inProcess(smallSubgraph(name));
  const source: DataSource = {
    ...own,
    fetch: async (operation, context) => {
      const { representations } = (operation.variables ?? {}) as { representations?: { id: string }[] };
      calls.push(representations?.map(({ id }) => id) ?? []);
      const { principal, purpose } = context;
      const who = [principal?.subject, purpose, principal?.roles, principal?.scopes, principal?.client]
        .flat()
        .join(' ');
      await pause(delay);
      const reply = await own.fetch(operation, context);
      const marked = JSON.stringify(reply.data).replaceAll(/"(name|greeting)":"[^"]*"/g, `"$1":"${who}"`);
      return { ...reply, data: JSON.parse(marked) };
    },
  };
  return { source, calls };
}

describe('a call that is under way', () => {
  test('is joined by who is the same in all that counts, with another token or not, and by nobody else', async () => {
    const { source, calls } = tellingWho('customers', 300);
    gateway = await startSmallGateway({ sources: { customers: source }, config: { auth: auth() } });
    const query = '{ customer(id: "1") { name } }';
    const callers = [...(await others()), await as({ sub: 'ada', jti: 'renewed', purposes: ['customer-service'] })];
    const answers = await Promise.all(callers.flatMap((headers) => [1, 2].map(() => gateway!.ask(query, {}, headers))));
    const names = answers.map(({ body }) => body.data.customer.name);
    expect(names.slice(0, 2)).toEqual(names.slice(-2));
    // Two of each ask, and Ada with her renewed token besides.
    expect(new Set(names).size).toBe(6);
    expect(calls).toHaveLength(6);
    for (const [place, name] of names.entries()) expect(name).toBe(names[place - (place % 2)]);
    expect(names[2]).toMatch(/^bob customer-service/);
    expect(names[4]).toMatch(/^ada complaint/);
  });
});

describe('entities', () => {
  test('are asked about together for one who asks, and never for two', async () => {
    const { source, calls } = tellingWho('loyalty', 50);
    gateway = await startSmallGateway({ sources: { loyalty: source }, config: { auth: auth(), gatherWindow: 50 } });
    const query = 'query ($id: ID!) { customer(id: $id) { greeting } }';
    const [ada, bob] = [await as({ sub: 'ada' }), await as({ sub: 'bob' })];
    const ids = ['1', '2', '3', '4'];
    for (const headers of [ada, bob]) await gateway.ask(query, { id: '1' }, headers);
    calls.length = 0;
    const asked = [ada, bob].flatMap((headers) => [...ids, ...ids].map((id) => ({ headers, id })));
    const answers = await Promise.all(asked.map(({ headers, id }) => gateway!.ask(query, { id }, headers)));
    for (const [place, { body }] of answers.entries()) {
      expect(body.data.customer.greeting).toMatch(place < 8 ? /^ada / : /^bob /);
    }
    // Less than each alone would be: they were gathered, each with his own.
    expect(calls.length).toBeLessThan(8);
    expect(calls.some((entities) => entities.length > 1)).toBe(true);
  });
});

describe('the cache', () => {
  test('keeps for each his own, but for what is public', async () => {
    const graph = cachedGraph();
    gateway = await startGateway(graph.supergraph, graph.sources, {
      cache: { place: { kind: 'memory', bytes: 8_388_608 }, keys: [], prefix: 'test' },
      gatherWindow: 0,
      auth: auth(),
    });
    const query = '{ customer(id: "1") { name loyalty { tier } } }';
    const callers = await others();
    for (const headers of callers) {
      expect((await gateway.ask(query, {}, headers)).body.data.customer.name).toBe('Anna');
    }
    expect(graph.calls).toHaveLength(2 * callers.length);
    graph.calls.length = 0;
    graph.names.set('1', 'Anne');
    // What is kept for them is the old name; who is new is told the new one.
    for (const headers of callers) expect((await gateway.ask(query, {}, headers)).body.data.customer.name).toBe('Anna');
    expect((await gateway.ask(query, {}, await as({ sub: 'eve' }))).body.data.customer.name).toBe('Anne');
    expect(graph.calls.map(({ subgraph }) => subgraph)).toEqual(['customers', 'loyalty']);
    graph.calls.length = 0;
    for (const headers of callers)
      expect((await gateway.ask('{ weather }', {}, headers)).body.data.weather).toBe('fine');
    expect(graph.calls).toHaveLength(1);
  });
});
