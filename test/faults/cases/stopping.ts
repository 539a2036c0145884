/** SIGTERM in the middle: no request in flight fails, and the process ends within 15 s. A system of its own is slow meanwhile. */
import { setTimeout as pause } from 'node:timers/promises';
import { asker, deadline } from '../load.ts';
import { layouts, startProduct } from '../product.ts';
import type { Bench, Check, Row } from '../row.ts';
import { questionTo, systems } from '../systems.ts';

const longest = 15_000;
const inFlight = 24;
/** So many at once may wait longer for a slot than a system's queue lets them. */
const crowded = { systems, codes: ['OVERLOADED'] };

export const stoppingRows: readonly Row[] = layouts.map((layout) => ({
  layout,
  name: 'SIGTERM in the middle',
  run: (bench) => stop(bench),
}));

async function stop({ hosts, product: { layout } }: Bench): Promise<Check[]> {
  const product = await startProduct(layout, hosts);
  const own = asker(product.url);
  const questions = hosts.people.map((person) => questionTo(systems, person));
  await own.learn(questions);
  hosts.lines.loyalty.setFault({ kind: 'delay', milliseconds: 150 });
  try {
    const asked = Array.from({ length: inFlight }, (_, index) =>
      own.ask(questions[index % questions.length]!, crowded, 2 * deadline),
    );
    await pause(100);
    const start = performance.now();
    const code = await product.gateway.stop();
    const took = performance.now() - start;
    const samples = await Promise.all(asked);
    const failed = samples.filter(({ verdict }) => verdict.kind !== 'whole' && verdict.kind !== 'partial');
    const codes = await product.stop();
    return [
      {
        what: 'in flight',
        expected: `${inFlight} requests are answered, if with OVERLOADED at a field`,
        seen:
          failed.length === 0
            ? 'all'
            : `${failed.length} are not: ${failed[0]?.verdict.kind} ${failed[0]?.verdict.why}`,
        ok: failed.length === 0,
      },
      {
        what: 'end',
        expected: `code 0 within ${longest / 1000} s`,
        seen: `code ${code} after ${(took / 1000).toFixed(1)} s`,
        ok: code === 0 && took <= longest,
      },
      {
        what: 'all ends',
        expected: 'every process with code 0',
        seen: codes.join(', '),
        ok: codes.every((each) => each === 0),
      },
    ];
  } finally {
    hosts.lines.loyalty.setFault({ kind: 'none' });
    await own.close();
  }
}
