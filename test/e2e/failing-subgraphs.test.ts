/** A subgraph of its own process that lies, hangs or is dead costs its own fields, and nobody gets another one's row. */
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { maxReplyBytes, remote } from '../../gateway/data-sources/remote.ts';
import { serveSubgraph } from '../../subgraphs/serve.ts';
import { type Answer, startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { type Lie, type LyingSubgraph, lyingSubgraph } from '../support/lying-subgraph.ts';
import { placesOf } from '../support/places.ts';
import { smallSubgraph } from '../support/small-graph.ts';

const query = '{ customers(ids: ["1","2","3"]) { name miles bookings { locator } } }';
const healthy = [1, 2, 3].map((id) => ({
  name: ['Anna', 'Ben', 'Carla'][id - 1],
  miles: id * 1000,
  bookings: [{ locator: `A${id}` }, { locator: `B${id}` }],
}));
const everyMiles = [0, 1, 2].map((index) => ['customers', index, 'miles']);

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function withLoyalty(lie: Lie, config = {}): Promise<{ gateway: TestGateway; loyalty: LyingSubgraph }> {
  const loyalty = await lyingSubgraph('loyalty', lie);
  const gateway = await startSmallGateway({ sources: { loyalty: loyalty.source }, config });
  opened.push(gateway, loyalty);
  return { gateway, loyalty };
}

const entities = (change: (rows: unknown[]) => unknown[]) => (data: Record<string, unknown>) => ({
  _entities: change(data._entities as unknown[]),
});

function miles({ body }: Answer): unknown[] {
  return body.data.customers.map((customer: { miles: unknown }) => customer.miles);
}

function expectOthersWhole({ body }: Answer): void {
  const without = (list: { miles: unknown }[]) => list.map(({ miles: _, ...rest }) => rest);
  expect(without(body.data.customers)).toEqual(without(healthy));
}

describe('a subgraph service', () => {
  test('that is well answers as it would in the process', async () => {
    const { gateway } = await withLoyalty({});
    expect((await gateway.ask(query)).body).toEqual({ data: { customers: healthy } });
  });

  test('that answers out of order still gives everybody his own', async () => {
    const { gateway } = await withLoyalty({ answer: entities((rows) => rows.toReversed()) });
    expect((await gateway.ask(query)).body).toEqual({ data: { customers: healthy } });
  });

  test('that sends the rows of others gives nobody anything, and says so at each place', async () => {
    const foreign = (row: unknown) => JSON.parse(JSON.stringify(row).replaceAll(/"([123])"/g, '"9$1"'));
    const { gateway } = await withLoyalty({ answer: entities((rows) => rows.map(foreign)) });
    const answer = await gateway.ask(query);
    expect(miles(answer)).toEqual([null, null, null]);
    expectOthersWhole(answer);
    expect(placesOf(answer.body.errors)).toEqual(everyMiles);
    expect(answer.body.errors[0].extensions).toMatchObject({
      code: 'LEGACY_MALFORMED',
      system: 'loyalty',
      retryable: false,
    });
  });

  test('that sends one row twice shows it once, and misses the other', async () => {
    const { gateway } = await withLoyalty({ answer: entities(([first, , third]) => [first, first, third]) });
    const answer = await gateway.ask(query);
    expect(miles(answer)).toEqual([1000, null, 3000]);
    expect(answer.body.errors).toMatchObject([
      { path: ['customers', 1, 'miles'], extensions: { code: 'LEGACY_MALFORMED' } },
    ]);
  });

  test('that sends too few rows misses those only', async () => {
    const { gateway } = await withLoyalty({ answer: entities((rows) => rows.slice(1)) });
    const answer = await gateway.ask(query);
    expect(miles(answer)).toEqual([null, 2000, 3000]);
    expect(answer.body.errors).toMatchObject([{ path: ['customers', 0, 'miles'] }]);
  });

  test('that sends too many rows is believed in those that were asked for', async () => {
    const { gateway } = await withLoyalty({
      answer: entities((rows) => [{ _key_type: 'Customer', miles: 7 }, ...rows]),
    });
    expect(miles(await gateway.ask(query))).toEqual([1000, 2000, 3000]);
  });

  test('that sends what every object inherits changes no other answer', async () => {
    const poisoned = (row: unknown) =>
      JSON.parse(
        JSON.stringify(row).replace(/^\{/, '{"__proto__":{"tier":"GOLD","miles":1},"constructor":{"prototype":1},'),
      );
    const { gateway } = await withLoyalty({ answer: entities((rows) => rows.map(poisoned)) });
    expect(miles(await gateway.ask(query))).toEqual([1000, 2000, 3000]);
    expect(Object.keys(Object.getPrototypeOf({}))).toEqual([]);
    expect(Reflect.get({}, 'tier')).toBeUndefined();
  });

  test('that sends rows without their keys gives nothing', async () => {
    const { gateway } = await withLoyalty({ answer: entities((rows) => rows.map(() => ({ miles: 5 }))) });
    expect(miles(await gateway.ask(query))).toEqual([null, null, null]);
  });

  test.each<[string, string, Lie['instead'] & {}]>([
    ['LEGACY_MALFORMED', 'answers HTML', (_, response) => void response.end('<html>502</html>')],
    ['LEGACY_MALFORMED', 'answers JSON that is no GraphQL', (_, response) => void response.end('[1,2]')],
    [
      'LEGACY_MALFORMED',
      'answers no list of entities',
      (_, response) => void response.end('{"data":{"_entities":{}}}'),
    ],
    [
      'LEGACY_UNAVAILABLE',
      'closes half way',
      (_, response) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"data":');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['LEGACY_UNAVAILABLE', 'answers 503', (_, response) => void response.writeHead(503).end('down')],
    ['OVERLOADED', 'answers 429', (_, response) => void response.writeHead(429).end()],
    ['LEGACY_REJECTED', 'answers 403', (_, response) => void response.writeHead(403).end('go away, db17.internal')],
    [
      'LEGACY_MALFORMED',
      'answers more than 5 MB',
      (_, response) => void response.end(`"${'x'.repeat(maxReplyBytes)}"`),
    ],
  ])('costs its own fields with %s when it %s', async (code, _how, instead) => {
    const { gateway } = await withLoyalty({ instead });
    const answer = await gateway.ask(query);
    expect(answer.status).toBe(200);
    expectOthersWhole(answer);
    expect(miles(answer)).toEqual([null, null, null]);
    expect(placesOf(answer.body.errors)).toEqual(everyMiles);
    for (const { extensions } of answer.body.errors) expect(extensions).toMatchObject({ code, system: 'loyalty' });
    expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|db17|html|ECONN/);
  });

  test('that is dead costs its own fields', async () => {
    const url = await deadAddress();
    const gateway = await startSmallGateway({ sources: { loyalty: remote('loyalty', url, { connections: 1 }) } });
    opened.push(gateway);
    const answer = await gateway.ask(
      `{ customers(ids: ["1","2","3"]) { name miles bookings { locator } } own: loyalty(number: "M1") { tier } }`,
    );
    expectOthersWhole(answer);
    expect(placesOf(answer.body.errors)).toEqual([['own'], ...everyMiles]);
    expect(answer.body.errors[0]).toMatchObject({
      message: 'The loyalty system cannot be reached.',
      extensions: { code: 'LEGACY_UNAVAILABLE', retryable: true },
    });
  });

  test('that tells what is inside is not quoted', async () => {
    const text = JSON.stringify({
      data: null,
      errors: [
        { message: 'SELECT * FROM T_MBR at db17.internal', extensions: { code: 'ER_BAD', stack: ['secret.ts'] } },
      ],
    });
    const { gateway } = await withLoyalty({ instead: (_, response) => void response.end(text) });
    const { body } = await gateway.ask(query);
    expect(JSON.stringify(body)).not.toMatch(/SELECT|db17|secret/);
    expect(body.errors[0].extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', system: 'loyalty' });
  });
});

describe('time', () => {
  const hang: Lie = { instead: () => {} };

  test('that is up ends a hanging subgraph’s fields, in time, and closes its connection', async () => {
    const { gateway, loyalty } = await withLoyalty(hang, { requestTimeout: 300 });
    const start = performance.now();
    const answer = await gateway.ask(query);
    expect(performance.now() - start).toBeLessThan(4_000);
    expectOthersWhole(answer);
    expect(placesOf(answer.body.errors)).toEqual(everyMiles);
    expect(answer.body.errors[0].extensions).toMatchObject({
      code: 'LEGACY_TIMEOUT',
      system: 'loyalty',
      retryable: true,
    });
    await eventually(() => loyalty.taken.abandoned === 1);
  });

  test('may be shortened by the client, and what is left is told to the subgraph', async () => {
    const { gateway, loyalty } = await withLoyalty(hang);
    await gateway.ask(query, {}, { 'x-time-left-ms': '200', 'x-request-id': 'trace-0001' });
    const [headers] = loyalty.taken.headers;
    expect(Number(headers?.['x-time-left-ms'])).toBeGreaterThan(0);
    expect(Number(headers?.['x-time-left-ms'])).toBeLessThanOrEqual(200);
    expect(headers?.['x-request-id']).toBe('trace-0001');
  });

  test('is not spent on a client who has left', async () => {
    const { gateway, loyalty } = await withLoyalty(hang);
    const leave = new AbortController();
    const asked = gateway.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: leave.signal,
    });
    await eventually(() => loyalty.taken.requests === 1);
    leave.abort();
    await expect(asked).rejects.toThrow();
    await eventually(() => loyalty.taken.abandoned === 1);
  });

  const partly = '{ slow(milliseconds: 1500) customer(id: "1") { name } }';
  const atSlow = {
    data: { slow: null, customer: { name: 'Anna' } },
    errors: [{ path: ['slow'], extensions: { code: 'LEGACY_TIMEOUT', system: 'customers', retryable: true } }],
  };

  test('that is up leaves what a subgraph in the process has finished', async () => {
    const signals: AbortSignal[] = [];
    const gateway = await startSmallGateway({
      behaviour: { onContext: (_, signal) => void signals.push(signal) },
      config: { requestTimeout: 200 },
    });
    opened.push(gateway);
    expect((await gateway.ask(partly)).body).toMatchObject(atSlow);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('that is up leaves what a subgraph service has finished', async () => {
    const limits = { requestTimeout: 5_000, maxRequestBytes: 1_000_000 };
    const service = await serveSubgraph(smallSubgraph('customers'), { host: '127.0.0.1', port: 0, ...limits });
    const url = new URL(`http://127.0.0.1:${service.port}/graphql`);
    const customers = remote('customers', url, { connections: 2 });
    const gateway = await startSmallGateway({ sources: { customers }, config: { requestTimeout: 300 } });
    opened.push(gateway, service);
    expect((await gateway.ask(partly)).body).toMatchObject(atSlow);
  });

  test('is not waited for beyond when a resolver does not heed it', async () => {
    const gateway = await startSmallGateway({ config: { requestTimeout: 200 } });
    opened.push(gateway);
    const start = performance.now();
    const { body } = await gateway.ask('{ deaf(milliseconds: 8000) customer(id: "1") { name } }');
    expect(performance.now() - start).toBeLessThan(4_000);
    expect(body.data).toEqual({ deaf: null, customer: null });
    expect(placesOf(body.errors)).toEqual([['deaf'], ['customer']]);
  });
});

async function deadAddress(): Promise<URL> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 1}/graphql`);
}

async function eventually(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 100 && !condition(); attempt++)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(condition()).toBe(true);
}
