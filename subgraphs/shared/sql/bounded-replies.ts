/** A SQL server's reply has a bound as every reply has, which no driver knows: they read on, and keep it all. */
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type Reading, readReply } from '../policies/large-replies.ts';

/** Bytes; as of every other reply of a system. */
const maxReplyBytes = 5 * 1024 * 1024;
/** Of what a server says before it is asked anything: MariaDB's greeting has a hundred. mysql2 takes seconds to read one of megabytes. */
const maxGreetingBytes = 16_384;

/** Tells `sqlError` what it is. */
class ReplyTooLarge extends Error {
  readonly code = 'REPLY_TOO_LARGE';
}

/** Connections whose reply may be large. */
const readings = new WeakMap<object, Reading>();

/** Cuts the connection when more than that comes without anything being asked in between. What comes by TLS passes a socket unseen. */
export function bounded(socket: Socket): Socket {
  let asked = 0;
  let taken = 0;
  const reading = readReply(socket);
  readings.set(socket, reading);
  socket.once('close', reading.end);
  socket.on('data', (chunk) => {
    if (socket.bytesWritten !== asked) {
      asked = socket.bytesWritten;
      taken = 0;
      reading.end();
    }
    taken += chunk.length;
    const most = asked === 0 ? maxGreetingBytes : maxReplyBytes;
    reading.take(chunk.length);
    if (taken > most) socket.destroy(new ReplyTooLarge(`a reply of more than ${most} bytes`));
  });
  return socket;
}

/** The same for what comes by TLS over a socket that is bounded; nothing for any other stream of a driver. */
export function boundedByTls(stream: unknown): void {
  if (stream instanceof TLSSocket) bounded(stream);
}

/** Tells that a connection's reply is whole, which is not seen at its socket. */
export function replyEnded(stream: unknown): void {
  if (stream instanceof Socket) readings.get(stream)?.end();
}
