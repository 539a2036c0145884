/** Answers in parts as they are on the wire: to who reads slowly, not at all, or leaves; at the deadline, and while the gateway stops. */
import { afterEach, describe, expect, test } from 'vitest';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { type LyingSubgraph, lyingSubgraph } from '../support/lying-subgraph.ts';
import { byPath } from '../support/parts.ts';
import { type RawClient, rawClient } from '../support/raw-client.ts';
import { smallSubgraph } from '../support/small-graph.ts';

const oneLater = '{ customer(id: "1") { name ... @defer { bookings { locator } } } }';
/** More than the buffers between two ends of a loopback connection hold. */
const long = 'x'.repeat(24 * 1024 * 1024);

const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

async function start(options: Parameters<typeof startSmallGateway>[0] = {}): Promise<TestGateway> {
  const gateway = await startSmallGateway({ ...options, config: { engine: 'compiled', ...options.config } });
  opened.push(gateway);
  return gateway;
}

async function client(gateway: TestGateway): Promise<RawClient> {
  const made = await rawClient(gateway.url);
  opened.push({ close: async () => made.socket.destroy() });
  return made;
}

/** Reservations that take requests and answer none. */
async function silentReservations(): Promise<LyingSubgraph> {
  const silent = await lyingSubgraph('reservations', { instead: () => {} });
  opened.push(silent);
  return silent;
}

/** Reservations that answer when `open` is called. */
function gatedReservations() {
  const source = inProcess(smallSubgraph('reservations'));
  const gate = Promise.withResolvers<void>();
  const fetch: typeof source.fetch = async (operation, context) => {
    await gate.promise;
    return source.fetch(operation, context);
  };
  return { source: { ...source, fetch }, open: () => gate.resolve() };
}

/** Loyalty with a number of megabytes in `tier`. */
function longLoyalty() {
  const source = inProcess(smallSubgraph('loyalty'));
  return {
    ...source,
    fetch: async () => ({ data: { loyalty: { __typename: 'Membership', number: 'M1', tier: long } }, errors: [] }),
  };
}

/** The parts of one answer without its chunks. */
const last = /-----\r\n\r\n0\r\n\r\n$/;

describe('on the wire', () => {
  test('each part is sent whole with the boundary that ends it, and the connection serves the next request', async () => {
    const { source, open } = gatedReservations();
    const one = await client(await start({ sources: { reservations: source } }));
    one.post(oneLater);
    const first = await one.until(/"hasNext":true\}\r\n---\r\n/);
    expect(first).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(first).toMatch(/transfer-encoding: chunked/i);
    expect(first).toMatch(/x-accel-buffering: no/i);
    open();
    expect(await one.until(last)).toContain('"hasNext":false}');
    const before = one.text().length;
    one.post('{ customer(id: "2") { name } }');
    expect((await one.until(/"Ben"/)).slice(before)).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  });

  test('a client of HTTP/1.0 gets the parts unchunked, and the end of the connection after them', async () => {
    const one = await client(await start());
    one.post(oneLater, { version: '1.0' });
    const text = await one.closed();
    expect(text).not.toMatch(/transfer-encoding/i);
    expect(text.slice(text.indexOf('\r\n\r\n') + 4)).toMatch(/^\r\n---\r\n(.|\r\n)*"hasNext":false\}\r\n-----\r\n$/);
  });
});

describe('who leaves in the middle', () => {
  test('is waited for by no subgraph: its connection is closed at once, and nothing is kept', async () => {
    const silent = await silentReservations();
    const gateway = await start({ sources: { reservations: silent.source }, config: { requestTimeout: 30_000 } });
    const one = await client(gateway);
    one.post(oneLater);
    await one.until(/"hasNext":true/);
    await expect.poll(() => silent.taken.requests).toBe(1);
    one.socket.destroy();
    // Long before the deadline.
    await expect.poll(() => silent.taken.abandoned, { timeout: 5_000 }).toBe(1);
    await expect.poll(() => gateway.lines.at(-1)).toMatchObject({ status: 499, ended: 'ClientLeft' });
  });

  test('takes nothing from another who waits for the same fetch', async () => {
    const { source, open } = gatedReservations();
    const gateway = await start({ sources: { reservations: source } });
    const [leaver, stayer] = [await client(gateway), await client(gateway)];
    for (const each of [leaver, stayer]) {
      each.post(oneLater);
      await each.until(/"hasNext":true/);
    }
    leaver.socket.destroy();
    await expect.poll(() => gateway.lines.at(-1)?.ended).toBe('ClientLeft');
    open();
    expect(await stayer.until(last)).toContain('"bookings":[{"locator":"A1"},{"locator":"B1"}]');
  });
});

