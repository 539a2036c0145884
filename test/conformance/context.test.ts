/** Arguments that come from objects around the one a field is of (`@context`, `@fromContext`). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askInParts, together } from '../support/parts.ts';
import { describeGraph, type Served, serveAlone, type Tables } from './graph.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** What a field was told: arguments left out are not shown. */
const told = ({ id }: Arguments, given: Arguments) => `${id} ${JSON.stringify(given)}`;

const refusal = /context\/v0\.1 is for: SECURITY but is unsupported/;

const trips: Tables = {
  trips: {
    schema: `
      type Query { trip(id: ID! = "1"): Trip trips: [Trip!]! places: [Place!]! }
      type Trip @key(fields: "id") @context(name: "trip") {
        id: ID!
        currency: String
        base: String!
        stops: [Int]
        cabin: Cabin
        limit: Float
        rate(year: Int!): Int
        terms: Terms
        rounds: [[Terms]]
        bag: Bag
        bags: [Bag!]
        back: Trip
        hotel: Hotel
      }
      enum Cabin { ECONOMY FIRST }
      type Terms { rules: Rules }
      type Rules { code: String }
      type Bag @key(fields: "id") {
        id: ID!
        kind: String
        price(in: String @fromContext(field: "$trip { currency }"), times: Int = 1): String
        fee(in: String @fromContext(field: "$trip { base }")): String
        route(of: [Int] @fromContext(field: "$trip { stops }")): String
        code(of: String @fromContext(field: "$trip { terms { rules { code } } }")): String
        codes(of: [[String]] @fromContext(field: "$trip { rounds { rules { code } } }")): String
        rated(by: Int @fromContext(field: "$trip { rate(year: 2026) }")): String
        range(
          from: Int @fromContext(field: "$trip { rate(year: 1000) }")
          to: Int @fromContext(field: "$trip { rate(year: 3000) }")
        ): String
        all(
          in: String @fromContext(field: "$trip { currency }")
          at: Cabin @fromContext(field: "$trip { cabin }")
          to: Float @fromContext(field: "$trip { limit }")
        ): String
        inner: Bag
      }
      type Hotel { name: String bag: Bag }
      interface Place @context(name: "place") { id: ID! name: String guide: Guide }
      type Airport implements Place @key(fields: "id") { id: ID! name: String iata: String guide: Guide }
      type Harbour implements Place @key(fields: "id") { id: ID! name: String port: String guide: Guide }
      type Station implements Place @key(fields: "id") { id: ID! name: String guide: Guide }
      type Guide @key(fields: "id") {
        id: ID!
        title: String
        intro(of: String @fromContext(field: "$place { name }")): String
        sign(of: String @fromContext(field: "$place ... on Airport { iata } ... on Harbour { port }")): String
      }
    `,
    query: {
      trip: ({ id }: Arguments) => trip(String(id)),
      trips: () => [trip('1'), trip('2'), trip('1')],
      places: [
        { __typename: 'Airport', id: 'a', name: 'Airport', iata: 'HAM', guide: { id: 'g', title: 'Guide' } },
        { __typename: 'Harbour', id: 'h', name: 'Harbour', port: 'DEHAM', guide: { id: 'g', title: 'Guide' } },
        { __typename: 'Station', id: 's', name: null, guide: { id: 'g', title: 'Guide' } },
      ],
    },
    rows: {
      Trip: [trip('1'), trip('2')],
      Bag: ['a', 'b', 'c', 'bad'].map(bag),
      Guide: [{ id: 'g', title: 'Guide' }],
    },
    fields: {
      Trip: { rate: ({ id }, { year }) => Number(id) * Number(year) },
      Bag: {
        price: (bag, given) => {
          if (bag.id === 'bad') throw new Error('no price');
          return told(bag, given);
        },
        ...Object.fromEntries(['fee', 'route', 'code', 'codes', 'rated', 'range', 'all'].map((name) => [name, told])),
        inner: () => bag('c'),
      },
      Guide: { intro: told, sign: told },
    },
  },
  tags: {
    schema: 'type Query { tags: Int } type Bag @key(fields: "id") { id: ID! tag: String }',
    rows: { Bag: ['a', 'b', 'c', 'bad'].map((id) => ({ id, tag: `tag ${id}` })) },
  },
};

function bag(id: string) {
  return { id, kind: `kind ${id}` };
}

