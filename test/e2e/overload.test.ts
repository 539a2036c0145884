/** More requests than can be answered: who is turned away, how soon, and who is not. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type Product, startProduct } from '../support/product.ts';

let product: Product | undefined;
afterEach(async () => {
  await product?.close();
});

/** Of the two systems that are asked within the gateway's own thread: what is too much is too much for it. */
const query = `query Load($id: ID!) {
  customer(id: $id) { name { full } loyalty { number tier { level } balance { available } } }
}`;

/** Each sends one after the other until told to stop, and pauses when it is turned away; counts the statuses. */
function clients(product: Product, count: number, headers: Record<string, string>) {
  const seen = { answered: 0, refused: 0, others: 0 };
  const refusals: { body: unknown; headers: Headers }[] = [];
  let going = true;
  const one = async (_: unknown, index: number) => {
    while (going) {
      const reply = await fetch(`${product.url}graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables: { id: `C0000${101 + (index % 15)}` } }),
      });
      const body = await reply.json();
      seen[reply.status === 200 ? 'answered' : reply.status === 503 ? 'refused' : 'others'] += 1;
      if (reply.status !== 503) continue;
      if (refusals.length < 5) refusals.push({ body, headers: reply.headers });
      await pause(100);
    }
  };
  const all = Promise.all(Array.from({ length: count }, one));
  return {
    seen,
    refusals,
    stop: async () => {
      going = false;
      await all;
    },
  };
}

interface Ready {
  readonly status: string;
  readonly load?: { readonly state: string; readonly refused: Record<string, number> };
}
const ready = async (product: Product): Promise<Ready> =>
  JSON.parse(await (await fetch(`${product.url}readyz`)).text());

test('partners are turned away early, the airline’s own are answered, and all is well again soon after', async () => {
  product = await startProduct({
    ADMISSION: 'on',
    TRUSTED_PROXIES: '127.0.0.1,::1',
    ALLOWED_ORIGINS: 'https://app.example.com',
  });
  const partners = clients(product, 400, { 'x-client-class': 'partner', origin: 'https://app.example.com' });
  await expect.poll(() => partners.seen.refused, { timeout: 30_000 }).toBeGreaterThan(200);
  const own = clients(product, 3, { 'x-client-class': 'first-party' });
  await expect.poll(() => own.seen.answered, { timeout: 30_000 }).toBeGreaterThan(20);
  const during = await ready(product);
  await own.stop();
  await partners.stop();

  expect(during.status).toBe('ready');
  expect(during.load).toMatchObject({ state: 'overloaded', refused: { internal: 0 } });
  expect([own.seen.others, partners.seen.others]).toEqual([0, 0]);
  const answeredShare = ({ answered, refused }: typeof own.seen) => answered / (answered + refused);
  expect(answeredShare(own.seen)).toBeGreaterThan(answeredShare(partners.seen));
  const [refusal] = partners.refusals;
  expect(refusal?.headers.get('retry-after')).toBe('5');
  expect(refusal?.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(refusal?.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
  expect(refusal?.headers.get('cache-control')).toBe('no-store');
  expect(refusal?.body).toEqual({
    errors: [
      {
        message: expect.any(String),
        extensions: { code: 'OVERLOADED', retryable: true, requestId: refusal?.headers.get('x-request-id') },
      },
    ],
  });

  const metrics = await (await fetch(`${product.url}metrics`)).text();
  const told = Number(/^graph_refused_requests_total\{class="partner",reason="busy"\} (\d+)$/m.exec(metrics)?.[1]);
  expect(told).toBe(partners.seen.refused);
  await expect.poll(async () => (await ready(product!)).load?.state, { timeout: 10_000 }).toBe('normal');
  const calm = await product.ask(query, { id: 'C0000101' });
  expect([calm.status, calm.errors]).toEqual([200, []]);
  // The log is written a moment later.
  await expect.poll(() => product?.output()).toMatch(/overloaded: requests are turned away[\s\S]*no longer overloaded/);
});

test('without trusted proxies nobody is less than another, whatever he says he is', async () => {
  product = await startProduct({ ADMISSION: 'on' });
  const crowd = clients(product, 400, { 'x-client-class': 'partner' });
  await expect.poll(() => crowd.seen.refused, { timeout: 30_000 }).toBeGreaterThan(20);
  await crowd.stop();
  expect(crowd.refusals[0]?.headers.get('retry-after')).toBe('1');
  expect((await ready(product)).load?.refused).toEqual({ 'first-party': crowd.seen.refused, internal: 0, partner: 0 });
});

test('unless it is asked for, nobody is turned away', async () => {
  product = await startProduct();
  const crowd = clients(product, 150, {});
  await expect.poll(() => crowd.seen.answered, { timeout: 30_000 }).toBeGreaterThan(500);
  await crowd.stop();
  expect([crowd.seen.refused, crowd.seen.others]).toEqual([0, 0]);
  expect(await ready(product)).not.toHaveProperty('load');
});

test('a burst of 64 on a gateway that has answered nobody yet is answered', async () => {
  product = await startProduct({ ADMISSION: 'on' });
  const { url } = product;
  const saved = await Promise.all(
    Array.from({ length: 64 }, async (_, index) => {
      const body = JSON.stringify({
        query: query.replace('Load', `Load${index % 8}`),
        variables: { id: `C0000${101 + (index % 15)}` },
      });
      const reply = await fetch(`${url}graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      return [reply.status, JSON.parse(await reply.text()).errors];
    }),
  );
  expect(saved).toEqual(Array.from({ length: 64 }, () => [200, undefined]));
});

test('a few long lists at once are answered', async () => {
  product = await startProduct({ ADMISSION: 'on' });
  const { ask } = product;
  const ids = Array.from({ length: 400 }, (_, index) => `C${String(101 + index).padStart(7, '0')}`);
  const list =
    'query List($ids: [ID!]!) { customers(ids: $ids) { id name { full } loyalty { number tier { level } } } }';
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => ask(list, { ids: ids.slice(index) })));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
});
