/** What the HTTP servers of this product have in common, whichever part of it they serve. */
import type { Server } from 'node:http';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** `host`: a name or an address, a port behind it allowed. Whether it is of this machine alone. */
export const isLoopback = (host: string): boolean => loopback.test(host) || host === '::1';

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** fastify's options. `receiveTimeout` is for a whole request to arrive, head and body, in milliseconds. */
export const serverOptions = (receiveTimeout: number) =>
  ({
    logger: false,
    // Whoever still has a connection while we stop is served once more, then told to close it.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    requestTimeout: receiveTimeout,
    // Whoever stops reading an answer is cut off, which frees what is left of it. While it is made nothing moves on the wire either.
    connectionTimeout: receiveTimeout + 1_000,
    // Node looks for slow senders every 30 s unless told otherwise; one could hold the process up while it stops.
    http: { headersTimeout: receiveTimeout, requestTimeout: receiveTimeout, connectionsCheckingInterval: 500 },
  }) as const;

/** Milliseconds; no request in flight is failed before, and the process still ends before its supervisor kills it. */
const longestDrain = 10_000;

/**
 * Whoever is still being answered so long after no more connections are taken gets what is there, as at the end of his own time: a
 * request may have longer than a process has to stop. Milliseconds.
 */
export const longestAnswer = 8_500;

/** For requests that were sent before we were told to stop and have not been read: closing would reset them. Milliseconds. */
export const linger = 250;

/** Milliseconds between two looks for connections that have become idle while we stop. */
const sweepInterval = 50;

/**
 * Takes requests for another `delay` milliseconds, then lets those in flight finish. Whoever has not taken his answer when every
 * request's time is up is cut off: he could hold us for ever.
 */
export async function drained(app: FastifyInstance, requestTimeout: number, delay = linger): Promise<void> {
  await pause(delay);
  await noneWaiting(app.server);
  const cut = setTimeout(() => app.server.closeAllConnections(), Math.min(requestTimeout + 1_000, longestDrain));
  // An answer whose head was sent before we were told to stop has promised its client to keep the connection.
  const sweep = setInterval(() => app.server.closeIdleConnections(), sweepInterval);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
    clearInterval(sweep);
  }
}

/** Milliseconds for which connections that wait to be taken are taken; more than come in that time come anew. */
const longestQueue = 2_000;

/**
 * A turn of the event loop takes one connection from the system's queue, however many wait there, and reads it in the next: a busy
 * process may have had few turns while it took requests, and closing resets whoever still waits. Two turns in which none comes tell that
 * nobody does.
 */
async function noneWaiting(server: Server): Promise<void> {
  const end = performance.now() + longestQueue;
  let quiet = 0;
  const onConnection = () => {
    quiet = 0;
  };
  server.on('connection', onConnection);
  while (quiet < 2 && performance.now() < end) {
    quiet += 1;
    await nextTurn();
  }
  server.off('connection', onConnection);
}

/** As nginx has it: the client closed the connection before he was answered. */
export const clientLeft = 499;

/** Called once a request, however it ended. fastify's own hook does not see those who left before they were answered. */
export function onRequestEnd(
  scope: FastifyInstance,
  look: (request: FastifyRequest, reply: FastifyReply, status: number) => void,
): void {
  scope.addHook('onResponse', (request, reply, done) => {
    look(request, reply, reply.statusCode);
    done();
  });
  scope.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) look(request, reply, clientLeft);
    });
    done();
  });
}
