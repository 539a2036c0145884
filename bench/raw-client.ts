/**
 * HTTP at the least cost, so that who offers three times what a gateway can take does not need three processors himself: ready bytes over
 * kept connections, one request at a time on each, and of an answer no more than its status and its end.
 */
import { connect, type Socket } from 'node:net';

export interface RawClient {
  /** Resolves with the status; null where the connection broke. Waits for a free connection. `whole`: all bytes of a request. */
  send(whole: Buffer): Promise<{ readonly status: number; readonly failed: boolean } | null>;
  close(): void;
}

interface Line {
  readonly socket: Socket;
  done: ((answer: { status: number; failed: boolean } | null) => void) | null;
  read: Buffer;
}

/** A POST of JSON. `headers`: names and values. */
export function rawPost(path: string, headers: Readonly<Record<string, string>>, body: string): Buffer {
  const told = { host: '127.0.0.1', 'content-type': 'application/json', ...headers };
  const lines = Object.entries({ ...told, 'content-length': String(Buffer.byteLength(body)) });
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
}

/** Resolves when all connections are open. */
export async function rawClient(port: number, connections: number): Promise<RawClient> {
  const free: Line[] = [];
  const waiting: ((line: Line) => void)[] = [];
  const release = (line: Line): void => {
    const next = waiting.shift();
    if (next) next(line);
    else free.push(line);
  };
  const all: Line[] = [];
  for (let index = 0; index < connections; index += 1) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const line: Line = { socket, done: null, read: Buffer.alloc(0) };
    const end = (answer: { status: number; failed: boolean } | null) => {
      const { done } = line;
      line.done = null;
      line.read = Buffer.alloc(0);
      done?.(answer);
      if (answer !== null) release(line);
    };
    socket.on('data', (bytes: Buffer) => {
      line.read = line.read.length === 0 ? bytes : Buffer.concat([line.read, bytes]);
      const answer = whole(line.read);
      if (answer !== null) end(answer);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      const at = free.indexOf(line);
      if (at >= 0) free.splice(at, 1);
      end(null);
    });
    all.push(line);
    free.push(line);
  }
  // In turn: the gateway closes a connection nobody has used for a while.
  const take = (): Promise<Line> | Line => free.shift() ?? new Promise((resolve) => waiting.push(resolve));
  return {
    send: async (bytes) => {
      const line = await take();
      return new Promise((done) => {
        line.done = done;
        line.socket.write(bytes);
      });
    },
    close: () => {
      for (const { socket } of all) socket.destroy();
    },
  };
}

const failures = ['"OVERLOADED"', '"LEGACY_TIMEOUT"', '"LEGACY_UNAVAILABLE"', '"INTERNAL_SERVER_ERROR"'];

/** Null until all of it is there. `failed`: whether a system behind did. */
function whole(read: Buffer): { status: number; failed: boolean } | null {
  const head = read.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(read.toString('latin1', 0, head))?.[1]);
  if (Number.isNaN(length)) throw new Error('an answer without content-length');
  if (read.length < head + 4 + length) return null;
  const status = Number(read.toString('latin1', 9, 12));
  return { status, failed: status === 200 && failures.some((code) => read.indexOf(code, head) >= 0) };
}
