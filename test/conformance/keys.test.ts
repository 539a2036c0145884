/** How entities are told apart from one subgraph to the next. */
import { describeGraph, type Tables } from './graph.ts';

const people: Tables = {
  desk: {
    schema: `
      type Query { traveller: Traveller travellers: [Traveller] }
      type Traveller @key(fields: "email") { email: ID! name: String }
    `,
    query: {
      traveller: { email: 'ada@example.com', name: 'Ada' },
      travellers: [{ email: 'ada@example.com', name: 'Ada' }, null, { email: 'new@example.com', name: 'New' }],
    },
  },
  master: {
    schema: 'type Traveller @key(fields: "email") @key(fields: "number") { email: ID! number: ID city: String }',
    rows: {
      Traveller: [
        { email: 'ada@example.com', number: 7, city: 'London' },
        { email: 'new@example.com', number: null, city: 'Rome' },
      ],
    },
  },
  ledger: {
    schema: 'type Traveller @key(fields: "number") { number: ID miles: Int }',
    rows: { Traveller: [{ number: '7', miles: 4200 }] },
  },
};

describeGraph('several keys', people, {
  'lead over a subgraph that knows both': {
    query: '{ traveller { miles } }',
    data: { traveller: { miles: 4200 } },
    asks: ['desk', 'master', 'ledger'],
  },
  'lead nowhere where the next one is null, and the rest is there': {
    query: '{ travellers { name city number miles } }',
    data: {
      travellers: [
        { name: 'Ada', city: 'London', number: '7', miles: 4200 },
        null,
        { name: 'New', city: 'Rome', number: null, miles: null },
      ],
    },
  },
  'need no detour where none is asked': {
    query: '{ traveller { name city } }',
    data: { traveller: { name: 'Ada', city: 'London' } },
    asks: ['desk', 'master'],
  },
});

describeGraph(
  'composite and nested keys',
  {
    schedule: {
      schema: `
        type Query { leg: Leg legs: [Leg!]! }
        type Leg @key(fields: "carrier number day { year month }") { carrier: String! number: Int! day: Day! origin: String }
        type Day { year: Int! month: Int! }
      `,
      query: {
        leg: { carrier: 'AX', number: 1, day: { year: 2026, month: 11 }, origin: 'FRA' },
        legs: [
          { carrier: 'AX', number: 1, day: { year: 2026, month: 11 }, origin: 'FRA' },
          { carrier: 'AX', number: 1, day: { year: 2026, month: 12 }, origin: 'FRA' },
        ],
      },
    },
    loads: {
      schema: `
        type Leg @key(fields: "carrier number day { month year }") { carrier: String! number: Int! day: Day! booked: Int }
        type Day { month: Int! year: Int! }
      `,
      rows: {
        Leg: [
          { carrier: 'AX', number: 1, day: { year: 2026, month: 11 }, booked: 120 },
          { carrier: 'AX', number: 1, day: { year: 2026, month: 12 }, booked: 80 },
        ],
      },
    },
  },
  {
    'find their entity': { query: '{ leg { booked } }', data: { leg: { booked: 120 } } },
    'tell those apart that differ deep down only': {
      query: '{ legs { day { month } booked origin } }',
      data: {
        legs: [
          { day: { month: 11 }, booked: 120, origin: 'FRA' },
          { day: { month: 12 }, booked: 80, origin: 'FRA' },
        ],
      },
    },
  },
);

describeGraph(
  'a key of a list of entities',
  {
    groups: {
      schema: `
        type Query { party: Party }
        type Party @key(fields: "members { id }") { members: [Member!]! }
        type Member @key(fields: "id") { id: ID! }
      `,
      query: { party: { members: [{ id: '1' }, { id: '2' }] } },
    },
    seats: {
      schema: `
        type Party @key(fields: "members { id }") { members: [Member!]! together: Boolean }
        type Member @key(fields: "id") { id: ID! seat: String }
      `,
      rows: {
        Party: [
          {
            members: [
              { id: '1', seat: '1A' },
              { id: '2', seat: '1B' },
            ],
            together: true,
          },
        ],
        Member: [
          { id: '1', seat: '1A' },
          { id: '2', seat: '1B' },
        ],
      },
    },
  },
  {
    'finds the entity and each in its list': {
      query: '{ party { together members { seat id } } }',
      data: {
        party: {
          together: true,
          members: [
            { seat: '1A', id: '1' },
            { seat: '1B', id: '2' },
          ],
        },
      },
    },
  },
);

