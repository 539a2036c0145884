import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../legacy/shared/fault-proxy.ts';

/** Answers every piece with 200 bytes: `a` for the first, and so on. */
const reply = Buffer.from('abcdefghij'.repeat(20));
let server: Server;
let proxy: FaultProxy;
let sockets: Socket[];
let accepted: number;

beforeEach(async () => {
  sockets = [];
  accepted = 0;
  server = createServer((socket) => {
    accepted += 1;
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(reply));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  proxy = await startFaultProxy({ host: '127.0.0.1', port: address.port });
});

afterEach(async () => {
  await proxy.close();
  for (const socket of sockets) socket.destroy();
  server.close();
});

async function client() {
  const socket = connect(proxy.port, proxy.host);
  sockets.push(socket);
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect').catch(() => undefined);
  return {
    socket,
    closed,
    bytes: () => Buffer.concat(received),
    until: (count: number) =>
      expect.poll(() => Buffer.concat(received).length, { timeout: 3000, interval: 5 }).toBe(count),
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('the fault proxy', () => {
  it('passes bytes on unchanged without a fault', async () => {
    const one = await client();
    one.socket.write('ask');
    await one.until(200);
    expect(one.bytes().equals(reply)).toBe(true);
    expect(proxy.connections()).toBe(1);
  });

  it('passes on the end of a connection', async () => {
    const one = await client();
    one.socket.write('ask');
    await one.until(200);
    one.socket.end();
    await one.closed;
    await expect.poll(() => proxy.connections()).toBe(0);
  });

  it('delays replies', async () => {
    proxy.setFault({ kind: 'delay', milliseconds: 150 });
    const one = await client();
    const start = performance.now();
    one.socket.write('ask');
    await one.until(200);
    expect(performance.now() - start).toBeGreaterThan(140);
    expect(one.bytes().equals(reply)).toBe(true);
  });

  it('hangs: accepts, and forwards nothing until the fault is over', async () => {
    proxy.setFault({ kind: 'hang' });
    const one = await client();
    one.socket.write('ask');
    await pause(100);
    expect(one.bytes()).toHaveLength(0);
    expect(one.socket.destroyed).toBe(false);
    proxy.setFault({ kind: 'none' });
    await one.until(200);
  });

  it('hangs connections that were open before', async () => {
    const one = await client();
    one.socket.write('ask');
    await one.until(200);
    proxy.setFault({ kind: 'hang' });
    one.socket.write('again');
    await pause(100);
    expect(one.bytes()).toHaveLength(200);
  });

  it('refuses: closes new and open connections at once, without reaching the server', async () => {
    const before = await client();
    before.socket.write('ask');
    await before.until(200);
    proxy.setFault({ kind: 'refuse' });
    await before.closed;
    const after = await client();
    await after.closed;
    expect(after.bytes()).toHaveLength(0);
    expect(accepted).toBe(1);
    // Two connections and one piece of a request.
    expect(proxy.attempts()).toBe(3);
  });

  it('drops a connection after some bytes of reply', async () => {
    const one = await client();
    one.socket.write('ask');
    await one.until(200);
    proxy.setFault({ kind: 'drop', bytes: 30 });
    one.socket.write('again');
    await one.closed;
    expect(one.bytes()).toHaveLength(230);
    expect(one.bytes().subarray(200).equals(reply.subarray(0, 30))).toBe(true);
  });

  it('truncates: ends a connection politely after some bytes of reply', async () => {
    proxy.setFault({ kind: 'truncate', bytes: 30 });
    const one = await client();
    const ended = once(one.socket, 'end');
    one.socket.write('ask');
    await ended;
    expect(one.bytes().equals(reply.subarray(0, 30))).toBe(true);
  });

  it('resets a connection once something is asked, and not before', async () => {
    proxy.setFault({ kind: 'reset' });
    const one = await client();
    await pause(50);
    expect(one.socket.destroyed).toBe(false);
    const failed = once(one.socket, 'error');
    one.socket.write('ask');
    expect(await failed).toMatchObject([{ code: 'ECONNRESET' }]);
    expect(one.bytes()).toHaveLength(0);
    expect(sockets).toHaveLength(2);
  });

  it('lets a reply drip, and the rest go at once when that is over', async () => {
    proxy.setFault({ kind: 'drip', bytes: 10, milliseconds: 30 });
    const one = await client();
    one.socket.write('ask');
    await expect.poll(() => one.bytes().length).toBeGreaterThanOrEqual(30);
    expect(one.bytes().length).toBeLessThan(200);
    proxy.setFault({ kind: 'none' });
    await one.until(200);
    expect(one.bytes().equals(reply)).toBe(true);
  });

  it('floods: a head and blanks in the place of the reply, then the end', async () => {
    proxy.setFault({ kind: 'flood', head: 'head:', bytes: 1_000_000 });
    const one = await client();
    const ended = once(one.socket, 'end');
    one.socket.write('ask');
    await ended;
    expect(one.bytes()).toHaveLength(1_000_005);
    expect(one.bytes().subarray(0, 7).toString()).toBe('head:  ');
  });

  it('garbles replies without changing their length', async () => {
    proxy.setFault({ kind: 'garble' });
    const one = await client();
    one.socket.write('ask');
    await one.until(200);
    expect(one.bytes().equals(reply)).toBe(false);
  });

  it('closes the client when the server cannot be reached', async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    const one = await client();
    await one.closed;
    expect(one.bytes()).toHaveLength(0);
  });
});
