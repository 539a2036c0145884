/** What the product promises its operator: it starts without its systems, takes them up as they come, and stops without failing anybody. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { startLegacy } from '../../legacy/index.ts';
import { serveSubgraph } from '../../subgraphs/serve.ts';
import { startSmallGateway } from '../support/gateway.ts';
import { freePort, type Product, startProduct } from '../support/product.ts';
import { smallSubgraph } from '../support/small-graph.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const now = new Date('2026-11-24T09:00:00Z');

const toEnd: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

async function product(environment: Record<string, string>): Promise<Product> {
  const started = await startProduct(environment);
  toEnd.push(started.close);
  return started;
}

const codes = (answer: { errors: readonly { extensions?: Record<string, unknown> }[] }) =>
  answer.errors.map(({ extensions }) => `${extensions?.system} ${extensions?.code}`);

describe('the product starts, answers the rest, and recovers without a restart', () => {
  test('when a system is down', async () => {
    const port = await freePort();
    const startPss = () => startLegacy({ names: ['pss'], world: { people: 200, now }, at: { pss: { port } } });
    const first = await startPss();
    await first.close();
    const running = await product({ ...first.settings, WORLD_PEOPLE: '200' });
    const query =
      '{ customer(id: "C0000101") { name { full } bookings(first: 1) { edges { node { recordLocator } } } } }';
    const without = await running.ask(query);
    expect(without.data).toEqual({ customer: { name: { full: 'Mrs Ada Marie Lindqvist' }, bookings: null } });
    expect(codes(without)).toEqual(['reservations LEGACY_UNAVAILABLE']);

    const second = await startPss();
    toEnd.push(second.close);
    await expect.poll(async () => codes(await running.ask(query)), { timeout: 50_000, interval: 500 }).toEqual([]);
  });

  test('when a subgraph elsewhere is down', async () => {
    const port = await freePort();
    const running = await product({
      LOYALTY_SUBGRAPH_URL: `http://127.0.0.1:${port}/graphql`,
      WORLD_PEOPLE: '200',
    });
    const query = '{ customer(id: "C0000101") { name { full } loyalty { number } } }';
    const without = await running.ask(query);
    expect(without.data).toEqual({ customer: { name: { full: 'Mrs Ada Marie Lindqvist' }, loyalty: null } });
    expect(codes(without)).toEqual(['loyalty LEGACY_UNAVAILABLE']);

    const service = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'subgraphs/main.ts', 'loyalty'], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: String(port),
        WORLD_PEOPLE: '200',
        WORLD_NOW: now.toISOString(),
      },
      stdio: 'ignore',
    });
    toEnd.push(() => service.kill());
    await expect.poll(async () => codes(await running.ask(query)), { timeout: 50_000, interval: 500 }).toEqual([]);
  });
});

describe('a request that may take longer than a process has to stop', () => {
  test('is answered with what is there, and not cut off', async () => {
    const gateway = await startSmallGateway({ config: { requestTimeout: 60_000 } });
    const inFlight = gateway.ask('{ customer(id: "1") { name } slow(milliseconds: 60000) }');
    await gateway.ask('{ __typename }');
    const start = performance.now();
    const closed = gateway.close();
    const { status, body } = await inFlight;
    await closed;
    expect([status, body.data]).toEqual([200, { customer: { name: 'Anna' }, slow: null }]);
    expect(body.errors[0].extensions.code).toBe('LEGACY_TIMEOUT');
    expect(performance.now() - start).toBeLessThan(15_000);
  });

  test('is answered so by a subgraph as a service too', async () => {
    const service = await serveSubgraph(smallSubgraph('customers'), {
      host: '127.0.0.1',
      port: 0,
      requestTimeout: 60_000,
      maxRequestBytes: 100_000,
    });
    const ask = (query: string) =>
      fetch(`http://127.0.0.1:${service.port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
    const inFlight = ask('{ slow(milliseconds: 60000) }');
    await ask('{ __typename }');
    const closed = service.close();
    const reply = await inFlight;
    const body = JSON.parse(await reply.text());
    await closed;
    expect([reply.status, body.errors[0].extensions.code]).toEqual([200, 'LEGACY_TIMEOUT']);
  });
});
