/** A self-service page whose user has not signed in: a record locator and a surname show the flights, and cannot be guessed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { personas } from '../../legacy/world/personas.ts';
import { type Product, startProduct } from '../support/product.ts';

let product: Product;
const tokens = new Map<string, string>();
let locators: string[];
beforeAll(async () => {
  product = await startProduct({ AUTH: 'demo', LOOK_UP_LIMIT_CALLER: 'off' });
  const { principals } = JSON.parse(await (await fetch(`${product.url}demo/principals`)).text());
  for (const { name, token } of principals) tokens.set(name, token);
  const { data } = await product.ask<{ customer: { bookings: { edges: { node: { recordLocator: string } }[] } } }>(
    `{ customer(id: "${personas.ada.customerId}") { bookings { edges { node { recordLocator } } } } }`,
    {},
    as('agent'),
  );
  locators = data?.customer.bookings.edges.flatMap(({ node }) => node?.recordLocator ?? []) ?? [];
});
afterAll(() => product?.close());

const as = (name: string) => ({ authorization: `Bearer ${tokens.get(name)}` });
const query = `query ($locator: String!, $surname: String!) { bookingItinerary(recordLocator: $locator, surname: $surname) {
  recordLocator flights { marketingFlightNumber departure { airport { code } } flight { number } } } }`;
const look = (locator: string | undefined, surname: string, name = 'guest') =>
  product.ask<{ bookingItinerary: { recordLocator: string; flights: unknown[] } | null }>(
    query,
    { locator, surname },
    as(name),
  );

test('who names both is shown the flights', async () => {
  const { data, errors } = await look(locators[0], 'Lindqvist');
  expect(errors).toEqual([]);
  expect(data?.bookingItinerary?.recordLocator).toBe(locators[0]);
  expect(data?.bookingItinerary?.flights.length).toBeGreaterThan(0);
});

test('a wrong surname and a locator that nobody has look the same, in time as well', async () => {
  const [wrong, absent] = await Promise.all([look(locators[1], 'Meier'), look('QQ00QQ', 'Lindqvist')]);
  const answer = { status: 200, data: { bookingItinerary: null }, errors: [] };
  expect([wrong, absent]).toMatchObject([answer, answer]);
  for (const { milliseconds } of [wrong, absent]) expect(milliseconds).toBeGreaterThan(990);
});

test('five wrong surnames are all there are, and the right one is then refused too, whoever asks', async () => {
  const guesses = await Promise.all(
    ['Meier', 'Schmidt', 'Jones', 'Garcia', 'Rossi'].map((surname, index) =>
      look(locators[2], surname, index % 2 === 0 ? 'guest' : 'customer'),
    ),
  );
  expect(guesses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  for (const name of ['guest', 'agent']) {
    const refused = await look(locators[2]?.toLowerCase(), 'Lindqvist', name);
    expect([refused.status, refused.errors[0]?.extensions?.code, refused.data]).toEqual([429, 'RATE_LIMITED', null]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  }
});

test('nor does it help not to wait for the answer, which comes sooner when it is the right one', async () => {
  for (const surname of ['Meier', 'Schmidt', 'Jones', 'Garcia', 'Rossi']) {
    const left = fetch(`${product.url}graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...as('guest') },
      body: JSON.stringify({ query, variables: { locator: 'YY11YY', surname } }),
      signal: AbortSignal.timeout(300),
    });
    await expect(left).rejects.toThrow();
  }
  const short = { ...as('guest'), 'x-time-left-ms': '300' };
  await expect
    .poll(async () => (await product.ask(query, { locator: 'YY11YY', surname: 'Lindqvist' }, short)).status, {
      timeout: 5_000,
    })
    .toBe(429);
});

test('a deadline cut short is a guess too', async () => {
  const short = { ...as('guest'), 'x-time-left-ms': '400' };
  const statuses = [];
  for (let time = 0; time < 6; time += 1)
    statuses.push((await product.ask(query, { locator: 'XX22XX', surname: 'Meier' }, short)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
});
