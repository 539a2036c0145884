/** The question it is for: the profile shows while the reservation system still thinks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askInParts, byPath, together } from '../support/parts.ts';
import { type Product, startProduct } from '../support/product.ts';

/** By the reservation system, milliseconds. */
const delay = 500;
const query = `query Profile($later: Boolean! = true) {
  customer(id: "C0000101") {
    id name { full } vipClass
    ... @defer(label: "loyalty", if: $later) { loyalty { number tier { name } } }
    ... @defer(label: "bookings", if: $later) { bookings(first: 5) { edges { node { recordLocator segments { id } } } } }
  }
}`;

let product: Product;
beforeAll(async () => {
  product = await startProduct({ ENGINE: 'compiled' });
  await product.ask(query);
  await askInParts(product, query);
  await product.fault('pss', 'delay', delay);
}, 60_000);
afterAll(async () => {
  await product.close();
});

test('the profile is there before the reservation system has answered, and nothing is missing in the end', async () => {
  const start = performance.now();
  const whole = await product.ask(query, { later: false });
  const wholeAt = performance.now() - start;
  const { list, at } = await askInParts(product, query, { accept: byPath });
  const [first = Number.NaN] = at;
  if (process.env.SHOW_TIMES !== undefined) process.stdout.write(`whole ${wholeAt}, parts ${at.join(', ')}\n`);
  expect(wholeAt).toBeGreaterThan(delay);
  expect(first).toBeLessThan(delay / 2);
  expect(list[0].data.customer.name.full).toEqual(whole.data && expect.any(String));
  expect(together(list)).toEqual({ data: whole.data, errors: [] });
  expect(list.at(-1).incremental.at(-1).label).toBe('bookings');
}, 20_000);
