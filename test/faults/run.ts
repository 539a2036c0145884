/** Runs rows one after another and tells of each. */

import type { startBench } from './bench.ts';
import { startHosts } from './hosts.ts';
import { layouts } from './product.ts';
import type { Check, Row } from './row.ts';

type Print = (line: string) => void;

/** Whether there were rows and all of them were met. */
export async function runTable(
  rows: readonly Row[],
  seconds: number,
  start: typeof startBench,
  print: Print,
): Promise<boolean> {
  let met = 0;
  let missed = 0;
  const hosts = await startHosts();
  try {
    for (const layout of layouts) {
      const ofLayout = rows.filter((row) => row.layout === layout);
      if (ofLayout.length === 0) continue;
      const bench = await start(layout, hosts, seconds);
      try {
        for (const row of ofLayout) {
          const checks = await row.run(bench).catch((error: unknown) => [broken(error)]);
          const ok = checks.every((check) => check.ok);
          if (ok) met += 1;
          else missed += 1;
          print(`${ok ? 'met    ' : 'NOT MET'} ${layout}, ${row.name}`);
          for (const line of linesOf(checks)) print(line);
          const dead = bench.product.programs().find((program) => program.exit() !== null);
          if (dead !== undefined) throw new Error(`${dead.name} ended with ${dead.exit()}:\n${dead.output()}`);
        }
      } finally {
        await bench.close();
      }
    }
  } finally {
    await hosts.close();
  }
  print(`${met} met, ${missed} not met`);
  return met > 0 && missed === 0;
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
