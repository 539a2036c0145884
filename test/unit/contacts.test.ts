import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emailAddress, emailKey, phoneNumber } from '../../subgraphs/shared/contacts.ts';

describe('e-mail addresses', () => {
  test.each([
    ['ADA.LINDQVIST//EXAMPLE.COM', 'ada.lindqvist@example.com'],
    ['ADA..L//EXAMPLE.COM', 'ada_l@example.com'],
    ['ANNE./MARIE.MUELLER//EXAMPLE.COM', 'anne-marie.mueller@example.com'],
    ['ADA?+TRIPS//EXAMPLE.COM/DE', 'ada+trips@example.com'],
    ['Ada.Lindqvist@Example.COM', 'Ada.Lindqvist@example.com'],
    [' ADA@EXAMPLE.ORG ', 'ada@example.org'],
  ])('%s is read as %s', (raw, address) => {
    expect(emailAddress(raw)).toBe(address);
  });

  test.each(['', 'ada', 'ada@', '@example.com', 'ada@localhost', 'a b@example.com', '//', 'NOT APPLICABLE'])(
    '%j is no address',
    (raw) => {
      expect(emailAddress(raw)).toBeNull();
    },
  );

  test('addresses are compared without case', () => {
    expect(emailKey('Ada.Lindqvist@Example.com')).toBe(emailKey('ADA.LINDQVIST//EXAMPLE.COM'));
  });
});

describe('telephone numbers', () => {
  test.each([
    ['+49 30 23125101-M', null, '+493023125101'],
    ['03023125101', 'DE', '+493023125101'],
    ['FRA 030 23125101', 'DE', '+493023125101'],
    ['030/23125-101', 'DE', '+493023125101'],
    ['493023125101', 'GB', '+493023125101'],
    ['493023125101/DE', null, '+493023125101'],
    ['442079460102', 'DE', '+442079460102'],
    ['0044 20 7946 0102', 'DE', '+442079460102'],
    ['?+12025550105', 'DE', '+12025550105'],
    ['2025550105-B', 'US', '+12025550105'],
    ['020 7946 0999', 'GB', '+442079460999'],
    ['+32444444444', null, '+32444444444'],
  ])('%s sold in %s is read as %s', (raw, country, number) => {
    expect(phoneNumber(raw, country)).toBe(number);
  });

  test.each(['', 'NO PHONE', '12', '0322112121212-B', '+', '03023125101'])(
    '%j without a country is no number',
    (raw) => {
      expect(phoneNumber(raw, null)).toBeNull();
    },
  );
});

test('no text makes the readers fail, and what they give reads as itself', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom('DE', 'US', 'XX', null),
      (raw, country) => {
        const address = emailAddress(raw);
        const number = phoneNumber(raw, country);
        if (address !== null) expect(emailKey(address)).toBe(emailKey(raw));
        if (number !== null) expect(phoneNumber(number, null)).toBe(number);
      },
    ),
  );
});
