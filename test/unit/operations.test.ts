/** How operations are planned once, kept within their memory, and refused when they are too much. */
import { performance } from 'node:perf_hooks';
import { GraphQLError, parse } from 'graphql';
import { afterEach, describe, expect, test } from 'vitest';
import { createOperations } from '../../gateway/engine/operations/index.ts';
import { createPlanner, type Planner } from '../../gateway/engine/planning/index.ts';
import { loadSupergraph } from '../../gateway/engine/supergraph.ts';
import { composeParts } from '../support/any-graph.ts';
import { smallSupergraph } from '../support/small-graph.ts';

const planners: Planner[] = [];
afterEach(() => {
  for (const planner of planners.splice(0)) planner.retire();
});

function serve(sdl: string, options: { maxBytes?: number; timeout?: number } = {}) {
  const supergraph = loadSupergraph(sdl);
  const planner = createPlanner(supergraph, { timeout: options.timeout ?? 10_000 });
  planners.push(planner);
  const told: string[] = [];
  const operations = createOperations({
    supergraph,
    planner,
    maxBytes: options.maxBytes ?? 10_000_000,
    events: { onPlan: (outcome) => void told.push(outcome), onSharedFetch: () => {}, onGatheredFetch: () => {} },
  });
  return { told, ask: async (text: string) => operations.ready(parse(text), undefined, null), operations };
}

/** A graph in which almost every field can come from any of six subgraphs. */
const choices = composeParts(
  Array.from({ length: 6 }, (_, index) => ({
    name: `s${index}`,
    typeDefs: `
      type Query { root: T @shareable }
      type T @key(fields: "id") { id: ID! a: Int @shareable next: T @shareable other: T @shareable own${index}: Int }`,
  })),
  ['@key', '@shareable'],
);
const tree = (depth: number): string =>
  depth === 0 ? 'a own0 own1 own2 own3' : `a next { ${tree(depth - 1)} } other { ${tree(depth - 1)} }`;
const hostile = `{ root { ${tree(6)} } }`;

describe('an operation', () => {
  test('is planned once for ten who ask at the same time, and never again', async () => {
    const { told, ask } = serve(smallSupergraph());
    const ten = Array.from({ length: 10 }, (_, index) => `{ customer(id: "${index}") { name   miles } }`);
    const ready = await Promise.all(ten.map(ask));
    await ask(ten[0] ?? '');
    expect(told.toSorted()).toEqual(['kept', 'planned', ...Array(9).fill('shared')]);
    expect(new Set(ready.map(({ prepared }) => prepared)).size).toBe(1);
    expect(ready.map(({ form }) => Object.values(form.literals))).toEqual(ten.map((_, index) => [String(index)]));
  });

  test('is kept while there is memory for it, those asked for longest ago going first', async () => {
    const { told, ask } = serve(smallSupergraph(), { maxBytes: 60_000 });
    const named = (index: number) => `{ customer(id: "1") { name${index}: name } }`;
    for (let index = 0; index < 10; index += 1) await ask(named(index));
    told.length = 0;
    await ask(named(9));
    await ask(named(0));
    expect(told).toEqual(['kept', 'planned']);
  });

  test('asked for most comes first among the hottest', async () => {
    const { ask, operations } = serve(smallSupergraph());
    await ask('{ customer(id: "1") { code } }');
    for (let index = 0; index < 3; index += 1) await ask('{ customer(id: "1") { name } }');
    const [first] = operations.hottest(1);
    expect(JSON.stringify(first)).toContain('"name"');
  });
});

describe('an operation with very many possible plans', () => {
  test('is planned in a thread while the event loop goes on', async () => {
    const { ask } = serve(choices);
    const start = performance.now();
    const stop = longestPause();
    const { prepared } = await ask(hostile);
    const pause = stop();
    expect(prepared.plan.node).toBeDefined();
    expect(pause).toBeLessThan((performance.now() - start) / 2);
  });

  test('that takes longer than allowed is refused, at once the second time, and others are still planned', async () => {
    const { ask } = serve(choices, { timeout: 1 });
    const tooLarge = { extensions: { code: 'OPERATION_TOO_LARGE' } };
    await expect(ask(hostile)).rejects.toMatchObject(tooLarge);
    await expect(ask(hostile)).rejects.toBeInstanceOf(GraphQLError);
    await expect(ask('{ root { a } }')).resolves.toBeDefined();
  });
});

/** Milliseconds, of the event loop, from now to the call of what it returns. */
function longestPause(): () => number {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  return () => {
    clearInterval(timer);
    return longest;
  };
}
