import { describe, expect, test } from 'vitest';
import { type CustomerIdentity, matchBooking } from '../../../subgraphs/reservations/matching.ts';
import type { BookingRecord, PassengerRecord } from '../../../subgraphs/reservations/source.ts';
import { bookingRecord, documentRecord, passengerRecord } from '../../support/reservation-records.ts';

const ffn = (number: string) => [{ programme: 'AX', number, tierCode: null }];
const ada: CustomerIdentity = {
  name: { givenNames: 'Ada Marie', surname: 'Lindqvist', suffix: null },
  dateOfBirth: '1984-05-17',
  membershipNumbers: [{ programme: 'AX', number: '2000000101' }],
  recordLocators: [],
};
const withPassengers = (...passengers: Partial<PassengerRecord>[]): BookingRecord =>
  bookingRecord({
    passengers: passengers.map((changes, index) => passengerRecord({ tattoo: `PT${index + 1}`, ...changes })),
  });
const outcome = (booking: BookingRecord, customer: CustomerIdentity, attribute: string) =>
  matchBooking(booking, customer)?.evidence.find((each) => each.attribute === attribute)?.outcome;

describe('by frequent-flyer number', () => {
  const booking = withPassengers(
    { surname: 'BERG', firstName: 'JONAS MR' },
    { frequentFlyerNumbers: ffn('2000000101'), firstName: 'ADAMRS', documents: [documentRecord()] },
  );

  test('the passenger with the number, a fitting name and the birth date is the customer', () => {
    const match = matchBooking(booking, ada);
    expect(match).toMatchObject({ method: 'FREQUENT_FLYER_NUMBER', confidence: 0.97, passenger: { tattoo: 'PT2' } });
    expect(match?.evidence).toEqual([
      { attribute: 'membershipNumber', outcome: 'SAME' },
      { attribute: 'bookingReference', outcome: 'MISSING' },
      { attribute: 'surname', outcome: 'SAME' },
      { attribute: 'givenName', outcome: 'COMPATIBLE' },
      { attribute: 'dateOfBirth', outcome: 'SAME' },
      { attribute: 'passengerType', outcome: 'SAME' },
    ]);
  });

  test.each([
    ['of another programme', { frequentFlyerNumbers: [{ programme: 'LH', number: '2000000101', tierCode: null }] }],
    ['under another surname', { frequentFlyerNumbers: ffn('2000000101'), surname: 'BERG' }],
    ['under another given name', { frequentFlyerNumbers: ffn('2000000101'), firstName: 'MARA' }],
    ['with another birth date', { frequentFlyerNumbers: ffn('2000000101'), birthDate: '1984-05-18' }],
    [
      'with another birth date in the passport',
      { frequentFlyerNumbers: ffn('2000000101'), documents: [documentRecord({ birthDate: '1950-01-01' })] },
    ],
    ['on a child', { frequentFlyerNumbers: ffn('2000000101'), typeCode: 'CHD' }],
    ['on an infant', { frequentFlyerNumbers: ffn('2000000101'), typeCode: 'INF' }],
  ])('the number %s is not enough', (_, changes) => {
    expect(matchBooking(withPassengers(changes), ada)).toBeNull();
  });

  test('a name that may be an initial with a title is read as it fits', () => {
    const booked = withPassengers({ frequentFlyerNumbers: ffn('2000000101'), firstName: 'AMR' });
    expect(outcome(booked, ada, 'givenName')).toBe('COMPATIBLE');
    expect(matchBooking(booked, { ...ada, name: { ...ada.name, givenNames: 'Mara' } })).toBeNull();
    expect(outcome(booked, { ...ada, name: { ...ada.name, givenNames: 'Amr' } }, 'givenName')).toBe('SAME');
  });

  test('name alone is never enough', () => {
    expect(matchBooking(withPassengers({ birthDate: '1984-05-17' }), ada)).toBeNull();
  });

  test('two passengers who fit equally well: the booking is the customer’s, the passenger is left open', () => {
    const twice = { frequentFlyerNumbers: ffn('2000000101'), firstName: 'A' };
    expect(matchBooking(withPassengers(twice, twice), ada)).toMatchObject({ passenger: null });
  });

  test('of two passengers with the number the one whose name says more is taken', () => {
    const number = { frequentFlyerNumbers: ffn('2000000101') };
    const match = matchBooking(
      withPassengers({ ...number, firstName: 'A' }, { ...number, firstName: 'ADA MARIE' }),
      ada,
    );
    expect(match?.passenger?.tattoo).toBe('PT2');
  });
});

