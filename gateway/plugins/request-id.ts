/** One id a request: the caller's own when it has a sensible one, in the answer's header, in every error and in the log. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { GatewayPlugin } from './plugin.ts';

const sensible = /^[A-Za-z0-9._-]{8,64}$/;

/** For fastify's `genReqId`. */
export function requestIdOf(request: IncomingMessage): string {
  return requestIdFrom(request.headers['x-request-id']);
}

export function requestIdFrom(given: unknown): string {
  return typeof given === 'string' && sensible.test(given) ? given : randomUUID();
}

export function requestId(): GatewayPlugin {
  return {
    name: 'request-id',
    everywhere: (app) => {
      app.addHook('onRequest', (request, reply, done) => {
        reply.header('x-request-id', request.id);
        done();
      });
    },
  };
}
