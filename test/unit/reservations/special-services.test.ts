import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serviceText } from '../../../subgraphs/reservations/free-text.ts';
import { seatPosition } from '../../../subgraphs/reservations/seats.ts';
import { serviceStatus, specialService } from '../../../subgraphs/reservations/special-services.ts';
import { warningText } from '../../../subgraphs/reservations/warnings.ts';

test.each([
  ['AVML', 'MEAL'],
  ['KSML', 'MEAL'],
  ['VLML', 'MEAL'],
  ['WCHR', 'MOBILITY'],
  ['WCHC', 'MOBILITY'],
  ['DPNA', 'MOBILITY'],
  ['BLND', 'MOBILITY'],
  ['MEDA', 'MEDICAL'],
  ['INFT', 'FAMILY'],
  ['UMNR', 'FAMILY'],
  ['DOCS', 'DOCUMENT'],
  ['DOCO', 'DOCUMENT'],
  ['CTCE', 'CONTACT'],
  ['FQTV', 'LOYALTY'],
  ['RQST', 'SEAT'],
  ['NSST', 'SEAT'],
  ['XBAG', 'BAGGAGE'],
  ['PETC', 'BAGGAGE'],
  ['AVIH', 'BAGGAGE'],
  ['OTHS', 'OTHER'],
])('%s is of kind %s and has plain words', (code, kind) => {
  const service = specialService(code);
  expect(service).toMatchObject({ kind, known: true });
  expect(service.name).toMatch(/^[A-Z][a-z-]/);
});

test('a code nobody knows passes', () => {
  expect(specialService('ZZZZ')).toEqual({ kind: 'OTHER', name: null, known: false });
});

test.each([
  ['HK', 'CONFIRMED'],
  ['KL', 'CONFIRMED'],
  ['TK', 'CONFIRMED'],
  ['HN', 'REQUESTED'],
  ['HL', 'WAITLISTED'],
  ['UN', 'UNABLE'],
  ['NO', 'UNABLE'],
  ['HX', 'CANCELLED'],
  ['QQ', 'UNKNOWN'],
  [' ', 'UNKNOWN'],
  [null, 'UNKNOWN'],
])('status %s is %s', (raw, status) => {
  expect(serviceStatus(raw)).toBe(status);
});

describe('the text of a request', () => {
  test.each([
    ['OTHS', 'CARD 4111111111111111 EXP', 'CARD [removed] EXP'],
    ['OTHS', 'CALL +49 30 23125101 OR 030/23125-102', 'CALL [removed] OR [removed]'],
    ['OTHS', 'MAIL ADA.LINDQVIST@EXAMPLE.COM PLEASE', 'MAIL [removed] PLEASE'],
    ['OTHS', 'MAIL ADA..L//EXAMPLE.COM', 'MAIL [removed]'],
    ['OTHS', 'PASSPORT C01X00T47', 'PASSPORT [removed]'],
    ['OTHS', 'PASSPORT 012345678 SEEN', 'PASSPORT [removed] SEEN'],
    ['UMNR', 'UM08 ARRIVES 24NOV26', 'UM08 ARRIVES 24NOV26'],
    ['PETC', 'CAT 5KG IN CAGE 40X30X25', 'CAT 5KG IN CAGE 40X30X25'],
    ['XBAG', 'TTL23KG1PC EUR312.40 PAID 2026-11-24', 'TTL23KG1PC EUR312.40 PAID 2026-11-24'],
  ])('%s %s', (code, text, shown) => {
    expect(serviceText(code, text)).toBe(shown);
  });

  test.each(['DOCS', 'DOCA', 'DOCO', 'CTCE', 'CTCM', 'PCTC', 'FOID'])('of %s is never shown', (code) => {
    expect(serviceText(code, 'P/GBR/012345678/GBR/30JUN73/F/14APR29/LINDQVIST/ADA MARIE')).toBeNull();
  });

  test('holds no run of nine digits or more, whatever stands between them', () => {
    const separated = fc.array(fc.constantFrom(...'0123456789'), { minLength: 9, maxLength: 19 });
    fc.assert(
      fc.property(separated, fc.constantFrom('', ' ', '-', '.', '/'), fc.string(), (digits, between, text) => {
        expect(serviceText('OTHS', `${text} ${digits.join(between)} END`)).not.toContain(digits.join(between));
      }),
    );
  });
});

test.each([
  ['INFT', 'MWANGI/AMANI 29JAN26', 'MWANGI/AMANI [removed]'],
  ['CHLD', '12MAR18', '[removed]'],
  ['OTHS', 'DOB 17MAY84 VIP', 'DOB [removed] VIP'],
  ['OTHS', 'ARRIVES 17MAY26', 'ARRIVES 17MAY26'],
])('of %s %s, which may say when somebody was born, is shown %s', (code, text, expected) => {
  expect(serviceText(code, text)).toBe(expected);
});

test.each([
  ['12A', [], null, 'WINDOW'],
  ['14C', [], '320', 'AISLE'],
  ['14B', [], '320', 'MIDDLE'],
  ['14F', [], '32N', 'WINDOW'],
  ['14F', [], '359', null],
  ['14F', [], null, null],
  ['31K', [], '77W', 'WINDOW'],
  ['14F', ['N', 'A'], '359', 'AISLE'],
  ['14C', ['W', 'A'], '320', 'AISLE'],
  ['INF', [], '320', null],
])('seat %s with %j on a %s is at the %s', (number, characteristics, equipment, position) => {
  expect(seatPosition(number, characteristics, equipment)).toBe(position);
});

test('warnings are told in plain words, never in the system’s own', () => {
  expect(warningText('8111 SIMULTANEOUS CHANGES')).toContain('being changed');
  expect(warningText('4242 CHK PNR ADA')).toBe('The reservation system gave a warning with this booking (code 4242).');
  expect(warningText('SOMETHING')).toBe('The reservation system gave a warning with this booking.');
});
