/** A client on a bare socket, who reads when he likes, and sees each byte that comes. */
import { connect, type Socket } from 'node:net';
import { byPath } from './parts.ts';

export interface RawClient {
  readonly socket: Socket;
  /** All that was read so far. */
  text(): string;
  /** Sends an operation, over HTTP/1.1 unless `version` says otherwise. */
  post(query: string, options?: { readonly accept?: string; readonly version?: '1.0' | '1.1' }): void;
  /** Reads on from now; resolves when what came last, two thousand characters of it, matches. */
  until(pattern: RegExp): Promise<string>;
  /** Stops reading; what comes stays in the buffers between. */
  stall(): void;
  /** Resolves when the connection is closed, with all that was read. */
  closed(): Promise<string>;
}

/** Reads from the start. `url`: of the gateway. */
export async function rawClient(url: string): Promise<RawClient> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => {});
  let text = '';
  // To look through all of a long answer at each piece of it would take longer than to send it.
  let tail = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
    tail = (tail + String(chunk)).slice(-2_000);
  });
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return {
    socket,
    text: () => text,
    post: (query, { accept = byPath, version = '1.1' } = {}) => {
      const body = JSON.stringify({ query });
      const head = [
        `POST /graphql HTTP/${version}`,
        'host: localhost',
        'content-type: application/json',
        `accept: ${accept}`,
        `content-length: ${Buffer.byteLength(body)}`,
      ];
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    },
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(tail)) return;
          socket.off('data', look);
          resolve(text);
        };
        socket.on('data', look);
        socket.once('close', () => reject(new Error(`closed before ${pattern}: ${tail}`)));
        socket.resume();
        look();
      }),
    stall: () => void socket.pause(),
    closed: async () => {
      socket.resume();
      await ended;
      return text;
    },
  };
}
