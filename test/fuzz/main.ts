/**
 * `npm run fuzz -- [--seed N] [--operations N] [--graph airline|nasty|random] [--failures N] [--vanilla N]`: a long run of the fuzz
 * test, with progress, and a shrunk counterexample for each batch that has one. Every Nth case is asked of vanilla too; 0 for none.
 * Of `random`, every batch is a graph of its own, which its seed makes again. Ends with 1 when there was any difference.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { Cases } from './cases.ts';
import { Counts, check } from './check.ts';
import type { Graph } from './graph.ts';
import { graphs } from './graphs.ts';
import { randomGraph } from './random-graph/index.ts';

process.env.APOLLO_TELEMETRY_DISABLED = 'true';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    operations: { type: 'string', default: '1000' },
    graph: { type: 'string' },
    failures: { type: 'string', default: '5' },
    vanilla: { type: 'string', default: '1' },
  },
});
const print = (line: string) => process.stdout.write(`${line}\n`);
const operations = Number(values.operations);
const names = [...Object.keys(graphs), 'random'].filter((name) => values.graph === undefined || values.graph === name);
if (names.length === 0) throw new Error(`--graph must be one of ${Object.keys(graphs).join(', ')}, random`);

interface Batch {
  readonly graph: Graph;
  /** For whoever looks into a difference; empty for graphs that are files. */
  readonly text: string;
  readonly done: () => Promise<void>;
}

/** A graph lasts for all batches, or is made for each. */
async function batches(
  name: string,
): Promise<{ readonly size: number; readonly next: (seed: number) => Promise<Batch> }> {
  const made = await graphs[name]?.();
  if (made) return { size: 250, next: async () => ({ graph: made, text: '', done: async () => {} }) };
  return {
    size: 100,
    next: async (seed) => {
      const { graph, text } = await randomGraph(seed);
      return { graph, text, done: () => graph.close() };
    },
  };
}

let failures = 0;
for (const name of names) {
  const counts = new Counts();
  const start = performance.now();
  const share = Math.ceil(operations / names.length);
  const { size, next } = await batches(name);
  for (let done = 0, round = 0; done < share && failures < Number(values.failures); done += size, round += 1) {
    const seed = Number(values.seed) + round;
    const { graph, text, done: close } = await next(seed);
    const result = await fc.check(
      fc.asyncProperty(new Cases(graph), (value) => check(graph, value, counts, Number(values.vanilla))),
      { seed, numRuns: Math.min(size, share - done) },
    );
    if (result.failed) {
      failures += 1;
      const { errorInstance, numShrinks } = result;
      print(`\n${name}, seed ${seed}, ${numShrinks} shrinks:`);
      print(errorInstance instanceof Error ? errorInstance.message : String(errorInstance));
      if (text) print(text);
    }
    await close();
    if (round % 8 === 7) print(`${name}: ${counts.cases} operations, ${failures} failures, seed ${seed}`);
  }
  const seconds = (performance.now() - start) / 1000;
  const known = [...counts.known].map(([why, count]) => `${count} "${why}"`).join(', ');
  print(
    `${name}: ${counts.cases} operations in ${seconds.toFixed(0)} s, ${counts.failingWorlds} in failing worlds, ` +
      `${counts.withErrors} with errors, ${counts.inParts} with @defer in ${counts.parts} parts (${counts.notDeferred} answered whole); ` +
      `vanilla asked ${counts.vanilla} of them, its known differences: ${known || 'none'}`,
  );
}
process.exit(failures > 0 ? 1 : 0);
