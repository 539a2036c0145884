/** What the product refuses before it plans anything, over raw HTTP, of callers who have to say who they are. */
import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Exchange, exchange } from '../support/exchange.ts';
import { type RequiredProduct, startRequiredProduct } from '../support/required-product.ts';

let product: RequiredProduct;
let agent: Record<string, string>;
let explorer: Record<string, string>;
beforeAll(async () => {
  product = await startRequiredProduct();
  [agent, explorer] = await Promise.all([product.as(['agent']), product.as(['agent', 'explorer'])]);
});
afterAll(() => product?.close());

const json = { 'content-type': 'application/json' };
const send = (request: Partial<Exchange>) =>
  exchange(product.url, {
    method: 'POST',
    path: '/graphql',
    ...request,
    headers: { ...json, ...agent, ...request.headers },
  });
const post = (query: string, headers: Record<string, string> = {}, variables: Record<string, unknown> = {}) =>
  send({ headers, body: JSON.stringify({ query, variables }) });
const codeOf = (body: string): unknown => JSON.parse(body).errors?.[0]?.extensions?.code;
/** Operations planned, fetches of subgraphs and calls of systems since the start. */
const work = async () => {
  const metrics = await (await fetch(`${product.url}metrics`)).text();
  const counts = [
    ...metrics.matchAll(
      /^(?:graph_subgraph_fetch_duration_seconds_count|legacy_calls_total|graph_plans_total)\{.*\} (\d+)$/gm,
    ),
  ];
  return counts.reduce((total, [, count]) => total + Number(count), 0);
};

