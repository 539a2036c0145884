import { describe, expect, test } from 'vitest';
import { nothingInEvenTime } from '../../../subgraphs/reservations/even-time.ts';
import { SourceError, type SourceErrorCode } from '../../../subgraphs/shared/errors.ts';
import { bookingRecord, passengerRecord, segmentRecord } from '../../support/reservation-records.ts';
import { runReservations as run } from '../../support/run-reservations.ts';

const failing = (recordLocator: string, code: SourceErrorCode) => ({
  recordLocator,
  error: new SourceError('reservations', code, 'test'),
});
const booking = bookingRecord({
  recordLocator: 'K7PQ2M',
  passengers: [
    passengerRecord({ surname: 'MUELLERJR', firstName: 'ANNEMARIEMRS' }),
    passengerRecord({ tattoo: 'PT3', surname: 'LI', firstName: 'WEIMR' }),
  ],
  segments: [segmentRecord({}), segmentRecord({ tattoo: 'ST9', kind: 'HHL', description: 'HOTEL AM DOM' })],
});
const query = (recordLocator: string, surname: string) =>
  `{ bookingItinerary(recordLocator: "${recordLocator}", surname: "${surname}") { recordLocator } }`;

describe('An itinerary', () => {
  test.each(['MUELLER', 'Müller', 'muller', 'Li', ' LI '])(
    'is shown to who names a passenger of the booking: %s',
    async (name) => {
      const { data, errors } = await run({ bookings: [booking] }, query('k7pq2m', name));
      expect([data, errors]).toEqual([{ bookingItinerary: { recordLocator: 'K7PQ2M' } }, []]);
    },
  );

  test('has flights alone, and the departure’s own facts', async () => {
    const { data, asked } = await run(
      { bookings: [booking] },
      `{ bookingItinerary(recordLocator: "K7PQ2M", surname: "Li") { tripType flights { marketingFlightNumber status
         marketingCarrier { code } departure { airport { code } scheduledDate } arrival { airport { code } } flight { number } } } }`,
    );
    expect(data).toEqual({
      bookingItinerary: {
        tripType: 'ONE_WAY',
        flights: [
          {
            marketingFlightNumber: '0101',
            status: 'CONFIRMED',
            marketingCarrier: { code: 'AX' },
            departure: { airport: { code: 'BER' }, scheduledDate: '2026-11-25' },
            arrival: { airport: { code: 'FRA' } },
            flight: { number: '101' },
          },
        ],
      },
    });
    expect(asked).toEqual(['booking K7PQ2M']);
  });

  test.concurrent.each([
    ['nobody has that surname', 'K7PQ2M', 'Lindqvist'],
    ['it is but the beginning of one', 'K7PQ2M', 'Muel'],
    ['it is a given name', 'K7PQ2M', 'Annemarie'],
    ['there is no such booking', 'ZZ99ZZ', 'Lindqvist'],
    ['it cannot be read', 'BADBAD', 'Lindqvist'],
    ['it is kept from us', 'SECRET', 'Lindqvist'],
  ])('is null without an error, and not at once, when %s', async (_, locator, surname) => {
    const start = performance.now();
    const { data, errors } = await run(
      {
        bookings: [booking, failing('BADBAD', 'LEGACY_MALFORMED'), failing('SECRET', 'LEGACY_REJECTED')],
      },
      query(locator, surname),
    );
    expect([data, errors]).toEqual([{ bookingItinerary: null }, []]);
    expect(performance.now() - start).toBeGreaterThan(990);
  });

  test.each([
    ['K7', 'Li'],
    ['K7PQ2M', '7'],
  ])('is not looked for by what can be none: %s, %s', async (locator, surname) => {
    const { errors, asked } = await run({ bookings: [booking] }, query(locator, surname));
    expect([errors, asked]).toEqual([['bookingItinerary: BAD_USER_INPUT'], []]);
  });

  test('says when the system cannot be asked', async () => {
    const { data, errors } = await run({ bookings: [failing('K7PQ2M', 'LEGACY_UNAVAILABLE')] }, query('K7PQ2M', 'Li'));
    expect([data, errors]).toEqual([{ bookingItinerary: null }, ['bookingItinerary: LEGACY_UNAVAILABLE']]);
  });
});

describe('Nothing', () => {
  const nothingAfter = (milliseconds: number) => () =>
    new Promise<null>((resolve) => setTimeout(() => resolve(null), milliseconds));
  const { signal } = new AbortController();
  const timed = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };

  test('takes a whole number of steps', async () => {
    const [soon, later] = await Promise.all([
      timed(() => nothingInEvenTime(nothingAfter(5), { step: 200, signal })),
      timed(() => nothingInEvenTime(nothingAfter(210), { step: 200, signal })),
    ]);
    // A timer may be a millisecond early.
    expect(soon).toBeGreaterThan(198);
    expect(later).toBeGreaterThan(398);
  });

  test('takes no longer than its request', async () => {
    const ended = new AbortController();
    const waiting = nothingInEvenTime(async () => null, { step: 60_000, signal: ended.signal });
    ended.abort(new Error('The time is up.'));
    await expect(waiting).rejects.toThrow('The time is up.');
  });

  test('does not hold up what is found', async () => {
    expect(await nothingInEvenTime(async () => 'found', { step: 60_000, signal })).toBe('found');
  });
});
