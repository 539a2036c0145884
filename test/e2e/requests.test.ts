/** What the gateway refuses before it becomes an operation, and how it says so. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, startSmallGateway, type TestGateway } from '../support/gateway.ts';

const json = { 'content-type': 'application/json' };
const operation = JSON.stringify({ query: '{ customer(id: "1") { name } }' });

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startSmallGateway();
});
afterAll(() => gateway?.close());

function expectRefusal(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.body.data).toBeUndefined();
  expect(answer.body.errors).toHaveLength(1);
  expect(answer.body.errors[0].extensions).toMatchObject({ code, requestId: answer.headers.get('x-request-id') });
}

const post = (body: string, headers: Record<string, string> = json) =>
  gateway.send('/graphql', { method: 'POST', headers, body });

describe('a request is refused', () => {
  test.each([
    ['by GET', '?query={__typename}'],
    ['by GET with a mutation', '?query=mutation{touch}'],
  ])('%s', async (_, search) => {
    const answer = await gateway.send(`/graphql${search}`, { headers: { 'apollo-require-preflight': '1' } });
    expectRefusal(answer, 405, 'BAD_REQUEST');
    expect(answer.headers.get('allow')).toBe('POST');
  });

  test.each([
    ['a form', 'application/x-www-form-urlencoded', 'query={__typename}'],
    ['plain text', 'text/plain', operation],
    ['a multipart form', 'multipart/form-data; boundary=x', '--x--'],
    ['GraphQL text', 'application/graphql', '{ __typename }'],
  ])('as %s', async (_, type, body) => {
    expectRefusal(await post(body, { 'content-type': type }), 415, 'BAD_REQUEST');
  });

  test('compressed, so that its size cannot surprise', async () => {
    expectRefusal(await post(operation, { ...json, 'content-encoding': 'gzip' }), 415, 'BAD_REQUEST');
  });

  test('larger than the limit', async () => {
    expectRefusal(await post(JSON.stringify({ query: `{ a } #${'x'.repeat(300_000)}` })), 413, 'REQUEST_TOO_LARGE');
  });

  test.each([
    ['nothing', ''],
    ['broken JSON', '{"query":'],
    ['a list (a batch)', `[${operation}]`],
    ['a number', '7'],
    ['null', 'null'],
    ['no query', '{}'],
    ['a query that is no text', '{"query":{"kind":"Document"}}'],
    ['variables as text', '{"query":"{a}","variables":"{}"}'],
    ['extensions that are no object', '{"query":"{a}","extensions":[1]}'],
    ['a prototype', '{"query":"{a}","__proto__":{"x":1}}'],
  ])('that holds %s', async (_, body) => {
    expectRefusal(await post(body), 400, 'BAD_REQUEST');
  });

  test.each(['https://evil.example.org', 'null', `http://127.0.0.1:1`])(
    'from the foreign origin %s',
    async (origin) => {
      expectRefusal(await post(operation, { ...json, origin }), 403, 'FORBIDDEN');
    },
  );

  test('under a foreign host name, as a rebound DNS name would bring it', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const { port } = new URL(gateway.url);
      const sent = request({
        port,
        host: '127.0.0.1',
        path: '/healthz',
        headers: { host: `evil.example.org:${port}` },
      });
      sent.on('response', (response) => resolve(response.statusCode)).on('error', reject);
      sent.end();
    });
    expect(status).toBe(403);
  });

  test('when it is too deep, before anything is planned', async () => {
    const deep = `{ customer(id: "1") ${'{ bookings { passengers { customer '.repeat(5)}{ id }${' } } }'.repeat(5)} }`;
    expectRefusal(await post(JSON.stringify({ query: deep })), 400, 'OPERATION_TOO_LARGE');
  });

  test('when a few fragments stand for millions of fields, at once', async () => {
    const bomb = [
      '{ customer(id: "1") { ...F0 } }',
      ...Array.from({ length: 25 }, (_, i) => `fragment F${i} on Customer { ...F${i + 1} ...F${i + 1} }`),
      'fragment F25 on Customer { name code }',
    ].join(' ');
    const start = performance.now();
    const answer = await post(JSON.stringify({ query: bomb }));
    expectRefusal(answer, 400, 'OPERATION_TOO_LARGE');
    // Expanded, it would take hours.
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('when it is no GraphQL, or not of this schema, without a hint at the schema', async () => {
    expectRefusal(await post('{"query":"{ customer("}'), 400, 'GRAPHQL_PARSE_FAILED');
    const answer = await post('{"query":"{ custmer(id: 1) { name } }"}');
    expectRefusal(answer, 400, 'GRAPHQL_VALIDATION_FAILED');
    expect(answer.body.errors[0].message).not.toContain('customer');
  });

  test('when a number in it is larger than JSON can carry', async () => {
    for (const query of ['{ onDay(day: 1e400) }', 'query ($day: Day = 1e400) { onDay(day: $day) }']) {
      const answer = await gateway.ask(query);
      expectRefusal(answer, 400, 'GRAPHQL_VALIDATION_FAILED');
      expect(answer.body.errors[0].message).toBe('This number is too large to be read.');
    }
  });

  test('when it asks for the schema while the explorer is off', async () => {
    const answer = await post('{"query":"{ __schema { types { name } } }"}');
    expectRefusal(answer, 400, 'GRAPHQL_VALIDATION_FAILED');
    expect(answer.body.errors[0].message).not.toContain('Apollo');
  });

  test.each([
    ['names an operation that is not there', 'query A { __typename }', 'B'],
    ['names none of several', 'query A { __typename } query B { __typename }', undefined],
    ['names none of several, as an empty text', 'query A { __typename } query B { __typename }', ''],
  ])('when it %s', async (_, query, operationName) => {
    expectRefusal(await post(JSON.stringify({ query, operationName })), 400, 'OPERATION_RESOLUTION_FAILURE');
  });

  test('when it is of a kind this graph has none of', async () => {
    expectRefusal(await post('{"query":"subscription { x }"}'), 400, 'GRAPHQL_VALIDATION_FAILED');
  });

  test('when it accepts no form the answer has', async () => {
    expectRefusal(await post(operation, { ...json, accept: 'text/html' }), 406, 'BAD_REQUEST');
  });

  test('when its variables do not fit', async () => {
    const answer = await gateway.ask('query ($id: ID!) { customer(id: $id) { name } }', {});
    expectRefusal(answer, 400, 'BAD_USER_INPUT');
  });
});

describe('a request is answered', () => {
  test('from an allowed origin, which may read it', async () => {
    const origin = 'https://app.example.com';
    const answer = await post(operation, { ...json, origin });
    expect(answer.body).toEqual({ data: { customer: { name: 'Anna' } } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    const preflight = await gateway.send('/graphql', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect(preflight.status).toBe(204);
    const allowed = preflight.headers.get('access-control-allow-headers');
    for (const header of ['content-type', 'x-sources']) expect(allowed).toContain(header);
  });

  test('from a page of its own', async () => {
    expect((await post(operation, { ...json, origin: gateway.url })).status).toBe(200);
  });

  test('with the id it brought, and headers that keep it private', async () => {
    const answer = await post(operation, { ...json, 'x-request-id': 'desk-42.a1' });
    expect(answer.headers.get('x-request-id')).toBe('desk-42.a1');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const hostile = await post(operation, { ...json, 'x-request-id': 'a b"}' });
    expect(hostile.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('and logged in one line without what was asked about or answered', async () => {
    gateway.lines.length = 0;
    await gateway.ask(
      'query Who($id: ID!) { customer(id: $id) { name miles } }',
      { id: '3' },
      { 'x-request-id': 'log-line-1' },
    );
    const lines = gateway.lines.filter(({ requestId }) => requestId === 'log-line-1');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      operation: 'Who',
      status: 200,
      codes: [],
      fetches: [
        { subgraph: 'customers', outcome: 'ok' },
        { subgraph: 'loyalty', outcome: 'ok' },
      ],
    });
    expect(JSON.stringify(lines[0])).not.toContain('Carla');
  });

  test.each([
    ['GRAPHQL_PARSE_FAILED', '{ customer(', {}],
    ['GRAPHQL_VALIDATION_FAILED', '{ custmer { name } }', {}],
    ['BAD_USER_INPUT', 'query ($id: ID!) { customer(id: $id) { name } }', {}],
  ])(
    'and a client’s mistake is logged by its code %s, without a place in the program',
    async (code, query, variables) => {
      const id = `mistake-${code}`;
      await gateway.ask(query, variables, { 'x-request-id': id });
      const line = () => gateway.lines.find(({ requestId }) => requestId === id);
      await expect.poll(line).toMatchObject({ codes: [code], level: 30 });
      expect(line()).not.toHaveProperty('causes');
      expect(JSON.stringify(gateway.lines)).not.toContain('node_modules');
    },
  );

  test('and logged when the client leaves before the answer', async () => {
    const leaving = new AbortController();
    const asked = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { ...json, 'x-request-id': 'leaver-001' },
      body: JSON.stringify({ query: '{ slow(milliseconds: 1000) }' }),
      signal: leaving.signal,
    }).catch(() => 'left');
    setTimeout(() => leaving.abort(), 100);
    expect(await asked).toBe('left');
    const lines = () => gateway.lines.filter(({ requestId }) => requestId === 'leaver-001');
    await expect.poll(() => lines().length).toBe(1);
    expect(lines()[0]).toMatchObject({ status: 499, ended: 'ClientLeft' });
    expect((await gateway.send('/metrics')).body).toMatch(
      /graph_operation_duration_seconds_count\{operation="\w+",outcome="left"\} [1-9]/,
    );
  });

  test('in the time all have: who sends slowly is cut off', async () => {
    const { connect } = await import('node:net');
    const start = performance.now();
    const { port } = new URL(gateway.url);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('data', (chunk) => (text += String(chunk)));
      socket.once('close', () => resolve(text));
      socket.write(
        'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
      );
    });
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('and counted', async () => {
    await post(operation);
    const { body } = await gateway.send('/metrics');
    expect(body).toMatch(/graph_operation_duration_seconds_count\{operation="\w+",outcome="ok"\} [1-9]/);
    expect(body).toMatch(/graph_operation_duration_seconds_count\{operation="\w+",outcome="refused"\} [1-9]/);
    expect(body).toMatch(/graph_subgraph_fetch_duration_seconds_count\{subgraph="customers",outcome="ok"\} [1-9]/);
  });
});

describe('health', () => {
  test('tells that the process lives, and the state of each system by role', async () => {
    expect((await gateway.send('/healthz')).body).toEqual({ status: 'alive' });
    const { status, body } = await gateway.send('/readyz');
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'ready',
      systems: {
        customers: { state: 'up', milliseconds: 1 },
        loyalty: { state: 'up', milliseconds: 1 },
        reservations: { state: 'up', milliseconds: 1 },
      },
    });
  });
});

test('a request that is sent as the gateway is told to stop is still answered', async () => {
  const stopping = await startSmallGateway();
  const { connect } = await import('node:net');
  const socket = connect(Number(new URL(stopping.url).port), '127.0.0.1').on('error', () => {});
  await new Promise((resolve) => socket.once('connect', resolve));
  const closed = stopping.close();
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${operation.length}\r\n\r\n${operation}`,
  );
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  await closed;
  expect(text).toMatch(/^HTTP\/1.1 200 OK/);
  expect(text.toLowerCase()).toContain('connection: close');
});

test('the gateway says that it is not ready for a while before it takes no more connections', async () => {
  const stopping = await startSmallGateway({ config: { drainDelay: 1_000 } });
  const before = await stopping.send('/readyz');
  const closed = stopping.close();
  const after = await stopping.send('/readyz', { headers: { connection: 'close' } });
  const alive = await stopping.send('/healthz', { headers: { connection: 'close' } });
  await closed;
  expect([before.status, after.status, alive.status]).toEqual([200, 503, 200]);
  expect(after.body.status).toBe('not ready');
  await expect(stopping.send('/readyz')).rejects.toThrow();
});

describe('with the explorer on', () => {
  test('a reader who does not read does not keep the gateway from stopping', async () => {
    const open = await startSmallGateway({ config: { explorer: true, requestTimeout: 500 } });
    const { connect } = await import('node:net');
    const socket = connect(Number(new URL(open.url).port), '127.0.0.1').on('error', () => {});
    // Several megabytes, more than the buffers between us hold.
    socket.write('GET /explorer/laboratory.js HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await new Promise((resolve) => socket.once('readable', resolve));
    const start = performance.now();
    await open.close();
    socket.destroy();
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test.each(['0', 'dryrun', 'DRY-RUN', '1, 1'])(
    'a wish for the plan that reads %s is told what it may be',
    async (wish) => {
      const open = await startSmallGateway({ config: { explorer: true } });
      const answer = await open.ask('{ __typename }', {}, { 'x-query-plan': wish });
      await open.close();
      expectRefusal(answer, 400, 'BAD_REQUEST');
      expect(answer.body.errors[0].message).toBe('Write 1 or dry-run in x-query-plan, or leave it out.');
    },
  );

  test('the schema may be asked for, and the plan is shown to whoever sends the header', async () => {
    const open = await startSmallGateway({ config: { explorer: true } });
    const schema = await open.ask('{ __schema { queryType { name } } }');
    const planned = await open.ask('{ customers(ids: ["1"]) { miles } }', {}, { 'x-query-plan': '1' });
    const plain = await open.ask('{ customers(ids: ["1"]) { miles } }');
    await open.close();
    expect(schema.body).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
    expect(plain.body.extensions).toBeUndefined();
    expect(planned.body.extensions.queryPlan).toMatchObject({
      kind: 'QueryPlan',
      node: {
        kind: 'Sequence',
        nodes: [
          { kind: 'Fetch', serviceName: 'customers' },
          { kind: 'Flatten', path: [{ Field: 'customers' }, '@'], node: { kind: 'Fetch', serviceName: 'loyalty' } },
        ],
      },
    });
  });
});
