/** A few rows of `npm run faults`, one of each kind and in both layouts: what an answer holds, not how long it takes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBench } from './bench.ts';
import { type Hosts, startHosts } from './hosts.ts';
import type { Layout } from './product.ts';
import type { Bench } from './row.ts';
import { rows } from './rows.ts';

const chosen: Readonly<Record<Layout, readonly string[]>> = {
  'in-process': ['customers: hang', 'stand-in of reservations: shuffle', 'SIGTERM in the middle'],
  distributed: [
    'loyalty: truncate',
    'service of service-cases: garble',
    'service of loyalty: killed and started again',
  ],
};
/** Figures of a machine that does other things too say nothing. */
const timed = ['deadline', 'others', 'memory', 'opens', 'breaker', 'at once'];

let hosts: Hosts;
beforeAll(async () => {
  hosts = await startHosts();
});
afterAll(() => hosts?.close());

describe.each(['in-process', 'distributed'] as const)('%s', (layout) => {
  let bench: Bench & { close(): Promise<void> };
  beforeAll(async () => {
    bench = await startBench(layout, hosts, 2);
  });
  afterAll(() => bench?.close());

  it.each(chosen[layout])('%s', async (name) => {
    const row = rows.find((each) => each.layout === layout && each.name === name);
    const checks = (await row?.run(bench)) ?? [];
    const told = checks.filter(({ what }) => !timed.includes(what));
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter(({ ok }) => !ok)).toEqual([]);
  });
});