describe('father and son under one name', () => {
  const senior: CustomerIdentity = {
    name: { givenNames: 'John', surname: 'Smith', suffix: null },
    dateOfBirth: '1955-01-20',
    membershipNumbers: [{ programme: 'AX', number: '2000000105' }],
    recordLocators: [],
  };
  const junior: CustomerIdentity = {
    ...senior,
    name: { givenNames: 'John', surname: 'Smith', suffix: 'Jr' },
    dateOfBirth: '1986-08-30',
  };
  const number = { surname: 'SMITH', firstName: 'JOHNMR', frequentFlyerNumbers: ffn('2000000105') };

  test('the father’s booking is his', () => {
    expect(matchBooking(withPassengers(number), senior)).not.toBeNull();
  });
  test('it is not the son’s, though his record is mis-keyed with the number', () => {
    expect(matchBooking(withPassengers(number), junior)).toBeNull();
    expect(matchBooking(withPassengers({ ...number, birthDate: '1955-01-20' }), junior)).toBeNull();
  });
  test('a birth date settles it where only one side has the suffix', () => {
    expect(matchBooking(withPassengers({ ...number, birthDate: '1986-08-30' }), junior)).not.toBeNull();
  });
  test('the son’s booking is not the father’s', () => {
    expect(matchBooking(withPassengers({ ...number, surname: 'SMITHJR' }), senior)).toBeNull();
  });
  test('suffixes that contradict exclude even a booking the customer master names', () => {
    const named = { ...junior, recordLocators: [{ system: '1A', recordLocator: 'K7PQ2M', createdOn: '2026-10-03' }] };
    expect(matchBooking(withPassengers({ ...number, surname: 'SMITHSR' }), named)).toBeNull();
  });
});

describe('by booking reference', () => {
  const named: CustomerIdentity = {
    ...ada,
    membershipNumbers: [],
    recordLocators: [{ system: '1A', recordLocator: 'K7PQ2M', createdOn: '2026-10-03' }],
  };
  const booking = withPassengers({ firstName: 'ADAMRS' });

  test('a booking the customer master names by locator and date is the customer’s', () => {
    expect(matchBooking(booking, named)).toMatchObject({ method: 'BOOKING_REFERENCE', confidence: 0.93 });
    expect(outcome(booking, named, 'bookingReference')).toBe('SAME');
    expect(outcome(booking, named, 'dateOfBirth')).toBe('MISSING');
  });
  test('a locator given to another booking since is not', () => {
    expect(matchBooking({ ...booking, createdOn: '2026-11-01' }, named)).toBeNull();
  });
  test('nor is a booking of another system under the same locator', () => {
    expect(matchBooking({ ...booking, system: '1S' }, named)).toBeNull();
  });
  test('nor one with only a stranger in it', () => {
    expect(matchBooking(withPassengers({ surname: 'HADDAD' }), named)).toBeNull();
    expect(matchBooking(withPassengers({ firstName: 'MARA' }), named)).toBeNull();
  });
  test('a person with a single name is found', () => {
    const single = { ...named, name: { givenNames: null, surname: 'Suryanto', suffix: null } };
    expect(outcome(withPassengers({ surname: 'SURYANTO', firstName: 'FNU' }), single, 'givenName')).toBe('MISSING');
  });
});
