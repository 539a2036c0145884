/** HTTP towards Request Tracker's REST 2.0: token, size limit, and failures as SourceErrors. */
import { Pool } from 'undici';
import { SourceError } from '../../../shared/errors.ts';
import { type BeginReading, pieces, readFewAtOnce } from '../../../shared/policies/large-replies.ts';
import { whenEnded } from '../../../shared/policies/when-ended.ts';
import { currentSpan, peerOf } from '../../../shared/tracing.ts';

export interface RtClient {
  /** Parsed JSON of a reply, or a SourceError. `path` begins with a slash, below /REST/2.0. */
  send(request: RtRequest, signal: AbortSignal): Promise<unknown>;
  close(): Promise<void>;
}

export interface RtRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Search terms outgrow an address, so they are sent as a form; where RT takes no form, as JSON. */
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: readonly unknown[];
}

const replyLimit = 5 * 1024 * 1024;

export function rtClient(options: { url: string; token: string; connections: number }): RtClient {
  const url = new URL(options.url);
  const { origin, pathname } = url;
  const peer = peerOf(url);
  const base = `${pathname.replace(/\/+$/, '').replace(/\/REST\/2\.0$/, '')}/REST/2.0`;
  // The guard around each call keeps the time; undici's own limits are the net below it.
  const pool = new Pool(origin, { connections: options.connections, headersTimeout: 60_000, bodyTimeout: 60_000 });
  const beginReading = readFewAtOnce();
  return {
    async send(request, signal) {
      const { method, path } = request;
      const body = bodyOf(request);
      const span = currentSpan();
      span?.note({ ...peer, 'http.request.method': method });
      try {
        const reply = await pool.request({
          method,
          path: base + path,
          signal,
          headers: {
            authorization: `token ${options.token}`,
            accept: 'application/json',
            ...(body && { 'content-type': body.type }),
            ...span?.headers(),
          },
          body: body?.text ?? null,
        });
        span?.note({ 'http.response.status_code': reply.statusCode });
        // Leaving a body unread makes undici fail it; without a listener that would end the process.
        reply.body.on('error', () => undefined);
        if (reply.statusCode !== 200) {
          reply.body.destroy();
          throw refusal(reply.statusCode);
        }
        return parse(await readLimited(reply.body, beginReading, signal));
      } catch (error) {
        throw failure(error, signal);
      }
    },
    close: () => pool.destroy(),
  };
}

function bodyOf({ form, json }: RtRequest): { type: string; text: string } | null {
  if (json !== undefined) return { type: 'application/json', text: JSON.stringify(json) };
  if (form !== undefined) return { type: 'application/x-www-form-urlencoded', text: `${new URLSearchParams(form)}` };
  return null;
}

async function readLimited(
  body: AsyncIterable<Buffer> & { destroy(): unknown },
  beginReading: BeginReading,
  signal: AbortSignal,
): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  const flow = pieces();
  const reading = beginReading(flow);
  // The body then fails.
  const release = whenEnded(signal, flow.resume);
  try {
    for await (const part of body) {
      size += part.length;
      if (size > replyLimit) {
        body.destroy();
        throw malformed(`a reply of more than ${replyLimit} bytes`);
      }
      parts.push(part);
      reading.take(part.length);
      await flow.open();
    }
  } finally {
    release();
    reading.end();
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed('a reply that is not JSON', error);
  }
}

function refusal(status: number): SourceError {
  if (status === 429) return new SourceError('service-cases', 'OVERLOADED', 'HTTP 429');
  if (status >= 500) return new SourceError('service-cases', 'LEGACY_UNAVAILABLE', `HTTP ${status}`);
  return new SourceError('service-cases', 'LEGACY_REJECTED', `HTTP ${status}`);
}

function failure(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof SourceError || signal.aborted) return error;
  return new SourceError('service-cases', 'LEGACY_UNAVAILABLE', String(error), error);
}

export function malformed(detail: string, cause?: unknown): SourceError {
  return new SourceError('service-cases', 'LEGACY_MALFORMED', detail, cause);
}
