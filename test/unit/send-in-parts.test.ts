/** How parts are drawn from the engine and put on the wire, apart from what is in them. */
import { fastify } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import type { Delivery } from '../../gateway/engine/defer/deliver.ts';
import { sendInParts } from '../../gateway/multipart/send.ts';
import { createRequestContext, type RequestContext } from '../../gateway/request-context.ts';
import { byId, byPath } from '../support/parts.ts';
import { rawClient } from '../support/raw-client.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A server that answers everything with these parts. */
async function serve(deliveries: () => AsyncGenerator<Delivery, void>) {
  const graph: RequestContext = createRequestContext({
    id: 'request-1',
    signal: new AbortController().signal,
    deadline: performance.now() + 60_000,
    now: () => new Date(),
  });
  const app = fastify();
  const pending = [place(0)];
  app.post('/graphql', (_request, reply) =>
    sendInParts('{"data":{}}', { partOf: () => null, pending, deliveries: deliveries() }, graph, reply),
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const client = await rawClient(url);
  closing.push(
    () => app.close(),
    async () => client.socket.destroy(),
  );
  return { client, graph };
}

const place = (index: number) => ({ id: `${index}`, path: ['list', index], label: null });
const delivery = (index: number, text: string, count: number): Delivery => ({
  parts: [],
  filled: [{ ...place(index), data: JSON.stringify({ text }), errors: [] }],
  masked: [],
  pending: index + 1 < count ? [place(index + 1)] : [],
  hasNext: index + 1 < count,
});

test('parts are made no faster than they are read, and no more of them once the client has left', async () => {
  const count = 2_000;
  const megabyte = 'x'.repeat(1_048_576);
  let made = 0;
  let ended = false;
  const { client } = await serve(async function* () {
    try {
      for (; made < count; made += 1) yield delivery(made, megabyte, count);
    } finally {
      ended = true;
    }
  });
  client.stall();
  client.post('{ list }');
  await expect.poll(() => made).toBeGreaterThan(0);
  // Until the buffers between the two ends are full, which hold some megabytes.
  const settled = await steady(() => made);
  expect(settled).toBeLessThan(40);
  await client.until(/x{100}$/);
  await expect.poll(() => made, { timeout: 20_000 }).toBeGreaterThan(settled);
  expect(ended).toBe(false);
  client.socket.destroy();
  await expect.poll(() => ended).toBe(true);
  expect(made).toBeLessThan(count);
});

test.each([
  [byPath, '"incremental":[{"data":null,"path":["list",1]'],
  [byId, '"completed":[{"id":"1","errors":[{'],
])(
  'when parts cannot be made, what was promised is told to be lost, and the answer ends in its form (%s)',
  async (accept, told) => {
    const { client, graph } = await serve(async function* () {
      yield delivery(0, 'here', 3);
      throw new TypeError('secret of db17');
    });
    client.post('{ list }', { accept });
    const text = await client.until(/-----\r\n\r\n0\r\n\r\n$/);
    expect(text).toContain('{"text":"here"}');
    expect(text).toContain(told);
    expect(text).toContain('"code":"INTERNAL_SERVER_ERROR"');
    expect(text).toContain('"requestId":"request-1"');
    expect(text.match(/"hasNext":false/g)).toHaveLength(1);
    expect(text).not.toContain('db17');
    expect([...graph.codes]).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(graph.causes).toEqual([new TypeError('secret of db17')]);
  },
);

/** A figure that has stopped growing. */
async function steady(figure: () => number): Promise<number> {
  for (let before = -1; before !== figure(); ) {
    before = figure();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return figure();
}
