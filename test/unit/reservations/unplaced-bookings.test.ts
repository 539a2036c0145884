/** Bookings known by their reference alone, in a system that does not open one of them. */
import { describe, expect, test } from 'vitest';
import type { BookingRecord } from '../../../subgraphs/reservations/source.ts';
import { SourceError } from '../../../subgraphs/shared/errors.ts';
import { down } from '../../support/memory-reservations.ts';
import { bookingRecord, passengerRecord, segmentRecord } from '../../support/reservation-records.ts';
import { askEntities, type Outcome } from '../../support/run-reservations.ts';

const days = { MAR001: '2027-03-01', FEB001: '2027-02-01', JAN001: '2027-01-10', DEC001: '2026-12-20' };
type Locator = keyof typeof days;
const locators = ['MAR001', 'FEB001', 'JAN001', 'DEC001'] as const;

const ada = {
  __typename: 'Customer',
  id: 'C0000101',
  name: { givenNames: 'Ada Marie', surname: 'Lindqvist', suffix: null },
  dateOfBirth: '1984-05-17',
  membershipNumbers: [],
  recordLocators: locators.map((recordLocator) => ({ system: '1A', recordLocator, createdOn: '2026-10-03' })),
};

const booking = (recordLocator: Locator): BookingRecord =>
  bookingRecord({
    recordLocator,
    passengers: [passengerRecord({})],
    segments: [
      segmentRecord({ departure: `${days[recordLocator]}T07:05:00`, arrival: `${days[recordLocator]}T08:20:00` }),
    ],
  });

interface Shown {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly recordLocator: string } | null }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string };
}

/** A page while these do not open. */
async function page(failing: readonly Locator[], args: string, error = down()) {
  const bookings = locators.map((recordLocator) =>
    failing.includes(recordLocator) ? { recordLocator, error } : booking(recordLocator),
  );
  const fields = 'edges { cursor node { recordLocator } } pageInfo { hasNextPage hasPreviousPage endCursor }';
  const outcome = await askEntities({ bookings }, `... on Customer { bookings${args} { ${fields} } }`, ada);
  const shown = connectionOf(outcome);
  return {
    nodes: shown?.edges.map(({ node }) => node?.recordLocator ?? null) ?? null,
    errors: outcome.errors,
    cursors: shown?.edges.map(({ cursor }) => cursor) ?? [],
    ...shown?.pageInfo,
  };
}

function connectionOf({ data }: Outcome): Shown | null {
  const { _entities } = data as { readonly _entities: readonly [{ readonly bookings: Shown | null }] };
  return _entities[0].bookings;
}

const told = (place: number, code = 'LEGACY_UNAVAILABLE') => `_entities.0.bookings.edges.${place}.node: ${code}`;

describe('a booking that cannot be opened, whose day nobody knows', () => {
  test.each([
    ['(first: 2)', [null, 'MAR001']],
    ['(first: 2, when: UPCOMING)', [null, 'DEC001']],
    ['(first: 2, when: PAST)', null],
    ['', [null, 'MAR001', 'JAN001', 'DEC001']],
  ])('is told where it may belong, ahead of what would be shown in its stead: %s', async (args, nodes) => {
    const seen = await page(['FEB001'], args);
    expect(seen.nodes).toEqual(nodes);
    expect(seen.errors).toEqual([nodes === null ? '_entities.0.bookings: LEGACY_UNAVAILABLE' : told(0)]);
  });

  test('fails a page that has room for nothing else', async () => {
    const seen = await page(['FEB001'], '(first: 1)');
    expect([seen.nodes, seen.errors]).toEqual([null, ['_entities.0.bookings: LEGACY_UNAVAILABLE']]);
  });

  test('is told once to who reads on, and none of the others is lost', async () => {
    const first = await page(['FEB001'], '(first: 2)');
    expect([first.nodes, first.hasNextPage, first.hasPreviousPage]).toEqual([[null, 'MAR001'], true, false]);
    const second = await page(['FEB001'], `(first: 2, after: "${first.endCursor}")`);
    expect([second.nodes, second.errors, second.hasNextPage]).toEqual([['JAN001', 'DEC001'], [], false]);
    expect(second.hasPreviousPage).toBe(true);
  });

  test('is told on a later page when it failed after the pages before', async () => {
    const first = await page([], '(first: 1)');
    expect(first.nodes).toEqual(['MAR001']);
    const second = await page(['JAN001'], `(first: 2, after: "${first.endCursor}")`);
    expect([second.nodes, second.errors]).toEqual([[null, 'FEB001'], [told(0)]]);
    const third = await page(['JAN001'], `(first: 2, after: "${second.endCursor}")`);
    expect([third.nodes, third.errors]).toEqual([['DEC001'], []]);
  });

  test('is told beside another that has failed since', async () => {
    const first = await page(['JAN001'], '(first: 2)');
    const second = await page(['JAN001', 'DEC001'], `(first: 2, after: "${first.endCursor}")`);
    expect([second.nodes, second.errors]).toEqual([[null, 'FEB001'], [told(0)]]);
  });

  test('is shown in its place once it opens', async () => {
    const first = await page(['JAN001'], '(first: 2)');
    expect(first.nodes).toEqual([null, 'MAR001']);
    const second = await page([], `(first: 2, after: "${first.endCursor}")`);
    expect([second.nodes, second.errors]).toEqual([['FEB001', 'JAN001'], []]);
  });

  test('is to blame when a cursor stands for it, not who reads on', async () => {
    const first = await page([], '(first: 2)');
    const second = await page(['FEB001'], `(first: 2, after: "${first.endCursor}")`);
    expect([second.nodes, second.errors]).toEqual([null, ['_entities.0.bookings: LEGACY_UNAVAILABLE']]);
  });

  test('and that the host refuses on purpose is a page of its own, from which one can read on', async () => {
    const refused = new SourceError('reservations', 'LEGACY_REJECTED', 'test');
    const first = await page(['FEB001'], '(first: 1)', refused);
    expect([first.nodes, first.errors]).toEqual([[null], [told(0, 'LEGACY_REJECTED')]]);
    const second = await page(['FEB001'], `(first: 1, after: "${first.endCursor}")`, refused);
    expect([second.nodes, second.errors]).toEqual([['MAR001'], []]);
  });

  test('has a cursor that tells no locator', async () => {
    const { cursors } = await page(['FEB001'], '(first: 2)');
    expect(cursors.map((cursor) => Buffer.from(cursor, 'base64url').toString())).toEqual(['~1', '2027-03-01 0~1']);
  });
});
