/** The last row of a layout: a minute after all those faults, memory and sockets are back to where they were. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Layout, layouts } from '../product.ts';
import { type Holding, heldForGood, holdingOf } from '../program.ts';
import type { Bench, Check, Row } from '../row.ts';

const minute = 60_000;
/** Megabytes by which a process's memory differs from one look to the next. */
const spread = 50;
/** Connections that are kept for the next call, and come and go. */
const kept = 8;

export const afterwardsRows: readonly Row[] = layouts.map((layout: Layout) => ({
  layout,
  name: 'a minute after it all',
  run: afterwards,
}));

export async function afterwards({ product, asker, atStart }: Bench): Promise<Check[]> {
  await asker.close();
  const end = performance.now() + minute;
  const programs = product.programs();
  const most: Holding = {
    sockets: atStart.sockets + kept * programs.length,
    megabytes: atStart.megabytes + spread * programs.length,
  };
  let seen = await heldForGood(programs);
  while (!(seen.megabytes <= most.megabytes && seen.sockets <= most.sockets) && performance.now() < end) {
    await pause(1_000);
    seen = await heldForGood(programs);
  }
  const each = (tell: (holding: Holding) => string) =>
    programs.length === 1 ? '' : ` (${programs.map((one) => `${one.name} ${tell(holdingOf([one]))}`).join(', ')})`;
  return [
    {
      what: 'sockets',
      expected: `${atStart.sockets} as at the start, or up to ${kept} more a process that are kept`,
      seen: `${seen.sockets}${each(({ sockets }) => String(sockets))}`,
      ok: seen.sockets <= most.sockets,
    },
    {
      what: 'memory',
      expected: `${atStart.megabytes.toFixed(0)} MB without garbage as at the start, give or take ${spread} a process`,
      seen: `${seen.megabytes.toFixed(0)} MB${each(({ megabytes }) => megabytes.toFixed(0))}`,
      ok: seen.megabytes <= most.megabytes,
    },
  ];
}
