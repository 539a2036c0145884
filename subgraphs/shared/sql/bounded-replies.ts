/** A SQL server's reply has a bound as every reply has, which no driver knows: they read on, and keep it all. */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** Bytes; as of every other reply of a system. */
const maxReplyBytes = 5 * 1024 * 1024;
/** Of what a server says before it is asked anything: MariaDB's greeting has a hundred. mysql2 takes seconds to read one of megabytes. */
const maxGreetingBytes = 16_384;

/** Tells `sqlError` what it is. */
class ReplyTooLarge extends Error {
  readonly code = 'REPLY_TOO_LARGE';
}

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
  });
  return socket;
}

/** The same for what comes by TLS over a socket that is bounded; nothing for any other stream of a driver. */
export function boundedByTls(stream: unknown): void {
  if (stream instanceof TLSSocket) bounded(stream);
}
