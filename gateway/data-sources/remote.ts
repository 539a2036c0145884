/** A subgraph that runs as a service of its own: one keep-alive pool, bounded replies, the request's own deadline. */
import { errors as httpErrors, Pool } from 'undici';
import { z } from 'zod';
import { SourceError, type SourceErrorCode } from '../../subgraphs/shared/errors.ts';
import { type ReplyError, type SubgraphReply, toldError } from '../../subgraphs/shared/hosting/reply.ts';
import { DeadlinePassed, timeLeftHeader } from '../../subgraphs/shared/hosting/time-left.ts';
import type { SourceHealth, SystemName } from '../../subgraphs/shared/subgraph.ts';
import type { RequestContext } from '../request-context.ts';
import type { DataSource } from './data-source.ts';

/** Bytes; a longer reply is cut off and counts as unreadable. */
export const maxReplyBytes = 5 * 1024 * 1024;
const healthTimeout = 2_000;
/** After the deadline, for the subgraph to hand over what it has; less than the engine waits. Milliseconds. */
const grace = 40;

/** `url` is the service's GraphQL endpoint, beside which /readyz tells its health. Opens no connection before the first fetch. */
export function remote(name: SystemName, url: URL, options: { readonly connections: number }): DataSource {
  const pool = new Pool(url.origin, {
    connections: options.connections,
    connect: { timeout: 2_000 },
    // The request's own signal bounds it.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxReplyBytes,
    keepAliveTimeout: 30_000,
  });
  return {
    name,
    fetch: (operation, context) =>
      send(pool, name, url, JSON.stringify(operation), context).catch((error: unknown) => {
        throw translate(name, error, context.signal);
      }),
    health: () => askHealth(pool, url),
    close: () => pool.destroy(),
  };
}

async function send(pool: Pool, name: SystemName, url: URL, body: string, context: RequestContext) {
  const { signal, release } = withGrace(context.signal);
  try {
    return await exchange(pool, name, url, body, { context, signal });
  } finally {
    release();
  }
}

/** A client who leaves closes the connection at once, a deadline a moment later: the subgraph's own is up at the same time. */
function withGrace(request: AbortSignal): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    const close = () => controller.abort(request.reason);
    if (request.reason instanceof DeadlinePassed) timer = setTimeout(close, grace);
    else close();
  };
  if (request.aborted) onAbort();
  else request.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer);
      request.removeEventListener('abort', onAbort);
    },
  };
}

async function exchange(
  pool: Pool,
  name: SystemName,
  url: URL,
  body: string,
  { context, signal }: { context: RequestContext; signal: AbortSignal },
): Promise<SubgraphReply> {
  const reply = await pool.request({
    method: 'POST',
    path: `${url.pathname}${url.search}`,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-request-id': context.id,
      [timeLeftHeader]: String(Math.max(1, Math.round(context.deadline - performance.now()))),
    },
    body,
    signal,
  });
  const text = await reply.body.text();
  const code = codeOfStatus(reply.statusCode);
  if (code !== null) throw new SourceError(name, code, `HTTP ${reply.statusCode}`);
  return read(name, text);
}

const errorShape = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});
const replyShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(errorShape).nullish(),
});

function read(name: SystemName, text: string): SubgraphReply {
  const parsed = replyShape.safeParse(parseJson(name, text));
  if (!parsed.success) throw new SourceError(name, 'LEGACY_MALFORMED', 'not a GraphQL answer');
  const { data, errors } = parsed.data;
  if (data == null && !errors?.length) throw new SourceError(name, 'LEGACY_MALFORMED', 'neither data nor errors');
  return { data: data ?? null, errors: (errors ?? []).map((error) => replyError(name, error)) };
}

function parseJson(name: SystemName, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError(name, 'LEGACY_MALFORMED', 'not JSON', error);
  }
}

const legacyCodes: readonly SourceErrorCode[] = [
  'LEGACY_UNAVAILABLE',
  'LEGACY_TIMEOUT',
  'LEGACY_MALFORMED',
  'LEGACY_REJECTED',
  'OVERLOADED',
];
const clientCodes: readonly unknown[] = ['BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN'];
const longestMessage = 500;

/** A service on the network is not trusted to keep internals to itself: texts are ours, but for the client's own mistakes. */
function replyError(name: SystemName, error: z.output<typeof errorShape>): ReplyError {
  const code = error.extensions?.code;
  const legacy = legacyCodes.find((known) => known === code);
  const path = error.path ?? undefined;
  if (legacy !== undefined) return toldError(name, new SourceError(name, legacy, 'reported by the subgraph'), path);
  if (typeof code === 'string' && clientCodes.includes(code)) {
    const message = error.message.slice(0, longestMessage);
    return { message, path, extensions: { code, system: name, retryable: false } };
  }
  return toldError(name, undefined, path);
}

function codeOfStatus(status: number): SourceErrorCode | null {
  if (status >= 200 && status < 300) return null;
  if (status === 429) return 'OVERLOADED';
  if (status === 504) return 'LEGACY_TIMEOUT';
  return status >= 500 ? 'LEGACY_UNAVAILABLE' : 'LEGACY_REJECTED';
}

function translate(name: SystemName, error: unknown, signal: AbortSignal): SourceError {
  if (error instanceof SourceError) return error;
  if (signal.aborted) return new SourceError(name, 'LEGACY_TIMEOUT', 'the request has ended', error);
  if (error instanceof httpErrors.ResponseExceededMaxSizeError) {
    return new SourceError(name, 'LEGACY_MALFORMED', 'reply too large', error);
  }
  if (error instanceof httpErrors.ConnectTimeoutError) return new SourceError(name, 'LEGACY_TIMEOUT', 'connect', error);
  return new SourceError(name, 'LEGACY_UNAVAILABLE', 'no connection', error);
}

const healthShape = z.object({ source: z.object({ state: z.enum(['up', 'down']), code: z.string().optional() }) });

async function askHealth(pool: Pool, url: URL): Promise<SourceHealth> {
  const start = performance.now();
  const taken = () => Math.round(performance.now() - start);
  try {
    const signal = AbortSignal.timeout(healthTimeout);
    const reply = await pool.request({ method: 'GET', path: new URL('/readyz', url).pathname, signal });
    const parsed = healthShape.safeParse(await reply.body.json());
    if (!parsed.success) return { state: 'down', code: 'LEGACY_MALFORMED', milliseconds: taken() };
    const { state, code } = parsed.data.source;
    return { state, ...(code === undefined ? {} : { code }), milliseconds: taken() };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { state: 'down', code: timedOut ? 'LEGACY_TIMEOUT' : 'LEGACY_UNAVAILABLE', milliseconds: taken() };
  }
}