function trip(id: string): Record<string, unknown> {
  const terms = { rules: { code: `R${id}` } };
  const first = {
    id: '1',
    currency: 'EUR',
    base: 'EUR',
    stops: [1, null],
    cabin: 'FIRST',
    limit: 1.5,
    terms,
    rounds: [[terms, { rules: null }], null],
    bag: bag('a'),
    bags: [bag('a'), bag('b'), bag('a')],
    hotel: { name: 'Inn', bag: bag('c') },
  };
  if (id === '1') return { ...first, back: { ...first, id: '2', currency: 'USD', bag: bag('b') } };
  const second = { ...first, currency: null, base: 'USD', stops: null, terms: null, limit: null, cabin: null };
  return { ...second, id, bags: [bag('a'), bag('bad')], back: null };
}

describeGraph(
  'an argument from a context',
  trips,
  {
    'is what the object around holds': {
      query: '{ trip { bag { price } } }',
      data: { trip: { bag: { price: 'a {"in":"EUR","times":1}' } } },
      calls: { trips: 2 },
    },
    'is told beside the client’s own, under aliases too': {
      query: 'query ($times: Int) { trip { bag { kind tag twice: price(times: $times) once: price } } }',
      variables: { times: 2 },
      data: {
        trip: {
          bag: { kind: 'kind a', tag: 'tag a', twice: 'a {"in":"EUR","times":2}', once: 'a {"in":"EUR","times":1}' },
        },
      },
      calls: { trips: 2, tags: 1 },
    },
    'is another for each object of a list, and equal ones share a call': {
      query: '{ trips { bags { price } } }',
      data: {
        trips: [
          { bags: ['a', 'b', 'a'].map((id) => ({ price: `${id} {"in":"EUR","times":1}` })) },
          { bags: [{ price: 'a {"in":null,"times":1}' }, { price: null }] },
          { bags: ['a', 'b', 'a'].map((id) => ({ price: `${id} {"in":"EUR","times":1}` })) },
        ],
      },
      errors: [['trips', 1, 'bags', 1, 'price']],
      calls: { trips: 3 },
    },
    'is of the nearest context': {
      query: '{ trip { bag { price } back { bag { price } hotel { bag { price } } } hotel { name bag { price } } } }',
      data: {
        trip: {
          bag: { price: 'a {"in":"EUR","times":1}' },
          back: {
            bag: { price: 'b {"in":"USD","times":1}' },
            hotel: { bag: { price: 'c {"in":"USD","times":1}' } },
          },
          hotel: { name: 'Inn', bag: { price: 'c {"in":"EUR","times":1}' } },
        },
      },
    },
    'reaches any depth': {
      query: '{ trip { bag { inner { inner { price } } } } }',
      data: { trip: { bag: { inner: { inner: { price: 'c {"in":"EUR","times":1}' } } } } },
    },
    'may be of any type, several at once': {
      query: '{ trips { bag { all route } } }',
      data: {
        trips: [
          { bag: { all: 'a {"in":"EUR","at":"FIRST","to":1.5}', route: 'a {"of":[1,null]}' } },
          { bag: { all: 'a {"in":null,"at":null,"to":null}', route: 'a {"of":null}' } },
          { bag: { all: 'a {"in":"EUR","at":"FIRST","to":1.5}', route: 'a {"of":[1,null]}' } },
        ],
      },
    },
    'may lie deep in the context, in lists of lists': {
      query: '{ trips { bag { code codes fee } } }',
      data: {
        trips: [
          { bag: { code: 'a {"of":"R1"}', codes: 'a {"of":[["R1",null],null]}', fee: 'a {"in":"EUR"}' } },
          { bag: { code: 'a {"of":null}', codes: 'a {"of":[["R2",null],null]}', fee: 'a {"in":"USD"}' } },
          { bag: { code: 'a {"of":"R1"}', codes: 'a {"of":[["R1",null],null]}', fee: 'a {"in":"EUR"}' } },
        ],
      },
    },
    'is of an interface': {
      query: '{ places { guide { intro } } }',
      data: {
        places: [
          { guide: { intro: 'g {"of":"Airport"}' } },
          { guide: { intro: 'g {"of":"Harbour"}' } },
          { guide: { intro: 'g {"of":null}' } },
        ],
      },
      calls: { trips: 4 },
    },
    'is another field for each type, and left out for a type without': {
      query: '{ places { guide { title sign } } }',
      data: {
        places: [
          { guide: { title: 'Guide', sign: 'g {"of":"HAM"}' } },
          { guide: { title: 'Guide', sign: 'g {"of":"DEHAM"}' } },
          { guide: { title: 'Guide', sign: 'g {}' } },
        ],
      },
    },
    'is not what the client calls so': {
      query: '{ trip { currency: id own: currency terms: cabin bag { price code } } }',
      data: {
        trip: {
          currency: '1',
          own: 'EUR',
          terms: 'FIRST',
          bag: { price: 'a {"in":"EUR","times":1}', code: 'a {"of":"R1"}' },
        },
      },
    },
    'keeps the arguments of its own field': {
      query: '{ trip { rate(year: 1) bag { rated range } } }',
      data: { trip: { rate: 1, bag: { rated: 'a {"by":2026}', range: 'a {"from":1000,"to":3000}' } } },
    },
    'is not a variable of the client’s with the planner’s name': {
      query: 'query ($contextualArgument_2_6: Int) { trip { bag { price(times: $contextualArgument_2_6) } } }',
      variables: { contextualArgument_2_6: 7 },
      data: { trip: { bag: { price: 'a {"in":"EUR","times":7}' } } },
    },
    'is of the client’s own fragments': {
      query:
        'query ($no: Boolean!) { trip { bag { ...B } hotel { bag { ...B kind @include(if: $no) } } } } fragment B on Bag { price fee route @skip(if: $no) }',
      variables: { no: false },
      data: {
        trip: {
          bag: { price: 'a {"in":"EUR","times":1}', fee: 'a {"in":"EUR"}', route: 'a {"of":[1,null]}' },
          hotel: { bag: { price: 'c {"in":"EUR","times":1}', fee: 'c {"in":"EUR"}', route: 'c {"of":[1,null]}' } },
        },
      },
    },
    'is not needed where nothing takes it': {
      query: '{ trip(id: "1") { bag { kind tag } } }',
      data: { trip: { bag: { kind: 'kind a', tag: 'tag a' } } },
      calls: { trips: 1, tags: 1 },
    },
  },
  refusal,
);

