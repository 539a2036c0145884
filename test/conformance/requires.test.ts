/** Fields that need others of another subgraph, and fields a subgraph happens to have of another one's entity. */
import { describeGraph, type Tables } from './graph.ts';

const trips: Tables = {
  trips: {
    schema: `
      type Query { trip: Trip trips: [Trip!]! }
      type Trip @key(fields: "id") {
        id: ID!
        miles: Int
        cabin: Cabin
        fare(currency: String!): Int
        legs(first: Int! = 2): [Leg]
        extras: [Extra]
      }
      type Cabin { letter: String surcharge(currency: String!): Int }
      type Leg @key(fields: "id") { id: ID! }
      union Extra = Bag | Meal
      type Bag { kilos: Int }
      type Meal { code: String }
    `,
    query: { trip: { id: '1' }, trips: [{ id: '1' }, { id: '2' }] },
    rows: {
      Trip: [
        { id: '1', miles: 400, cabin: { letter: 'Y' }, extras: [bag(10), { __typename: 'Meal', code: 'VGML' }] },
        { id: '2', miles: null, cabin: null, extras: [bag(20)] },
      ],
    },
    fields: {
      Query: { trip: () => trip('1'), trips: () => [trip('1'), trip('2')] },
      Trip: {
        fare: ({ id }, { currency }) => Number(id) * (currency === 'EUR' ? 100 : 110),
        legs: ({ id }, { first }) => Array.from({ length: Number(first) }, (_, index) => ({ id: `${id}-${index}` })),
      },
      Cabin: { surcharge: (_, { currency }) => (currency === 'EUR' ? 10 : 11) },
    },
  },
  prices: {
    schema: `
      type Trip @key(fields: "id") {
        id: ID!
        miles: Int @external
        fare(currency: String!): Int @external
        cabin: Cabin @external
        legs(first: Int! = 2): [Leg] @external
        extras: [Extra] @external
        bonus: Int @requires(fields: "miles")
        tier: String @requires(fields: "miles") @shareable
        euros: String @requires(fields: "fare(currency: \\"EUR\\")")
        dollars: String @requires(fields: "fare(currency: \\"USD\\")")
        total: Int @requires(fields: "fare(currency: \\"EUR\\") cabin { surcharge(currency: \\"EUR\\") }")
        stops: [ID] @requires(fields: "legs(first: 3) { id }")
        kilos: Int @requires(fields: "extras { ... on Bag { kilos } ... on Meal { code } }")
        open: Boolean
      }
      type Cabin @external { surcharge(currency: String!): Int }
      type Leg @key(fields: "id") { id: ID! }
      union Extra = Bag | Meal
      type Bag @external { kilos: Int }
      type Meal @external { code: String }
    `,
    rows: {
      Trip: [
        { id: '1', open: true },
        { id: '2', open: false },
      ],
    },
    fields: {
      Trip: {
        bonus: ({ miles }) => (typeof miles === 'number' ? miles / 2 : null),
        tier: ({ miles }) => (typeof miles === 'number' ? 'GOLD' : null),
        euros: ({ fare }) => `EUR ${fare}`,
        dollars: ({ fare }) => `USD ${fare}`,
        total: ({ fare, cabin }) => Number(fare) + Number((cabin as { surcharge?: number } | null)?.surcharge ?? 0),
        stops: ({ legs }) => (legs as { id: string }[]).map(({ id }) => id),
        kilos: ({ extras }) => (extras as { kilos?: number }[]).reduce((sum, each) => sum + (each.kilos ?? 0), 0),
      },
    },
  },
  perks: {
    schema: `
      type Trip @key(fields: "id") {
        id: ID!
        bonus: Int @external
        tier: String @external
        perk: String @requires(fields: "bonus tier")
      }
    `,
    rows: { Trip: [{ id: '1' }, { id: '2' }] },
    fields: { Trip: { perk: ({ bonus, tier }) => `${tier}+${bonus}` } },
  },
};

function bag(kilos: number) {
  return { __typename: 'Bag', kilos };
}
function trip(id: string) {
  return trips.trips?.rows?.Trip?.find((each) => each.id === id);
}

