import { readdirSync, readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse, validate } from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { type CostModel, costModel } from '../../gateway/cost/index.ts';
import { loadSupergraph } from '../../gateway/engine/supergraph.ts';

interface Costly {
  readonly model: CostModel;
  readonly schema: ReturnType<typeof loadSupergraph>['apiSchema'];
}

function costly(sdl: string): Costly {
  return { model: costModel(sdl), schema: loadSupergraph(sdl).apiSchema };
}

function costOf({ model, schema }: Costly, query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  return model.priceOf({ schema, document, operationName: undefined, variables }).cost;
}

const shop = (imports: string, cost: string, listSize: string): string => {
  const { supergraphSdl, errors } = composeServices([
    {
      name: 'shop',
      url: 'http://localhost:4100/graphql',
      typeDefs: parse(`
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])
        type Query {
          item: Item
          bare: [Item]
          boxes: [[Item]]
          search(text: String, first: Int = 5, last: Int): [Item] @${cost}(weight: 20)
            @${listSize}(slicingArguments: ["first", "last"], requireOneSlicingArgument: false)
          pages(first: Int): Pages @${listSize}(assumedSize: 50, slicingArguments: ["first"], sizedFields: ["edges"])
          node: Node
          sealed(filter: Filter @${cost}(weight: 3)): String @${cost}(weight: 7)
        }
        type Mutation { order: Item }
        input Filter { deep: String @${cost}(weight: 4) plain: String }
        interface Node { id: ID }
        type Item implements Node { id: ID name: String rival: Item near: Node dear: Dear count: Count }
        type Dear implements Node @${cost}(weight: 9) { id: ID item: Item }
        type Pages { edges: [Item] total: Int }
        scalar Count @${cost}(weight: 2)
      `),
    },
  ]);
  expect(errors).toBeUndefined();
  return supergraphSdl!;
};