const repeat = (count: number, text: (number: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ');

describe('refused before it is planned is an operation', () => {
  const customer = (fields: string) => `{ customer(id: "C0000101") { ${fields} } }`;
  test.each([
    ['of more than 1,000 tokens', customer('id '.repeat(1_000)), 'OPERATION_TOO_LARGE'],
    [
      'of more than 10 levels',
      customer(`${'bookings { edges { node { passengers { customer { '.repeat(2)} id ${' } } } } }'.repeat(2)}`),
      'OPERATION_TOO_LARGE',
    ],
    [
      'of more than 10 levels in fragments',
      `${customer('...A')} fragment A on Customer { bookings { ...B } } fragment B on BookingConnection { edges { node { ...C } } }
       fragment C on Booking { passengers { customer { bookings { edges { node { passengers { customer { id } } } } } } } }`,
      'OPERATION_TOO_LARGE',
    ],
    ['of more than 15 aliases', customer(repeat(16, (at) => `a${at}: id`)), 'OPERATION_TOO_LARGE'],
    [
      'with one root field more than 10 times',
      `{ ${repeat(11, (at) => `a${at}: customer(id: "${at}") { id }`)} }`,
      'OPERATION_TOO_LARGE',
    ],
    [
      'of more than 20 directives',
      customer(repeat(7, () => 'id @include(if: true) @skip(if: false) @include(if: true)')),
      'OPERATION_TOO_LARGE',
    ],
    [
      'that asks for a list of more than 100',
      customer('bookings(first: 101) { edges { cursor } }'),
      'OPERATION_TOO_LARGE',
    ],
    [
      'that may cost more than 50,000',
      customer(
        'bookings(first: 50) { edges { node { passengers { possibleCustomers(first: 20) { customer { bookings(first: 50) { edges { cursor } } } } } } } }',
      ),
      'OPERATION_TOO_COSTLY',
    ],
  ])('%s', async (_, query, code) => {
    const before = await work();
    // The first time, and as one that is known.
    for (let time = 0; time < 2; time += 1) {
      const { status, body } = await post(query);
      expect([status, codeOf(body)], body).toEqual([400, code]);
      expect(JSON.parse(body).data).toBeUndefined();
    }
    expect(await work()).toBe(before);
  });

  test('with a list that is longer by its variables', async () => {
    const query = 'query ($n: Int!) { customer(id: "C0000101") { bookings(first: $n) { edges { cursor } } } }';
    const statuses = [];
    for (const n of [1, 5_000, 2]) statuses.push((await post(query, {}, { n })).status);
    expect(statuses).toEqual([200, 400, 200]);
  });
});

describe('a list is bounded', () => {
  const inCustomer = (field: string) => `{ customer(id: "C0000101") { ${field} { __typename } } }`;
  const inCase = (field: string) =>
    `{ customer(id: "C0000101") { serviceCases(first: 1) { edges { node { ${field} { __typename } } } } } }`;
  test.each([
    ['{ customerCandidates(surname: "Lindqvist", givenName: "Ada", first: 51) { __typename } }', 'customerCandidates'],
    [
      '{ bookingsOnFlight(carrier: "AX", number: "1", departureDate: "2026-11-24", origin: "FRA", surname: "X", first: 51) { __typename } }',
      'bookingsOnFlight',
    ],
    [`{ customers(ids: ${JSON.stringify(Array(101).fill('C0000101'))}) { id } }`, 'customers'],
    [inCustomer('possibleDuplicates(first: 21)'), 'possibleDuplicates'],
    [inCustomer('bookings(first: 51)'), 'bookings'],
    [inCustomer('bookings(first: 0)'), 'bookings'],
    [inCustomer('bookings(first: -1)'), 'bookings'],
    ['{ customer(id: "C0000101") { loyalty { activity(first: 0) { __typename } } } }', 'activity'],
    [inCustomer('serviceCases(first: 0)'), 'serviceCases'],
    [inCase('messages(first: 0)'), 'messages'],
    [inCase('similar(first: 21)'), 'similar'],
  ])('in its own field, beyond what the gateway lets nobody ask: %s', async (query, field) => {
    const { status, body } = await post(query);
    const { errors } = JSON.parse(body);
    expect([status, errors?.[0]?.path?.at(-1), errors?.[0]?.extensions?.code], body).toEqual([
      200,
      field,
      'BAD_USER_INPUT',
    ]);
  });
});

test('every connection of the graph says how long it can be', () => {
  const schema = buildSchema(readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8'), {
    assumeValidSDL: true,
  });
  const unbounded = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field }) => getNamedType(field.type).name.endsWith('Connection'))
    .filter(
      ({ field }) =>
        !field.args.some(({ name, description }) => name === 'first' && /^1 to \d+\.$/.test(description ?? '')),
    );
  expect(unbounded.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([]);
});

