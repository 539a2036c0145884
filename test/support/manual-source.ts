/** Requests that may leave, and a source that answers when the test says so. */
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { createRequestContext } from '../../gateway/request-context.ts';
import type { SubgraphOperation } from '../../subgraphs/shared/hosting/execute.ts';
import type { SubgraphReply } from '../../subgraphs/shared/hosting/reply.ts';

/** A client's request, which may leave. */
export function request(milliseconds = 5_000) {
  const controller = new AbortController();
  const context = createRequestContext({
    id: 'test-request',
    signal: controller.signal,
    deadline: performance.now() + milliseconds,
    now: () => new Date(),
  });
  return { context, leave: () => controller.abort(new Error('left')) };
}

export interface Received {
  readonly operation: SubgraphOperation;
  readonly signal: AbortSignal;
  answer(reply: SubgraphReply): void;
  fail(error: Error): void;
}

/** A source whose calls a test answers by hand. */
export function manualSource(name = 'loyalty') {
  const received: Received[] = [];
  const source: DataSource = {
    name,
    fetch: (operation, { signal }) =>
      new Promise((answer, fail) => {
        received.push({ operation, signal, answer, fail });
      }),
    health: async () => ({ state: 'up', milliseconds: 1 }),
    close: async () => {},
  };
  return { source, received };
}
