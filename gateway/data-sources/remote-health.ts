/** Whether a subgraph that runs elsewhere can answer. */
import type { Pool } from 'undici';
import { z } from 'zod';
import type { SourceHealth } from '../../subgraphs/shared/subgraph.ts';
import { codeOfStatus } from './reply-status.ts';
import { subgraphHeaders } from './subgraph-headers.ts';

/** Milliseconds, for all that is asked. */
const healthTimeout = 2_000;

/** What a service of this product tells at /readyz, with the state of the system behind it. */
const ownShape = z.object({ source: z.object({ state: z.enum(['up', 'down']), code: z.string().optional() }) });
const graphqlShape = z.object({ data: z.object({ __typename: z.string() }) });

/**
 * `url`: its GraphQL endpoint. Beside it a service of this product has /readyz; of another that is up which answers the smallest
 * operation there is. Never rejects.
 */
export async function askHealth(pool: Pool, url: URL): Promise<SourceHealth> {
  const start = performance.now();
  const told = (health: Omit<SourceHealth, 'milliseconds'>): SourceHealth => ({
    ...health,
    milliseconds: Math.round(performance.now() - start),
  });
  try {
    const signal = AbortSignal.timeout(healthTimeout);
    const reply = await pool.request({ method: 'GET', path: new URL('/readyz', url).pathname, signal });
    const own = ownShape.safeParse(readJson(await reply.body.text()));
    if (!own.success) return told(await askTypename(pool, url, signal));
    const { state, code } = own.data.source;
    return told({ state, ...(code === undefined ? {} : { code }) });
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return told({ state: 'down', code: timedOut ? 'LEGACY_TIMEOUT' : 'LEGACY_UNAVAILABLE' });
  }
}

async function askTypename(pool: Pool, url: URL, signal: AbortSignal): Promise<Omit<SourceHealth, 'milliseconds'>> {
  const reply = await pool.request({
    method: 'POST',
    path: `${url.pathname}${url.search}`,
    headers: { ...subgraphHeaders(url), 'accept-encoding': 'identity' },
    body: '{"query":"{ __typename }"}',
    signal,
  });
  const code = codeOfStatus(reply.statusCode);
  const text = await reply.body.text();
  if (code !== null) return { state: 'down', code };
  return graphqlShape.safeParse(readJson(text)).success ? { state: 'up' } : { state: 'down', code: 'LEGACY_MALFORMED' };
}

/** Undefined for what is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
