/** Interfaces, unions, interface objects, and fields that move from one subgraph to another. */
import { describeGraph, type Tables } from './graph.ts';

const products = [
  { __typename: 'Seat', id: '1', name: '12A', row: 12 },
  { __typename: 'Meal', id: '2', name: 'Vegan', code: 'VGML' },
  { __typename: 'Bag', id: '3', name: 'Suitcase', kilos: 23, parts: [{ __typename: 'Meal', id: '2', code: 'VGML' }] },
];
const shop: Tables = {
  shop: {
    schema: `
      type Query { extras: [Extra!]! extra(id: ID!): Extra found: [Found] named: [Named!]! }
      interface Named { name: String }
      interface Extra implements Named { id: ID! name: String }
      type Seat implements Extra & Named @key(fields: "id") { id: ID! name: String row: Int }
      type Meal implements Extra & Named @key(fields: "id") { id: ID! name: String code: String }
      type Bag implements Extra & Named @key(fields: "id") { id: ID! name: String kilos: Int parts: [Extra!] }
      type Agent implements Named { name: String desk: Int }
      union Found = Seat | Meal | Agent
    `,
    query: {
      extras: products,
      extra: ({ id }: { id: string }) => products.find((each) => each.id === id),
      found: [products[1], null, { __typename: 'Agent', name: 'Kim', desk: 4 }, products[0]],
      named: [{ __typename: 'Agent', name: 'Kim', desk: 4 }, products[2]],
    },
    rows: { Seat: products.slice(0, 1), Meal: products.slice(1, 2), Bag: products.slice(2) },
  },
  prices: {
    schema: `
      interface Priced { price: Int }
      type Seat implements Priced @key(fields: "id") { id: ID! price: Int }
      type Meal implements Priced @key(fields: "id") { id: ID! price: Int }
      type Bag @key(fields: "id") { id: ID! fee: Int }
    `,
    rows: { Seat: [{ id: '1', price: 20 }], Meal: [{ id: '2', price: 15 }], Bag: [{ id: '3', fee: 60 }] },
  },
};

describeGraph('an abstract type', shop, {
  'has fields of its own and of each type': {
    query: '{ extras { id ... on Seat { row } ... on Bag { kilos } } }',
    data: { extras: [{ id: '1', row: 12 }, { id: '2' }, { id: '3', kilos: 23 }] },
  },
  'tells each object’s type, under any name': {
    query: '{ extras { __typename } found { kind: __typename } }',
    data: {
      extras: [{ __typename: 'Seat' }, { __typename: 'Meal' }, { __typename: 'Bag' }],
      found: [{ kind: 'Meal' }, null, { kind: 'Agent' }, { kind: 'Seat' }],
    },
  },
  'takes each type’s fields from the subgraph that has them': {
    query: '{ extras { ... on Seat { price name } ... on Meal { price } ... on Bag { fee } } }',
    data: { extras: [{ price: 20, name: '12A' }, { price: 15 }, { fee: 60 }] },
  },
  'may be narrowed by an interface only some types have, known to another subgraph only': {
    query: '{ extras { name ... on Priced { price } } found { ... on Priced { price } ... on Agent { desk } } }',
    data: {
      extras: [{ name: '12A', price: 20 }, { name: 'Vegan', price: 15 }, { name: 'Suitcase' }],
      found: [{ price: 15 }, null, { desk: 4 }, { price: 20 }],
    },
  },
  'may be narrowed by fragments in fragments': {
    query: `query { named { ...N } } fragment N on Named { ... on Extra { id ...B } name }
      fragment B on Bag { parts { id ... on Meal { code price } } }`,
    data: {
      named: [{ name: 'Kim' }, { id: '3', parts: [{ id: '2', code: 'VGML', price: 15 }], name: 'Suitcase' }],
    },
  },
  'of nothing that applies is an empty object': {
    query: '{ extra(id: "1") { ... on Bag { kilos } } }',
    data: { extra: {} },
  },
  'keeps one name for fields of different types': {
    query: '{ extras { ... on Seat { size: row } ... on Meal { size: code } ... on Bag { size: kilos } } }',
    // Int and String under one name is what validation is for.
    data: null,
    errors: [undefined],
  },
  'keeps one name for fields of the same type in different subgraphs': {
    query: '{ extras { ... on Seat { cost: price } ... on Bag { cost: fee } ... on Meal { cost: price } } }',
    data: { extras: [{ cost: 20 }, { cost: 15 }, { cost: 60 }] },
  },
  'takes an interface known nowhere else by a fragment on its own type': {
    query: '{ extra(id: "2") { ... on Extra { ... on Named { name } } } }',
    data: { extra: { name: 'Vegan' } },
  },
});

