/** The last row of a layout: a minute after all those faults, memory and sockets are back to where they were. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Layout, layouts } from '../product.ts';
import { type Holding, holdingOf } from '../program.ts';
import type { Bench, Check, Row } from '../row.ts';

const minute = 60_000;
/** Megabytes by which a heap differs from one look to the next. */
const spread = 50;
/** Connections that are kept for the next call, and come and go. */
const kept = 8;

export const afterwardsRows: readonly Row[] = layouts.map((layout: Layout) => ({
  layout,
  name: 'a minute after it all',
  run,
}));

async function run({ product, asker, atStart }: Bench): Promise<Check[]> {
  await asker.close();
  const end = performance.now() + minute;
  let seen: Holding = holdingOf(product.programs());
  while (
    !(seen.megabytes <= atStart.megabytes + spread && seen.sockets <= atStart.sockets + kept) &&
    performance.now() < end
  ) {
    await pause(1_000);
    seen = holdingOf(product.programs());
  }
  return [
    {
      what: 'sockets',
      expected: `${atStart.sockets} as at the start, or up to ${kept} more that are kept`,
      seen: String(seen.sockets),
      ok: seen.sockets <= atStart.sockets + kept,
    },
    {
      what: 'memory',
      expected: `${atStart.megabytes.toFixed(0)} MB as at the start, give or take ${spread}`,
      seen: `${seen.megabytes.toFixed(0)} MB`,
      ok: seen.megabytes <= atStart.megabytes + spread,
    },
  ];
}
