/** A SQL server's reply has a bound as every reply has, which no driver knows: they read on, and keep it all. */
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { BeginReading, Reading } from '../policies/large-replies.ts';

/** Bytes; as of every other reply of a system. */
const maxReplyBytes = 5 * 1024 * 1024;
/** Of what a server says before it is asked anything: MariaDB's greeting has a hundred. mysql2 takes seconds to read one of megabytes. */
const maxGreetingBytes = 16_384;

/** Tells `sqlError` what it is. */
class ReplyTooLarge extends Error {
  readonly code = 'REPLY_TOO_LARGE';
}

/** What is under way, by its connection. */
const readings = new WeakMap<Socket, Reading>();

/** Cuts the connection when more than that comes without anything being asked in between. What comes by TLS passes a socket unseen. */
export function bounded(socket: Socket): Socket {
  let asked = 0;
  let taken = 0;
  socket.on('data', (chunk) => {
    if (socket.bytesWritten !== asked) {
      asked = socket.bytesWritten;
      taken = 0;
    }
    taken += chunk.length;
    const most = asked === 0 ? maxGreetingBytes : maxReplyBytes;
    if (taken > most) socket.destroy(new ReplyTooLarge(`a reply of more than ${most} bytes`));
    else readings.get(socket)?.take(chunk.length);
  });
  // A driver may never tell what has become of a statement whose connection is gone.
  socket.once('close', () => readings.get(socket)?.end());
  return socket;
}

/** The same for what comes by TLS over a socket that is bounded; nothing for any other stream of a driver. */
export function boundedByTls(stream: unknown): void {
  if (stream instanceof TLSSocket) bounded(stream);
}

/** `work` asks, and takes the whole reply, over a driver's `stream`: if that is large, as one of a few. */
export async function readInTurn<T>(stream: unknown, beginReading: BeginReading, work: () => Promise<T>): Promise<T> {
  if (!(stream instanceof Socket)) return work();
  const reading = beginReading(stream);
  readings.set(stream, reading);
  try {
    return await work();
  } finally {
    reading.end();
  }
}

/** Closes a driver's `stream` at once. */
export function destroyStream(stream: unknown): void {
  if (stream instanceof Socket) stream.destroy();
}
