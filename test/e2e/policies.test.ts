/** A source that fails is left alone for a while and found again by itself, and nobody else notices. */
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { policed } from '../../gateway/data-sources/policed.ts';
import { personas } from '../../legacy/world/personas.ts';
import { reservations } from '../../subgraphs/reservations/subgraph.ts';
import { serveSubgraph } from '../../subgraphs/serve.ts';
import { startSmallGateway } from '../support/gateway.ts';
import { type Lie, lyingSubgraph } from '../support/lying-subgraph.ts';
import { type Product, startProduct } from '../support/product.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

/** Asks until it is so; fails when it never is. */
async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(20)) if (await condition()) return;
  throw new Error(`never: ${what}`);
}

const { ada } = personas;
const view = `query View($id: ID!, $locator: String!) {
  customer(id: $id) { name { surname } loyalty { number } serviceCases(first: 1) { edges { node { id } } } bookings(first: 2) { edges { node { recordLocator } } } }
  booking(recordLocator: $locator) { recordLocator }
}`;
const variables = { id: ada.customerId, locator: ada.recordLocator };
interface View {
  customer: { bookings: unknown } & Record<string, unknown>;
  booking: unknown;
}

async function readyz(product: Pick<Product, 'url'>) {
  const { systems }: { systems: Record<string, unknown> } = JSON.parse(
    await (await fetch(`${product.url}readyz`)).text(),
  );
  return systems;
}
const pssCalls = async (product: Product) =>
  Object.entries(await product.calls())
    .filter(([name]) => name.startsWith('reservations'))
    .reduce((sum, [, count]) => sum + count, 0);
const circuitOf = async (product: Product) => {
  const metrics = await (await fetch(`${product.url}metrics`)).text();
  return /^source_circuit_state\{system="reservations"\} (\d)$/m.exec(metrics)?.[1];
};

describe('a reservation system that', () => {
  for (const [does, kind, settings] of [
    ['is dead', 'refuse', {}],
    ['answers junk', 'garble', {}],
    ['hangs', 'hang', { RESERVATIONS_TIMEOUT_MS: '400' }],
  ] as const) {
    test(`${does} is asked no more, costs its own fields only, and is found again when it is back`, async () => {
      const product = await startProduct({ RESERVATIONS_CIRCUIT_OPEN_MS: '3000', ...settings });
      opened.push(product);
      const ask = () => product.ask<View>(view, variables);
      const healthy = (await ask()).data!;
      expect(await readyz(product)).toMatchObject({
        reservations: { state: 'up', circuit: 'closed', limit: 10, inFlight: 0, queued: 0 },
      });
      expect(await circuitOf(product)).toBe('0');

      await product.fault('pss', kind);
      const others = { customer: { ...healthy.customer, bookings: null }, booking: null };
      await until(async () => {
        const answers = await Promise.all(Array.from({ length: 6 }, ask));
        for (const { data } of answers) expect(data).toEqual(others);
        return (await circuitOf(product)) === '2';
      }, 'the circuit opens');

      const before = await pssCalls(product);
      const told = await Promise.all(Array.from({ length: 10 }, ask));
      const after = await pssCalls(product);
      for (const { data, errors } of told) {
        expect(data).toEqual(others);
        expect(new Set(errors.map(({ extensions }) => extensions?.code))).toEqual(new Set(['LEGACY_UNAVAILABLE']));
      }
      // A probe may fall into that time on a slow machine.
      expect(after - before).toBeLessThanOrEqual(2);

      await product.fault('pss', 'none');
      await until(async () => {
        const { data } = await ask();
        return JSON.stringify(data) === JSON.stringify(healthy);
      }, 'the view is whole again');
      await until(async () => {
        await ask();
        return (await circuitOf(product)) === '0';
      }, 'the circuit closes');
      expect((await readyz(product)).reservations).toMatchObject({ state: 'up', circuit: 'closed' });
      // The log is written a moment later.
      for (const state of ['open', 'half-open', 'closed']) {
        await expect.poll(() => product.output()).toContain(`"system":"reservations","circuit":"${state}"`);
      }
    });
  }
});

