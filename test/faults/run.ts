/** Runs rows one after another and tells of each. */

import type { startBench } from './bench.ts';
import { startHosts } from './hosts.ts';
import { type Layout, layouts } from './product.ts';
import type { Bench, Check, Row } from './row.ts';
import { soak } from './soak.ts';

type Print = (line: string) => void;

interface Tally {
  met: number;
  missed: number;
}

/** Whether there were rows and all of them were met. */
export async function runTable(
  rows: readonly Row[],
  seconds: number,
  start: typeof startBench,
  print: Print,
): Promise<boolean> {
  const used = layouts.filter((layout) => rows.some((row) => row.layout === layout));
  return overLayouts(used, seconds, start, print, async (bench, tally) => {
    for (const row of rows.filter(({ layout }) => layout === bench.product.layout)) {
      const checks = await row.run(bench).catch((error: unknown) => [broken(error)]);
      tell(`${row.layout}, ${row.name}`, checks, tally, print);
      const dead = bench.product.programs().find((program) => program.exit() !== null);
      if (dead !== undefined) throw new Error(`${dead.name} ended with ${dead.exit()}:\n${dead.output()}`);
    }
  });
}

/** One soak a layout, one after the other, the time parted between them. */
export async function runSoak(
  used: readonly Layout[],
  options: { readonly milliseconds: number; readonly seed: number },
  start: typeof startBench,
  print: Print,
): Promise<boolean> {
  const each = { ...options, milliseconds: options.milliseconds / used.length };
  return overLayouts(used, 0, start, print, async (bench, tally) => {
    tell(`${bench.product.layout}, soak with seed ${options.seed}`, await soak(bench, each, print), tally, print);
  });
}

async function overLayouts(
  used: readonly Layout[],
  seconds: number,
  start: typeof startBench,
  print: Print,
  work: (bench: Bench, tally: Tally) => Promise<void>,
): Promise<boolean> {
  const tally: Tally = { met: 0, missed: 0 };
  const begun = performance.now();
  const hosts = await startHosts();
  try {
    for (const layout of used) {
      const bench = await start(layout, hosts, seconds);
      try {
        await work(bench, tally);
      } finally {
        await bench.close();
      }
    }
  } finally {
    await hosts.close();
  }
  const minutes = (performance.now() - begun) / 60_000;
  print(`${tally.met} met, ${tally.missed} not met, in ${minutes.toFixed(1)} minutes`);
  return tally.met > 0 && tally.missed === 0;
}

function tell(name: string, checks: readonly Check[], tally: Tally, print: Print): void {
  const ok = checks.every((check) => check.ok);
  if (ok) tally.met += 1;
  else tally.missed += 1;
  print(`${ok ? 'met    ' : 'NOT MET'} ${name}`);
  for (const line of linesOf(checks)) print(line);
}

function broken(error: unknown): Check {
  return {
    what: 'run',
    expected: 'to the end',
    seen: error instanceof Error ? error.message : String(error),
    ok: false,
  };
}

export function linesOf(checks: readonly Check[]): string[] {
  const width = Math.max(...checks.map(({ expected }) => expected.length));
  return checks.map(
    ({ what, expected, seen, ok }) => `    ${ok ? 'ok' : 'NO'}  ${what.padEnd(9)} ${expected.padEnd(width)}  ${seen}`,
  );
}
