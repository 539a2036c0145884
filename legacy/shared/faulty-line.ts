/** One connection through the fault proxy: what it passes on, and in which state, under the fault in force. */
import { connect, type Socket } from 'node:net';
import { pipeline, Readable, Transform, type TransformCallback } from 'node:stream';
import type { ProxyFault } from './fault-proxy.ts';

export interface Link {
  /** The fault has changed: what was held back may go on, and bytes are counted anew. */
  switched(): void;
}

const floodBytes = 20_000_000;

/** `onRequest` is called for every piece of a request that comes, passed on or not. */
export function forward(
  client: Socket,
  target: { host: string; port: number },
  getFault: () => ProxyFault,
  onRequest: () => void,
): Link {
  const upstream = connect({ ...target, allowHalfOpen: true });
  let replied = 0;
  let flooded = false;
  const held = new Set<() => void>();
  const whenFree = (work: () => void): void => {
    if (getFault().kind === 'hang') held.add(work);
    else work();
  };

  const requests = new Transform({
    transform: (chunk, _encoding, done) =>
      whenFree(() => {
        if (getFault().kind === 'reset') client.resetAndDestroy();
        else done(null, chunk);
      }),
  });
  const replies = new Transform({
    transform: (chunk: Buffer, _encoding, done) => whenFree(() => pass(getFault(), chunk, done)),
  });

  function pass(fault: ProxyFault, chunk: Buffer, done: TransformCallback): void {
    const { kind, milliseconds = 1000, bytes = 64 } = fault;
    if (kind === 'delay') later(client, milliseconds, () => done(null, chunk));
    else if (kind === 'garble') done(null, flipped(chunk));
    else if (kind === 'drop') cut(chunk, bytes, done, () => client.destroy());
    else if (kind === 'truncate') cut(chunk, bytes, done, () => client.end());
    else if (kind === 'drip') drip(chunk, fault, done);
    else if (kind === 'flood') flood(fault);
    else done(null, chunk);
  }

  /** The real reply is not passed on, nor anything after it. */
  function flood(fault: ProxyFault): void {
    if (!flooded) pipeline(Readable.from(blanks(fault)), client, () => undefined);
    flooded = true;
  }

  function cut(chunk: Buffer, limit: number, done: TransformCallback, close: () => void): void {
    const rest = limit - replied;
    replied += chunk.length;
    if (chunk.length < rest) done(null, chunk);
    else client.write(chunk.subarray(0, Math.max(0, rest)), close);
  }

  /** Looks at the fault again before each piece, so that a switch ends it. */
  function drip(chunk: Buffer, { milliseconds = 100, bytes = 1 }: ProxyFault, done: TransformCallback): void {
    if (getFault().kind !== 'drip' || chunk.length <= bytes) {
      done(null, chunk);
      return;
    }
    replies.push(chunk.subarray(0, bytes));
    later(client, milliseconds, () => drip(chunk.subarray(bytes), { kind: 'drip', milliseconds, bytes }, done));
  }

  client.pipe(requests).pipe(upstream);
  client.on('data', onRequest);
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

/** Not at all when the client has left by then. */
function later(client: Socket, milliseconds: number, work: () => void): void {
  const timer = setTimeout(() => {
    client.off('close', stop);
    work();
  }, milliseconds);
  const stop = () => clearTimeout(timer);
  client.once('close', stop);
}

/** Every third byte upside down: lengths, types and texts all suffer. */
function flipped(chunk: Buffer): Buffer {
  return Buffer.from(chunk.map((byte, place) => (place % 3 === 0 ? byte ^ 0xff : byte)));
}

function* blanks({ head = '', bytes = floodBytes }: ProxyFault): Generator<Buffer> {
  if (head !== '') yield Buffer.from(head);
  const piece = Buffer.alloc(65_536, ' ');
  for (let rest = bytes; rest > 0; rest -= piece.length) yield piece.subarray(0, rest);
}
