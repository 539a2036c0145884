/** What may stand in an answer: inaccessible parts, scalars, enums, inputs, and nulls with their errors. */
import { describeGraph } from './graph.ts';

describeGraph(
  'inaccessible parts',
  {
    crew: {
      schema: `
        type Query { members: [Member] assignments: [Assignment] cabin: Cabin cabins: [Cabin] strict: [Cabin!] }
        interface Member { name: String badge: ID @inaccessible }
        type Pilot implements Member { name: String badge: ID @inaccessible hours: Int }
        type Trainee implements Member @inaccessible { name: String badge: ID }
        union Assignment = Pilot | Trainee
        enum Cabin { FIRST ECONOMY JUMPSEAT @inaccessible }
      `,
      query: {
        members: [
          { __typename: 'Pilot', name: 'Kim', badge: 'P1', hours: 900 },
          { __typename: 'Trainee', name: 'Lee', badge: 'T1' },
        ],
        assignments: [{ __typename: 'Pilot', name: 'Kim', hours: 900 }],
        cabin: 'JUMPSEAT',
        cabins: ['FIRST', 'JUMPSEAT', 'ECONOMY'],
        strict: ['FIRST', 'JUMPSEAT'],
      },
    },
  },
  {
    'are not in the schema': {
      query:
        '{ __type(name: "Member") { fields { name } possibleTypes { name } } cabin: __type(name: "Cabin") { enumValues { name } } }',
      data: {
        __type: { fields: [{ name: 'name' }], possibleTypes: [{ name: 'Pilot' }] },
        cabin: { enumValues: [{ name: 'FIRST' }, { name: 'ECONOMY' }] },
      },
    },
    'cannot be asked for': { query: '{ members { badge } }', data: null, errors: [undefined] },
    'as a type are null, with an error': {
      query: '{ members { name } }',
      data: { members: [{ name: 'Kim' }, null] },
      errors: [['members', 1]],
    },
    'as an enum value are null, with an error': {
      query: '{ cabin cabins }',
      data: { cabin: null, cabins: ['FIRST', null, 'ECONOMY'] },
      errors: [['cabin'], ['cabins', 1]],
    },
    'as an enum value in a list of values null the list': {
      query: '{ strict }',
      data: { strict: null },
      errors: [['strict', 1]],
    },
    'beside what may be seen do not matter': {
      query: '{ assignments { ... on Pilot { hours } } }',
      data: { assignments: [{ hours: 900 }] },
    },
  },
);

describeGraph(
  'an inaccessible field',
  {
    pss: {
      schema: `
        type Query { booking: Booking }
        type Booking @key(fields: "internalId") { internalId: ID! @inaccessible locator: String fare: Int @inaccessible }
      `,
      query: { booking: { internalId: '77', locator: 'ADAL7Q', fare: 300 } },
      rows: { Booking: [{ internalId: '77', locator: 'ADAL7Q', fare: 300 }] },
    },
    desk: {
      schema: `
        type Booking @key(fields: "internalId") {
          internalId: ID! fare: Int @external cases: Int dear: Boolean @requires(fields: "fare")
        }
      `,
      rows: { Booking: [{ internalId: '77', cases: 2 }] },
      fields: { Booking: { dear: ({ fare }) => Number(fare) > 200 } },
    },
  },
  {
    'still is a key, and still is required': {
      query: '{ booking { cases dear locator } }',
      data: { booking: { cases: 2, dear: true, locator: 'ADAL7Q' } },
    },
    'cannot be asked for': { query: '{ booking { internalId } }', data: null, errors: [undefined] },
  },
);

describeGraph(
  'scalars',
  {
    all: {
      schema: `
        scalar Json
        scalar Instant
        type Query {
          json(value: Json): Json
          instant(at: Instant = "2026-11-24T09:00:00Z"): Instant
          text: String id: ID numeric: ID yes: Boolean int: Int min: Int big: Int float: Float whole: Float odd: String
          ints: [[Int!]!]
        }
      `,
      query: {
        json: ({ value }: { value?: unknown }) => value ?? { a: [1, { b: null }], c: 'ä"\\\n\u2028' },
        instant: ({ at }: { at: unknown }) => at,
        text: 'Zoë "Z" \\ \u0007',
        id: 'A1',
        numeric: 12,
        yes: false,
        int: 2147483647,
        min: -2147483648,
        big: 2147483648,
        float: 1.5e-7,
        whole: 3,
        odd: '',
        ints: [[1, -0], []],
      },
    },
  },
  {
    'of the language': {
      query: '{ text id numeric yes int min float whole odd ints }',
      data: {
        text: 'Zoë "Z" \\ \u0007',
        id: 'A1',
        numeric: '12',
        yes: false,
        int: 2147483647,
        min: -2147483648,
        float: 1.5e-7,
        whole: 3,
        odd: '',
        ints: [[1, 0], []],
      },
    },
    'of our own are whatever JSON they are': {
      query: '{ json instant }',
      data: { json: { a: [1, { b: null }], c: 'ä"\\\n\u2028' }, instant: '2026-11-24T09:00:00Z' },
    },
    'of our own are passed on, as literals and as variables': {
      query:
        'query ($json: Json, $at: Instant) { a: json(value: $json) b: json(value: { x: [1, "two", null, $at] }) instant(at: $at) }',
      variables: { json: [{ deep: true }, 1.5], at: 'now' },
      data: { a: [{ deep: true }, 1.5], b: { x: [1, 'two', null, 'now'] }, instant: 'now' },
    },
    'that cannot be are null, with an error': {
      query: '{ big yes }',
      data: { big: null, yes: false },
      errors: [['big']],
    },
  },
);

