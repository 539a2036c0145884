import { describe, expect, test } from 'vitest';
import type { BookingRecord, BookingSummary, PassengerRecord } from '../../../subgraphs/reservations/source.ts';
import { SourceError } from '../../../subgraphs/shared/errors.ts';
import { down, type Held, summaryOf } from '../../support/memory-reservations.ts';
import { bookingRecord, passengerRecord, segmentRecord } from '../../support/reservation-records.ts';
import { askEntities, type Outcome } from '../../support/run-reservations.ts';

const ada = {
  __typename: 'Customer',
  id: 'C0000101',
  name: { givenNames: 'Ada Marie', surname: 'Lindqvist', suffix: null },
  dateOfBirth: '1984-05-17',
  membershipNumbers: [{ programme: 'AX', number: '2000000101' }],
  recordLocators: [],
};
const reference = (recordLocator: string, createdOn = '2026-10-03', system = '1A') => ({
  system,
  recordLocator,
  createdOn,
});

const selection = `edges { cursor node { recordLocator } passenger { nameAsBooked } match { system method confidence asOf evidence { attribute outcome } } }
  pageInfo { hasNextPage hasPreviousPage endCursor }`;
const bookingsOf = (held: Held, customer: Record<string, unknown>, args = '', fields = selection) =>
  askEntities(held, `... on Customer { bookings${args} { ${fields} } }`, customer);

/** A booking of Ada's that departs on the day; her number is on it unless said otherwise. */
function adas(recordLocator: string, day: string, changes: Partial<PassengerRecord> = {}): BookingRecord {
  const frequentFlyerNumbers = [{ programme: 'AX', number: '2000000101', tierCode: 'GOLD' }];
  return bookingRecord({
    recordLocator,
    passengers: [
      passengerRecord({ tattoo: 'PT2', surname: 'BERG', firstName: 'JONAS MR' }),
      passengerRecord({ frequentFlyerNumbers, ...changes }),
    ],
    segments: [segmentRecord({ departure: `${day}T07:05:00`, arrival: `${day}T08:20:00` })],
  });
}

/** A list names the passenger with the number. */
const listed = (booking: BookingRecord, changes: Partial<BookingSummary> = {}) => {
  const { surname = null, firstName = null } = booking.passengers[1] ?? {};
  return summaryOf(booking, { surname, firstName, ...changes });
};
const listing = (...bookings: BookingRecord[]): Held => ({
  bookings,
  lists: { 'AX 2000000101': bookings.map((booking) => listed(booking)) },
});

interface Shown {
  readonly _entities: readonly [
    { readonly bookings: { readonly edges: readonly ShownEdge[]; readonly pageInfo: Page } | null },
  ];
}
interface Page {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}
interface ShownEdge {
  readonly cursor: string;
  readonly node: { readonly recordLocator: string } | null;
  readonly passenger: { readonly nameAsBooked: string } | null;
  readonly match: { readonly method: string };
}
const shown = ({ data }: Outcome) => (data as Shown)._entities[0].bookings;
const locators = (outcome: Outcome) => shown(outcome)?.edges.map(({ node }) => node?.recordLocator ?? null);

const past = adas('PAST01', '2026-06-01');
const yesterday = adas('YESTER', '2026-11-23');
const thisMorning = adas('TODAY1', '2026-11-24');
const tonight = {
  ...adas('TODAY2', '2026-11-24'),
  segments: [segmentRecord({ departure: '2026-11-24T20:00:00', arrival: '2026-11-24T21:10:00' })],
};
const next = adas('NEXT01', '2026-11-25');
const later = adas('LATER1', '2027-01-10');
const all = [later, past, tonight, yesterday, next, thisMorning];

