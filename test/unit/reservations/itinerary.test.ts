import { describe, expect, test } from 'vitest';
import {
  comingFlights,
  firstDeparture,
  isUpcoming,
  segmentKind,
  tripType,
} from '../../../subgraphs/reservations/itinerary.ts';
import { SourceError } from '../../../subgraphs/shared/errors.ts';
import { bookingRecord, segmentRecord } from '../../support/reservation-records.ts';

const hop = (origin: string, destination: string, departure: string, arrival: string) =>
  segmentRecord({ origin, destination, departure: `2026-11-${departure}:00`, arrival: `2026-11-${arrival}:00` });

describe('the kind of a trip', () => {
  const out = [hop('BER', 'FRA', '25T07:05', '25T08:20'), hop('FRA', 'LIS', '25T09:30', '25T11:40')];
  const back = [hop('LIS', 'FRA', '29T12:00', '29T16:00'), hop('FRA', 'BER', '29T17:00', '29T18:10')];
  test.each([
    ['a flight', out.slice(0, 1), 'ONE_WAY'],
    ['a connection', out, 'ONE_WAY'],
    ['there and back with connections', [...out, ...back], 'RETURN'],
    [
      'there and back on one day',
      [hop('FRA', 'BER', '25T07:00', '25T08:10'), hop('BER', 'FRA', '25T19:00', '25T20:10')],
      'RETURN',
    ],
    [
      'back from another airport of the city',
      [hop('FRA', 'LHR', '25T07:00', '25T07:40'), hop('LGW', 'FRA', '27T07:00', '27T09:40')],
      'RETURN',
    ],
    ['an open jaw', [...out, hop('OPO', 'BER', '29T12:00', '29T16:00')], 'MULTI_CITY'],
    ['a stopover', [out[0]!, hop('FRA', 'LIS', '27T09:30', '27T11:40'), ...back], 'MULTI_CITY'],
    ['surface only', [segmentRecord({ kind: 'ARNK' })], null],
    ['nothing', [], null],
  ])('%s', (_, segments, expected) => {
    expect(tripType(segments)).toBe(expected);
  });
});

test.each([
  ['AIR', 'FLIGHT'],
  ['HHL', 'HOTEL'],
  ['CCR', 'CAR'],
  ['ARNK', 'SURFACE'],
  ['XYZ', 'OTHER'],
])('segment name %s is a %s', (raw, kind) => {
  expect(segmentKind(raw)).toBe(kind);
});

describe('coming and past', () => {
  const unread = new SourceError('reservations', 'LEGACY_MALFORMED', 'test');
  const booking = bookingRecord({ segments: [segmentRecord()] });
  test('a booking is coming until its last flight has left, by the clock at the airport', () => {
    expect(isUpcoming(booking, new Date('2026-11-25T06:04:59Z'))).toBe(true);
    expect(isUpcoming(booking, new Date('2026-11-25T06:05:00Z'))).toBe(false);
  });
  test('a date nobody can read, and no date at all, are still to come', () => {
    const now = new Date('2027-01-01T00:00:00Z');
    expect(isUpcoming(bookingRecord({ segments: [segmentRecord({ departure: unread })] }), now)).toBe(true);
    expect(isUpcoming(bookingRecord({ segments: [] }), now)).toBe(true);
  });
  test('a hotel after the flights does not keep the booking coming', () => {
    const hotel = segmentRecord({ kind: 'HHL', departure: '2026-12-24' });
    expect(isUpcoming(bookingRecord({ segments: [segmentRecord(), hotel] }), new Date('2026-12-01T00:00:00Z'))).toBe(
      false,
    );
  });
  test('the first departure is the earliest date, whatever the order', () => {
    const segments = [hop('LIS', 'BER', '29T12:00', '29T16:00'), segmentRecord(), segmentRecord({ departure: unread })];
    expect(firstDeparture(bookingRecord({ segments }))).toBe('2026-11-25');
    expect(firstDeparture(bookingRecord({ segments: [] }))).toBeNull();
  });
  test('a cancelled flight is none to be taken', () => {
    const segments = [
      segmentRecord({ status: 'HX' }),
      segmentRecord({ tattoo: 'ST2', departure: '2026-11-29T12:00:00' }),
    ];
    const coming = comingFlights(bookingRecord({ segments }), new Date('2026-11-24T00:00:00Z'));
    expect(coming.map((segment) => segment.tattoo)).toEqual(['ST2']);
  });
});
