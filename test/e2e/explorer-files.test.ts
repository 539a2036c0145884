/** How the explorer's files travel: a visit costs little, and the next one almost nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startSmallGateway({ config: { explorer: true } });
});
afterAll(() => gateway?.close());

const get = (headers: Record<string, string>) => fetch(`${gateway.url}/explorer/laboratory.js`, { headers });

test('the explorer’s program comes compressed to who takes it so, and is the same text', async () => {
  const plain = await get({ 'accept-encoding': 'identity' });
  const gzipped = await get({ 'accept-encoding': 'br, gzip' });
  expect(plain.headers.get('content-encoding')).toBe(null);
  expect(gzipped.headers.get('content-encoding')).toBe('gzip');
  expect(gzipped.headers.get('vary')).toContain('accept-encoding');
  const text = await plain.text();
  expect(text.length).toBeGreaterThan(1_000_000);
  expect((await gzipped.text()) === text).toBe(true);
  expect(Number(gzipped.headers.get('content-length'))).toBeLessThan(text.length / 3);
});

test('a browser that has it is only told that it is still good', async () => {
  const first = await get({});
  const etag = first.headers.get('etag') ?? '';
  await first.body?.cancel();
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const again = await get({ 'if-none-match': etag });
  expect([again.status, await again.text()]).toEqual([304, '']);
  expect(again.headers.get('content-security-policy')).toContain("default-src 'none'");
  const other = await get({ 'if-none-match': 'W/"other"' });
  expect(other.status).toBe(200);
  await other.body?.cancel();
});

test('what can change with the product is not kept', async () => {
  expect((await fetch(`${gateway.url}/explorer/operations.json`)).headers.get('cache-control')).toBe('no-store');
});