describe('a subgraph service that', () => {
  test('fails is asked no more by the gateway, and is found again when it is back', async () => {
    const lie: { instead: Lie['instead'] } = { instead: (_, response) => void response.writeHead(503).end() };
    const service = await lyingSubgraph('loyalty', lie);
    opened.push(service);
    const circuits: string[] = [];
    const loyalty = policed(service.source, {
      concurrency: 4,
      timeout: 2_000,
      circuit: { calls: 20, percent: 50, openFor: 1_000 },
      onCircuit: ({ state }) => circuits.push(state),
    });
    const gateway = await startSmallGateway({ sources: { loyalty } });
    opened.push(gateway);
    const ask = async () => (await gateway.ask('{ customers(ids: ["1"]) { name miles bookings { locator } } }')).body;
    const partial = { name: 'Anna', bookings: [{ locator: 'A1' }, { locator: 'B1' }], miles: null };

    await until(async () => {
      const { data, errors } = await ask();
      expect(data.customers).toEqual([partial]);
      expect(errors[0].extensions.code).toBe('LEGACY_UNAVAILABLE');
      return loyalty.state?.().circuit === 'open';
    }, 'the circuit opens');
    // Twenty, second tries included, of which there are ten at most to begin with.
    expect(service.taken.requests).toBe(20);
    const metrics = async () => String((await gateway.send('/metrics')).body);
    expect(await metrics()).toContain('source_circuit_state{system="loyalty"} 2');
    expect((await gateway.send('/readyz')).body.systems.loyalty).toMatchObject({ circuit: 'open', inFlight: 0 });

    lie.instead = undefined;
    await until(async () => (await ask()).errors === undefined && loyalty.state?.().circuit === 'closed', 'it is back');
    expect(circuits).toEqual(['open', 'half-open', 'closed']);
    const told = await metrics();
    expect(told).toContain('source_circuit_state{system="loyalty"} 0');
    expect(Number(/source_calls_refused_total\{system="loyalty",by="circuit"\} (\d+)/.exec(told)?.[1])).toBeGreaterThan(
      0,
    );
  });
});

test('the time a subgraph service is given ends its call to the legacy system and closes its socket', async () => {
  const sockets = { open: 0, ended: 0 };
  const hung = createServer((socket) => {
    sockets.open += 1;
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.open -= 1;
      sockets.ended = performance.now();
    });
    socket.resume();
  });
  await new Promise<void>((done) => hung.listen(0, '127.0.0.1', done));
  opened.push(hung);
  const address = hung.address();
  const settings = {
    RESERVATIONS_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`,
    RESERVATIONS_USER: 'WSAXDEMO',
    RESERVATIONS_PASSWORD: 'secret',
    RESERVATIONS_OFFICE: 'FRAAX08AA',
  };
  const subgraph = await reservations.open(settings, { now: () => new Date(0), onCall: () => undefined });
  const limits = { requestTimeout: 30_000, maxRequestBytes: 100_000 };
  const service = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, ...limits });
  opened.push(service);
  const start = performance.now();
  const reply = await fetch(`http://127.0.0.1:${service.port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-time-left-ms': '400' },
    body: JSON.stringify({ query: '{ booking(recordLocator: "ADAL7Q") { recordLocator } }' }),
  });
  expect(await reply.json()).toMatchObject({
    data: { booking: null },
    errors: [{ extensions: { code: 'LEGACY_TIMEOUT' } }],
  });
  await until(async () => sockets.open === 0 && sockets.ended > 0, 'the socket is closed');
  // Well before the system's own 4 s.
  expect(sockets.ended - start).toBeGreaterThan(390);
  expect(sockets.ended - start).toBeLessThan(3_000);
});
