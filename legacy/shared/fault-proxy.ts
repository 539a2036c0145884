/**
 * A TCP proxy whose faults can be switched while it runs, for any protocol: put it between the product and a real
 * PostgreSQL or MariaDB. A switch holds for open connections too, except that `refuse` also closes them.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

const proxyFaultKinds = [
  'none',
  /** Every piece of a reply is passed on `milliseconds` late. */
  'delay',
  /** Connections are accepted and nothing is forwarded, either way. */
  'hang',
  /** Connections are closed at once. */
  'refuse',
  /** A connection is cut after `bytes` of reply. */
  'drop',
  /** Replies come with flipped bits. */
  'garble',
] as const;

export interface ProxyFault {
  readonly kind: (typeof proxyFaultKinds)[number];
  /** For `delay`; 1000 when left out. */
  readonly milliseconds?: number;
  /** For `drop`, counted per connection from the moment of the switch; 64 when left out. */
  readonly bytes?: number;
}

export interface FaultProxy {
  readonly host: string;
  readonly port: number;
  /** Connections open now. */
  connections(): number;
  setFault(fault: ProxyFault): void;
  close(): Promise<void>;
}

/** Listens on loopback, `port` 0 for any free one, and forwards to `target`. */
export async function startFaultProxy(
  target: { readonly host: string; readonly port: number },
  port = 0,
): Promise<FaultProxy> {
  let fault: ProxyFault = { kind: 'none' };
  const clients = new Map<Socket, Link>();

  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (fault.kind === 'refuse') return void client.destroy();
    const link = forward(client, target, () => fault);
    clients.set(client, link);
    client.once('close', () => clients.delete(client));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');

  return {
    host: '127.0.0.1',
    port: address.port,
    connections: () => clients.size,
    setFault(next) {
      fault = next;
      for (const [client, link] of clients) {
        if (fault.kind === 'refuse') client.destroy();
        else link.switched();
      }
    },
    async close() {
      for (const client of clients.keys()) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Link {
  /** The fault has changed: what was held back may go on, and bytes are counted anew. */
  switched(): void;
}

function forward(client: Socket, target: { host: string; port: number }, getFault: () => ProxyFault): Link {
  const upstream = connect({ ...target, allowHalfOpen: true });
  let replied = 0;
  const held = new Set<() => void>();
  const whenFree = (work: () => void): void => {
    if (getFault().kind === 'hang') held.add(work);
    else work();
  };

  const requests = new Transform({
    transform: (chunk, _encoding, done) => whenFree(() => done(null, chunk)),
  });
  const replies = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      whenFree(() => {
        const fault = getFault();
        if (fault.kind === 'delay') {
          const timer = setTimeout(() => done(null, chunk), fault.milliseconds ?? 1000);
          client.once('close', () => clearTimeout(timer));
        } else if (fault.kind === 'garble') done(null, flipped(chunk));
        else if (fault.kind === 'drop') cut(chunk, fault.bytes ?? 64, done);
        else done(null, chunk);
      });
    },
  });

  function cut(chunk: Buffer, limit: number, done: (error: Error | null, data?: Buffer) => void): void {
    const rest = limit - replied;
    replied += chunk.length;
    if (chunk.length < rest) done(null, chunk);
    else client.write(chunk.subarray(0, Math.max(0, rest)), () => client.destroy());
  }

  client.pipe(requests).pipe(upstream);
  upstream.pipe(replies).pipe(client);
  // A reply that has ended well may still be on its way to the client, so only a failure upstream closes it.
  upstream.once('error', () => client.destroy());
  client.once('error', () => client.destroy());
  // A client that gives up on a hung server only says that it will send no more; nobody here would answer that.
  client.once('end', () => {
    if (getFault().kind === 'hang') client.destroy();
  });
  client.once('close', () => {
    held.clear();
    upstream.destroy();
  });
  return {
    switched() {
      replied = 0;
      const waiting = [...held];
      held.clear();
      for (const work of waiting) whenFree(work);
    },
  };
}

/** Every third byte upside down: lengths, types and texts all suffer. */
function flipped(chunk: Buffer): Buffer {
  return Buffer.from(chunk.map((byte, place) => (place % 3 === 0 ? byte ^ 0xff : byte)));
}