describe('an operation costs', () => {
  const graph = costly(shop('"@cost", "@listSize"', 'cost', 'listSize'));

  test.each([
    ['nothing for scalars', '{ __typename }', 0],
    ['one for an object', '{ item { id name } }', 1],
    ['each object it reaches', '{ item { rival { rival { id } } } }', 3],
    ['what a type weighs', '{ item { dear { id } } }', 10],
    ['what a scalar weighs', '{ item { count } }', 3],
    ['what a field weighs, and its arguments', '{ sealed(filter: { deep: "x", plain: "y" }) }', 14],
    ['ten items for a list of which nothing is said', '{ bare { id } }', 10],
    ['ten times ten for a list of them', '{ boxes { id } }', 100],
    ['a preset first', '{ search { id } }', 25],
    ['a given first', '{ search(first: 2) { rival { id } } }', 24],
    ['the larger of two', '{ search(first: 2, last: 7) { id } }', 27],
    ['a connection of an assumed size', '{ pages { edges { id } total } }', 51],
    ['a connection of a given size', '{ pages(first: 3) { edges { rival { id } } } }', 7],
    [
      'a field asked twice once',
      '{ item { rival { id } } item { rival { name } } ...F } fragment F on Query { item { id } }',
      2,
    ],
    ['a field under two names twice', '{ a: item { id } b: item { id } }', 2],
    [
      'the dearest of several types',
      '{ node { id ... on Item { rival { id } } ... on Dear { item { dear { id } } } } }',
      11,
    ],
    ['what is skipped nothing', '{ item @skip(if: true) { id } search @include(if: false) { id } }', 0],
    ['ten more when it writes', 'mutation { order { id } }', 11],
    ['nothing for the schema', '{ __schema { types { fields { name } } } }', 0],
    ['no less for a negative list', '{ search(first: -5) { id } }', 20],
  ])('%s', (_, query, expected) => {
    expect(costOf(graph, query)).toBe(expected);
  });

  const sized =
    'query ($n: Int = 4, $last: Int, $yes: Boolean!) { search(first: $n, last: $last) @include(if: $yes) { id } }';
  test.each([
    [{ yes: true }, 24],
    [{ yes: true, n: 9 }, 29],
    [{ yes: true, n: 1, last: 12 }, 32],
    [{ yes: true, n: null }, 24],
    [{ yes: true, n: 'many' }, 30],
    [{ yes: false, n: 1_000 }, 0],
    [{ yes: true, n: 1e300 }, 1_000_000_020],
  ])('as its variables say: %j', (variables, expected) => {
    expect(costOf(graph, sized, variables)).toBe(expected);
  });

  test.each([
    ['none', '{ item { id } bare { id } }', {}, 0],
    ['a preset', '{ search { id } }', {}, 5],
    ['the longest', '{ a: search(first: 3) { rival { id } } b: search(last: 8, first: 2) { id } }', {}, 8],
    ['by variables', 'query ($n: Int = 4) { search(first: $n) { id } }', { n: 700 }, 700],
    [
      'what is asked only',
      'query ($n: Int!, $y: Boolean!) { search(first: $n) @include(if: $y) { id } }',
      { n: 9, y: false },
      0,
    ],
    ['a connection', '{ pages(first: 70) { total } }', {}, 70],
  ])('and the longest list asked for is %s', (_, query, variables, expected) => {
    const { model, schema } = graph;
    const asked = { schema, document: parse(query), operationName: undefined, variables };
    expect(model.priceOf(asked).longestList).toBe(expected);
  });

  test.each([
    ['under other names', '{ name: "@cost", as: "@price" }, { name: "@listSize", as: "@rows" }', 'price', 'rows'],
    ['not imported', '"@key"', 'federation__cost', 'federation__listSize'],
  ])('the same with the directives %s', (_, imports, cost, listSize) => {
    const other = costly(shop(imports, cost, listSize));
    expect(costOf(other, '{ search(first: 2) { dear { id } } }')).toBe(20 + 2 * 10);
    expect(costOf(other, '{ pages { edges { id } } }')).toBe(51);
  });

  test('is worked out in steps that grow with its text, however types are nested', () => {
    const level = (depth: number): string =>
      depth === 0 ? 'id' : `id ... on Item { near { ${level(depth - 1)} } } ... on Dear { item { id } }`;
    const looks = vi.spyOn(graph.schema, 'getType');
    const stepsFor = (depth: number) => {
      const query = `{ node { ${level(depth)} } }`;
      const document = parse(query);
      expect(validate(graph.schema, document)).toEqual([]);
      looks.mockClear();
      const { cost } = graph.model.priceOf({
        schema: graph.schema,
        document,
        operationName: undefined,
        variables: {},
      });
      // The dear of the innermost, with its item, and an object a level.
      expect(cost).toBe(depth + 1);
      return looks.mock.calls.length;
    };
    const [few, many] = [stepsFor(5), stepsFor(10)];
    looks.mockRestore();
    expect(few).toBeGreaterThan(0);
    expect(many).toBe(2 * few);
  });
});

describe('the airline’s graph', () => {
  const folder = new URL('../../gateway/operations/', import.meta.url);
  const graph = costly(readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8'));

  test('asks of a partner’s budget of 10,000 less than a tenth for any saved operation but one, which no partner asks', () => {
    const everything = 'subject-access.graphql';
    expect(costOf(graph, readFileSync(new URL(everything, folder), 'utf8'))).toBeLessThan(50_000);
    for (const file of readdirSync(folder).filter((each) => each.endsWith('.graphql') && each !== everything)) {
      const cost = costOf(graph, readFileSync(new URL(file, folder), 'utf8'));
      expect([file, cost > 0 && cost < 1_000]).toEqual([file, true]);
    }
  });

  test('asks far less than the budget of 50,000 for a desk’s list of customers', () => {
    const list = `query ($ids: [ID!]!) { customers(ids: $ids) { id name { full } loyalty { number tier { level } balance { available } }
      serviceCases(first: 3) { edges { node { id subject } } } } }`;
    expect(costOf(graph, list, { ids: ['C0000101'] })).toBeLessThan(10_000);
  });

  test('asks more than any budget for everything about everybody', () => {
    const all = `{ customers(ids: []) { bookings(first: 50) { edges { node { passengers { tickets { coupons { number } }
      possibleCustomers(first: 20) { customer { bookings(first: 50) { edges { node { id } } } } } } } } } } }`;
    expect(costOf(graph, all)).toBeGreaterThan(1_000_000);
  });
});
