/** What plans are made of: fetches in sequence and side by side, at any depth of objects and lists. */
import { describe, expect, test } from 'vitest';
import { describeGraph, serve, type Tables } from './graph.ts';

const flights: Tables = {
  schedule: {
    schema: `
      type Query { flight(number: ID!): Flight  flights: [Flight!]!  rotations: [[Flight]!]  nothing: Flight  none: [Flight] }
      type Flight @key(fields: "number") { number: ID! origin: String! aircraft: Aircraft stops: [Stop!]! }
      type Stop { airport: String! flight: Flight }
      type Aircraft @key(fields: "registration") { registration: ID! }
    `,
    query: {
      flight: ({ number }: { number: string }) => schedule.find((each) => each.number === number),
      flights: () => schedule,
      rotations: () => [[schedule[0], null, schedule[1]], [], [schedule[1]]],
      nothing: null,
      none: [],
    },
    rows: { Flight: [], Aircraft: [] },
  },
  fleet: {
    schema: `
      type Query { aircraft(registration: ID!): Aircraft }
      type Aircraft @key(fields: "registration") { registration: ID! model: String! seats: Int! base: Station }
      type Station @key(fields: "code") { code: ID! }
    `,
    query: { aircraft: ({ registration }: { registration: string }) => ({ registration, ...model }) },
    rows: {
      Aircraft: [
        { registration: 'D-AXAA', model: 'A320', seats: 180, base: { code: 'FRA' } },
        { registration: 'D-AXAB', model: 'A321', seats: 220, base: { code: 'MUC' } },
      ],
    },
  },
  stations: {
    schema: `
      type Query { station(code: ID!): Station }
      type Station @key(fields: "code") { code: ID! city: String }
      type Flight @key(fields: "number") { number: ID! gate: String }
    `,
    query: { station: ({ code }: { code: string }) => ({ code, city: code === 'FRA' ? 'Frankfurt' : null }) },
    rows: {
      Station: [
        { code: 'FRA', city: 'Frankfurt' },
        { code: 'MUC', city: 'Munich' },
      ],
      Flight: [
        { number: 'AX1', gate: 'B24' },
        { number: 'AX2', gate: 'A11' },
      ],
    },
  },
};
const model = { model: 'A320', seats: 180, base: { code: 'FRA' } };
const schedule = [
  {
    number: 'AX1',
    origin: 'FRA',
    aircraft: { registration: 'D-AXAA' },
    stops: [{ airport: 'VIE', flight: { number: 'AX2', origin: 'MUC', stops: [] } }],
  },
  { number: 'AX2', origin: 'MUC', aircraft: { registration: 'D-AXAB' }, stops: [] },
];

describeGraph('a plan', flights, {
  'of one subgraph is one fetch': {
    query: '{ flight(number: "AX1") { number origin } }',
    data: { flight: { number: 'AX1', origin: 'FRA' } },
    asks: ['schedule'],
  },
  'goes from subgraph to subgraph to subgraph': {
    query: '{ flight(number: "AX1") { aircraft { model base { city } } } }',
    data: { flight: { aircraft: { model: 'A320', base: { city: 'Frankfurt' } } } },
    asks: ['schedule', 'fleet', 'stations'],
  },
  'asks side by side and puts the answers together in the order selected': {
    query: '{ flight(number: "AX2") { gate aircraft { seats registration } origin } }',
    data: { flight: { gate: 'A11', aircraft: { seats: 220, registration: 'D-AXAB' }, origin: 'MUC' } },
  },
  'reaches every item of a list': {
    query: '{ flights { gate aircraft { model } } }',
    data: {
      flights: [
        { gate: 'B24', aircraft: { model: 'A320' } },
        { gate: 'A11', aircraft: { model: 'A321' } },
      ],
    },
  },
  'reaches every item of lists in lists, past nulls and empty ones': {
    query: '{ rotations { gate } }',
    data: { rotations: [[{ gate: 'B24' }, null, { gate: 'A11' }], [], [{ gate: 'A11' }]] },
  },
  'reaches entities below objects that are none': {
    query: '{ flights { stops { airport flight { gate } } } }',
    data: { flights: [{ stops: [{ airport: 'VIE', flight: { gate: 'A11' } }] }, { stops: [] }] },
  },
  'asks nobody about nothing': {
    query: '{ nothing { gate aircraft { model } } none { gate } }',
    data: { nothing: null, none: [] },
    asks: ['schedule'],
  },
  'with several root fields asks their subgraphs at once': {
    query:
      '{ station(code: "FRA") { city } aircraft(registration: "D-AXAA") { seats } flight(number: "AX1") { gate } }',
    data: { station: { city: 'Frankfurt' }, aircraft: { seats: 180 }, flight: { gate: 'B24' } },
  },
  'keeps fields of one entity under two aliases apart': {
    query: '{ first: flight(number: "AX1") { gate } second: flight(number: "AX2") { gate } }',
    data: { first: { gate: 'B24' }, second: { gate: 'A11' } },
  },
});

