/** The product with its cache in a real Redis: shared by replicas, kept over restarts, encrypted, and not needed. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callsBetween, freePort, type Product, startProduct } from '../support/product.ts';
import { cli, type RedisServers, startRedis, until } from '../support/redis-servers.ts';

const view = `query View($id: ID!) {
  customer(id: $id) {
    name { full }
    emails { address }
    loyalty { number tier { level } balance { available } }
    bookings(first: 2, when: UPCOMING) { edges { node { recordLocator } } }
    serviceCases(first: 2) { edges { node { id subject } } }
  }
}`;
const ada = { id: 'C0000101' };
const token = randomBytes(24).toString('hex');
const keys = `k1:${randomBytes(32).toString('base64')}`;
const withRedis = (address: string) => ({ CACHE: address, CACHE_KEYS: keys, ADMIN_PORT: '0', ADMIN_TOKEN: token });

const rows = async (product: Product, outcome: string): Promise<number> => {
  const text = await (await fetch(`${product.url}metrics`)).text();
  const counts = text.matchAll(new RegExp(`^graph_cache_rows_total\\{.*outcome="${outcome}"\\} (\\d+)$`, 'gm'));
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
};
const invalidate = (product: Product, body: unknown) =>
  fetch(/^Admin +(\S+)$/m.exec(product.output())?.[1] ?? '', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const noOfRows = async (redis: RedisServers) =>
  (await cli(redis.ports[0]!, 'keys', '*:row:*')).split('\n').filter(Boolean).length;

/** Asks until it costs no call, as a process that has just started may be too slow for its own read budget. */
async function warm(product: Product, variables: Record<string, string>) {
  await until(async () => {
    const before = await product.calls();
    await product.ask(view, variables);
    return Object.keys(callsBetween(before, await product.calls())).length === 0;
  });
  return (await product.ask(view, variables)).data;
}

describe('Two replicas with one Redis', () => {
  let redis: RedisServers;
  let one: Product;
  let two: Product;
  beforeAll(async () => {
    redis = await startRedis();
    [one, two] = await Promise.all([startProduct(withRedis(redis.address)), startProduct(withRedis(redis.address))]);
  });
  afterAll(async () => {
    await one?.close();
    await two?.close();
    await redis?.close();
  });

  test('ask a system once for both', async () => {
    await warm(two, { id: 'C0000106' });
    const first = await warm(one, ada);
    const before = await two.calls();
    const hits = await rows(two, 'hit');
    expect((await two.ask(view, ada)).data).toEqual(first);
    expect(callsBetween(before, await two.calls())).toEqual({});
    expect((await rows(two, 'hit')) - hits).toBe(4);
  });

  test('both forget what one is told has changed', async () => {
    await warm(one, ada);
    const reply = await invalidate(two, { tags: ['customer-C0000101'] });
    expect(reply.status).toBe(200);
    const before = await one.calls();
    await one.ask(view, ada);
    expect(Object.keys(callsBetween(before, await one.calls())).length).toBeGreaterThanOrEqual(4);
  });

  test('leave nothing in it that could be read', async () => {
    await warm(one, ada);
    const byPhone = 'query ($p: String!) { customerCandidates(phone: $p) { customer { name { full } } } }';
    const before = await noOfRows(redis);
    await until(async () => {
      await one.ask(byPhone, { p: '030 23125101' });
      return (await noOfRows(redis)) > before;
    });
    const names = (await cli(redis.ports[0]!, 'keys', '*')).trim().split('\n');
    const values = await Promise.all(names.map((name) => cli(redis.ports[0]!, '--raw', 'get', name)));
    const all = [...names, ...values].join('\n');
    expect(names.length).toBeGreaterThan(8);
    expect(all).not.toMatch(/lindqvist|2000000101|C0000101|23125101|example\.|ADAL7Q|GOLD|42187/i);
  });

  test('take what somebody wrote over their rows for nothing', async () => {
    const expected = await one.ask(view, ada);
    const names = (await cli(redis.ports[0]!, 'keys', '*:row:*')).trim().split('\n');
    expect(names.length).toBeGreaterThanOrEqual(4);
    const [first] = names;
    for (const name of names.slice(1)) await cli(redis.ports[0]!, 'copy', first!, name, 'replace');
    await cli(redis.ports[0]!, 'set', first!, 'junk');
    const answer = await two.ask(view, ada);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual(expected.data);
  });
});

test('A gateway started anew finds what the one before it left', async () => {
  const redis = await startRedis();
  const before = await startProduct(withRedis(redis.address));
  const data = await warm(before, ada);
  expect(await before.close()).toBe(0);
  const after = await startProduct(withRedis(redis.address));
  await warm(after, { id: 'C0000106' });
  const counted = await after.calls();
  expect((await after.ask(view, ada)).data).toEqual(data);
  // What the reservation system said may be too old by now, as it is after ten seconds; what the customer master said is not.
  expect(callsBetween(counted, await after.calls())).not.toHaveProperty('customers read');
  await after.close();
  await redis.close();
});

test('Without its Redis the product starts and answers; it uses it once it is there, and goes on when it freezes', async () => {
  const port = await freePort();
  const product = await startProduct(withRedis(`redis://127.0.0.1:${port}`));
  const first = await product.ask(view, ada);
  expect(first.errors).toEqual([]);
  expect((await invalidate(product, { tags: ['customer-C0000101'] })).status).toBe(503);
  const redis = await startRedis(port);
  await until(async () => {
    await product.ask(view, ada);
    return (await rows(product, 'hit')) >= 4;
  });
  redis.processes[0]!.kill('SIGSTOP');
  const frozen = await product.ask(view, ada);
  expect(frozen.errors).toEqual([]);
  expect(frozen.data).toEqual(first.data);
  redis.processes[0]!.kill('SIGCONT');
  const hits = await rows(product, 'hit');
  await until(async () => {
    await product.ask(view, ada);
    return (await rows(product, 'hit')) > hits;
  });
  expect(await product.close()).toBe(0);
  await redis.close();
});