describe('a customer’s bookings', () => {
  test('say who of the passengers she is, and how that is known', async () => {
    const outcome = await bookingsOf(listing(next), ada);
    expect(outcome.errors).toEqual([]);
    expect(shown(outcome)).toMatchObject({
      edges: [
        {
          node: { recordLocator: 'NEXT01' },
          passenger: { nameAsBooked: 'LINDQVIST/ADA MARIE MRS' },
          match: {
            system: 'reservations',
            method: 'FREQUENT_FLYER_NUMBER',
            confidence: 0.97,
            asOf: '2026-11-24T12:00:00.000Z',
          },
        },
      ],
      pageInfo: { hasNextPage: false, hasPreviousPage: false },
    });
  });

  test('are all there latest first, coming ones first departure first, past ones latest first', async () => {
    const held = listing(...all);
    expect(locators(await bookingsOf(held, ada))).toEqual(['LATER1', 'NEXT01', 'TODAY1', 'TODAY2', 'YESTER', 'PAST01']);
    expect(locators(await bookingsOf(held, ada, '(when: UPCOMING)'))).toEqual(['TODAY2', 'NEXT01', 'LATER1']);
    expect(locators(await bookingsOf(held, ada, '(when: PAST)'))).toEqual(['TODAY1', 'YESTER', 'PAST01']);
  });

  test('are opened only as far as the page needs them, each once', async () => {
    const { asked } = await bookingsOf(listing(...all), ada, '(first: 2)');
    expect(asked).toEqual(['list AX 2000000101', 'booking LATER1', 'booking NEXT01']);
  });

  test('that depart about today are opened to tell coming from past, the others are not', async () => {
    const { asked } = await bookingsOf(listing(...all), ada, '(first: 1, when: PAST)');
    expect(asked.sort()).toEqual([
      'booking NEXT01',
      'booking TODAY1',
      'booking TODAY2',
      'booking YESTER',
      'list AX 2000000101',
    ]);
  });

  test('go on page by page, and none comes twice', async () => {
    const held = listing(...all);
    const seen: (string | null)[] = [];
    let after = '';
    for (let pages = 0; pages < 5; pages++) {
      const outcome = await bookingsOf(held, ada, `(first: 2${after})`);
      seen.push(...(locators(outcome) ?? []));
      const page = shown(outcome)?.pageInfo;
      if (page?.hasNextPage !== true) break;
      after = `, after: "${page.endCursor}"`;
    }
    expect(seen).toEqual(['LATER1', 'NEXT01', 'TODAY1', 'TODAY2', 'YESTER', 'PAST01']);
  });

  test('of two customers with one number are listed and opened once', async () => {
    const held = listing(next);
    const { asked } = await askEntities(held, '... on Customer { bookings { edges { node { id } } } }', ada, {
      ...ada,
      id: 'C0000999',
    });
    expect(asked).toEqual(['list AX 2000000101', 'booking NEXT01']);
  });

  test('are none for somebody without number and reference, without a call', async () => {
    const outcome = await bookingsOf({}, { ...ada, membershipNumbers: [] });
    expect([locators(outcome), outcome.asked]).toEqual([[], []]);
  });

  test('are not known when the customer master does not say who the customer is', async () => {
    const outcome = await bookingsOf(listing(next), { ...ada, name: null });
    expect([shown(outcome), outcome.errors, outcome.asked]).toEqual([null, [], []]);
  });
});

describe('a booking the customer master names', () => {
  const named = { ...ada, membershipNumbers: [], recordLocators: [reference('NEXT01')] };
  const plain = adas('NEXT01', '2026-11-25', { frequentFlyerNumbers: [] });

  test('is found by locator and creation date', async () => {
    const outcome = await bookingsOf({ bookings: [plain] }, named, '(when: UPCOMING)');
    expect(shown(outcome)?.edges).toMatchObject([
      { node: { recordLocator: 'NEXT01' }, match: { method: 'BOOKING_REFERENCE' } },
    ]);
    expect(outcome.asked).toEqual(['booking NEXT01']);
  });

  test('is not shown when its locator was given to another booking', async () => {
    const reused = { ...plain, createdOn: '2026-11-20' };
    expect(locators(await bookingsOf({ bookings: [reused] }, named))).toEqual([]);
  });

  test('is not shown when it was purged, or is another system’s', async () => {
    expect(locators(await bookingsOf({}, named))).toEqual([]);
    const foreign = { ...named, recordLocators: [reference('NEXT01', '2026-10-03', 'BA')] };
    const outcome = await bookingsOf({ bookings: [plain] }, foreign);
    expect([locators(outcome), outcome.asked]).toEqual([[], []]);
  });

  test('and that is listed as well comes once', async () => {
    const outcome = await bookingsOf(listing(next), { ...ada, recordLocators: [reference('NEXT01')] });
    expect(locators(outcome)).toEqual(['NEXT01']);
    expect(outcome.asked).toEqual(['list AX 2000000101', 'booking NEXT01']);
  });

  test('under an old creation date does not hide the new booking that is hers', async () => {
    const outcome = await bookingsOf(listing(next), { ...ada, recordLocators: [reference('NEXT01', '2025-01-01')] });
    expect(locators(outcome)).toEqual(['NEXT01']);
  });
});

describe('somebody else’s bookings under the customer’s number', () => {
  const strangers = ['2026-11-26', '2026-11-27', '2026-11-28'].map((day, index) =>
    adas(`OTHER${index}`, day, { surname: 'SMITH', firstName: 'JOHN MR' }),
  );

  test('are not shown, and the page is filled with those behind them', async () => {
    const outcome = await bookingsOf(listing(...strangers, next, past), ada, '(first: 2)');
    expect(locators(outcome)).toEqual(['NEXT01', 'PAST01']);
    expect(shown(outcome)?.pageInfo.hasNextPage).toBe(false);
  });

  test('are not shown when the list names another creation date than the booking', async () => {
    const held = { bookings: [next], lists: { 'AX 2000000101': [listed(next, { createdOn: '2025-01-01' })] } };
    expect(locators(await bookingsOf(held, ada))).toEqual([]);
  });
});

