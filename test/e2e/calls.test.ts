/** How few calls the legacy systems see, counted at the product's own metrics. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personas } from '../../legacy/world/personas.ts';
import { callsBetween, type Product, startProduct } from '../support/product.ts';

let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(async () => {
  await product?.close();
});

const view = `
  id name { full } emails { address } preferences { seat }
  loyalty { number tier { level progress { missing } } balance { available } expiringLots { miles } activity(first: 10) { edges { node { kind miles } } } }
  serviceCases(first: 10) { edges { node { id subject status } } }
  bookings(first: 5) { edges { node { recordLocator segments { departure { scheduledLocal } } } } }`;

async function callsOf(query: string, variables: Record<string, unknown>) {
  const before = await product.calls();
  const answer = await product.ask<Record<string, unknown>>(query, variables);
  expect(answer.errors).toEqual([]);
  const calls = callsBetween(before, await product.calls());
  const to = (system: string) =>
    Object.entries(calls).reduce((sum, [key, count]) => sum + (key.startsWith(`${system} `) ? count : 0), 0);
  return { calls, to, data: answer.data! };
}

describe('one operation over all four systems', () => {
  it('costs one call to each SQL system and one search of the service desk for one customer', async () => {
    const { calls, to } = await callsOf(`query($id: ID!) { customer(id: $id) { ${view} } }`, {
      id: personas.ada.customerId,
    });
    expect(to('customers'), JSON.stringify(calls)).toBe(1);
    expect(to('loyalty'), JSON.stringify(calls)).toBe(1);
    expect(to('service-cases'), JSON.stringify(calls)).toBe(1);
  });

  it('costs the reservation system one list a frequent-flyer number and one retrieval a booking shown', async () => {
    const { calls, data } = await callsOf(`query($id: ID!) { customer(id: $id) { ${view} } }`, {
      id: personas.ada.customerId,
    });
    const customer = data.customer as { bookings: { edges: unknown[] } };
    const pss = Object.entries(calls).filter(([key]) => key.startsWith('reservations '));
    const total = pss.reduce((sum, [, count]) => sum + count, 0);
    expect(total, JSON.stringify(calls)).toBe(1 + customer.bookings.edges.length);
  });

  it('costs the same number of SQL calls for fifty customers', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `C${String(10_001 + index).padStart(7, '0')}`);
    const { calls, to } = await callsOf(`query($ids: [ID!]!) { customers(ids: $ids) { ${view} } }`, { ids });
    expect(to('customers'), JSON.stringify(calls)).toBe(1);
    expect(to('loyalty'), JSON.stringify(calls)).toBe(1);
  });

  it('costs nothing at a system it does not ask', async () => {
    const { to } = await callsOf('query($id: ID!) { customer(id: $id) { name { full } } }', {
      id: personas.ada.customerId,
    });
    expect([to('customers'), to('loyalty'), to('reservations'), to('service-cases')]).toEqual([1, 0, 0, 0]);
  });
});

describe('many operations at once', () => {
  const query = 'query($id: ID!) { customer(id: $id) { id loyalty { number tier { level } balance { available } } } }';
  const ids = Array.from({ length: 60 }, (_, index) => `C${String(10_001 + index).padStart(7, '0')}`);

  it('cost a system that takes many keys fewer calls than there are operations, and get the same answers', async () => {
    const before = await product.calls();
    const together = await Promise.all(ids.map((id) => product.ask<Record<string, unknown>>(query, { id })));
    const calls = callsBetween(before, await product.calls());
    const alone = [];
    for (const id of ids) alone.push(await product.ask<Record<string, unknown>>(query, { id }));
    expect(together.map(({ data }) => data)).toEqual(alone.map(({ data }) => data));
    expect(together.filter(({ data }) => data?.customer).length).toBeGreaterThan(40);
    const loyalty = Object.entries(calls).filter(([key]) => key.startsWith('loyalty '));
    const made = loyalty.reduce((sum, [, count]) => sum + count, 0);
    expect(made, JSON.stringify(calls)).toBeLessThan(0.8 * ids.length);
  });
});
