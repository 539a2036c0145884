/**
 * The explorer's large files, which change only with their package: sent compressed, and not at all to a browser that has them.
 * A browser asks each time whether its copy is still good, as the addresses stay the same when the package is updated.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface PackageFile {
  readonly etag: string;
  readonly plain: string;
  readonly gzipped: Buffer;
}

const compress = promisify(gzip);

/** Sends the text that `load` gives; it is read, hashed and compressed at the first visit. */
export function packageFile(load: () => Promise<string>) {
  let kept: Promise<PackageFile> | null = null;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    kept ??= load().then(prepare);
    const { etag, plain, gzipped } = await kept;
    reply.headers({ 'cache-control': 'no-cache', etag, vary: 'accept-encoding' });
    if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(plain);
    return reply.header('content-encoding', 'gzip').send(gzipped);
  };
}

async function prepare(plain: string): Promise<PackageFile> {
  // Weak, as one tag stands for both encodings.
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { etag, plain, gzipped: await compress(plain) };
}
