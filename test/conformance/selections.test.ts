/** What the client writes: conditions, names, fragments, variables, introspection; in the order it writes them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeGraph, type Served, serve, type Tables } from './graph.ts';

const graph: Tables = {
  customers: {
    schema: `
      type Query { customer(id: ID! = "1"): Customer customers(ids: [ID!]!): [Customer] prototype: Customer }
      type Customer @key(fields: "id") { id: ID! name(short: Boolean): String email: String constructor: String self: Customer }
    `,
    query: {
      customer: ({ id }: { id: string }) => customer(id),
      customers: ({ ids }: { ids: string[] }) => ids.map(customer),
      prototype: { id: '1', constructor: 'Ferrari' },
    },
    rows: { Customer: [{ id: '1' }, { id: '2' }] },
    fields: {
      Customer: {
        name: ({ id }, { short }) => (short ? 'A.' : id === '1' ? 'Ada' : 'Ben'),
        email: ({ id }) => `${id}@example.com`,
        constructor: () => 'Ferrari',
        self: ({ id }) => ({ id }),
      },
    },
  },
  loyalty: {
    schema: `
      type Query { tiers: [String!]! }
      type Customer @key(fields: "id") {
        id: ID!
        name(short: Boolean): String @external
        tier: String
        miles(since: Int, unit: Unit! = MILES): String
        letter: String @requires(fields: "name")
      }
      enum Unit { MILES KILOMETRES }
    `,
    query: { tiers: ['GOLD'] },
    rows: {
      Customer: [
        { id: '1', tier: 'GOLD' },
        { id: '2', tier: 'BLUE' },
      ],
    },
    fields: {
      Customer: {
        letter: ({ name }) => `Dear ${name}`,
        miles: ({ id }, { since, unit }) => `${id} ${since ?? 'ever'} ${unit}`,
      },
    },
  },
};

function customer(id: string) {
  return id === '1' || id === '2' ? { id } : null;
}

const on = { yes: true, no: false };

describeGraph('@skip and @include', graph, {
  'on literals': {
    query: '{ customer { name @skip(if: true) email @include(if: true) tier @include(if: false) } }',
    data: { customer: { email: '1@example.com' } },
    asks: ['customers'],
  },
  'on variables, a fetch is made only when it is needed': {
    query: 'query ($no: Boolean!) { customer { name tier @include(if: $no) } }',
    variables: { no: false },
    data: { customer: { name: 'Ada' } },
    asks: ['customers'],
  },
  'on variables with defaults': {
    query:
      'query ($no: Boolean = false, $yes: Boolean = true) { customer { tier @include(if: $yes) email @skip(if: $no) } }',
    data: { customer: { tier: 'GOLD', email: '1@example.com' } },
  },
  'on fragments': {
    query: `query ($yes: Boolean!, $no: Boolean!) { customer { ...A @include(if: $no) ... @skip(if: $no) { tier ... on Customer @include(if: $yes) { name } } } }
      fragment A on Customer { email letter }`,
    variables: on,
    data: { customer: { tier: 'GOLD', name: 'Ada' } },
  },
  'both on one field must agree': {
    query:
      'query ($yes: Boolean!, $no: Boolean!) { customer { a: tier @skip(if: $no) @include(if: $yes) b: tier @skip(if: $yes) @include(if: $yes) } }',
    variables: on,
    data: { customer: { a: 'GOLD' } },
  },
  'of one field selected twice, either will do': {
    query: `query ($yes: Boolean!, $no: Boolean!) { customer { tier @include(if: $no) email tier @include(if: $yes)
      self { name @include(if: $no) } self @include(if: $yes) { name } } }`,
    variables: on,
    data: { customer: { email: '1@example.com', tier: 'GOLD', self: { name: 'Ada' } } },
  },
  'of all that is selected leave an empty object': {
    query: 'query ($no: Boolean!) { customer { tier @include(if: $no) name @include(if: $no) } }',
    variables: on,
    data: { customer: {} },
  },
  'of all root fields leave nothing': {
    query: 'query ($no: Boolean!) { customer @include(if: $no) { tier } tiers @include(if: $no) }',
    variables: on,
    data: {},
    asks: [],
  },
  'on a whole entity': {
    query:
      'query ($yes: Boolean!) { customer @skip(if: $yes) { tier } other: customer(id: "2") @include(if: $yes) { tier } }',
    variables: on,
    data: { other: { tier: 'BLUE' } },
  },
  'on what another field requires leave that field well': {
    query: 'query ($no: Boolean!) { customer { name @include(if: $no) letter } }',
    variables: on,
    data: { customer: { letter: 'Dear Ada' } },
  },
});

describeGraph('names', graph, {
  'of the client’s choice, also twice for one field': {
    query: '{ her: customer(id: "1") { a: tier b: tier n: name } him: customer(id: "2") { a: email } }',
    data: { her: { a: 'GOLD', b: 'GOLD', n: 'Ada' }, him: { a: '2@example.com' } },
  },
  'may be those of a key': {
    query: '{ customer { id: name tier } }',
    data: { customer: { id: 'Ada', tier: 'GOLD' } },
    vanilla: 'the alias takes the key’s place (apollographql/federation issue 3036)',
  },
  'may be those of a key, and the key too by another one': {
    query: '{ customers(ids: ["2", "1"]) { id: email tier number: id } }',
    data: {
      customers: [
        { id: '2@example.com', tier: 'BLUE', number: '2' },
        { id: '1@example.com', tier: 'GOLD', number: '1' },
      ],
    },
    vanilla: 'the alias takes the key’s place',
  },
  'may be those of what is required': {
    query: '{ customer { name: email letter } }',
    data: { customer: { name: '1@example.com', letter: 'Dear Ada' } },
    vanilla: 'the alias takes the required field’s place',
  },
  'may stand for what is required, with arguments': {
    query: 'query ($short: Boolean) { customer { name(short: $short) letter } }',
    variables: { short: true },
    data: { customer: { name: 'A.', letter: 'Dear Ada' } },
    vanilla: 'the two collide under one name',
  },
  'may be those every object has': {
    query:
      '{ customer { constructor toString: tier valueOf: email hasOwnProperty: name } __proto__: customer { tier } }',
    data: {
      customer: { constructor: 'Ferrari', toString: 'GOLD', valueOf: '1@example.com', hasOwnProperty: 'Ada' },
      ...JSON.parse('{"__proto__":{"tier":"GOLD"}}'),
    },
  },
  'may be our own': {
    query: '{ customer { _as_id: tier id: email _key_Customer_0: name tier } }',
    data: { customer: { _as_id: 'GOLD', id: '1@example.com', _key_Customer_0: 'Ada', tier: 'GOLD' } },
    vanilla: 'the alias takes the key’s place',
  },
  'may be that of the type': {
    query: '{ customer { __typename: email kind: __typename tier } }',
    data: { customer: { __typename: '1@example.com', kind: 'Customer', tier: 'GOLD' } },
    vanilla: 'the alias takes the type’s place',
  },
});

describeGraph('fragments and order', graph, {
  'an answer is in the order selected, fragments at their first place': {
    query: `query { customer { tier ...A id ... { email } name } } fragment A on Customer { email ...B tier } fragment B on Customer { letter }`,
    data: { customer: { tier: 'GOLD', email: '1@example.com', letter: 'Dear Ada', id: '1', name: 'Ada' } },
  },
  'selections of one field are put together': {
    query: '{ customer { self { id } self { tier self { name } } } customer { email self { self { tier } } } }',
    data: {
      customer: { self: { id: '1', tier: 'GOLD', self: { name: 'Ada', tier: 'GOLD' } }, email: '1@example.com' },
    },
  },
  'the type of the root is told': {
    query: '{ a: __typename customer { tier } __typename }',
    data: { a: 'Query', customer: { tier: 'GOLD' }, __typename: 'Query' },
  },
  'the type of the root alone asks nobody': { query: '{ __typename }', data: { __typename: 'Query' }, asks: [] },
});

describeGraph('variables', graph, {
  'go to each subgraph that uses them': {
    query:
      'query ($id: ID!, $since: Int, $unit: Unit!) { customer(id: $id) { name miles(since: $since, unit: $unit) } }',
    variables: { id: 2, since: 2020, unit: 'KILOMETRES' },
    data: { customer: { name: 'Ben', miles: '2 2020 KILOMETRES' } },
  },
  'left out leave the schema’s default': {
    query:
      'query ($id: ID! = "2", $unit: Unit! = MILES) { customer(id: $id) { miles(unit: $unit) } one: customer { tier } }',
    data: { customer: { miles: '2 ever MILES' }, one: { tier: 'GOLD' } },
  },
  'given as null are null': {
    query: 'query ($since: Int = 1) { customer { miles(since: $since) } }',
    variables: { since: null },
    data: { customer: { miles: '1 ever MILES' } },
  },
  'may be called as ours are': {
    query: 'query ($representations: Int) { customer { miles(since: $representations) tier } }',
    variables: { representations: 7 },
    data: { customer: { miles: '1 7 MILES', tier: 'GOLD' } },
    vanilla: 'the client’s variable and the planner’s are one',
  },
  'that do not fit are refused before anybody is asked': {
    query: 'query ($id: ID!) { customer(id: $id) { tier } }',
    data: null,
    errors: [undefined],
    asks: [],
  },
  'of an enum take its values only': {
    query: 'query ($unit: Unit!) { customer { miles(unit: $unit) } }',
    variables: { unit: 'LEAGUES' },
    data: null,
    errors: [undefined],
    asks: [],
  },
});

describeGraph('introspection', graph, {
  'goes with data in one operation': {
    query:
      '{ __type(name: "Unit") { kind values: enumValues { name } } customer { tier } __schema { queryType { name } } }',
    data: {
      __type: { kind: 'ENUM', values: [{ name: 'MILES' }, { name: 'KILOMETRES' }] },
      customer: { tier: 'GOLD' },
      __schema: { queryType: { name: 'Query' } },
    },
  },
  'alone asks nobody, takes variables, fragments and any alias': {
    query: `query ($name: String!, $no: Boolean!) { id: __type(name: $name) { ...T name: kind description @include(if: $no) } none: __type(name: "Nothing") { name } }
      fragment T on __Type { id: name fields { name @skip(if: $no) } }`,
    variables: { name: 'Query', no: false },
    data: {
      id: {
        id: 'Query',
        fields: [{ name: 'customer' }, { name: 'customers' }, { name: 'prototype' }, { name: 'tiers' }],
        name: 'OBJECT',
      },
      none: null,
    },
    asks: [],
  },
});

describe('a document of several operations', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve(graph);
  });
  afterAll(() => served.close());
  const query = 'query A { customer { tier } } query B { customer(id: "2") { tier } }';
  const send = async (engine: 'compiled' | 'apollo', operationName?: string) =>
    (
      await served[engine].send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, operationName }),
      })
    ).body;

  test.each(['compiled', 'apollo'] as const)('runs the one named (%s)', async (engine) => {
    expect(await send(engine, 'B')).toEqual({ data: { customer: { tier: 'BLUE' } } });
    expect(await send(engine, 'A')).toEqual({ data: { customer: { tier: 'GOLD' } } });
  });

  test.each(['compiled', 'apollo'] as const)('runs none without a name, or of an unknown one (%s)', async (engine) => {
    for (const name of [undefined, 'C']) {
      const { data, errors } = await send(engine, name);
      expect(data).toBeUndefined();
      expect(errors).toMatchObject([{ extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }]);
    }
  });
});
