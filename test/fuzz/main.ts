/**
 * `npm run fuzz -- [--seed N] [--operations N] [--graph airline|nasty] [--failures N]`: a long run of the fuzz test, with progress,
 * and a shrunk counterexample for each batch that has one. Ends with 1 when there was any.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { Cases } from './cases.ts';
import { Counts, check } from './check.ts';
import { graphs } from './graphs.ts';

process.env.APOLLO_TELEMETRY_DISABLED = 'true';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    operations: { type: 'string', default: '1000' },
    graph: { type: 'string' },
    failures: { type: 'string', default: '5' },
  },
});
const print = (line: string) => process.stdout.write(`${line}\n`);
const batch = 250;
const operations = Number(values.operations);
const names = Object.keys(graphs).filter((name) => values.graph === undefined || values.graph === name);
if (names.length === 0) throw new Error(`--graph must be one of ${Object.keys(graphs).join(', ')}`);

let failures = 0;
for (const name of names) {
  const graph = await graphs[name]?.();
  if (!graph) continue;
  const counts = new Counts();
  const start = performance.now();
  const share = Math.ceil(operations / names.length);
  for (let done = 0, round = 0; done < share && failures < Number(values.failures); done += batch, round += 1) {
    const seed = Number(values.seed) + round;
    const result = await fc.check(
      fc.asyncProperty(new Cases(graph), (value) => check(graph, value, counts)),
      { seed, numRuns: Math.min(batch, share - done) },
    );
    if (result.failed) {
      failures += 1;
      const { errorInstance, numShrinks } = result;
      print(`\n${name}, seed ${seed}, ${numShrinks} shrinks:`);
      print(errorInstance instanceof Error ? errorInstance.message : String(errorInstance));
    }
    if (round % 8 === 7) print(`${name}: ${counts.cases} operations, ${failures} failures, seed ${seed}`);
  }
  await graph.close();
  const seconds = (performance.now() - start) / 1000;
  const known = [...counts.known].map(([why, count]) => `${count} "${why}"`).join(', ');
  print(
    `${name}: ${counts.cases} operations in ${seconds.toFixed(0)} s, ${counts.failingWorlds} in failing worlds, ` +
      `${counts.withErrors} with errors; known differences: ${known || 'none'}`,
  );
}
process.exitCode = failures > 0 ? 1 : 0;
