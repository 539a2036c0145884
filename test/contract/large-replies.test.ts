/** Every way to a system over HTTP reads large replies two at a time. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remote } from '../../gateway/data-sources/remote.ts';
import { openPool, poster } from '../../subgraphs/reservations/adapters/amadeus/http.ts';
import { rtClient } from '../../subgraphs/service-cases/adapters/request-tracker/client.ts';
import { expectFewAtOnce, type Size } from '../support/few-at-once.ts';
import { request } from '../support/manual-source.ts';

const large = `{"data":{"text":"${'x'.repeat(600_000)}"}}`;

function answer(size: string | undefined, response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  if (size === 'small') response.end('{"data":{}}');
  else if (size === 'large') response.end(large);
  else response.write(large);
}

let server: Server;
let url: URL;
beforeAll(async () => {
  server = createServer(async (received, response) => {
    const asked = `${received.url} ${await text(received)}`;
    answer(/stuck|large|small/.exec(asked)?.[0], response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('the gateway those of a subgraph’s service', async () => {
  const source = remote('loyalty', url, { connections: 8 });
  await expectFewAtOnce(async (size: Size, signal) => {
    const operation = { query: `{ ${size} }`, operationName: undefined, variables: {} };
    const { errors } = await source.fetch(operation, { ...request().context, signal });
    expect(errors).toEqual([]);
  });
  await source.close();
}, 60_000);

test('the reservations those of Amadeus', async () => {
  const pool = openPool(url, 8);
  const post = poster(pool, url);
  await expectFewAtOnce((size, signal) => post({}, size, signal));
  await pool.destroy();
}, 60_000);

test('the service cases those of Request Tracker', async () => {
  const client = rtClient({ url: url.href, token: 'of-a-test', connections: 8 });
  await expectFewAtOnce((size, signal) => client.send({ method: 'GET', path: `/${size}` }, signal));
  await client.close();
}, 60_000);
