import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate, readInstant, readLocal, toDdmmyy } from '../../subgraphs/reservations/adapters/amadeus/dates.ts';
import { readPayments } from '../../subgraphs/reservations/adapters/amadeus/payment.ts';
import { readDoco, readDocs, readFqtv } from '../../subgraphs/reservations/adapters/amadeus/ssr-docs.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';

const now = new Date('2026-11-24T09:00:00Z');

describe('A date with two digits of a year', () => {
  test.each([
    ['birth', '24NOV26', '2026-11-24'],
    ['birth', '25NOV26', '1926-11-25'],
    ['birth', '30JUN73', '1973-06-30'],
    ['birth', '010127', '1927-01-01'],
    ['travel', '250327', '2027-03-25'],
    ['travel', '150699', '1999-06-15'],
    ['expiry', '14APR49', '2049-04-14'],
    ['expiry', '14APR99', '1999-04-14'],
    ['birth', '14032026', '2026-03-14'],
    ['birth', '29feb88', '1988-02-29'],
  ] as const)('as a %s date, %s is %s', (kind, text, expected) => {
    expect(readDate(text, kind, now)).toBe(expected);
  });

  test.each(['310226', '290227', '000126', '011326', '1JAN26', '01XXX26', 'TODAY', '2026-01-01', '0101261'])(
    'that no calendar has, %s, is an error in its place',
    (text) => {
      expect(readDate(text, 'travel', now)).toBeInstanceOf(SourceError);
    },
  );

  test('is written back as it was read', () => {
    const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (day) => {
        const date = day.toISOString().slice(0, 10);
        expect(readDate(toDdmmyy(date), 'travel', now)).toBe(date);
      }),
    );
  });
});

test('A wall time needs a clock that has it, and a date alone stays a date', () => {
  expect(readLocal('251126', '905', now)).toBe('2026-11-25T09:05:00');
  expect(readLocal('251126', null, now)).toBe('2026-11-25');
  expect(readLocal(null, '0905', now)).toBeNull();
  for (const time of ['2400', '0960', '9', 'NOON']) expect(readLocal('251126', time, now)).toBeInstanceOf(SourceError);
  expect(readInstant('251126', '0905', now)).toEqual(new Date('2026-11-25T09:05:00Z'));
  expect(readInstant('310226', '0905', now)).toBeInstanceOf(SourceError);
});

describe('A form of payment', () => {
  test.each([
    ['CCVIXXXXXXXXXXXX1111/EUR312.40', 'CARD', 'VI', '1111', { amount: '312.40', currency: 'EUR' }],
    ['CASH/EUR312.40', 'CASH', null, null, { amount: '312.40', currency: 'EUR' }],
    ['INV/EUR312.40', 'INVOICE', null, null, { amount: '312.40', currency: 'EUR' }],
    ['MSMILES/EUR312.40', 'MILES', null, null, { amount: '312.40', currency: 'EUR' }],
    ['O/CCAX378282246310005/0528', 'CARD', 'AX', '0005', null],
    ['VOUCHER 17', 'VOUCHER', null, null, null],
    ['SOMETHING ELSE', 'OTHER', null, null, null],
  ])('%s is %s', (text, kind, cardBrand, cardLast4, amount) => {
    expect(readPayments(text)).toEqual([{ kind, cardBrand, cardLast4, amount, raw: expect.any(String) }]);
  });
});

describe('Free text of requests', () => {
  test('DOCS may leave any part empty, and says when it is the infant that it is about', () => {
    expect(readDocs('P/GBR/012345678/GBR/30JUN73/F/14APR29/LINDQVIST/ADA MARIE', now)).toEqual({
      document: {
        type: 'P',
        number: '012345678',
        issuingCountry: 'GBR',
        nationality: 'GBR',
        birthDate: '1973-06-30',
        gender: 'F',
        expiresOn: '2029-04-14',
      },
      birthDate: '1973-06-30',
      ofInfant: false,
    });
    expect(readDocs('////30MAY71/M//JONES/DUNCAN', now)).toEqual({
      document: null,
      birthDate: '1971-05-30',
      ofInfant: false,
    });
    expect(readDocs('P/GB/1/GB/01JAN26/MI', now)).toMatchObject({ ofInfant: true, document: { expiresOn: null } });
  });

  test('DOCO is a visa', () => {
    expect(readDoco('LISBON/V/17317323/LONDON/12JUL24/USA')).toMatchObject({
      type: 'V',
      number: '17317323',
      issuingCountry: 'USA',
    });
    expect(readDoco('LISBON')).toBeNull();
  });

  test.each([
    ['AX2000000101', 'BA', { programme: 'AX', number: '2000000101', tierCode: null }],
    ['2000000101', 'AX', { programme: 'AX', number: '2000000101', tierCode: null }],
    ['U2 12345/GOLD', null, { programme: 'U2', number: '12345', tierCode: 'GOLD' }],
    ['12345', null, null],
    ['?', 'AX', null],
  ])('FQTV %j beside company %j', (text, company, expected) => {
    expect(readFqtv(text, company)).toEqual(expected);
  });

  test('never breaks on anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        readDocs(text, now);
        readDoco(text);
        readFqtv(text, 'AX');
        readPayments(text);
      }),
    );
  });
});
