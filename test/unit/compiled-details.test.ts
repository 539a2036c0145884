/** What the random operations of compiled-operations.test.ts hit by luck only. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, type GraphQLFieldResolver, GraphQLScalarType, Kind, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { subgraphExecutor } from '../../subgraphs/shared/hosting/execute.ts';
import { both, expectAlike } from '../support/beside-graphql-js.ts';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  scalar Day
  enum Colour { RED GREEN }
  input Range { from: Int = 1, to: Int! }
  interface Named { name: String }
  union Thing = Row | Other
  type Row implements Named @key(fields: "id") { id: ID! name: String must: String! slow: String day: Day }
  type Other implements Named { name: String number: Int }
  type Mutation { touch: Row }
  type Query {
    row(id: ID!): Row
    rows(ids: [ID!]): [Row]
    grid: [[Row!]!]
    named(as: String!): Named
    thing: Thing
    echo(text: String = "none", colour: Colour = GREEN, range: Range, days: [Day!], many: [[Int]], flag: Boolean): String
    must: String!
    colour: Colour
    numbers: [Int!]
  }
`);
const day = new GraphQLScalarType({
  name: 'Day',
  parseValue: (value) => {
    if (value === 'never') return undefined;
    if (typeof value !== 'string' || !value.startsWith('2026-')) throw new GraphQLError('Day must be in 2026.');
    return new Date(value);
  },
  serialize: (value) => (value === 'nothing' ? undefined : String(value)),
});
const later = <T>(give: () => T) => new Promise((done) => setImmediate(done)).then(give);
const down = () => {
  throw new SourceError('loyalty', 'LEGACY_UNAVAILABLE', 'connection refused by crm.internal');
};
type Id = { readonly id: string };
const row = ({ id }: Id) => ({ __typename: 'Row', id, name: `row ${id}`, must: 'x', day: new Date(0).getTime() });

const Query: Record<string, GraphQLFieldResolver<unknown, unknown>> = {
  row: (_: unknown, { id }: Id) => row({ id }),
  rows: (_: unknown, { ids }: { ids: string[] }) =>
    ids.map((id) => (id === 'rejected' ? later(down) : id.startsWith('late') ? later(() => row({ id })) : row({ id }))),
  grid: () => [[row({ id: '1' }), row({ id: 'broken' })], [], [row({ id: 'late broken' }), row({ id: '2' })]],
  named: (_: unknown, { as }: { as: string }) => ({ kind: as, name: 'named', number: () => later(() => 5) }),
  thing: () =>
    new (class Other {
      __typename = 'Other';
      number = 7;
    })(),
  echo: (_: unknown, args: object, context: unknown, { fieldName, path, variableValues }) =>
    JSON.stringify({ args, context, fieldName, path, variableValues }),
  colour: () => 'BLUE',
  numbers: () => [Promise.reject(new Error('one')), null, later(down), Promise.reject(new Error('two'))],
};
const resolvers = {
  Day: day,
  Row: {
    __resolveReference: ({ id }: Id) => {
      if (id === 'thrown') down();
      if (id === 'rejected') return later(down);
      if (id === 'nobody') return null;
      return id.startsWith('late') ? later(() => row({ id })) : row({ id });
    },
    must: ({ id }: Id) => (id === 'broken' ? null : id === 'late broken' ? later(down) : 'x'),
    slow: () => later(() => later(() => later(down))),
    day: ({ id }: Id) => (id === 'dayless' ? 'nothing' : 'a day'),
  },
  Named: {
    __resolveType: ({ kind }: { kind: string }) => {
      if (kind === 'thrown') throw new Error('no type');
      return kind.startsWith('late ') ? later(() => kind.slice(5)) : kind;
    },
  },
  Query,
};
const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);

const cases: readonly [what: string, query: string, variables?: Record<string, unknown>][] = [
  ['arguments left out', '{ echo }'],
  [
    'arguments as literals',
    '{ echo(text: "a", colour: RED, range: { to: 2 }, days: ["2026-01-01"], many: [[1, null], 2]) }',
  ],
  ['a null for an argument with a default', '{ echo(text: null) }'],
  ['a variable that is not sent', 'query ($t: String) { echo(text: $t) }'],
  ['a variable sent as null', 'query ($t: String) { echo(text: $t) }', { t: null }],
  ['a variable with a default', 'query ($t: String = "b") { echo(text: $t) }'],
  ['a variable that nobody declared', '{ echo(text: $t) }'],
  ['variables within literals', 'query ($n: Int) { echo(range: { from: $n, to: 3 }, many: [[$n]]) }', { n: 4 }],
  ['an input object', 'query ($r: Range) { echo(range: $r) }', { r: { to: 2 } }],
  ['one value for a list', 'query ($d: [Day!], $m: [[Int]]) { echo(days: $d, many: $m) }', { d: '2026-05-01', m: 3 }],
  ['lists in lists', 'query ($m: [[Int]]) { echo(many: $m) }', { m: [[1, null], null, []] }],
  ['a literal its scalar refuses', '{ echo(days: ["1999-01-01"]) must }'],
  ['a required argument left out', '{ row { id } }'],
  ['a field of another schema', '{ echo unknown { id } }'],
  ['a null where none may be', '{ echo must }'],
  ['a value its enum does not have', '{ colour }'],
  ['a leaf its scalar shows as nothing', '{ row(id: "dayless") { id day } }'],
  ['broken rows in lists in lists', '{ grid { id must } }'],
  [
    'rows that fail, late and at once',
    '{ rows(ids: ["1", "rejected", "late 2", "broken", "late broken"]) { id must } }',
  ],
  [
    'what fails below a null that is there already',
    '{ row(id: "late broken") { slow must } other: row(id: "1") { slow } }',
  ],
  ['what fails before a null takes it away', '{ row(id: "broken") { slow must } }'],
  ['a list that fails while others are awaited', '{ numbers }'],
  ['a type that is thrown', '{ named(as: "thrown") { name } }'],
  ['a type that comes late', '{ named(as: "late Other") { name ... on Other { number } } }'],
  ['a type that there is not', '{ named(as: "Nothing") { name } }'],
  ['a type of another family', '{ named(as: "Query") { name } }'],
  ['a union by __typename', '{ thing { __typename ... on Other { n: number } ...R } } fragment R on Row { id }'],
  ['one name selected twice', '{ row(id: "1") { id } row(id: "1") { name ... on Named { name } } }'],
  ['introspection', '{ __schema { queryType { name } } __type(name: "Row") { fields { name } } __typename }'],
  ['the SDL', '{ _service { sdl } }'],
];

describe('a compiled operation does as graphql-js', () => {
  test.each(cases)('with %s', async (_, query, variables = {}) => {
    const { ours, theirs } = await both(schema, query, variables);
    expect(ours).not.toBeNull();
    expectAlike(ours ?? {}, theirs, query);
    expect(ours?.errors?.map(({ path }) => path)).toEqual(theirs.errors?.map(({ path }) => path));
  });

  test.each([
    ['a missing one', {}],
    ['null', { id: null }],
    ['an object', { id: {} }],
    ['nothing', { id: undefined }],
    ['one its scalar makes nothing of', { id: '1', days: ['never'] }],
    ['a wrong one among others', { id: '1', days: ['2026-01-01', '1999-01-01'], colour: 'BLUE' }],
  ])('with variables that do not fit: %s', async (_, variables) => {
    const query =
      'query ($id: ID!, $days: [Day!], $colour: Colour) { row(id: $id) { id } echo(days: $days, colour: $colour) }';
    const { ours, theirs } = await both(schema, query, variables);
    expect(ours).not.toHaveProperty('data');
    expect(ours?.errors?.map((error) => error.toJSON())).toEqual(theirs.errors?.map((error) => error.toJSON()));
  });

  test.each([true, false, null, undefined])('with fields that depend on variables, %s among them', async (flag) => {
    const query = `query ($flag: Boolean = true, $other: Boolean!) {
      row(id: "1") { id name @include(if: $other) ... @skip(if: $flag) { must day @include(if: $other) } }
    }`;
    for (const other of [true, false, true]) {
      const { ours, theirs } = await both(schema, query, { other, ...(flag !== undefined && { flag }) });
      expectAlike(ours ?? {}, theirs, query);
    }
  });
});

describe('a subgraph', () => {
  const execute = subgraphExecutor(
    { name: 'loyalty', schema, typeDefs: { kind: Kind.DOCUMENT, definitions: [] } },
    { validate: false },
  );
  const entities =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Row { id must } } }';
  const references = (...ids: string[]) => ({ representations: ids.map((id) => ({ __typename: 'Row', id })) });

  test('gives every row at its place, whichever fail and however late', async () => {
    const variables = references('1', 'rejected', 'late 2', 'nobody', 'late broken', '3', 'broken');
    const { data, errors } = await execute({ query: entities, variables }, {});
    expect(data).toEqual({
      _entities: [{ id: '1', must: 'x' }, null, { id: 'late 2', must: 'x' }, null, null, { id: '3', must: 'x' }, null],
    });
    expect(errors.map(({ path, extensions: { code } }) => `${path?.join('.')} ${code}`).sort()).toEqual([
      '_entities.1 LEGACY_UNAVAILABLE',
      '_entities.4.must LEGACY_UNAVAILABLE',
      '_entities.6.must INTERNAL_SERVER_ERROR',
    ]);
    expect(JSON.stringify(errors.map(({ message }) => message))).not.toContain('crm.internal');
  });

  test('keeps the operations of one document apart, and asks for a name where it takes one', async () => {
    const query = 'query A { row(id: "a") { id } } query B { row(id: "b") { id } }';
    const asked = await Promise.all(
      ['A', 'B', 'A', 'C', undefined].map((operationName) => execute({ query, operationName }, {})),
    );
    expect(asked.map(({ data }) => data?.row)).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'a' }, undefined, undefined]);
    expect(asked[3]?.errors[0]).toMatchObject({ message: 'Unknown operation named "C".' });
    expect(asked[4]?.errors[0]?.message).toMatch(/operation name/);
  });

  test('does not let one request see another’s variables or context', async () => {
    const query = 'query ($t: String) { echo(text: $t) }';
    const seen = await Promise.all(
      ['a', 'b', undefined].map((t) => execute({ query, variables: t === undefined ? {} : { t } }, { who: t })),
    );
    expect(seen.map(({ data }) => JSON.parse(String(data?.echo)))).toMatchObject([
      { args: { text: 'a' }, context: { who: 'a' } },
      { args: { text: 'b' }, context: { who: 'b' } },
      { args: { text: 'none' }, context: {} },
    ]);
  });

  test('leaves to graphql-js what a plain object cannot hold, and what changes something', async () => {
    const { ours } = await both(schema, '{ row(id: "1") { __proto__: id } }', {});
    expect(ours).toBeNull();
    const { data } = await execute({ query: '{ row(id: "1") { __proto__: id } }' }, {});
    expect(JSON.stringify(data)).toBe('{"row":{"__proto__":"1"}}');
    expect((await execute({ query: 'mutation { touch { id } }' }, {})).data).toEqual({ touch: null });
  });
});