describeGraph(
  'unions that subgraphs know different parts of',
  {
    left: {
      schema: `
        type Query { events: [Event] @shareable }
        union Event = Delay | Cancellation
        type Delay @shareable { minutes: Int }
        type Cancellation { reason: String }
      `,
      query: {
        events: [
          { __typename: 'Delay', minutes: 20 },
          { __typename: 'Cancellation', reason: 'fog' },
        ],
      },
    },
    right: {
      schema: `
        type Query { other: [Event] }
        union Event = Delay | Diversion
        type Delay @shareable { minutes: Int }
        type Diversion { airport: String }
      `,
      query: {
        other: [
          { __typename: 'Diversion', airport: 'VIE' },
          { __typename: 'Delay', minutes: 5 },
        ],
      },
    },
  },
  {
    'are asked for the parts each knows': {
      query: `{ events { ...E } other { ...E } }
        fragment E on Event { __typename ... on Delay { minutes } ... on Cancellation { reason } ... on Diversion { airport } }`,
      data: {
        events: [
          { __typename: 'Delay', minutes: 20 },
          { __typename: 'Cancellation', reason: 'fog' },
        ],
        other: [
          { __typename: 'Diversion', airport: 'VIE' },
          { __typename: 'Delay', minutes: 5 },
        ],
      },
    },
  },
);

const parties: Tables = {
  registry: {
    schema: `
      type Query { parties: [Party!]! people: [Person!]! }
      interface Party @key(fields: "id") { id: ID! name: String }
      type Person implements Party @key(fields: "id") { id: ID! name: String born: Int }
      type Company implements Party @key(fields: "id") { id: ID! name: String seat: String }
    `,
    query: {
      parties: [
        { __typename: 'Person', id: '1', name: 'Ada', born: 1985 },
        { __typename: 'Company', id: '2', name: 'Auster', seat: 'FRA' },
      ],
      people: [{ __typename: 'Person', id: '1', name: 'Ada', born: 1985 }],
    },
    rows: {
      Party: [
        { __typename: 'Person', id: '1', name: 'Ada', born: 1985 },
        { __typename: 'Company', id: '2', name: 'Auster', seat: 'FRA' },
      ],
      Person: [{ id: '1', name: 'Ada', born: 1985 }],
      Company: [{ id: '2', name: 'Auster', seat: 'FRA' }],
    },
  },
  consents: {
    schema: `
      type Query { consenting: [Party!]! anyParty: Party }
      type Party @key(fields: "id") @interfaceObject { id: ID! consent: Boolean! name: String @external greeting: String @requires(fields: "name") }
    `,
    query: {
      consenting: [
        { id: '2', consent: true },
        { id: '1', consent: true },
      ],
      anyParty: { id: '1', consent: true },
    },
    rows: {
      Party: [
        { id: '1', consent: true },
        { id: '2', consent: true },
      ],
    },
    fields: { Party: { greeting: ({ name }) => `Dear ${name}` } },
  },
  channels: {
    schema: 'type Party @key(fields: "id") @interfaceObject { id: ID! channel: String }',
    rows: {
      Party: [
        { id: '1', channel: 'SMS' },
        { id: '2', channel: 'MAIL' },
      ],
    },
  },
};

