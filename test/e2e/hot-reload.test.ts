/** A supergraph file that changes while the product answers: taken over without a dropped request, or refused with a reason. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { composeParts, type HttpSubgraph, httpSubgraph } from '../support/any-graph.ts';
import { type Product, startProduct } from '../support/product.ts';

const folder = mkdtempSync(join(tmpdir(), 'reload-'));
const file = join(folder, 'supergraph.graphql');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const before = `type Query { greeting: String leaving: String }`;
const after = `type Query { greeting: String arriving: String }`;
const extra = 'type Query { weather: String }';
const compose = (typeDefs: string, service: HttpSubgraph, also?: HttpSubgraph) =>
  composeParts(
    [{ name: 'desk', url: service.url, typeDefs }, ...(also ? [{ name: 'sky', url: also.url, typeDefs: extra }] : [])],
    ['@key'],
  );
/** As an orchestrator does: all at once. */
const replace = (sdl: string) => {
  writeFileSync(`${file}.next`, sdl);
  renameSync(`${file}.next`, file);
};

let desk: HttpSubgraph;
let sky: HttpSubgraph;
let product: Product;
beforeEach(async () => {
  const slowly = () => new Promise<void>((resolve) => setTimeout(resolve, 30));
  const everything = `type Query { greeting: String leaving: String arriving: String }`;
  desk = await httpSubgraph(
    everything,
    { Query: { greeting: () => 'hello', leaving: () => 'bye', arriving: () => 'welcome' } },
    slowly,
  );
  sky = await httpSubgraph(extra, { Query: { weather: () => 'fair' } });
  replace(compose(before, desk));
  product = await startProduct({ SUPERGRAPH_FILE: file, LOG_LEVEL: 'info' });
});
afterEach(async () => {
  await product.close();
  await Promise.all([desk.close(), sky.close()]);
});

const figure = async (outcome: string) => {
  const text = await (await fetch(`${product.url}metrics`)).text();
  return Number(new RegExp(`graph_supergraph_changes_total\\{outcome="${outcome}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
};

/** Asks all the time, eight at once, until told to stop; gives every answer. */
function load(query: string) {
  let going = true;
  const answers: { status: number; data: unknown; errors: readonly unknown[] }[] = [];
  const ends = Array.from({ length: 8 }, async () => {
    while (going) {
      const { status, data, errors } = await product.ask(query);
      answers.push({ status, data, errors });
    }
  });
  return async () => {
    going = false;
    await Promise.all(ends);
    return answers;
  };
}

describe('a changed supergraph', () => {
  test('is taken over under load, with a subgraph it did not have, and no request is dropped', async () => {
    const stop = load('{ greeting }');
    expect((await product.ask('{ leaving }')).data).toEqual({ leaving: 'bye' });
    replace(compose(after, desk, sky));
    await expect.poll(() => figure('swapped'), { timeout: 15_000 }).toBe(1);
    const [arriving, weather, leaving] = [
      await product.ask('{ arriving }'),
      await product.ask('{ weather greeting }'),
      await product.ask('{ leaving }'),
    ];
    const answers = await stop();
    expect(arriving.data).toEqual({ arriving: 'welcome' });
    expect(weather.data).toEqual({ weather: 'fair', greeting: 'hello' });
    expect(leaving.errors[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(answers.length).toBeGreaterThan(50);
    expect(answers.filter(({ errors }) => errors.length > 0)).toEqual([]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data)))).toEqual(new Set(['{"greeting":"hello"}']));
  });

  test.each([
    ['is no GraphQL', () => 'type Query {'],
    ['is no supergraph', () => 'type Query { greeting: String }'],
    ['names a subgraph at no address', () => compose(before, desk).replace(/url: "[^"]*"\)\n\}/, 'url: "")\n}')],
  ])('that %s is refused with its reason, and the old one goes on', async (_, make) => {
    replace(make());
    await expect.poll(() => figure('refused'), { timeout: 15_000 }).toBe(1);
    expect(product.output()).toMatch(/"reason":"[^"]+.*the changed supergraph is refused/);
    expect((await product.ask('{ leaving }')).data).toEqual({ leaving: 'bye' });
    replace(compose(after, desk));
    await expect.poll(() => figure('swapped'), { timeout: 15_000 }).toBe(1);
    expect((await product.ask('{ arriving }')).data).toEqual({ arriving: 'welcome' });
  });
});
