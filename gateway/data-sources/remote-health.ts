/** Whether a subgraph that runs elsewhere can answer. */
import type { Pool } from 'undici';
import { z } from 'zod';
import type { SourceHealth } from '../../subgraphs/shared/subgraph.ts';
import { codeOfStatus } from './reply-status.ts';
import { subgraphHeaders } from './subgraph-headers.ts';
import type { SignToken } from './subgraph-token.ts';

/** Milliseconds, for all that is asked. */
const healthTimeout = 2_000;

const smallest = '{ __typename }';

/** What a service of this product tells at /readyz, with the state of the system behind it. */
const ownShape = z.object({ source: z.object({ state: z.enum(['up', 'down']), code: z.string().optional() }) });
const graphqlShape = z.object({ data: z.object({ __typename: z.string() }) });

/**
 * `url`: its GraphQL endpoint. Beside it a service of this product has /readyz; of another that is up which answers the smallest
 * operation there is. `sign`: null when it takes everybody's word; one that does not take ours is down. Never rejects.
 */
export async function askHealth(pool: Pool, url: URL, sign: SignToken | null): Promise<SourceHealth> {
  const start = performance.now();
  const told = (health: Omit<SourceHealth, 'milliseconds'>): SourceHealth => ({
    ...health,
    milliseconds: Math.round(performance.now() - start),
  });
  try {
    const signal = AbortSignal.timeout(healthTimeout);
    const headers = ourWord(sign, signal);
    const reply = await pool.request({ method: 'GET', path: new URL('/readyz', url).pathname, headers, signal });
    const own = ownShape.safeParse(readJson(await reply.body.text()));
    if (!own.success) return told(await askTypename(pool, url, headers, signal));
    const { state, code } = own.data.source;
    return told({ state, ...(code === undefined ? {} : { code }) });
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return told({ state: 'down', code: timedOut ? 'LEGACY_TIMEOUT' : 'LEGACY_UNAVAILABLE' });
  }
}

/** Nobody in particular asks. */
function ourWord(sign: SignToken | null, signal: AbortSignal): Readonly<Record<string, string>> {
  if (sign === null) return {};
  return { authorization: sign(smallest, { principal: null, purpose: null, signal, timeLeft: healthTimeout }) };
}

async function askTypename(
  pool: Pool,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Omit<SourceHealth, 'milliseconds'>> {
  const reply = await pool.request({
    method: 'POST',
    path: `${url.pathname}${url.search}`,
    headers: { ...subgraphHeaders(url), 'accept-encoding': 'identity', ...headers },
    body: JSON.stringify({ query: smallest }),
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
