import { expect, test } from 'vitest';
import { aircraft, bodyOf } from '../../../subgraphs/reservations/aircraft.ts';
import { airport, sameCity } from '../../../subgraphs/reservations/airports.ts';
import { cabinOfBookingClass, cabinOfCode } from '../../../subgraphs/reservations/cabins.ts';
import { carrier } from '../../../subgraphs/reservations/carriers.ts';

test('a known airport has name, city, country and zone', () => {
  expect(airport('LIS')).toMatchObject({ city: 'Lisbon', country: 'PT', timeZone: 'Europe/Lisbon', known: true });
});

test.each(['QQQ', 'LON', 'constructor', ''])('%j is no airport but passes', (code) => {
  expect(airport(code)).toEqual({ code, name: null, city: null, country: null, timeZone: null, known: false });
});

test('airports of one city count as one place, unknown ones only as themselves', () => {
  expect([sameCity('LHR', 'LGW'), sameCity('FRA', 'MUC'), sameCity('QQQ', 'QQQ'), sameCity('QQQ', 'QQX')]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('every airport of the larger airlines has a zone the runtime knows', () => {
  for (const code of [
    'BER',
    'KTM',
    'ADD',
    'GRU',
    'SYD',
    'ANC',
    'HNL',
    'DEL',
    'NOU',
    'YYT',
    'IST',
    'DXB',
    'PEK',
    'JNB',
  ]) {
    const { timeZone } = airport(code);
    expect(() => new Intl.DateTimeFormat('en', { timeZone: timeZone ?? 'none' })).not.toThrow();
  }
});

test.each([
  ['AX', { code: 'AX', name: 'Auster Air', raw: 'AX', known: true }],
  ['lh ', { code: 'LH', name: 'Lufthansa', raw: 'lh ', known: true }],
  ['ZZ', { code: 'ZZ', name: null, raw: 'ZZ', known: false }],
  ['VUELING AIRLINES', { code: null, name: null, raw: 'VUELING AIRLINES', known: false }],
  ['12', { code: null, name: null, raw: '12', known: false }],
])('carrier %s', (raw, expected) => {
  expect(carrier(raw)).toEqual(expected);
});

test('no carrier is null', () => {
  expect([carrier(null), carrier(' ')]).toEqual([null, null]);
});

test('an aircraft type this graph does not know keeps its code', () => {
  expect([aircraft('320'), aircraft('Q9Z'), aircraft(null), bodyOf('359'), bodyOf('Q9Z')]).toEqual([
    { code: '320', name: 'Airbus A320' },
    { code: 'Q9Z', name: null },
    null,
    'wide',
    null,
  ]);
});

test('cabins follow from the cabin letter, otherwise from the booking class', () => {
  expect(['F', 'C', 'W', 'Y', 'Q', null].map(cabinOfCode)).toEqual([
    'FIRST',
    'BUSINESS',
    'PREMIUM_ECONOMY',
    'ECONOMY',
    null,
    null,
  ]);
  expect(['A', 'J', 'D', 'E', 'Y', 'Q', '??', null].map(cabinOfBookingClass)).toEqual([
    'FIRST',
    'BUSINESS',
    'BUSINESS',
    'PREMIUM_ECONOMY',
    'ECONOMY',
    'ECONOMY',
    null,
    null,
  ]);
});