/** The context's values are of other subgraphs than the fields that take them, and the way there leads through a third. */
const far: Tables = {
  ways: {
    schema: `
      type Query { trip: Trip trips: [Trip!]! }
      type Trip @key(fields: "id") { id: ID! route: String leg: Leg }
      type Leg @key(fields: "id") { id: ID! seat: Seat }
      type Seat @key(fields: "id") { id: ID! }
    `,
    query: { trip: way('1'), trips: [way('1'), way('2'), way('3')] },
    fields: { Leg: { seat: ({ id }) => ({ id: `seat ${id}` }) } },
    rows: { Leg: [{ id: '1' }, { id: '2' }, { id: '3' }], Trip: ['1', '2', '3'].map(way) },
  },
  fares: {
    schema: `
      type Query { own: Trip }
      type Trip @key(fields: "id") @context(name: "trip") {
        id: ID!
        currency: String @external
        tax: Int @external
        route: String @external
        part: Leg
      }
      type Leg @key(fields: "id") {
        id: ID!
        plain: String
        fare(in: String @fromContext(field: "$trip { currency }")): String
        taxed(by: Int @fromContext(field: "$trip { tax }")): String
        both(
          in: String @fromContext(field: "$trip { currency }")
          on: String @fromContext(field: "$trip { route }")
        ): String
      }
      type Seat @key(fields: "id") {
        id: ID!
        plain: String
        extras: [Extra!]
        fare(in: String @fromContext(field: "$trip { currency }")): String
        taxed(by: Int @fromContext(field: "$trip { tax }")): String
        sum: String @requires(fields: "weight")
        weight: Int @external
      }
      type Extra @key(fields: "id") { id: ID! taxed(by: Int @fromContext(field: "$trip { tax }")): Extra plain: String }
    `,
    query: { own: { id: '1', part: { id: '1', plain: 'leg 1' } } },
    rows: {
      Trip: ['1', '2', '3'].map((id) => ({ id, part: { id } })),
      Leg: ['1', '2', '3'].map((id) => ({ id, plain: `leg ${id}` })),
      Seat: ['1', '2', '3'].map((id) => ({ id: `seat ${id}`, plain: `plain ${id}`, extras: [{ id: `extra ${id}` }] })),
      Extra: ['1', '2', '3'].map((id) => ({ id: `extra ${id}` })),
    },
    fields: {
      Leg: { fare: told, taxed: told, both: told },
      Seat: { fare: told, taxed: told, sum: ({ id, weight }) => `${id} ${weight}` },
      Extra: { taxed: (extra, given) => ({ id: told(extra, given), plain: 'made' }) },
    },
  },
  money: {
    schema: `
      type Trip @key(fields: "id") @key(fields: "code") { id: ID! code: ID! currency: String }
      type Seat @key(fields: "id") { id: ID! weight: Int }
    `,
    rows: {
      Trip: ['1', '2', '3'].map((id) => ({ id, code: `T${id}`, currency: id === '3' ? null : `C${id}` })),
      Seat: ['1', '2', '3'].map((id) => ({ id: `seat ${id}`, weight: Number(id) })),
    },
    fields: {
      Trip: {
        currency: async ({ id, currency }) => {
          if (id === '2') throw new Error('no currency');
          await new Promise((resolve) => setTimeout(resolve, 5));
          return currency;
        },
      },
    },
  },
  taxes: {
    schema: `type Trip @key(fields: "code") { code: ID! country: String @external tax: Int @requires(fields: "country") }`,
    rows: {
      Trip: [{ code: 'T1' }, { code: 'T3' }],
    },
    fields: { Trip: { tax: ({ country }) => String(country).length } },
  },
  countries: {
    schema: 'type Trip @key(fields: "id") { id: ID! country: String }',
    rows: { Trip: ['1', '2', '3'].map((id) => ({ id, country: 'DE'.repeat(Number(id)) })) },
  },
  labels: {
    schema: 'type Extra @key(fields: "id") { id: ID! label: String }',
    rows: { Extra: [{ id: 'extra 1 {"by":2}', label: 'label' }] },
  },
};

