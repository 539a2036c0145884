/** What may be kept of each fetch, and under which tags, as this graph's own schemas declare it. */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readDeclarations } from '../../gateway/cache/declarations.ts';
import { readFetchText } from '../../gateway/cache/fetch-text.ts';
import type { LeftOut } from '../../gateway/cache/left-out.ts';
import { keepingOf } from '../../gateway/cache/lifetime.ts';
import { filled } from '../../gateway/cache/tag-formats.ts';
import { tagging } from '../../gateway/cache/tagging.ts';
import { loadSupergraph } from '../../gateway/engine/supergraph.ts';

const supergraph = loadSupergraph(readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8'));
const declarations = readDeclarations(parse(supergraph.sdl));
const of = (subgraph: string, query: string) => {
  const text = readFetchText(query);
  const known = {
    subgraph,
    schema: supergraph.fullSchema,
    declarations,
    keys: supergraph.keys.resolved.get(subgraph) ?? new Map(),
  };
  return { keeping: keepingOf(text, known), tagging: tagging(text, known) };
};
const entities = (type: string, selection: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${selection} } } }`;
const pathsIn = (leftOut: LeftOut): string[] =>
  [...leftOut].flatMap(([name, what]) => (what === 'all' ? [name] : pathsIn(what).map((path) => `${name}.${path}`)));
const seconds = (fresh: number, stale: number) => ({ fresh: fresh * 1_000, stale: stale * 1_000, shared: false });

describe('A fetch may be kept', () => {
  test.each([
    ['customers', '{ customer(id: "C1") { __typename id name { full } emails { address } } }', seconds(60, 3600)],
    [
      'customers',
      '{ customerCandidates(phone: "1") { confidence evidence { outcome } customer { id name { full } } } }',
      seconds(10, 600),
    ],
    ['loyalty', entities('Customer', '_key_Customer_0: id loyalty { number tier { level } }'), seconds(60, 3600)],
    ['loyalty', entities('Customer', 'loyalty { balance { available } }'), seconds(15, 3600)],
    [
      'reservations',
      entities('Customer', 'bookings { edges { match { method } node { segments { flight { origin } } } } }'),
      seconds(10, 600),
    ],
    [
      'service-cases',
      entities('Customer', 'serviceCases { edges { node { subject similar { case { resolution } } } } }'),
      seconds(30, 3600),
    ],
    [
      'reservations',
      '{ flight(carrier: "AX", number: "1", departureDate: "2026-01-01", origin: "FRA") { status } }',
      { ...seconds(10, 300), shared: true },
    ],
  ])('as long as its part that may be kept least: %s %s', (subgraph, query, lifetime) => {
    expect(of(subgraph, query).keeping).toEqual({ lifetime, leftOut: null });
  });

  test.each([
    [
      'travel documents',
      'customer.travelDocuments',
      'customers',
      '{ customer(id: "C1") { id travelDocuments { type } } }',
    ],
    ['consents', 'customer.consents', 'customers', '{ customer(id: "C1") { consents { granted } } }'],
    [
      'means of payment',
      'customer.preferences.payment',
      'customers',
      '{ customer(id: "C1") { preferences { payment { token } } } }',
    ],
    [
      'meals, which may tell of faith or health',
      'customer.preferences.meal',
      'customers',
      '{ customer(id: "C1") { preferences { meal { code } } } }',
    ],
    [
      'a passenger’s documents',
      'booking.passengers.documents',
      'reservations',
      '{ booking(recordLocator: "A") { passengers { documents { type } } } }',
    ],
    [
      'special services, for the same reason',
      'booking.passengers.specialServiceRequests',
      'reservations',
      '{ booking(recordLocator: "A") { passengers { specialServiceRequests { code } } } }',
    ],
    ['remarks', 'booking.remarks', 'reservations', '{ booking(recordLocator: "A") { remarks { text } } }'],
    [
      'a booking’s payments',
      'booking.payments',
      'reservations',
      '{ booking(recordLocator: "A") { payments { raw } } }',
    ],
    ['what customers wrote', 'serviceCase.messages', 'service-cases', '{ serviceCase(id: "1") { messages { text } } }'],
  ])('without %s', (_, path, subgraph, query) => {
    expect(pathsIn(of(subgraph, query).keeping?.leftOut ?? new Map())).toEqual([path]);
  });

  test.each([
    [
      'a comparison of people',
      'customers',
      '{ identityComparison(customerId: "1", otherCustomerId: "2") { verdict } }',
    ],
    ['a type of several subgraphs by itself', 'loyalty', entities('LoyaltyMembership', 'status')],
    ['what the schema does not know', 'customers', '{ nonsense { x } }'],
    [
      'a customer of whom all that is asked may not be',
      'customers',
      entities('Customer', 'id travelDocuments { type } consents { granted }'),
    ],
  ])('not where it is %s', (_, subgraph, query) => {
    expect(of(subgraph, query).keeping).toBeNull();
  });

  test('by whom its answer depends on, whatever is public in it, when a part is left out', () => {
    const flight = 'flight(carrier: "AX", number: "1", departureDate: "2026-01-01", origin: "FRA") { status }';
    const { keeping } = of(
      'reservations',
      `{ ${flight} booking(recordLocator: "A") { remarks { text } recordLocator } }`,
    );
    expect(keeping?.lifetime).toEqual(seconds(10, 300));
  });
});

describe('Its tags', () => {
  test('are those of its arguments', () => {
    const { tagging: own } = of(
      'customers',
      'query ($x: ID!, $y: [ID!]!) { customer(id: $x) { id } customers(ids: $y) { id } }',
    );
    expect(own.ofArguments({ x: 'C1', y: ['C2', 'C3'] })).toEqual(['customer-C1', 'customer-C2', 'customer-C3']);
    expect(of('customers', '{ customer(id: "C9") { id } }').tagging.ofArguments({})).toEqual(['customer-C9']);
  });

  test('are those of who is asked about', () => {
    const { tagging: own } = of('loyalty', entities('Customer', 'loyalty { tier { level } }'));
    expect(own.ofRepresentation({ __typename: 'Customer', id: 'C1' })).toEqual(['customer-C1']);
  });

  test('are those of all it shows, whose keys it asks for itself', () => {
    const { tagging: own } = of('loyalty', entities('Customer', 'loyalty { tier { level } }'));
    expect(own.query).toContain('_tag_LoyaltyMembership_number: number');
    expect(own.ofData({ loyalty: { tier: { level: 'GOLD' }, _tag_LoyaltyMembership_number: '2000000101' } })).toEqual([
      'membership-2000000101',
    ]);
    expect(own.ofData({ loyalty: null })).toEqual([]);
  });

  test('leave out where a value is missing', () => {
    expect(filled('a-{$key.x}-{$key.y}', ([name]) => (name === 'x' ? 1 : undefined))).toEqual([]);
    expect(filled('everything', () => undefined)).toEqual(['everything']);
  });
});

test('Federation 2.12’s own form of @cacheTag is read as well', () => {
  const read = readDeclarations(
    parse(`
      enum join__Graph { A @join__graph(name: "a", url: "") B @join__graph(name: "b", url: "") }
      type Query @join__type(graph: A) {
        c(id: ID!): C @join__field(graph: A) @join__directive(graphs: [A], name: "federation__cacheTag", args: {format: "c-{$args.id}"})
      }
      type C @join__type(graph: A, key: "id") @join__type(graph: B, key: "id")
        @join__directive(graphs: [B], name: "federation__cacheTag", args: {format: "c-{$key.id}"}) { id: ID! }`),
  );
  expect(read.tagsOfField('a', 'Query', 'c')).toEqual(['c-{$args.id}']);
  expect(read.tagsOfType('b', 'C')).toEqual(['c-{$key.id}']);
  expect(read.tagsOfType('a', 'C')).toEqual([]);
});
