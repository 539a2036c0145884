/** Hosts close connections they have kept for long enough, at times just as the next request is on its way. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { soapClient } from '../../subgraphs/reservations/adapters/amadeus/client.ts';
import { byLocator } from '../../subgraphs/reservations/adapters/amadeus/requests.ts';
import { rtClient } from '../../subgraphs/service-cases/adapters/request-tracker/client.ts';
import { type Guard, guard } from '../../subgraphs/shared/policies/guard.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let url: string;
let bodies: string[];
/** What becomes of each request in turn; the last of them of all that follow. */
let fates: Listener[];

beforeEach(async () => {
  bodies = [];
  guarded = guard({ system: 'reservations', concurrency: 1, timeout: 5_000, onCall: () => undefined });
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    fates[Math.min(bodies.length, fates.length) - 1]?.(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const soap: Listener = (_, response) =>
  response.setHeader('content-type', 'text/xml').end('<e:Envelope xmlns:e="e"><e:Body><Answer/></e:Body></e:Envelope>');
const json: Listener = (_, response) => response.end('{"id":1}');
const close: Listener = (request) => request.socket.destroy();
const half: Listener = (request, response) => {
  response.setHeader('content-length', 400);
  response.write('<', () => request.socket.destroy());
};
const refuse: Listener = (_, response) => response.writeHead(503).end();
const forbid: Listener = (_, response) => response.writeHead(403).end();

/** Under the policies of the product: it is they who try again. */
let guarded: Guard;
const asking = <T>(work: (signal: AbortSignal) => Promise<T>, writes = false) =>
  guarded({ operation: 'test', keys: 1, signal: new AbortController().signal, writes }, work);

const clients = [
  {
    name: 'The reservation system',
    answer: soap,
    open() {
      const client = soapClient({
        url,
        connections: 1,
        credentials: { user: 'U', password: 'P', office: 'FRAAX08AA' },
      });
      const message = byLocator('ADAL7Q');
      return {
        ask: (writes?: boolean) => asking((signal) => client.call(message, signal), writes),
        close: () => client.close(),
      };
    },
  },
  {
    name: 'The service desk',
    answer: json,
    open() {
      const client = rtClient({ url, token: 't', connections: 1 });
      const search = { method: 'POST', path: '/tickets', form: { query: 'id = 1' } } as const;
      return {
        ask: (writes?: boolean) => asking((signal) => client.send(search, signal), writes),
        close: () => client.close(),
      };
    },
  },
];

for (const { name, answer, open } of clients) {
  describe(name, () => {
    let client: ReturnType<typeof open>;
    beforeEach(() => {
      client = open();
    });
    afterEach(() => client.close());

    it('is asked again at once when it closes a kept connection without a byte of answer', async () => {
      fates = [answer, close, answer];
      await client.ask();
      await expect(client.ask()).resolves.toBeDefined();
      expect(bodies).toHaveLength(3);
    });

    it('is unavailable when it does so twice, and is not asked a third time', async () => {
      fates = [answer, close];
      await client.ask();
      await expect(client.ask()).rejects.toMatchObject({ code: 'LEGACY_UNAVAILABLE' });
      expect(bodies).toHaveLength(3);
    });

    it.each([
      ['had begun to answer', half],
      ['answered that it cannot', refuse],
    ])('is asked again once when it %s', async (_, fate) => {
      fates = [answer, fate, fate, answer];
      await client.ask();
      await expect(client.ask()).rejects.toMatchObject({ code: 'LEGACY_UNAVAILABLE' });
      expect(bodies).toHaveLength(3);
    });

    it('is not asked again when it said no', async () => {
      fates = [answer, forbid];
      await client.ask();
      await expect(client.ask()).rejects.toMatchObject({ code: 'LEGACY_REJECTED' });
      expect(bodies).toHaveLength(2);
    });

    it('is told to change something once, as it may have done so before it closed the connection', async () => {
      fates = [answer, close];
      await client.ask();
      await expect(client.ask(true)).rejects.toMatchObject({ code: 'LEGACY_UNAVAILABLE' });
      expect(bodies).toHaveLength(2);
    });
  });
}

it('A message that is sent again has a nonce and an id of its own, as the host takes neither twice', async () => {
  fates = [close, soap];
  const client = soapClient({ url, connections: 1, credentials: { user: 'U', password: 'P', office: 'FRAAX08AA' } });
  await asking((signal) => client.call(byLocator('ADAL7Q'), signal));
  await client.close();
  for (const part of [/<wsse:Nonce[^>]*>(.*?)<\/wsse:Nonce>/, /<wsa:MessageID>(.*?)</]) {
    const [first, second] = bodies.map((body) => part.exec(body)?.[1]);
    expect(first).toBeTruthy();
    expect(second).toBeTruthy();
    expect(second).not.toBe(first);
  }
});
