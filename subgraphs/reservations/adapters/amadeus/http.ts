/**
 * One POST over a kept connection. The reply is read whole, up to its cap; an abort closes the socket at once, so that the
 * host does not go on working for somebody who has left.
 */
import { type Dispatcher, Pool } from 'undici';
import { type Reading, readFewAtOnce } from '../../../shared/policies/large-replies.ts';
import { currentSpan, peerOf } from '../../../shared/tracing.ts';
import { failure, malformed } from './failure.ts';

export interface HttpReply {
  readonly status: number;
  /** Lower case, without parameters; null when the host states none. */
  readonly contentType: string | null;
  readonly charset: string | null;
  readonly body: Buffer;
}

export type Post = (headers: Readonly<Record<string, string>>, body: string, signal: AbortSignal) => Promise<HttpReply>;

/** Bytes of one reply. */
export const maxReplyBytes = 5 * 1024 * 1024;

export function openPool(url: URL, connections: number): Pool {
  // Time is bounded by the guard around every call; a second clock here would only blur its errors.
  return new Pool(url.origin, {
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connectTimeout: 10_000,
  });
}

export function poster(pool: Pool, url: URL): Post {
  const path = `${url.pathname}${url.search}`;
  const facts = { ...peerOf(url), 'http.request.method': 'POST' };
  const beginReading = readFewAtOnce();
  return (headers, body, signal) =>
    new Promise((resolve, reject) => {
      const span = currentSpan();
      span?.note(facts);
      let controller: Dispatcher.DispatchController | undefined;
      let reading: Reading | undefined;
      let head: Omit<HttpReply, 'body'> | undefined;
      const chunks: Buffer[] = [];
      let size = 0;

      const settle = (outcome: HttpReply | Error) => {
        signal.removeEventListener('abort', abort);
        reading?.end();
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
      const abort = () => {
        const reason = signal.reason instanceof Error ? signal.reason : new Error('aborted');
        settle(reason);
        controller?.abort(reason);
      };
      const tooLarge = () => {
        const error = malformed('reply over the size limit');
        settle(error);
        controller?.abort(error);
      };

      if (signal.aborted) return abort();
      signal.addEventListener('abort', abort, { once: true });
      pool.dispatch(
        { method: 'POST', path, headers: { ...headers, ...span?.headers() }, body },
        {
          onRequestStart: (started) => {
            controller = started;
            reading = beginReading(started);
            if (signal.aborted) abort();
          },
          onResponseStart: (_, status, received) => {
            head = { status, ...contentType(received['content-type']) };
            span?.note({ 'http.response.status_code': status });
            if (Number(received['content-length']) > maxReplyBytes) tooLarge();
          },
          onResponseData: (_, chunk) => {
            size += chunk.length;
            if (size > maxReplyBytes) return tooLarge();
            reading?.take(chunk.length);
            chunks.push(chunk);
          },
          onResponseEnd: () => {
            if (head !== undefined) settle({ ...head, body: Buffer.concat(chunks, size) });
          },
          onResponseError: (_, error) => {
            settle(failure('LEGACY_UNAVAILABLE', `connection: ${codeOf(error)}`, error));
          },
        },
      );
    });
}

function contentType(header: string | string[] | undefined): Pick<HttpReply, 'contentType' | 'charset'> {
  const text = (Array.isArray(header) ? header[0] : header) ?? '';
  const [type = '', ...parameters] = text.toLowerCase().split(';');
  const charset = parameters.map((parameter) => /^\s*charset="?([^"\s]+)"?\s*$/.exec(parameter)?.[1]).find(Boolean);
  return { contentType: type.trim() || null, charset: charset ?? null };
}

/** A fixed word such as `ECONNREFUSED`; messages of connection errors name hosts. */
function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