describeGraph('an interface object', parties, {
  'adds its fields to every type of the interface': {
    query: '{ parties { name consent channel } }',
    data: {
      parties: [
        { name: 'Ada', consent: true, channel: 'SMS' },
        { name: 'Auster', consent: true, channel: 'MAIL' },
      ],
    },
  },
  'adds them where the type is known': {
    query: '{ people { channel born } }',
    data: { people: [{ channel: 'SMS', born: 1985 }] },
  },
  'is asked alone where the type does not matter': {
    query: '{ consenting { id consent } }',
    data: {
      consenting: [
        { id: '2', consent: true },
        { id: '1', consent: true },
      ],
    },
    asks: ['consents'],
  },
  'leads from one to another': {
    query: '{ consenting { channel } }',
    data: { consenting: [{ channel: 'MAIL' }, { channel: 'SMS' }] },
  },
  'is told its type by who knows it': {
    query: '{ anyParty { __typename ... on Person { born channel } ... on Company { seat } } }',
    data: { anyParty: { __typename: 'Person', born: 1985, channel: 'SMS' } },
  },
  'is told its type under any name': {
    query: '{ consenting { kind: __typename consent } }',
    data: {
      consenting: [
        { kind: 'Company', consent: true },
        { kind: 'Person', consent: true },
      ],
    },
  },
  'may require fields of the real types': {
    query: '{ parties { greeting } people { greeting } anyParty { greeting } }',
    data: {
      parties: [{ greeting: 'Dear Ada' }, { greeting: 'Dear Auster' }],
      people: [{ greeting: 'Dear Ada' }],
      anyParty: { greeting: 'Dear Ada' },
    },
  },
});

describeGraph(
  'an interface object nothing leads to',
  {
    a: {
      schema: `
        type Query { item: Item other: Int }
        interface Item @key(fields: "id") { id: ID! }
      `,
      query: { item: { id: '1' }, other: 1 },
    },
    b: {
      schema: `
        type Query { mark: Item }
        type Item @key(fields: "id", resolvable: false) @interfaceObject { id: ID! mark: String }
      `,
      query: { mark: { id: '1', mark: 'x' } },
    },
  },
  {
    'is an error, not a null': {
      query: '{ item { mark } other }',
      data: null,
      errors: [undefined],
      vanilla: 'it answers null without an error',
    },
    'is well where it is known': {
      query: '{ mark { id mark } }',
      data: { mark: { id: '1', mark: 'x' } },
    },
  },
);

describeGraph(
  'a field that has moved',
  {
    old: {
      schema: `
        type Query { guest: Guest }
        type Guest @key(fields: "id") { id: ID! meal: String tier: String status: String }
      `,
      query: { guest: { id: '1', meal: 'old', tier: 'old', status: 'old' } },
      rows: { Guest: [{ id: '1', meal: 'old', tier: 'old', status: 'old' }] },
    },
    new: {
      schema: `
        type Guest @key(fields: "id") {
          id: ID!
          meal: String @override(from: "old")
          tier: String @override(from: "old", label: "percent(0)")
          status: String @override(from: "old", label: "percent(100)")
          menu: String @requires(fields: "seat")
          seat: String @external
        }
      `,
      rows: { Guest: [{ id: '1', meal: 'new', tier: 'new', status: 'new' }] },
      fields: { Guest: { menu: ({ seat }) => `for ${seat}` } },
    },
    seats: {
      schema: 'type Guest @key(fields: "id") { id: ID! seat: String }',
      rows: { Guest: [{ id: '1', seat: '1A' }] },
    },
  },
  {
    'is taken from its new subgraph': {
      query: '{ guest { meal } }',
      data: { guest: { meal: 'new' } },
      asks: ['old', 'new'],
    },
    'is taken from its old one until its share begins': {
      query: '{ guest { tier } }',
      data: { guest: { tier: 'old' } },
      asks: ['old'],
    },
    'is taken from its new one once its share is all': {
      query: '{ guest { status tier } }',
      data: { guest: { status: 'new', tier: 'old' } },
      asks: ['old', 'new'],
      vanilla: 'it knows no shares',
    },
    'is required from its new one': {
      query: '{ guest { menu meal } }',
      data: { guest: { menu: 'for 1A', meal: 'new' } },
    },
  },
);
