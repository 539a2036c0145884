/**
 * Which web pages may talk to us: our own explorer and the origins of ALLOWED_ORIGINS. A request from any other page is refused,
 * not merely left unreadable to it. Programs that send no Origin are not web pages and pass.
 *
 * A gateway that listens on loopback also refuses foreign host names, by which a web page could otherwise reach it under a name of
 * its own that points to 127.0.0.1.
 */
import cors from '@fastify/cors';
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../../subgraphs/shared/hosting/http-server.ts';
import { refuse } from '../error-codes.ts';
import type { GatewayPlugin } from './plugin.ts';
import { rateLimitHeaders } from './rate-limits.ts';

export function origins(options: { readonly allowed: readonly string[]; readonly host: string }): GatewayPlugin {
  const { allowed, host } = options;
  const onLoopback = isLoopback(host);
  const allowedHosts = allowed.map((origin) => new URL(origin).host);
  const isOurs = (request: FastifyRequest, origin: string) =>
    allowed.includes(origin) || hostOf(origin) === request.headers.host;
  return {
    name: 'origins',
    everywhere: (app) => {
      app.addHook('onRequest', (request, reply, done) => {
        const { origin, host: asked = '' } = request.headers;
        if (onLoopback && !isLoopback(asked) && !allowedHosts.includes(asked)) {
          return void refuse(request, reply, 403, 'FORBIDDEN', 'This host name is not served here; ask for localhost.');
        }
        if (origin !== undefined && !isOurs(request, origin)) {
          return void refuse(request, reply, 403, 'FORBIDDEN', 'Requests from this origin are not allowed.');
        }
        done();
      });
      if (allowed.length > 0) {
        app.register(cors, {
          origin: [...allowed],
          methods: ['POST'],
          allowedHeaders: [
            'content-type',
            'authorization',
            'x-api-key',
            'x-cost',
            'x-purpose',
            'x-request-id',
            'x-sources',
            'x-time-left-ms',
          ],
          exposedHeaders: ['x-request-id', 'www-authenticate', 'retry-after', ...rateLimitHeaders],
          maxAge: 600,
        });
      }
    },
  };
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
