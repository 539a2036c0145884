/**
 * Random valid operations, each answered by our engine, by vanilla @apollo/gateway and by graphql-js over one merged schema, on the
 * same made-up data. `npm run fuzz` runs as many as one likes. A failure prints its seed: give it to `npm run fuzz -- --seed`.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Cases } from './cases.ts';
import { Counts, check } from './check.ts';
import { difference } from './compare.ts';
import type { Graph } from './graph.ts';
import { graphs } from './graphs.ts';

const operations = 150;

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
  });
});

describe('the comparison', () => {
  const outcome = (text: string, places: readonly (readonly (string | number)[])[] = []) => ({
    text,
    places,
    messages: [],
  });

  test('sees other values, another order and an error that is not told', () => {
    expect(difference(outcome('{"a":1}'), outcome('{"a":2}'))).toBe('data');
    expect(difference(outcome('{"a":1,"b":2}'), outcome('{"b":2,"a":1}'))).toBe('data');
    expect(difference(outcome('{"a":null}', [['a']]), outcome('{"a":null}'))).toBe('no error at ["a"]');
    expect(difference(outcome('{"a":null}'), outcome('{"a":null}', [['a']]))).toBe('an error too many at ["a"]');
  });

  test('takes errors below the same null for the same', () => {
    expect(difference(outcome('{"a":null}', [['a', 'b']]), outcome('{"a":null}', [['a', 'c']]))).toBeNull();
  });
});