describe('a list that says little', () => {
  test('has its bookings opened where it gives no dates', async () => {
    const bare: Partial<BookingSummary> = { firstDeparture: null, lastDeparture: null, createdOn: null, surname: null };
    const held = { bookings: all, lists: { 'AX 2000000101': all.map((booking) => listed(booking, bare)) } };
    const outcome = await bookingsOf(held, ada, '(first: 2, when: UPCOMING)');
    expect(locators(outcome)).toEqual(['TODAY2', 'NEXT01']);
    expect(outcome.asked).toHaveLength(1 + all.length);
  });
});

describe('when the system fails', () => {
  const fail = (recordLocator: string) => ({ recordLocator, error: down() });

  test('one booking that cannot be opened fails at its own node and hides no other', async () => {
    const held = { ...listing(next, past, later), bookings: [later, fail('NEXT01'), past] };
    const outcome = await bookingsOf(held, ada);
    expect(locators(outcome)).toEqual(['LATER1', null, 'PAST01']);
    expect(outcome.errors).toEqual(['_entities.0.bookings.edges.1.node: LEGACY_UNAVAILABLE']);
    expect(shown(outcome)?.edges[1]).toMatchObject({
      passenger: null,
      match: {
        method: 'POSSIBLE',
        confidence: 0.5,
        evidence: [
          { attribute: 'membershipNumber', outcome: 'SAME' },
          { attribute: 'surname', outcome: 'SAME' },
          { attribute: 'givenName', outcome: 'SAME' },
        ],
      },
    });
  });

  test('a booking that cannot be opened is not there when the list names somebody else', async () => {
    const stranger = adas('OTHER1', '2026-11-26', { surname: 'SMITH', firstName: 'JOHN MR' });
    const held = { ...listing(next, stranger), bookings: [next, fail('OTHER1')] };
    const outcome = await bookingsOf(held, ada);
    expect([locators(outcome), outcome.errors]).toEqual([['NEXT01'], []]);
  });

  test('a booking the host refuses to show keeps its edge, though it is the only one', async () => {
    const error = new SourceError('reservations', 'LEGACY_REJECTED', 'test');
    const outcome = await bookingsOf({ ...listing(next), bookings: [{ recordLocator: 'NEXT01', error }] }, ada);
    expect([locators(outcome), outcome.errors]).toEqual([
      [null],
      ['_entities.0.bookings.edges.0.node: LEGACY_REJECTED'],
    ]);
  });

  test('no cursor tells a locator', async () => {
    const held = { ...listing(next, past), bookings: [next, fail('PAST01')] };
    const cursors = shown(await bookingsOf(held, ada))?.edges.map(({ cursor }) =>
      Buffer.from(cursor, 'base64url').toString(),
    );
    expect(cursors).toEqual(['2026-11-25 0', '2026-06-01 0']);
  });

  test('a list that cannot be read fails the field, as nobody knows what would be missing', async () => {
    const held = {
      bookings: [next],
      lists: { 'AX 2000000101': new SourceError('reservations', 'LEGACY_TIMEOUT', 'test') },
    };
    const outcome = await bookingsOf(held, { ...ada, recordLocators: [reference('NEXT01')] });
    expect([shown(outcome), outcome.errors]).toEqual([null, ['_entities.0.bookings: LEGACY_TIMEOUT']]);
  });

  test('a host that opens nothing at all fails the field', async () => {
    const held = { ...listing(next, past), bookings: [fail('NEXT01'), fail('PAST01')] };
    const outcome = await bookingsOf(held, ada);
    expect([shown(outcome), outcome.errors]).toEqual([null, ['_entities.0.bookings: LEGACY_UNAVAILABLE']]);
  });
});

test.each([
  ['(first: 0)', 'first must be from 1 to 50'],
  ['(first: -1)', 'first must be from 1 to 50'],
  ['(first: 51)', 'first must be from 1 to 50'],
  ['(after: "???")', 'after must be a cursor'],
  [`(after: "${Buffer.from('2026-01-01 0').toString('base64url')}")`, 'no longer in this list'],
])('%s is refused at the field', async (args, message) => {
  const outcome = await bookingsOf(listing(next), ada, args);
  expect(outcome.errors).toEqual(['_entities.0.bookings: BAD_USER_INPUT']);
  expect(outcome.messages[0]).toContain(message);
});
