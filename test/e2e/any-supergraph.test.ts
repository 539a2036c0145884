/** The gateway over supergraphs that have nothing to do with an airline. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import { afterAll, describe, expect, test } from 'vitest';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { composeParts, httpSubgraph } from '../support/any-graph.ts';
import { fed1Supergraph } from '../support/fed1-supergraph.ts';
import { startGateway as startWith } from '../support/gateway.ts';
import { startProduct } from '../support/product.ts';

/** On our own engine: @apollo/gateway refuses most of these. */
const startGateway = (sdl: string, sources: readonly DataSource[]) => startWith(sdl, sources, { engine: 'compiled' });

const folder = mkdtempSync(join(tmpdir(), 'supergraph-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const products = `
  type Query { product(id: ID!): Product }
  type Product @key(fields: "id") { id: ID! title: String }`;
const stock = 'type Product @key(fields: "id") { id: ID! inStock: Int }';

test('the program serves any composed supergraph, its subgraphs where it says or where a setting says', async () => {
  const productService = await httpSubgraph(products, {
    Query: { product: (_: unknown, { id }: { id: string }) => ({ id, title: `Chair ${id}` }) },
  });
  const stockService = await httpSubgraph(stock, {
    Product: { __resolveReference: ({ id }: { id: string }) => ({ id, inStock: Number(id) * 2 }) },
  });
  const file = join(folder, 'shop.graphql');
  // One of the names is a subgraph of this repository, at another address: it is not that subgraph.
  writeFileSync(
    file,
    composeParts(
      [
        { name: 'customers', url: productService.url, typeDefs: products },
        { name: 'stock.v2', url: 'http://stock.example.com/graphql', typeDefs: stock },
      ],
      ['@key'],
    ),
  );
  const product = await startProduct({ SUPERGRAPH_FILE: file, STOCK_V2_SUBGRAPH_URL: stockService.url });
  const answer = await product.ask('{ product(id: "21") { title inStock } }');
  expect([answer.errors, answer.data]).toEqual([[], { product: { title: 'Chair 21', inStock: 42 } }]);
  expect(product.output()).not.toMatch(/Stand-ins|customerCandidates/);
  expect(await product.close()).toBe(0);
  await Promise.all([productService.close(), stockService.close()]);
});

test('a supergraph that Federation 1 composed is served too', async () => {
  const size = 'enum Unit { KG PIECE } type Size @shareable { amount: Int unit: Unit }';
  const catalogue = await httpSubgraph(
    `${size}
    interface Ware { id: ID! title: String }
    type Query { ware(id: ID!): Ware }
    type Product implements Ware @key(fields: "id") @key(fields: "sku") {
      id: ID! sku: String title: String size: Size weight: Int
    }`,
    {
      Query: { ware: (_: unknown, { id }: { id: string }) => ({ __typename: 'Product', id }) },
      Product: {
        __resolveReference: (reference: unknown) => reference,
        title: ({ id }: { id: string }) => `Chair ${id}`,
        size: () => ({ amount: 9, unit: 'KG' }),
        weight: () => 9,
      },
    },
  );
  const stockOf1 = await httpSubgraph(
    `${size}
    type Query { scarce: [Product] }
    type Product @key(fields: "id") { id: ID! inStock: Size shippingCost: Int }`,
    {
      Query: { scarce: () => [{ id: '2' }, null, { id: '1' }] },
      Product: {
        __resolveReference: (reference: unknown) => reference,
        inStock: ({ id }: { id: string }) => ({ amount: Number(id), unit: 'PIECE' }),
        shippingCost: ({ weight }: { weight?: number }) => (weight === undefined ? null : weight * 2),
      },
    },
  );
  const file = join(folder, 'fed1.graphql');
  writeFileSync(file, fed1Supergraph({ catalogue: catalogue.url, stock: stockOf1.url }));
  const product = await startProduct({ SUPERGRAPH_FILE: file });
  const answers = [
    await product.ask(
      '{ ware(id: "1") { title ... on Product { size { amount unit } inStock { amount unit } shippingCost } } }',
    ),
    await product.ask('{ scarce { title size { unit } shippingCost } }'),
  ];
  await product.close();
  await Promise.all([catalogue.close(), stockOf1.close()]);
  expect(answers.map(({ errors, data }) => [errors, data])).toEqual([
    [
      [],
      {
        ware: {
          title: 'Chair 1',
          size: { amount: 9, unit: 'KG' },
          inStock: { amount: 1, unit: 'PIECE' },
          shippingCost: 18,
        },
      },
    ],
    [
      [],
      {
        scarce: [
          { title: 'Chair 2', size: { unit: 'KG' }, shippingCost: 18 },
          null,
          { title: 'Chair 1', size: { unit: 'KG' }, shippingCost: 18 },
        ],
      },
    ],
  ]);
});

describe('a supergraph is served', () => {
  const cases: [string, string, string, string?][] = [
    ['@authenticated', '@authenticated', 'type Query { a: Int @authenticated }'],
    ['@requiresScopes', '@requiresScopes', 'type Query { a: Int @requiresScopes(scopes: [["read"]]) }'],
    ['@policy', '@policy', 'type Query { a: Int @policy(policies: [["own"]]) }'],
    ['@tag', '@tag', 'type Query { a: Int @tag(name: "internal") }'],
    ['@cost', '@cost', 'type Query { a: Int @cost(weight: 5) }'],
    ['@listSize', '@listSize', 'type Query { a: Int list: [Int] @listSize(assumedSize: 10) }'],
    ['@cacheTag', '@cacheTag', 'type Query { a: Int @cacheTag(format: "a") }'],
    ['@inaccessible', '@inaccessible', 'type Query { a: Int b: Int @inaccessible }'],
    [
      '@override with a label',
      '@override',
      'type Query { a: Int @override(from: "other", label: "percent(50)") }',
      'a',
    ],
  ];
  test.each(cases)('that has %s', async (_, directive, typeDefs, other) => {
    const sdl = composeParts(
      [
        { name: 'main', typeDefs },
        { name: 'other', typeDefs: `type Query { ${other ?? 'o'}: Int }` },
      ],
      [directive],
    );
    expect(sdl).toContain(directive === '@override' ? 'overrideLabel' : directive.slice(1));
    const gateway = await startGateway(sdl, [constant('main', { a: 1 }), constant('other', { a: 1, o: 2 })]);
    const answer = await gateway.ask('{ a }');
    await gateway.close();
    expect(answer.body).toEqual({ data: { a: 1 } });
  });

  test('that has @override with a label nobody here decides: the field stays where it was', async () => {
    const sdl = composeParts(
      [
        { name: 'new', typeDefs: 'type Query { a: Int @override(from: "old", label: "launch-2027") n: Int }' },
        { name: 'old', typeDefs: 'type Query { a: Int }' },
      ],
      ['@override'],
    );
    const gateway = await startGateway(sdl, [constant('new', { n: 2 }), constant('old', { a: 1 })]);
    const answer = await gateway.ask('{ a n }');
    await gateway.close();
    expect(answer.body).toEqual({ data: { a: 1, n: 2 } });
  });

  test('that has @context, with arguments taken from it', async () => {
    const typeDefs = `
      type Query { t: T }
      type T @key(fields: "id") @context(name: "c") { id: ID! u: U }
      type U @key(fields: "id") { id: ID! plain: Int field(a: ID @fromContext(field: "$c { id }")): String }`;
    const imports = ['@key', '@context', '@fromContext'];
    const service = await httpSubgraph(
      typeDefs,
      {
        Query: { t: () => ({ id: '1', u: { id: '2' } }) },
        U: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          field: ({ id }: { id: string }, { a }: { a: string }) => `${id} in ${a}`,
        },
      },
      undefined,
      imports,
    );
    const file = join(folder, 'context.graphql');
    writeFileSync(file, composeParts([{ name: 'main', url: service.url, typeDefs }], imports));
    const product = await startProduct({ SUPERGRAPH_FILE: file, ENGINE: 'compiled' });
    const answer = await product.ask('{ t { u { field } } }');
    expect([answer.errors, answer.data]).toEqual([[], { t: { u: { field: '2 in 1' } } }]);
    expect(service.taken.map(({ variables }) => variables)).toEqual([
      {},
      { contextualArgument_1_0: '1', representations: [{ __typename: 'U', id: '2' }] },
    ]);
    expect(await product.close()).toBe(0);
    await service.close();
    const vanilla = startProduct({ SUPERGRAPH_FILE: file, ENGINE: 'apollo' });
    await expect(vanilla).rejects.toThrow(/feature https:\/\/specs\.apollo\.dev\/context\/v0\.1 .* is unsupported/);
  });

  test.each(['compiled', 'apollo'] as const)('that has subscriptions, which are refused (%s)', async (engine) => {
    const typeDefs = 'type Query { a: Int } type Subscription { ticks: Int }';
    const gateway = await startWith(composeParts([{ name: 'main', typeDefs }], []), [constant('main', { a: 1 })], {
      engine,
    });
    const answer = await gateway.ask('{ a }');
    const refused = await gateway.ask('subscription { ticks }');
    await gateway.close();
    expect(answer.body).toEqual({ data: { a: 1 } });
    expect([refused.status, refused.body.errors[0].message]).toEqual([400, 'Subscriptions are not served here.']);
  });

  test('not when it is none', async () => {
    await expect(startGateway('type Query { a: Int }', [])).rejects.toThrow(/supergraph|core schema/i);
  });
});

function constant(name: string, data: Record<string, unknown>): DataSource {
  return {
    name,
    fetch: async ({ query }) => {
      parse(query);
      return { data: structuredClone(data), errors: [] };
    },
    health: async () => ({ state: 'up', milliseconds: 1 }),
    close: async () => {},
  };
}
