import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookingId, parseId, partId } from '../../../subgraphs/reservations/ids.ts';
import {
  flightKeyOf,
  readFlightKey,
  recordLocator,
  surnameText,
  ticketNumber,
} from '../../../subgraphs/reservations/inputs.ts';
import { BadUserInput } from '../../../subgraphs/shared/errors.ts';
import { bookingRecord } from '../../support/reservation-records.ts';

describe('a record locator', () => {
  test('is 5 to 8 letters and digits, in any case', () => {
    expect([' k7pq2m ', 'ABCDE', 'A1B2C3D4'].map(recordLocator)).toEqual(['K7PQ2M', 'ABCDE', 'A1B2C3D4']);
  });
  test.each(['', 'K7PQ', 'K7PQ2M9XX', 'K7-PQ2', "'; --", '<A>BC'])('%j is refused with what to write', (text) => {
    expect(() => recordLocator(text)).toThrow(/5 to 8 letters and digits, for example/);
  });
});

describe('a ticket number', () => {
  test.each([
    '8992400000123',
    '899-2400000123',
    '899 2400000123',
    '8992400000123C1',
    '899-2400000123-4',
    '8992400000123/2',
    '8992400000123 C12',
    ' 899-240-000-0123 ',
  ])('%s is read', (text) => {
    expect(ticketNumber(text)).toBe('8992400000123');
  });
  test.each(['', '899240000012', '899240000012345', '89924000X0123', 'C1'])('%j is refused', (text) => {
    expect(() => ticketNumber(text)).toThrow(/13 digits/);
  });
});

describe('a flight', () => {
  const flight = { carrier: 'ax', number: '0101', departureDate: '2026-11-25', origin: 'ber' };
  test('is read in any case and without leading zeros', () => {
    expect(flightKeyOf(flight)).toEqual({ carrier: 'AX', number: '101', departureDate: '2026-11-25', origin: 'BER' });
    expect(flightKeyOf({ ...flight, number: '101a' }).number).toBe('101A');
    expect(flightKeyOf({ ...flight, carrier: '4u' }).carrier).toBe('4U');
  });
  test.each([
    [{ carrier: 'AXX' }, /^carrier /],
    [{ carrier: '11' }, /^carrier /],
    [{ number: '10101' }, /^number /],
    [{ number: 'AX101' }, /^number /],
    [{ origin: 'BERL' }, /^origin /],
  ])('%j is refused by the name of the argument', (wrong, message) => {
    expect(() => flightKeyOf({ ...flight, ...wrong })).toThrow(message);
    expect(readFlightKey({ ...flight, ...wrong })).toBeNull();
  });
});

test('a surname has letters', () => {
  expect(surnameText(' Müller ')).toBe('Müller');
  expect(() => surnameText(' 1 ')).toThrow(BadUserInput);
});

test('no text passes as two things: what is not read is BadUserInput', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const read of [recordLocator, ticketNumber, surnameText]) {
        try {
          expect(read(text)).toMatch(/\S/);
        } catch (error) {
          expect(error).toBeInstanceOf(BadUserInput);
        }
      }
      expect(parseId(text)).toBeNull();
    }),
  );
});

describe('ids', () => {
  test('name a booking by system, locator and creation date, and its parts by tattoo', () => {
    const booking = bookingRecord();
    expect(bookingId(booking)).toBe('1A-K7PQ2M-2026-10-03');
    expect(parseId(partId(booking, 'PT2-INF'))).toEqual({
      id: '1A-K7PQ2M-2026-10-03',
      system: '1A',
      recordLocator: 'K7PQ2M',
      tattoo: 'PT2-INF',
    });
  });
  test('of a booking without a creation date can be read too', () => {
    expect(parseId(bookingId(bookingRecord({ createdOn: null })))?.recordLocator).toBe('K7PQ2M');
  });
});