const counter: { log: string[] } = { log: [] };
const writes: Tables = {
  bookings: {
    schema: `
      type Query { booking(locator: ID!): Booking }
      type Mutation { book(locator: ID!): Booking! note(text: String!): String! }
      type Booking @key(fields: "locator") { locator: ID! }
    `,
    query: { booking: ({ locator }: { locator: string }) => ({ locator }) },
    mutation: {
      book: ({ locator }: { locator: string }) => {
        counter.log.push(`book ${locator}`);
        return { locator };
      },
      note: ({ text }: { text: string }) => {
        counter.log.push(`note ${text}`);
        return text;
      },
    },
  },
  payments: {
    schema: `
      type Query { balance: Int }
      type Mutation { pay(locator: ID!): Int! }
      type Booking @key(fields: "locator") { locator: ID! paid: Int }
    `,
    query: { balance: 0 },
    mutation: {
      pay: ({ locator }: { locator: string }) => {
        counter.log.push(`pay ${locator}`);
        return counter.log.length;
      },
    },
    rows: { Booking: [{ locator: 'ADAL7Q', paid: 120 }] },
  },
};

describeGraph('a mutation', writes, {
  'is followed by the reads of its answer': {
    query: 'mutation { book(locator: "ADAL7Q") { locator paid } }',
    data: { book: { locator: 'ADAL7Q', paid: 120 } },
  },
  'tells its type': {
    query: 'mutation { __typename note(text: "a") }',
    data: { __typename: 'Mutation', note: 'a' },
  },
});

describe('mutations', () => {
  test('run one after another in the order written, across subgraphs', async () => {
    const { compiled, close } = await serve(writes);
    counter.log = [];
    const { body } = await compiled.ask(
      'mutation { a: note(text: "1") b: pay(locator: "ADAL7Q") c: book(locator: "ADAL7Q") { paid } d: pay(locator: "X") e: note(text: "2") }',
    );
    await close();
    expect(counter.log).toEqual(['note 1', 'pay ADAL7Q', 'book ADAL7Q', 'pay X', 'note 2']);
    expect(body.data).toEqual({ a: '1', b: 2, c: { paid: 120 }, d: 4, e: '2' });
  });
});

describeGraph(
  'what several subgraphs share',
  {
    left: {
      schema: `
        type Query { desk: Desk @shareable }
        type Desk @shareable { hall: Hall left: Int }
        type Hall @shareable { name: String doors: Int }
      `,
      query: { desk: { hall: { name: 'A', doors: 3 }, left: 1 } },
    },
    right: {
      schema: `
        type Query { desk: Desk @shareable }
        type Desk @shareable { hall: Hall right: Int }
        type Hall @shareable { name: String lifts: Int }
      `,
      query: { desk: { hall: { name: 'A', lifts: 2 }, right: 2 } },
    },
  },
  {
    'is asked once where one knows it all': {
      query: '{ desk { hall { name } left } }',
      data: { desk: { hall: { name: 'A' }, left: 1 } },
      asks: ['left'],
    },
    'is put together from both below a shared root': {
      query: '{ desk { right hall { lifts name doors } left } }',
      data: { desk: { right: 2, hall: { lifts: 2, name: 'A', doors: 3 }, left: 1 } },
    },
  },
);
