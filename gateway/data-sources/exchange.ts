/**
 * One POST over a pool and its whole reply, on undici's `dispatch`: `request` and `fetch` build streams and promises round the same
 * bytes, which cost more.
 */
import type { Dispatcher } from 'undici';

export interface Reply {
  readonly status: number;
  readonly text: string;
}

export interface Exchange {
  readonly reply: Promise<Reply>;
  /** Closes the connection; `reply` then rejects, unless it has come. */
  cancel(reason: Error): void;
}

/** `headers`: names and values in turn. `reply` rejects with undici's errors. */
export function post(pool: Pick<Dispatcher, 'dispatch'>, path: string, headers: string[], body: string): Exchange {
  const handler = new Collector();
  pool.dispatch({ method: 'POST', path, headers, body }, handler);
  return handler;
}

class Collector implements Dispatcher.DispatchHandler, Exchange {
  readonly reply: Promise<Reply>;
  #resolve: (reply: Reply) => void = () => {};
  #reject: (error: Error) => void = () => {};
  #controller: Dispatcher.DispatchController | null = null;
  #cancelled: Error | null = null;
  #status = 0;
  #first: Buffer | null = null;
  #further: Buffer[] | null = null;

  constructor() {
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  cancel(reason: Error): void {
    this.#cancelled = reason;
    this.#reject(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It was cancelled while it waited for a connection.
    if (this.#cancelled) controller.abort(this.#cancelled);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#first === null) this.#first = chunk;
    else if (this.#further === null) this.#further = [this.#first, chunk];
    else this.#further.push(chunk);
  }

  onResponseEnd(): void {
    const bytes = this.#further === null ? this.#first : Buffer.concat(this.#further);
    this.#resolve({ status: this.#status, text: bytes === null ? '' : bytes.toString('utf8') });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}
