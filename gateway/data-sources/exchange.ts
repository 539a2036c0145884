/**
 * One POST over a pool and its whole reply, on undici's `dispatch`: `request` and `fetch` build streams and promises round the same
 * bytes, which cost more.
 */
import type { Dispatcher } from 'undici';
import { callCostHeader } from '../../subgraphs/shared/hosting/call-cost.ts';
import type { BeginReading, Reading } from '../../subgraphs/shared/policies/large-replies.ts';
import { decoded } from './content-encoding.ts';

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** What it cost the system behind, as the service says; see hosting/call-cost.ts. */
  readonly callCost: string | undefined;
}

export interface Exchange {
  readonly reply: Promise<Reply>;
  /** Closes the connection; `reply` then rejects, unless it has come. */
  cancel(reason: Error): void;
}

export interface ReplyLimits {
  /** Of a reply, unpacked. */
  readonly maxBytes: number;
  readonly beginReading: BeginReading;
}

/** `headers`: names and values in turn. `reply` rejects with undici's errors, or UnreadableEncoding. */
export function post(
  pool: Pick<Dispatcher, 'dispatch'>,
  path: string,
  headers: string[],
  body: string,
  { maxBytes, beginReading }: ReplyLimits,
): Exchange {
  const handler = new Collector(maxBytes, beginReading);
  pool.dispatch({ method: 'POST', path, headers, body }, handler);
  return handler;
}

class Collector implements Dispatcher.DispatchHandler, Exchange {
  readonly reply: Promise<Reply>;
  #resolve: (reply: Reply) => void = () => {};
  #reject: (error: Error) => void = () => {};
  #controller: Dispatcher.DispatchController | null = null;
  #cancelled: Error | null = null;
  #reading: Reading | null = null;
  readonly #maxBytes: number;
  readonly #beginReading: BeginReading;
  #status = 0;
  #encoding: string | null = null;
  #callCost: string | undefined;
  #first: Buffer | null = null;
  #further: Buffer[] | null = null;

  constructor(maxBytes: number, beginReading: BeginReading) {
    this.#maxBytes = maxBytes;
    this.#beginReading = beginReading;
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  cancel(reason: Error): void {
    this.#cancelled = reason;
    this.#reading?.end();
    this.#reject(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It was cancelled while it waited for a connection.
    if (this.#cancelled) controller.abort(this.#cancelled);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.#status = status;
    this.#encoding = headers['content-encoding']?.toString() ?? null;
    this.#callCost = headers[callCostHeader]?.toString();
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#first === null) {
      this.#first = chunk;
      return;
    }
    // Nearly all replies come in one piece, which is not large.
    if (this.#reading === null) {
      this.#reading = this.#beginReading(controller);
      this.#reading.take(this.#first.length);
    }
    this.#reading.take(chunk.length);
    if (this.#further === null) this.#further = [this.#first, chunk];
    else this.#further.push(chunk);
  }

  onResponseEnd(): void {
    this.#reading?.end();
    const bytes = this.#further === null ? this.#first : Buffer.concat(this.#further);
    const take = (plain: Buffer | null) =>
      this.#resolve({ status: this.#status, text: textOf(plain), callCost: this.#callCost });
    if (bytes === null || this.#encoding === null) take(bytes);
    else decoded(bytes, this.#encoding, this.#maxBytes).then(take, this.#reject);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reading?.end();
    this.#reject(error);
  }
}

/** Without the byte order mark that some servers begin with and JSON does not have. */
function textOf(bytes: Buffer | null): string {
  const text = bytes === null ? '' : bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
