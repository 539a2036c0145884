/** Requests that are too large, as they are or once inflated: refused, and not kept in memory. */
import { gzipSync } from 'node:zlib';
import { Pool } from 'undici';
import { memory } from '../checks.ts';
import { layouts } from '../product.ts';
import type { Bench, Check, Row } from '../row.ts';
import { whileWatching } from '../watch.ts';

/** Bytes. */
const large = 20_000_000;
const connections = 8;

const bodies = {
  'a request of 20 MB': () => ({ body: Buffer.alloc(large, ' '), encoding: 'identity' }),
  'a request of 20 kB that inflates to 20 MB': () => ({ body: gzipSync(Buffer.alloc(large, ' ')), encoding: 'gzip' }),
};

export const requestRows: readonly Row[] = layouts.flatMap((layout) =>
  Object.entries(bodies).map(([name, make]): Row => ({ layout, name, run: (bench) => run(bench, make()) })),
);

/** It may also close the connection on who goes on sending. */
async function run(
  { product, seconds }: Bench,
  { body, encoding }: { body: Buffer; encoding: string },
): Promise<Check[]> {
  const pool = new Pool(product.url, { connections, pipelining: 1 });
  const seen = new Map<string, number>();
  const { growth } = await whileWatching(product, async () => {
    const end = performance.now() + seconds * 500;
    const worker = async () => {
      while (performance.now() < end) {
        const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
        const outcome = await pool.request({ method: 'POST', path: '/graphql', headers, body }).then(
          async (reply) => {
            await reply.body.dump();
            return String(reply.statusCode);
          },
          () => 'closed',
        );
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: connections }, worker));
  });
  await pool.destroy();
  const outcomes = [...seen].map(([outcome, count]) => `${count} x ${outcome}`).join(', ');
  return [
    {
      what: 'refused',
      expected: 'every time: 413, 415, or closed',
      seen: outcomes,
      ok: seen.size > 0 && [...seen.keys()].every((outcome) => ['413', '415', 'closed'].includes(outcome)),
    },
    memory(growth),
  ];
}
