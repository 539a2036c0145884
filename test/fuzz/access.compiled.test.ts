/**
 * Random operations by callers with random rights, on a graph that has everything federation can make difficult, with random rights on
 * its fields and types: our engine answers as one schema does whose resolvers refuse what may not be seen, whole and in parts, tells
 * what is hidden and masked, and asks no subgraph for it.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { protectedGraph } from './access/graph.ts';
import { randomAccess } from './access/protect.ts';
import { Cases } from './cases.ts';
import { Counts, check } from './check.ts';
import { nastyTexts } from './graphs.ts';
import { choices, hash } from './random.ts';

const operations = 150;

const choicesOf = (...seed: readonly (string | number)[]) => {
  let drawn = 0;
  return choices((max) => {
    drawn += 1;
    return hash(...seed, drawn) % (max + 1);
  });
};

test.each([1, 2, 3, 4])('protection %i shows to each caller what is his to see', { timeout: 240_000 }, async (seed) => {
  const graph = await protectedGraph(nastyTexts(), choicesOf('protection', seed));
  try {
    const counts = new Counts();
    const cases = new Cases(graph.for(randomAccess(choicesOf('nobody'))));
    const result = await fc.check(
      fc.asyncProperty(cases, fc.nat(19), (value, who) =>
        check(graph.for(randomAccess(choicesOf('access', seed, who))), value, counts, 0),
      ),
      { seed, numRuns: operations },
    );
    if (result.errorInstance instanceof Error) throw result.errorInstance;
    const { hidden, masked, parts } = graph.tally;
    expect(hidden).toBeGreaterThan(operations / 4);
    expect(masked).toBeGreaterThan(0);
    expect(parts).toBeGreaterThan(operations / 20);
  } finally {
    await graph.close();
  }
});