describeGraph(
  'enums and inputs that subgraphs know different parts of',
  {
    sales: {
      schema: `
        type Query { fares(filter: Filter): [Fare!] }
        type Fare @key(fields: "id") { id: ID! cabin: Cabin }
        enum Cabin { FIRST BUSINESS ECONOMY }
        input Filter { cabin: Cabin = ECONOMY below: Int nested: Nested }
        input Nested { any: [Cabin!] }
      `,
      query: {
        fares: ({ filter }: { filter?: { cabin?: string; nested?: { any?: string[] } } }) =>
          [...(filter?.nested?.any ?? [filter?.cabin ?? 'FIRST'])].map((cabin, index) => ({
            id: String(index),
            cabin,
          })),
      },
    },
    rules: {
      schema: `
        type Query { rules(filter: Filter): String }
        type Fare @key(fields: "id") { id: ID! upgrade: Cabin }
        enum Cabin { FIRST BUSINESS ECONOMY }
        input Filter { cabin: Cabin = ECONOMY below: Int weekday: Int nested: Nested }
        input Nested { any: [Cabin!] }
      `,
      query: { rules: ({ filter }: { filter: unknown }) => JSON.stringify(filter) },
      rows: {
        Fare: [
          { id: '0', upgrade: 'BUSINESS' },
          { id: '1', upgrade: 'FIRST' },
        ],
      },
    },
  },
  {
    'take what all know': {
      query: 'query ($filter: Filter) { fares(filter: $filter) { cabin upgrade } rules(filter: { below: 5 }) }',
      variables: { filter: { nested: { any: ['BUSINESS', 'FIRST'] } } },
      data: {
        fares: [
          { cabin: 'BUSINESS', upgrade: 'BUSINESS' },
          { cabin: 'FIRST', upgrade: 'FIRST' },
        ],
        rules: '{"cabin":"ECONOMY","below":5}',
      },
    },
    'refuse what one does not know': {
      query: 'query { rules(filter: { weekday: 1 }) }',
      data: null,
      errors: [undefined],
    },
    'default within a literal with variables': {
      query:
        'query ($below: Int) { rules(filter: { below: $below, nested: { any: [FIRST] } }) fares(filter: {}) { cabin } }',
      data: { rules: '{"cabin":"ECONOMY","nested":{"any":["FIRST"]}}', fares: [{ cabin: 'ECONOMY' }] },
    },
  },
);

const fail = () => {
  throw new Error('no');
};

describeGraph(
  'a null where none may be',
  {
    base: {
      schema: `
        type Query { deep: Deep list: [Leaf!] lists: [[Leaf!]!]! loose: [[Leaf]] guest: Guest guests: [Guest!] must: Must! }
        type Deep { a: Middle! safe: String }
        type Middle { b: Bottom! }
        type Bottom { c: String! }
        type Leaf { value: Int! other: Int }
        type Must { be: String! }
        type Guest @key(fields: "id") { id: ID! name: String }
      `,
      query: {
        deep: { a: { b: { c: null } }, safe: 'x' },
        list: [{ value: 1 }, { value: null }],
        lists: [[{ value: 1 }], [{ value: null }]],
        loose: [[{ value: 1 }, { value: null }], null],
        guest: { id: '1', name: 'Ada' },
        guests: [
          { id: '1', name: 'Ada' },
          { id: '2', name: 'Ben' },
        ],
        must: { be: null },
      },
    },
    seats: {
      schema:
        'type Guest @key(fields: "id") { id: ID! seat: Seat! meal: String! }  type Seat { row: Int! letter: String }',
      rows: { Guest: [{ id: '1', seat: { row: 12 }, meal: 'VGML' }] },
      fields: { Guest: { meal: ({ meal }) => meal ?? fail() } },
    },
  },
  {
    'spreads up to the first place that allows it': {
      query: '{ deep { safe a { b { c } } } guest { name } }',
      data: { deep: null, guest: { name: 'Ada' } },
      errors: [['deep', 'a', 'b', 'c']],
    },
    'spreads through lists': {
      query: '{ list { value } loose { value } }',
      data: { list: null, loose: [[{ value: 1 }, null], null] },
      errors: [
        ['list', 1, 'value'],
        ['loose', 0, 1, 'value'],
      ],
    },
    'spreads to the root': { query: '{ guest { name } must { be } }', data: null, errors: [['must', 'be']] },
    'of an entity spreads to its list, whoever was to tell it': {
      query: '{ guests { name seat { row } } guest { name seat { row letter } } }',
      data: { guests: null, guest: { name: 'Ada', seat: { row: 12, letter: null } } },
      errors: [['guests', 1, 'seat']],
    },
  },
);
