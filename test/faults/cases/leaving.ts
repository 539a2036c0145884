/** Who leaves, or has no more time, costs the system behind nothing any more: its connection is closed within 100 ms. */
import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import type { FaultProxy } from '../../../legacy/shared/fault-proxy.ts';
import { ms } from '../checks.ts';
import { layouts } from '../product.ts';
import type { Bench, Check, Row } from '../row.ts';
import { questionTo, type System, systems } from '../systems.ts';
import { whileWatching } from '../watch.ts';

const promised = 100;
/** Milliseconds. */
const staying = 400;
const patience = 5_000;

export const leavingRows: readonly Row[] = layouts.flatMap((layout) =>
  systems.flatMap((system): Row[] => [
    { layout, name: `${system}: client leaves`, run: (bench) => leave(bench, system, 'client') },
    { layout, name: `${system}: time is up`, run: (bench) => leave(bench, system, 'time') },
  ]),
);

async function leave(bench: Bench, system: System, why: 'client' | 'time'): Promise<Check[]> {
  const line = bench.hosts.lines[system];
  // No connection is kept from before: those that are there then are this request's.
  line.setFault({ kind: 'refuse' });
  await until(() => line.connections() === 0);
  line.setFault({ kind: 'hang' });
  try {
    const { result: took, starved } = await whileWatching(bench.product, () => closingAfter(bench, system, line, why));
    return [
      {
        what: 'closed',
        expected: `the system's connection within ${promised} ms${starved < 1 ? '' : ` (+ ${ms(starved)}: busy machine)`}`,
        seen: took === null ? 'it was never asked, or never let go' : ms(took),
        ok: took !== null && took <= promised + starved,
      },
    ];
  } finally {
    line.setFault({ kind: 'none' });
  }
}

/** Milliseconds from the end of the request to the end of its last connection to the system. */
async function closingAfter(
  { product, hosts }: Bench,
  system: System,
  line: FaultProxy,
  why: 'client' | 'time',
): Promise<number | null> {
  const { query, variables } = questionTo([system], hosts.people[0] ?? hosts.people[1]!);
  const client = new AbortController();
  const asked = request(`${product.url}graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-time-left-ms': String(why === 'time' ? staying : patience) },
    body: JSON.stringify({ query, variables }),
    signal: client.signal,
  })
    .then(({ body }) => body.text())
    .catch(() => '');
  if (!(await until(() => line.connections() > 0))) return null;
  if (why === 'client') {
    await pause(staying);
    client.abort();
  }
  await asked;
  const start = performance.now();
  return (await until(() => line.connections() === 0)) ? performance.now() - start : null;
}

async function until(condition: () => boolean): Promise<boolean> {
  const end = performance.now() + patience;
  while (!condition()) {
    if (performance.now() > end) return false;
    await pause(5);
  }
  return true;
}
