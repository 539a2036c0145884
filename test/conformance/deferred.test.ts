/** Deferred fragments of which something fails: each null spreads within its own part, and each failure is told once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askInParts, together } from '../support/parts.ts';
import { placesOf } from '../support/places.ts';
import { type Served, serve, type Tables } from './graph.ts';

const crash = () => {
  throw new Error('broken');
};
const ticket = { number: '1', note: 'paid', payments: [{ kind: 'CARD' }, { kind: 'CASH' }] };
const tickets: Tables = {
  reservations: {
    schema: `
      type Query { ticket: Ticket now: String best: Ticket! }
      type Ticket @key(fields: "number") { number: ID! note: String payments: [Payment!] }
      type Payment { kind: String! raw: String! amount: Int }
    `,
    query: { ticket, now: '12:00', best: crash },
    rows: { Ticket: [ticket] },
    fields: { Payment: { raw: crash, amount: () => 12 } },
  },
};

describe('a deferred fragment', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve(tickets);
  });
  afterAll(() => served.close());
  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const { list } = await askInParts(served.compiled, query, { variables });
    const { data, errors } = together(list);
    return { data, places: placesOf(errors), first: list[0] };
  };

  test('is told one failure, though another has brought the objects that have gone with it', async () => {
    const query = `{
      ... @defer { ticket { payments { kind raw } ... @defer { payments { amount } } } }
    }`;
    const { data, places } = await ask(query);
    expect(data).toEqual({ ticket: { payments: [{ amount: 12 }, { amount: 12 }] } });
    expect(places).toEqual([['ticket', 'payments', 0, 'raw']]);
  });

  test.each([
    '... @skip(if: $not) { best { note } }',
    '... on Query @skip(if: $not) { best { note } }',
    '... @skip(if: $not) { ... @include(if: $all) { best { note } } }',
    '... @skip(if: $not) { best @include(if: $all) { note } }',
  ])('under a condition takes nothing along of what is not deferred: %s', async (conditioned) => {
    const query = `query ($not: Boolean!, $all: Boolean = true) { now @include(if: $all) ... @defer { ${conditioned} } }`;
    const { first, places } = await ask(query, { not: false });
    expect(first).toEqual({ data: { now: '12:00' }, hasNext: true });
    expect(places).toEqual([['best']]);
  });
});

const things: Tables = {
  things: {
    schema: `
      type Query { best: Thing }
      interface Thing @key(fields: "id") { id: ID! mark: String }
      type Book implements Thing @key(fields: "id") { id: ID! mark: String pages(text: String!): Int! }
    `,
    query: { best: null },
    rows: {
      Book: [{ id: '1', mark: 'red' }],
      Thing: [{ __typename: 'Book', id: '1', mark: 'red' }],
    },
    fields: { Book: { pages: crash } },
  },
  lists: {
    schema: 'type Query { list: [Thing!]! } type Thing @key(fields: "id") @interfaceObject { id: ID! }',
    query: { list: [{ id: '1' }] },
  },
};

describe('a deferred fragment on one type of an interface object', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serve(things);
  });
  afterAll(() => served.close());

  test.each([
    '... on Book @defer { pages(text: "x") } mark',
    'mark ... on Book @defer { pages(text: "x") }',
    'mark ... on Thing @defer { ... on Book { pages(text: "x") } }',
  ])('takes nothing along of what is not deferred: %s', async (selection) => {
    const { list } = await askInParts(served.compiled, `{ list { ${selection} } }`);
    expect(list[0]).toEqual({ data: { list: [{ mark: 'red' }] }, hasNext: true });
    const { data, errors } = together(list);
    expect(data).toEqual({ list: [{ mark: 'red' }] });
    expect(placesOf(errors)).toEqual([['list', 0, 'pages']]);
  });
});

const named: Tables = {
  things: {
    schema: `
      interface Thing @key(fields: "id") { id: ID! }
      interface Named { name: String code: String }
      type Book implements Thing & Named @key(fields: "id") { id: ID! name: String code: String }
      type Film implements Thing & Named @key(fields: "id") { id: ID! name: String code: String }
      type Port implements Named { name: String code: String depth: Int }
      type Query { port: Port }
    `,
    query: { port: null },
    rows: { Thing: [{ __typename: 'Book', id: '1', name: 'Wings', code: 'W' }] },
  },
  lists: {
    schema: 'type Query { list: [Thing!]! } type Thing @key(fields: "id") @interfaceObject { id: ID! }',
    query: { list: [{ id: '1' }] },
  },
};

test('a deferred fragment on a type that cannot be there is never asked for', async () => {
  const served = await serve(named);
  const query = '{ list { ...F } } fragment F on Named { ... on Port @defer { depth } name code }';
  const { list } = await askInParts(served.compiled, query);
  await served.close();
  expect(together(list)).toEqual({ data: { list: [{ name: 'Wings', code: 'W' }] }, errors: [] });
});

const lots: Tables = {
  stock: {
    schema: `
      type Query { lots: [Lot] }
      type Lot { best: Size expires: String! }
      enum Size { SMALL SECRET @inaccessible }
    `,
    query: { lots: [{ best: 'SECRET' }] },
    fields: { Lot: { expires: crash } },
  },
};

test('a value that cannot be shown is told where it stands, not as what has left a null around it elsewhere', async () => {
  const served = await serve(lots);
  const { list } = await askInParts(served.compiled, '{ ... @defer { lots { best } } lots { expires } }');
  await served.close();
  const told = list.flatMap(({ errors = [], incremental = [] }) => [
    ...placesOf(errors),
    ...incremental.flatMap((each: { errors?: [] }) => placesOf(each.errors ?? [])),
  ]);
  expect(told).toEqual([
    ['lots', 0, 'expires'],
    ['lots', 0, 'best'],
  ]);
});
