import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, instantAt, instantOf, latestInstant, timeOf } from '../../../subgraphs/reservations/times.ts';
import { SourceError } from '../../../subgraphs/shared/errors.ts';

const iso = (date: Date | null) => date?.toISOString() ?? null;

describe('a wall time and a zone give an instant', () => {
  test.each([
    ['2026-11-25T07:05:00', 'Europe/Berlin', '2026-11-25T06:05:00.000Z'],
    ['2026-07-25T07:05', 'Europe/Berlin', '2026-07-25T05:05:00.000Z'],
    ['2026-11-25T00:15:00', 'Asia/Kolkata', '2026-11-24T18:45:00.000Z'],
    ['2026-11-25T23:50:00', 'America/New_York', '2026-11-26T04:50:00.000Z'],
  ])('%s in %s', (local, zone, instant) => {
    expect(iso(instantOf(local, zone))).toBe(instant);
  });

  test('a time the clocks skip is read with the offset from before the change', () => {
    expect(iso(instantOf('2026-03-29T02:30:00', 'Europe/Berlin'))).toBe('2026-03-29T01:30:00.000Z');
  });

  test('of a time that comes twice the earlier is taken', () => {
    expect(iso(instantOf('2026-10-25T02:30:00', 'Europe/Berlin'))).toBe('2026-10-25T00:30:00.000Z');
  });

  test('a flight over the date line arrives on the day its own date says', () => {
    const departure = instantOf('2026-11-25T17:00:00', 'Asia/Tokyo');
    const arrival = instantOf('2026-11-25T09:30:00', 'America/Los_Angeles');
    expect(((arrival?.getTime() ?? 0) - (departure?.getTime() ?? 0)) / 3_600_000).toBe(9.5);
  });

  test.each([
    [null, 'Europe/Berlin'],
    ['2026-11-25T07:05:00', null],
    ['2026-11-25', 'Europe/Berlin'],
    ['2026-02-30T07:05:00', 'Europe/Berlin'],
    ['2026-11-25T25:05:00', 'Europe/Berlin'],
    ['2026-11-25T07:05:00', 'Mars/Olympus'],
  ])('there is none for %s in %s', (local, zone) => {
    expect(instantOf(local, zone)).toBeNull();
  });

  test('no text makes it fail', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (local, zone) => {
        expect(instantOf(local, zone)).toBeNull();
        expect(() => latestInstant(local, zone)).not.toThrow();
      }),
    );
  });
});

test('at an airport nobody knows there is no instant', () => {
  expect(instantAt('2026-11-25T07:05:00', 'QQQ')).toBeNull();
});

test('what could not be read stays the error it is', () => {
  const error = new SourceError('reservations', 'LEGACY_MALFORMED', 'test');
  expect([instantAt(error, 'FRA'), timeOf(error), dateOf(error)]).toEqual([error, error, error]);
});

test('a date alone is no time, a time has a date', () => {
  expect([timeOf('2026-11-25'), dateOf('2026-11-25'), dateOf('2026-11-25T07:05:00'), timeOf(null)]).toEqual([
    null,
    '2026-11-25',
    '2026-11-25',
    null,
  ]);
});

test('where zone or time is missing, the latest instant it can be counts', () => {
  expect(iso(latestInstant('2026-11-25T07:05:00', 'BER'))).toBe('2026-11-25T06:05:00.000Z');
  expect(iso(latestInstant('2026-11-25T07:05:00', 'QQQ'))).toBe('2026-11-25T19:05:00.000Z');
  expect(iso(latestInstant('2026-11-25', 'BER'))).toBe('2026-11-26T11:59:59.000Z');
});