describeGraph('a field that requires another', trips, {
  'is given it': { query: '{ trip { bonus } }', data: { trip: { bonus: 200 } } },
  'shows what the client asked too, and only that': {
    query: '{ trip { tier miles } }',
    data: { trip: { tier: 'GOLD', miles: 400 } },
  },
  'is given null where there is none': {
    query: '{ trips { id bonus open } }',
    data: {
      trips: [
        { id: '1', bonus: 200, open: true },
        { id: '2', bonus: null, open: false },
      ],
    },
  },
  'may be required in turn': {
    query: '{ trip { perk } }',
    data: { trip: { perk: 'GOLD+200' } },
    asks: ['trips', 'prices', 'perks'],
  },
  'is given fields of each type of a union': {
    query: '{ trips { kilos } }',
    data: { trips: [{ kilos: 10 }, { kilos: 20 }] },
  },
  'keeps its arguments': {
    query: '{ trip { stops } }',
    data: { trip: { stops: ['1-0', '1-1', '1-2'] } },
  },
  'keeps its arguments beside the client’s own': {
    query: 'query ($first: Int = 1) { trip { stops legs(first: $first) { id } } }',
    data: { trip: { stops: ['1-0', '1-1', '1-2'], legs: [{ id: '1-0' }] } },
    vanilla: 'the two collide under one name',
  },
  'keeps its arguments beside the client’s alias': {
    query: '{ trip { legs: legs(first: 1) { id } stops fare: miles } }',
    data: { trip: { legs: [{ id: '1-0' }], stops: ['1-0', '1-1', '1-2'], fare: 400 } },
    vanilla: 'the two collide under one name',
  },
  'keeps its arguments apart from another one’s': {
    query: '{ trips { euros dollars bonus total } }',
    data: {
      trips: [
        { euros: 'EUR 100', dollars: 'USD 110', bonus: 200, total: 110 },
        { euros: 'EUR 200', dollars: 'USD 220', bonus: null, total: 200 },
      ],
    },
    vanilla: 'one representation holds one fare',
  },
  'keeps its arguments under conditions': {
    query:
      'query ($dear: Boolean!) { trip { euros @skip(if: $dear) dollars @include(if: $dear) fare(currency: "EUR") } }',
    variables: { dear: true },
    data: { trip: { dollars: 'USD 110', fare: 100 } },
    vanilla: 'the two collide under one name',
  },
});

describeGraph(
  'requirements in a circle of subgraphs',
  {
    a: {
      schema: `
        type Query { claim: Claim }
        type Claim @key(fields: "id") {
          id: ID! start: Int step: Int @external  end: Int @requires(fields: "step")
        }
      `,
      query: { claim: { id: '1', start: 1 } },
      rows: { Claim: [{ id: '1', start: 1 }] },
      fields: { Claim: { end: ({ step }) => Number(step) + 1 } },
    },
    b: {
      schema: `
        type Claim @key(fields: "id") { id: ID! start: Int @external  step: Int @requires(fields: "start") }
      `,
      rows: { Claim: [{ id: '1' }] },
      fields: { Claim: { step: ({ start }) => Number(start) * 10 } },
    },
  },
  { 'end where they began': { query: '{ claim { end } }', data: { claim: { end: 11 } } } },
);