describe('at the deadline', () => {
  test('every part that is not there is sent with its error, and the answer ends as any other', async () => {
    const silent = await silentReservations();
    const one = await client(
      await start({ sources: { reservations: silent.source }, config: { requestTimeout: 300 } }),
    );
    one.post(
      '{ customers(ids: ["1", "2"]) { name ... @defer(label: "miles") { miles } ... @defer(label: "bookings") { bookings { locator } } } }',
    );
    const text = await one.until(last);
    expect(text.match(/"label":"miles"/g)).toHaveLength(2);
    expect(text.match(/"data":\{"bookings":null\}/g)).toHaveLength(2);
    expect(text.match(/"code":"LEGACY_TIMEOUT"/g)).toHaveLength(1);
    expect(text).toContain('"paths":[["customers",0,"bookings"],["customers",1,"bookings"]]');
    await expect.poll(() => silent.taken.abandoned, { timeout: 5_000 }).toBe(1);
  });

  test('a part in a part that never came is not announced', async () => {
    const silent = await silentReservations();
    const one = await client(
      await start({ sources: { reservations: silent.source }, config: { requestTimeout: 300 } }),
    );
    one.post(
      '{ customer(id: "1") { name ... @defer { bookings { locator ... @defer(label: "inner") { passengers { name } } } } } }',
    );
    const text = await one.until(last);
    expect(text).not.toContain('"inner"');
    expect(text).toContain('LEGACY_TIMEOUT');
  });
});

describe('who does not read', () => {
  const big = '{ customer(id: "1") { name ... @defer { code } } ... @defer { loyalty(number: "M1") { tier } } }';

  test('is cut off when nothing more of his answer goes out, whether it comes in parts or whole', async () => {
    const gateway = await start({ sources: { loyalty: longLoyalty() }, config: { requestTimeout: 300 } });
    for (const accept of [byPath, 'application/json']) {
      const one = await client(gateway);
      one.stall();
      one.post(big, { accept });
      const { length } = gateway.lines;
      await expect.poll(() => gateway.lines.slice(length), { timeout: 20_000 }).toMatchObject([{ status: 499 }]);
      const text = await one.closed();
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThan(long.length);
    }
  });

  test('is cut off before the next ones make memory scarce, who has had the longest time first', async () => {
    const gateway = await start({ sources: { loyalty: longLoyalty() }, config: { requestTimeout: 20_000 } });
    const slow = [];
    for (let index = 0; index < 6; index += 1) {
      const one = await client(gateway);
      one.stall();
      one.post('{ loyalty(number: "M1") { tier } }', { accept: 'application/json' });
      slow.push(one);
      // The last but one is cut off for this one.
      const cut = Array.from({ length: index }, () => 499);
      await expect.poll(() => gateway.lines.map(({ status }) => status), { timeout: 10_000 }).toEqual(cut);
    }
    const text = await slow.at(-1)?.until(/\}\}\}\s*$/);
    expect(text?.length).toBeGreaterThan(long.length);
    for (const each of slow.slice(0, 5)) expect((await each.closed()).length).toBeLessThan(long.length);
  });

  test('until late gets all of it', async () => {
    const one = await client(await start({ sources: { loyalty: longLoyalty() } }));
    one.stall();
    one.post(big);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const text = await one.until(last);
    expect(text.length).toBeGreaterThan(long.length);
  });

  test('does not keep the gateway from stopping', async () => {
    const gateway = await start({ sources: { loyalty: longLoyalty() }, config: { requestTimeout: 500 } });
    const one = await client(gateway);
    one.stall();
    one.post(big);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const begin = performance.now();
    await gateway.close();
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});

test('an answer in parts that is on its way when the gateway stops is sent to its end, and its connection closed then', async () => {
  const { source, open } = gatedReservations();
  // Time enough to be seen waiting for a connection that nobody closes.
  const gateway = await start({
    sources: { reservations: source },
    config: { requestTimeout: 9_000, drainDelay: 250 },
  });
  const one = await client(gateway);
  one.post(oneLater);
  await one.until(/"hasNext":true/);
  const stopped = gateway.close();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const begin = performance.now();
  open();
  expect(await one.closed()).toMatch(last);
  await stopped;
  expect(performance.now() - begin).toBeLessThan(4_000);
});