function way(id: string) {
  return { id, route: `route ${id}`, leg: { id, seat: { id: `seat ${id}` } } };
}

describeGraph(
  'a context that other subgraphs know',
  far,
  {
    'is asked first': {
      query: '{ own { part { fare } } }',
      data: { own: { part: { fare: '1 {"in":"C1"}' } } },
    },
    'is asked first where the planner has both asked at a time': {
      query: '{ trip { leg { fare plain } } }',
      data: { trip: { leg: { fare: '1 {"in":"C1"}', plain: 'leg 1' } } },
    },
    'is asked first where the planner has it asked last': {
      query: '{ trip { leg { taxed seat { fare taxed sum extras { taxed { plain label } } } } } }',
      data: {
        trip: {
          leg: {
            taxed: '1 {"by":2}',
            seat: {
              fare: 'seat 1 {"in":"C1"}',
              taxed: 'seat 1 {"by":2}',
              sum: 'seat 1 1',
              extras: [{ taxed: { plain: 'made', label: 'label' } }],
            },
          },
        },
      },
    },
    'is not asked of a subgraph that only names it': {
      query: '{ own { leg { both } } }',
      data: { own: { leg: { both: '1 {"in":"C1","on":"route 1"}' } } },
    },
    'that fails is null, and told where it shows': {
      query: '{ trips { leg { id fare plain } } }',
      data: {
        trips: [
          { leg: { id: '1', fare: '1 {"in":"C1"}', plain: 'leg 1' } },
          { leg: { id: '2', fare: '2 {"in":null}', plain: 'leg 2' } },
          { leg: { id: '3', fare: '3 {"in":null}', plain: 'leg 3' } },
        ],
      },
      errors: [['trips', 1]],
    },
    'that is missing leaves the other fields; what takes it is not asked': {
      query: '{ trips { leg { taxed plain seat { sum } } } }',
      data: {
        trips: [
          { leg: { taxed: '1 {"by":2}', plain: 'leg 1', seat: { sum: 'seat 1 1' } } },
          { leg: { taxed: null, plain: 'leg 2', seat: { sum: 'seat 2 2' } } },
          { leg: { taxed: '3 {"by":6}', plain: 'leg 3', seat: { sum: 'seat 3 3' } } },
        ],
      },
    },
  },
  refusal,
);

describe('an argument from a context, deferred', () => {
  const graphs: Record<string, Tables> = { trips, far };
  const served = new Map<string, Omit<Served, 'apollo'>>();
  beforeAll(async () => {
    for (const [name, tables] of Object.entries(graphs)) served.set(name, await serveAlone(tables, refusal));
  });
  afterAll(async () => void (await Promise.all([...served.values()].map((each) => each.close()))));

  test.each([
    ['trips', 2, '{ trip { id bag { id ... @defer { price } } } }'],
    ['trips', 2, '{ trips { id ... @defer { currency } bags { id ... @defer { price kind } } } }'],
    // The planner breaks its own rules on this one; it is answered whole.
    ['trips', 1, '{ trip { id ... @defer { bag { price } } } }'],
    ['far', 2, '{ own { part { id ... @defer { fare plain } } } }'],
    ['far', 2, '{ trip { leg { id ... @defer { fare taxed } } } }'],
    ['far', 3, '{ trip { leg { id ... @defer { plain seat { plain ... @defer { fare taxed } } } } } }'],
    ['far', 2, '{ trip { id ... @defer { leg { fare taxed seat { taxed } } } } }'],
  ] as const)('in %s, in at most %i parts: %s', async (graph, most, query) => {
    const { compiled } = served.get(graph)!;
    const whole = await compiled.ask(query.replaceAll('@defer', ''));
    const { list } = await askInParts(compiled, query);
    expect(list.length).toBeLessThanOrEqual(most);
    expect(list.length > 1).toBe(most > 1);
    expect(together(list).data).toEqual(whole.body.data);
    expect(together(list).errors).toHaveLength(whole.body.errors?.length ?? 0);
  });
});