describeGraph(
  'a field that a subgraph provides on its way',
  {
    desk: {
      schema: `
        type Query { latest: Case @provides(fields: "owner { name }") oldest: Case mixed: [Item] @provides(fields: "... on Case { owner { name } }") }
        type Case @key(fields: "id") { id: ID! owner: Agent @external }
        type Note { text: String }
        union Item = Case | Note
        type Agent @key(fields: "id") { id: ID! name: String @external }
      `,
      query: {
        latest: { id: '1', owner: { id: '7', name: 'told on the way' } },
        oldest: { id: '2' },
        mixed: [
          { __typename: 'Note', text: 'hello' },
          { __typename: 'Case', id: '1', owner: { id: '7', name: 'told on the way' } },
        ],
      },
      rows: { Case: [{ id: '1' }, { id: '2' }], Agent: [{ id: '7' }] },
    },
    staff: {
      schema: `
        type Case @key(fields: "id") { id: ID! owner: Agent @shareable }
        type Agent @key(fields: "id") { id: ID! name: String @shareable city: String }
      `,
      rows: {
        Case: [
          { id: '1', owner: { id: '7', name: 'asked', city: 'Bonn' } },
          { id: '2', owner: { id: '7', name: 'asked', city: 'Bonn' } },
        ],
        Agent: [{ id: '7', name: 'asked', city: 'Bonn' }],
      },
    },
  },
  {
    'is taken there': {
      query: '{ latest { owner { name } } }',
      data: { latest: { owner: { name: 'told on the way' } } },
      asks: ['desk'],
    },
    'is asked where it is not provided': {
      query: '{ oldest { owner { name } } }',
      data: { oldest: { owner: { name: 'asked' } } },
      asks: ['desk', 'staff'],
    },
    'is taken there in a type of a union': {
      query: '{ mixed { ... on Note { text } ... on Case { owner { name } } } }',
      data: { mixed: [{ text: 'hello' }, { owner: { name: 'told on the way' } }] },
      asks: ['desk'],
    },
  },
);

describeGraph(
  'fields of one fetch that require different things',
  {
    films: {
      schema: `
        type Query { film: Film }
        type Film @key(fields: "id") { id: ID! title: String motto(language: String): String }
      `,
      query: { film: { id: '1', title: 'Wings' } },
      fields: {
        Film: {
          motto: () => {
            throw new Error('broken');
          },
        },
      },
    },
    ads: {
      schema: `
        type Film @key(fields: "id") {
          id: ID!
          title: String @external
          motto(language: String): String @external
          slogan: String @requires(fields: "title")
          jingle: String @requires(fields: "title motto(language: \\"de\\")")
          price: Int
        }
      `,
      rows: { Film: [{ id: '1', price: 7 }] },
      fields: { Film: { slogan: ({ title }) => `${title}!`, jingle: ({ title, motto }) => `${title} ${motto}` } },
    },
  },
  {
    'lose each what it lacks itself': {
      query: 'query ($no: Boolean = false) { film { slogan jingle @include(if: $no) price } }',
      data: { film: { slogan: 'Wings!', price: 7 } },
      vanilla: 'the other fields go with it',
    },
    'tell a failure where it is required': {
      query: '{ film { slogan jingle } }',
      data: { film: { slogan: 'Wings!', jingle: 'Wings null' } },
      errors: [['film', 'jingle']],
    },
  },
);

const wings = { __typename: 'Film', id: '1', title: 'Wings' };
const dune = { __typename: 'Book', id: '2' };
describeGraph(
  'fields that one fetch asks of two types by a named fragment',
  {
    shop: {
      schema: `
        type Query { found: [Found] }
        union Found = Film | Book
        type Film @key(fields: "id") { id: ID! title: String }
        type Book @key(fields: "id") { id: ID! }
      `,
      query: { found: [wings, dune] },
    },
    ads: {
      schema: `
        interface Priced { price: Int stock: Int }
        type Film implements Priced @key(fields: "id") {
          id: ID!
          title: String @external
          slogan: String @requires(fields: "title")
          price: Int
          stock: Int
        }
        type Book implements Priced @key(fields: "id") { id: ID! price: Int stock: Int }
      `,
      rows: { Film: [{ id: '1', price: 7, stock: 1 }], Book: [{ id: '2', price: 8, stock: 2 }] },
      fields: { Film: { slogan: ({ title }) => `${title}!` } },
    },
  },
  {
    'come without what another field requires': {
      query: `query ($no: Boolean = false) { found { ... on Film @include(if: $no) { slogan } ...F } }
        fragment F on Priced { price stock }`,
      data: {
        found: [
          { price: 7, stock: 1 },
          { price: 8, stock: 2 },
        ],
      },
    },
  },
);