describeGraph(
  'keys that are only named',
  {
    bags: {
      schema: `
        type Query { bag: Bag }
        type Bag @key(fields: "tag") { tag: ID! owner: Person weight: Int }
        type Person @key(fields: "id", resolvable: false) { id: ID! }
      `,
      query: { bag: { tag: 'AX123456', owner: { id: '7' }, weight: 23 } },
      rows: { Bag: [{ tag: 'AX123456', owner: { id: '7' }, weight: 23 }] },
    },
    people: {
      schema: `
        type Query { person(id: ID!): Person }
        type Person @key(fields: "id") { id: ID! name: String lastBag: Bag }
        type Bag @key(fields: "tag", resolvable: false) { tag: ID! }
      `,
      query: { person: ({ id }: { id: string }) => ({ id, name: 'Ada', lastBag: { tag: 'AX123456' } }) },
      rows: { Person: [{ id: '7', name: 'Ada', lastBag: { tag: 'AX123456' } }] },
    },
  },
  {
    'are left for the subgraph that resolves them, and back': {
      query: '{ bag { owner { name lastBag { weight owner { id } } } } }',
      data: { bag: { owner: { name: 'Ada', lastBag: { weight: 23, owner: { id: '7' } } } } },
      asks: ['bags', 'people'],
    },
    'alone need no other subgraph': {
      query: '{ bag { owner { id } } }',
      data: { bag: { owner: { id: '7' } } },
      asks: ['bags'],
    },
  },
);

describeGraph(
  'a subgraph that names several keys and resolves one',
  {
    fares: {
      schema: `
        type Fare @key(fields: "id") @key(fields: "basis", resolvable: false)
          @key(fields: "class { cabin letter }", resolvable: false)
          @key(fields: "id class { letter brand }", resolvable: false) {
          id: ID! basis: ID! class: Class! amount: String!
        }
        type Class { cabin: ID! letter: ID! brand: ID! }
      `,
      rows: {
        Fare: [{ id: '1', basis: 'YRT', class: { cabin: 'M', letter: 'Y', brand: 'FLEX' }, amount: '99.00' }],
      },
    },
    offers: {
      schema: `
        type Query { offer: Offer }
        type Offer @key(fields: "id") { id: ID! fares: [Fare!]! }
        type Fare @key(fields: "class { cabin letter }", resolvable: false)
          @key(fields: "id class { letter brand }") @key(fields: "basis", resolvable: false)
          @key(fields: "id", resolvable: false) {
          id: ID! basis: ID! class: Class! amount: String! @external label: String! @requires(fields: "amount")
        }
        type Class { cabin: ID! letter: ID! brand: ID! }
      `,
      query: {
        offer: {
          id: '9',
          fares: [{ id: '1', basis: 'YRT', class: { cabin: 'M', letter: 'Y', brand: 'FLEX' } }],
        },
      },
      fields: {
        Fare: {
          __resolveReference: (fare) => (JSON.stringify(fare.class)?.includes('brand') ? fare : null),
          label: ({ amount }) => `from ${amount}`,
        },
      },
    },
  },
  {
    'is entered again by that one': {
      query: '{ offer { fares { id amount label } } }',
      data: { offer: { fares: [{ id: '1', amount: '99.00', label: 'from 99.00' }] } },
      vanilla: 'the planner enters by a key that is not resolvable',
    },
  },
);

describeGraph(
  'a key its subgraph cannot tell',
  {
    desk: {
      schema: `
        type Query { traveller: Traveller }
        type Traveller @key(fields: "id") { id: ID! email: String! }
      `,
      query: { traveller: { id: '1', email: 'ada@example.com' } },
      rows: { Traveller: [{ id: '1', email: 'ada@example.com' }] },
    },
    newsletter: {
      schema: 'type Traveller @key(fields: "email") { email: String! @external nickname: String! }',
      rows: { Traveller: [{ email: 'ada@example.com', nickname: 'ada' }] },
      fields: {
        Traveller: {
          email: () => {
            throw new Error('not known here');
          },
        },
      },
    },
  },
  {
    'is not asked back': {
      query: '{ traveller { nickname email } }',
      data: { traveller: { nickname: 'ada', email: 'ada@example.com' } },
    },
  },
);

describeGraph(
  'an entity two keys lead to',
  {
    shop: {
      schema: `
        type Query { owner: Guest }
        type Guest @key(fields: "id") @key(fields: "email") { id: ID! email: String }
      `,
      query: { owner: { id: '1', email: 'ada@example.com' } },
    },
    guests: {
      schema: `
        type Guest @key(fields: "id") @key(fields: "email") { id: ID! email: String name: String boss: Guest }
      `,
      rows: { Guest: [{ id: '1', name: 'Ada', boss: { id: '2', email: 'ben@example.com', name: 'Ben' } }] },
    },
    perks: {
      schema: `
        type Guest @key(fields: "email") {
          email: String
          name: String @external
          perk: String @requires(fields: "name")
        }
      `,
      rows: { Guest: [{ email: 'ada@example.com' }, { email: 'ben@example.com' }] },
      fields: { Guest: { perk: ({ name }) => `for ${name}` } },
    },
  },
  {
    'is found by one where a condition leaves the other out': {
      query: 'query ($no: Boolean = false) { owner { ... @include(if: $no) { perk } boss { perk } } }',
      data: { owner: { boss: { perk: 'for Ben' } } },
    },
    'is found by either': {
      query: 'query ($yes: Boolean = true) { owner { ... @include(if: $yes) { perk } boss { perk } } }',
      data: { owner: { perk: 'for Ada', boss: { perk: 'for Ben' } } },
    },
  },
);
