/**
 * A TCP proxy whose faults can be switched while it runs, for any protocol: put it between the product and a real
 * PostgreSQL or MariaDB. A switch holds for open connections too, except that `refuse` also closes them.
 */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { forward, type Link } from './faulty-line.ts';

const proxyFaultKinds = [
  'none',
  /** Every piece of a reply is passed on `milliseconds` late. */
  'delay',
  /** Connections are accepted and nothing is forwarded, either way. */
  'hang',
  /** Connections are closed at once. */
  'refuse',
  /** A connection is reset (RST) as soon as something is asked on it. */
  'reset',
  /** A connection is cut after `bytes` of reply. */
  'drop',
  /** The same, but ended politely: what came looks like all there is. */
  'truncate',
  /** Replies come with flipped bits. */
  'garble',
  /** A reply comes `bytes` at a time, every `milliseconds`. */
  'drip',
  /** In the place of a reply come `head` and then blanks, `bytes` of them. */
  'flood',
] as const;

export interface ProxyFault {
  readonly kind: (typeof proxyFaultKinds)[number];
  /** For `delay`; 1000 when left out. For `drip`; 100 when left out. */
  readonly milliseconds?: number;
  /**
   * For `drop` and `truncate`, counted per connection from the moment of the switch; 64 when left out. For `drip`; 1 when left out.
   * For `flood`; 20 million when left out.
   */
  readonly bytes?: number;
  /** For `flood`: what makes the blanks a reply in the protocol spoken, such as a status line and headers; nothing when left out. */
  readonly head?: string;
}

export interface FaultProxy {
  readonly host: string;
  readonly port: number;
  /** Connections open now. */
  connections(): number;
  /** Since the start: connections taken, whatever became of them, and pieces of requests that came on them. */
  attempts(): number;
  setFault(fault: ProxyFault): void;
  close(): Promise<void>;
}

/** Listens on loopback, `port` 0 for any free one, and forwards to `target`. */
export async function startFaultProxy(
  target: { readonly host: string; readonly port: number },
  port = 0,
): Promise<FaultProxy> {
  let fault: ProxyFault = { kind: 'none' };
  let attempts = 0;
  const count = () => {
    attempts += 1;
  };
  const clients = new Map<Socket, Link>();

  const server = createServer({ allowHalfOpen: true }, (client) => {
    count();
    if (fault.kind === 'refuse') return void client.destroy();
    const link = forward(client, target, () => fault, count);
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
    attempts: () => attempts,
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
