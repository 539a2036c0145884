/**
 * Where operators, and the systems of record, say that something has changed: on a port of its own, so that it is not where clients are,
 * and to those who hold its token only.
 *
 * `POST /invalidation` with `{ "tags": ["customer-C0000101"], "subgraphs": ["loyalty"] }`.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type FastifyInstance, fastify } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { serverOptions } from '../../subgraphs/shared/hosting/http-server.ts';
import type { EntityCache } from './cache.ts';
import type { AdminConfig } from './settings.ts';

const names = z.array(z.string().min(1).max(500)).max(1_000).default([]);
const body = z.strictObject({ tags: names, subgraphs: names });

/** Milliseconds for a request to arrive. */
const receiveTimeout = 5_000;

export function adminServer(options: {
  readonly config: Pick<AdminConfig, 'token'>;
  readonly cache: EntityCache;
  readonly log: Logger;
}): FastifyInstance {
  const { config, cache, log } = options;
  const expected = digest(`Bearer ${config.token}`);
  const app = fastify({ ...serverOptions(receiveTimeout), bodyLimit: 1_048_576 });
  app.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
    const { statusCode = 500 } = error;
    return reply.code(statusCode).send({ error: statusCode < 500 ? 'Send a JSON object.' : 'This failed.' });
  });
  // Before the body is read.
  app.addHook('onRequest', async (request, reply) => {
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) return undefined;
    return reply.code(401).header('www-authenticate', 'Bearer').send({ error: 'Send the token of ADMIN_TOKEN.' });
  });
  app.post('/invalidation', async (request, reply) => {
    const read = body.safeParse(request.body);
    if (!read.success || read.data.tags.length + read.data.subgraphs.length === 0) {
      const error = 'Send { "tags": [...] }, { "subgraphs": [...] } or both, at most 1000 texts each.';
      return reply.code(400).send({ error });
    }
    const { tags, subgraphs } = read.data;
    const done = await cache.invalidate(read.data);
    log.info({ tags: tags.length, subgraphs: subgraphs.length, done }, 'invalidation');
    if (!done)
      return reply.code(503).header('retry-after', '1').send({ error: 'The cache cannot be reached. Try again.' });
    return { invalidated: { tags: tags.length, subgraphs: subgraphs.length } };
  });
  return app;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