describe('a fragment bomb of less than 960 bytes', () => {
  const bomb = (salt: number) => {
    const text = [
      `query Q${salt} { customer(id: "C0000101") { ...F0 } }`,
      ...Array.from({ length: 17 }, (_, at) => `fragment F${at} on Customer { ...F${at + 1} ...F${at + 1} }`),
      'fragment F17 on Customer { id }',
    ].join(' ');
    expect(text.length).toBeLessThan(960);
    return text;
  };

  test('is refused in less than 50 milliseconds of the processor', async () => {
    const processor = async () =>
      Number(/^process_cpu_seconds_total ([\d.]+)/m.exec(await (await fetch(`${product.url}metrics`)).text())?.[1]);
    await post(bomb(-1));
    const before = await processor();
    const count = 40;
    for (let at = 0; at < count; at += 1) {
      const { status, body } = await post(bomb(at));
      expect([status, codeOf(body)]).toEqual([400, 'OPERATION_TOO_LARGE']);
    }
    expect(((await processor()) - before) / count).toBeLessThan(0.05);
  });

  test('holds up nobody else: a hundred of them and as many honest questions are all answered', async () => {
    const bombs = Array.from({ length: 100 }, (_, at) => post(bomb(1_000 + at)));
    const questions = Array.from({ length: 100 }, () => post('{ __typename }'));
    expect(new Set((await Promise.all(bombs)).map(({ status }) => status))).toEqual(new Set([400]));
    expect(new Set((await Promise.all(questions)).map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('refused, whoever asks, is', () => {
  const query = '{ __typename }';
  const body = JSON.stringify({ query });
  const form = `query=${encodeURIComponent(query)}`;
  test.each<[string, Partial<Exchange>, number]>([
    ['a query by GET', { method: 'GET', path: `/graphql?${form}` }, 405],
    ['a mutation by GET', { method: 'GET', path: '/graphql?query=mutation%20%7B%20__typename%20%7D' }, 405],
    ['an operation by PUT', { method: 'PUT', body }, 405],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form }, 415],
    ['a form with files', { headers: { 'content-type': 'multipart/form-data; boundary=b' }, body: '--b--' }, 415],
    ['plain text', { headers: { 'content-type': 'text/plain' }, body }, 415],
    [
      'a body of no type, which a page can send to others without asking',
      { headers: { 'content-type': '' }, body },
      415,
    ],
    ['a foreign origin', { headers: { origin: 'https://evil.example.org' }, body }, 403],
    ['a page of no origin', { headers: { origin: 'null' }, body }, 403],
    ['another name for this host, as DNS can be made to say', { headers: { host: 'evil.example.org' }, body }, 403],
    ['a batch', { body: `[${body},${body}]` }, 400],
    ['a batch of one', { body: `[${body}]` }, 400],
    ['a compressed body', { headers: { 'content-encoding': 'gzip' }, body }, 415],
    ['more than 256 kB', { body: JSON.stringify({ query, variables: { x: 'x'.repeat(262_144) } }) }, 413],
    [
      'an operation named by a hash that nobody has registered',
      { body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }) },
      404,
    ],
  ])('%s', async (_, request, status) => {
    const answer = await send(request);
    expect([answer.status, JSON.parse(answer.body).data], answer.body).toEqual([status, undefined]);
  });

  test('what a foreign page asks leave for', async () => {
    const preflight = await send({
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example.org',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    expect(preflight.headers['access-control-allow-headers']).toBeUndefined();
  });
});

describe('the graph tells of itself', () => {
  const introspection = '{ __schema { types { name } } }';
  const misspelt = '{ custommer(id: "1") { id } }';

  test('nothing to whoever has no explorer role', async () => {
    expect((await post(introspection)).status).toBe(400);
    const wrong = await post(misspelt);
    expect(wrong.body).not.toContain('Did you mean');
    const answer = await post(
      '{ flight(carrier: "AX", number: "1", departureDate: "2026-11-24", origin: "FRA") { number } }',
      {
        'x-query-plan': '1',
        'x-sources': '1',
        'x-cost': '1',
        'apollo-federation-include-trace': 'ftv1',
      },
    );
    expect([answer.status, JSON.parse(answer.body).extensions]).toEqual([200, undefined]);
  });

  test('its schema, similar names, plans, costs and sources to whoever has one', async () => {
    expect((await post(introspection, explorer)).status).toBe(200);
    expect((await post(misspelt, explorer)).body).toContain('Did you mean');
    const { body } = await post(
      '{ flight(carrier: "AX", number: "1", departureDate: "2026-11-24", origin: "FRA") { number } }',
      {
        ...explorer,
        'x-query-plan': '1',
        'x-sources': '1',
        'x-cost': '1',
      },
    );
    // The vanilla engine has no record of sources.
    expect(Object.keys(JSON.parse(body).extensions)).toEqual(expect.arrayContaining(['cost', 'queryPlan']));
  });

  test('and to nobody that its schema goes round in circles, under however many names', async () => {
    const circle = `{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }`;
    expect((await post(circle, explorer)).status).toBe(400);
    const many = `{ __schema { ${repeat(16, (at) => `a${at}: types { fields { name } }`)} } }`;
    expect(codeOf((await post(many, explorer)).body)).toBe('OPERATION_TOO_LARGE');
  });
});
