/** A subgraph that runs as a service of its own: one keep-alive pool, bounded replies, the request's own deadline. */
import { errors as httpErrors, Pool } from 'undici';
import { SourceError, type SourceErrorCode } from '../../subgraphs/shared/errors.ts';
import { readCallCost } from '../../subgraphs/shared/hosting/call-cost.ts';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import {
  type PathSegment,
  type ReplyError,
  type SubgraphReply,
  toldError,
} from '../../subgraphs/shared/hosting/reply.ts';
import { readFewAtOnce } from '../../subgraphs/shared/policies/large-replies.ts';
import { DeadlinePassed, timeLeftHeader } from '../../subgraphs/shared/policies/time-left.ts';
import { whenEnded } from '../../subgraphs/shared/policies/when-ended.ts';
import { unauthorized } from '../../subgraphs/shared/privacy/not-for-you.ts';
import type { SystemName } from '../../subgraphs/shared/subgraph.ts';
import { currentSpan, peerOf } from '../../subgraphs/shared/tracing.ts';
import type { RequestContext } from '../request-context.ts';
import { UnreadableEncoding } from './content-encoding.ts';
import type { DataSource } from './data-source.ts';
import { type Exchange, post, type Reply } from './exchange.ts';
import { askHealth } from './remote-health.ts';
import { codeOfStatus } from './reply-status.ts';
import { subgraphHeaders } from './subgraph-headers.ts';
import type { SignToken } from './subgraph-token.ts';

/** Bytes; a longer reply is cut off and counts as unreadable. */
export const maxReplyBytes = 5 * 1024 * 1024;
/** After the deadline, for the subgraph to hand over what it has; less than the engine waits. Milliseconds. */
const grace = 40;

export interface RemoteOptions {
  readonly connections: number;
  /** Null when it takes everybody's word. */
  readonly sign?: SignToken | null;
}

/** `url` is the service's GraphQL endpoint. Opens no connection before the first fetch. */
export function remote(name: SystemName, url: URL, { connections, sign = null }: RemoteOptions): DataSource {
  const pool = new Pool(url.origin, {
    connections,
    connect: { timeout: 2_000 },
    // The request's own signal bounds it.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxReplyBytes,
    keepAliveTimeout: 30_000,
  });
  const limits = { maxBytes: maxReplyBytes, beginReading: readFewAtOnce() };
  const path = `${url.pathname}${url.search}`;
  const fixed = Object.entries(subgraphHeaders(url)).flat();
  const facts = { ...peerOf(url), 'http.request.method': 'POST' };
  return {
    name,
    fetch: async (operation, context) => {
      try {
        if (context.signal.aborted) throw endOf(context.signal);
        const { query, operationName, variables, needs } = operation;
        const body = operation.body ?? JSON.stringify({ query, operationName, variables });
        const timeLeft = Math.max(1, Math.round(context.deadline - performance.now()));
        const headers = [...fixed, ...ownHeaders(context, timeLeft)];
        if (sign) headers.push('authorization', sign(query, { ...whose(context), needs, timeLeft }));
        const exchange = post(pool, path, headers, body, limits);
        const reply = await whole(exchange, context.signal);
        currentSpan()?.note({ ...facts, 'http.response.status_code': reply.status });
        const code = codeOfStatus(reply.status);
        if (code !== null) throw new SourceError(name, code, `HTTP ${reply.status}`);
        return read(name, reply);
      } catch (error) {
        throw translate(name, error, context.signal);
      }
    },
    health: () => askHealth(pool, url, sign),
    close: () => pool.destroy(),
  };
}

/** A client who leaves closes the connection at once, a deadline a moment later: the subgraph's own is up at the same time. */
async function whole(exchange: Exchange, signal: AbortSignal): Promise<Reply> {
  let timer: NodeJS.Timeout | undefined;
  const release = whenEnded(signal, () => {
    const close = () => exchange.cancel(endOf(signal));
    if (signal.reason instanceof DeadlinePassed) timer = setTimeout(close, grace);
    else close();
  });
  try {
    return await exchange.reply;
  } finally {
    release();
    clearTimeout(timer);
  }
}

const whose = ({ principal, purpose, signal }: RequestContext) => ({ principal, purpose, signal });

function ownHeaders({ id, span }: RequestContext, timeLeft: number): string[] {
  const headers = ['x-request-id', id, timeLeftHeader, String(timeLeft)];
  if (span !== null) headers.push(...Object.entries(currentSpan()?.headers() ?? {}).flat());
  return headers;
}

function endOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('The request has ended.');
}

/** By hand, as every reply passes here: a schema library costs several times what reading the text does. */
function read(name: SystemName, { text, callCost }: Reply): SubgraphReply {
  const reply = parseJson(name, text);
  if (!isRecord(reply)) throw new SourceError(name, 'LEGACY_MALFORMED', 'not a GraphQL answer');
  const { data, errors } = reply;
  if (data != null && !isRecord(data)) throw new SourceError(name, 'LEGACY_MALFORMED', 'data is no object');
  if (errors != null && !(Array.isArray(errors) && errors.every(isWireError))) {
    throw new SourceError(name, 'LEGACY_MALFORMED', 'errors are no errors');
  }
  if (data == null && !errors?.length) throw new SourceError(name, 'LEGACY_MALFORMED', 'neither data nor errors');
  return {
    data: data ?? null,
    errors: errors?.length ? errors.map((error) => replyError(name, error)) : none,
    callCost: callCost === undefined ? null : readCallCost(callCost),
  };
}

const none: readonly ReplyError[] = [];

interface WireError {
  readonly message: string;
  readonly path?: readonly PathSegment[] | null;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

function isWireError(value: unknown): value is WireError {
  if (!isRecord(value) || typeof value.message !== 'string') return false;
  const { path, extensions } = value;
  return (
    (path == null ||
      (Array.isArray(path) && path.every((part) => typeof part === 'string' || typeof part === 'number'))) &&
    (extensions == null || isRecord(extensions))
  );
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
const clientCodes: readonly unknown[] = ['BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN', unauthorized];
const longestMessage = 500;

/** A service on the network is not trusted to keep internals to itself: texts are ours, but for the client's own mistakes. */
function replyError(name: SystemName, error: WireError): ReplyError {
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

function translate(name: SystemName, error: unknown, signal: AbortSignal): SourceError {
  if (error instanceof SourceError) return error;
  if (signal.aborted) return new SourceError(name, 'LEGACY_TIMEOUT', 'the request has ended', error);
  if (error instanceof UnreadableEncoding) return new SourceError(name, 'LEGACY_MALFORMED', error.message, error);
  if (error instanceof httpErrors.ResponseExceededMaxSizeError) {
    return new SourceError(name, 'LEGACY_MALFORMED', 'reply too large', error);
  }
  if (error instanceof httpErrors.ConnectTimeoutError) return new SourceError(name, 'LEGACY_TIMEOUT', 'connect', error);
  return new SourceError(name, 'LEGACY_UNAVAILABLE', 'no connection', error);
}
