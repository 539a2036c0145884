/** Stopping: whoever has connected before is answered, however few turns of the event loop there were to take him. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { drained, serverOptions } from '../../subgraphs/shared/hosting/http-server.ts';

test('all connections that wait in the queue are taken and answered before the server closes', async () => {
  const app = fastify(serverOptions(2_000));
  app.get('/', async () => 'yes');
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const clients = Array.from({ length: 30 }, () => connect(address.port, '127.0.0.1'));
  const answers = clients.map(async (client) => {
    client.on('error', () => undefined);
    let text = '';
    client.on('data', (chunk) => {
      text += String(chunk);
    });
    client.write('GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
    await once(client, 'close');
    return text.slice(0, 15);
  });
  // They are connected as the system sees it, in the turns that their own side needs for it, and not yet as the server does.
  await Promise.all(clients.map((client) => once(client, 'connect')));
  await drained(app, 1_000, 0);
  expect(await Promise.all(answers)).toEqual(clients.map(() => 'HTTP/1.1 200 OK'));
});
