/** A subgraph behind HTTPS, with a certificate of the company's own authority. `openssl` makes it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProduct } from '../support/product.ts';
import { type ShopSubgraph, shopSubgraph, shopSupergraph } from '../support/shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'https-'));
const file = join(folder, 'shop.graphql');
const key = join(folder, 'key.pem');
const certificate = join(folder, 'certificate.pem');
const services: ShopSubgraph[] = [];

beforeAll(async () => {
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=stock.example.com'].concat([
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      key,
      '-out',
      certificate,
    ]),
    { stdio: 'pipe' },
  );
  const tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(certificate, 'utf8') };
  services.push(
    await shopSubgraph('catalogue'),
    await shopSubgraph('stock.v2', '/graphql', tls),
    await shopSubgraph('Reviews & Ratings'),
  );
  const [catalogue = '', stock = '', reviews = ''] = services.map(({ url }) => url);
  expect(stock).toMatch(/^https:/);
  writeFileSync(file, shopSupergraph({ catalogue, 'stock.v2': stock, 'Reviews & Ratings': reviews }));
});
afterAll(async () => {
  await Promise.all(services.map((each) => each.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function ask(environment: Record<string, string>) {
  const product = await startProduct({ SUPERGRAPH_FILE: file, ENGINE: 'compiled', ...environment });
  const answer = await product.ask('{ product(id: "2") { title inStock } }');
  const health = await fetch(`${product.url}readyz`);
  const systems = await health.json();
  await product.close();
  return { ...answer, systems };
}

test('it is asked over HTTPS when its authority is known, by NODE_EXTRA_CA_CERTS', async () => {
  const { errors, data, systems } = await ask({ NODE_EXTRA_CA_CERTS: certificate });
  expect([errors, data]).toEqual([[], { product: { title: 'Table', inStock: 14 } }]);
  expect(systems).toMatchObject({ status: 'ready' });
});

test('it is not there when its certificate cannot be trusted, and costs its own fields', async () => {
  const { errors, data, systems } = await ask({});
  expect(data).toEqual({ product: { title: 'Table', inStock: null } });
  expect(errors).toMatchObject([
    { path: ['product', 'inStock'], extensions: { code: 'LEGACY_UNAVAILABLE', system: 'stock.v2' } },
  ]);
  expect(systems).toMatchObject({
    status: 'degraded',
    systems: { 'stock.v2': { state: 'down', code: 'LEGACY_UNAVAILABLE' } },
  });
});
