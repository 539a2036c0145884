/**
 * Random valid operations, each answered by our engine, by vanilla @apollo/gateway and by graphql-js over one merged schema, on the
 * same made-up data. `npm run fuzz` runs as many as one likes. A failure prints its seed: give it to `npm run fuzz -- --seed`.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cases } from './cases.ts';
import { Counts, check } from './check.ts';
import { difference, partings } from './compare.ts';
import type { Graph } from './graph.ts';
import { graphs } from './graphs.ts';
import { randomGraph } from './random-graph/index.ts';

const operations = 150;
const operationsOfRandom = 40;

describe.each(Object.keys(graphs))('the %s graph', (name) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await graphs[name]!();
  });
  afterAll(() => graph.close());

  test('answers random operations as one schema executed by graphql-js would', { timeout: 120_000 }, async () => {
    const counts = new Counts();
    await fc.assert(
      fc.asyncProperty(new Cases(graph), (value) => check(graph, value, counts)),
      { seed: 20_261, numRuns: operations },
    );
    expect(counts.failingWorlds).toBeGreaterThan(operations / 4);
    expect(counts.withErrors).toBeGreaterThan(operations / 20);
    expect(counts.parts).toBeGreaterThan(operations / 10);
  });
});

describe('random graphs', () => {
  test.each([1, 2, 3, 4])('number %i answers random operations likewise', { timeout: 120_000 }, async (seed) => {
    const { graph, text } = await randomGraph(seed);
    try {
      const result = await fc.check(
        fc.asyncProperty(new Cases(graph), (value) => check(graph, value, new Counts())),
        { seed, numRuns: operationsOfRandom },
      );
      expect(result.errorInstance, text).toBeNull();
    } finally {
      await graph.close();
    }
  });

  test('are the same for the same seed, and others for another', async () => {
    const made = await Promise.all([5, 5, 6].map(randomGraph));
    await Promise.all(made.map(({ graph }) => graph.close()));
    const [first, again, other] = made.map(({ text }) => text);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});

describe('the comparison', () => {
  const outcome = (text: string, places: readonly (readonly (string | number)[])[] = []) => ({
    text,
    errors: [{ message: 'broken', places }],
  });

  test('sees other values, another order and an error that is not told', () => {
    expect(difference(outcome('{"a":1}'), outcome('{"a":2}'))).toBe('data');
    expect(difference(outcome('{"a":1,"b":2}'), outcome('{"b":2,"a":1}'))).toBe('data');
    expect(difference(outcome('{"a":null}', [['a']]), outcome('{"a":null}'))).toBe('no error at ["a"]');
    expect(difference(outcome('{"a":null}'), outcome('{"a":null}', [['a']]))).toBe('an error too many at ["a"]');
  });

  test('finds each place at which answers part ways', () => {
    expect(partings({ a: { b: [1, 2] }, c: 1 }, { c: 1, a: { b: [1, 3] } })).toEqual([
      { path: ['a', 'b', 1], expected: 2, actual: 3 },
    ]);
    expect(partings({ a: {} }, {})).toEqual([{ path: ['a'], expected: {}, actual: undefined }]);
  });

  test('takes errors below the same null for the same', () => {
    expect(difference(outcome('{"a":null}', [['a', 'b']]), outcome('{"a":null}', [['a', 'c']]))).toBeNull();
  });
});
