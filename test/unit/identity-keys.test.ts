import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentKey, locatorKey, membershipKey, sameDocument } from '../../subgraphs/customers/identity/numbers.ts';
import { emailKey, phoneNumber } from '../../subgraphs/shared/contacts.ts';

describe('An e-mail address', () => {
  it.each([
    ['ADA.LINDQVIST//EXAMPLE.COM', 'ada.lindqvist@example.com'],
    ['ada..lindqvist//example.com', 'ada_lindqvist@example.com'],
    ['ANNE./MARIE.MUELLER//EXAMPLE.COM', 'anne-marie.mueller@example.com'],
    ['ada?+travel@example.com', 'ada+travel@example.com'],
    [' Ada@Example.COM ', 'ada@example.com'],
    ['jörg@müller.example', 'jörg@müller.example'],
  ])('%s is %s', (text, key) => {
    expect(emailKey(text)).toBe(key);
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'a b@example.com',
    'a\u0000@example.com',
    "x'; drop table eml--",
  ])('%j is none', (text) => {
    expect(emailKey(text)).toBeNull();
  });

  it('stays what it is once it is normalised', () => {
    const letters = fc.constantFrom(...'aB1./?+_-@\u00fc\u{1f600}\u0000');
    fc.assert(
      fc.property(fc.string({ unit: letters }), (text) => {
        const key = emailKey(`${text}@example.com`);
        if (key !== null && !key.includes('//')) expect(emailKey(key)).toBe(key);
      }),
    );
  });

  it('never crashes on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void emailKey(text)));
  });
});

describe('A telephone number', () => {
  it.each([
    ['+49 30 23125101-M', '+493023125101'],
    ['03023125101', '+493023125101'],
    ['0049 (0)30 23125101', '+493023125101'],
    ['FRA 030 23125101-B', '+493023125101'],
    ['+49/302-3125101', '+493023125101'],
    ['+1 (202) 555-0105', '+12025550105'],
    ['+44 20 7946 0999/EN', '+442079460999'],
    ['+32444444444', '+32444444444'],
  ])('%s is %s', (text, key) => {
    expect(phoneNumber(text, 'DE')).toBe(key);
  });

  it('is read as of the home country where it names none', () => {
    expect(phoneNumber('0322112121212-B', 'DE')).toBe('+49322112121212');
    expect(phoneNumber('(202) 555-0105', 'US')).toBe('+12025550105');
  });

  it.each([
    '',
    'siehe Notiz',
    '12',
    '/000 1775',
    '00((01 032',
    '+49',
    '+999999999999999999',
    '030\u000023125101',
    '9'.repeat(5_000),
  ])('%j is none', (text) => {
    expect(phoneNumber(text, 'DE')).toBeNull();
  });

  it('stays what it is once it is normalised, and is E.164', () => {
    const digits = fc.constantFrom(...'0123456789+-/ ()MB');
    fc.assert(
      fc.property(fc.string({ unit: digits, maxLength: 30 }), (text) => {
        const key = phoneNumber(text, 'DE');
        if (key === null) return;
        expect(key).toMatch(/^\+[1-9]\d{3,16}$/);
        expect(phoneNumber(key, 'US')).toBe(key);
      }),
    );
  });
});

describe('A frequent-flyer number', () => {
  it.each([
    ['AX', '2000000101'],
    ['AX', 'AX 2000-000-101'],
    ['ax', ' ax2000000101'],
  ])('of %s as %s is one and the same', (programme, number) => {
    expect(membershipKey(programme, number)).toEqual({ programme: 'AX', number: '2000000101' });
  });

  it('may begin with letters of its own', () => {
    expect(membershipKey('BA', 'BAXY12')).toEqual({ programme: 'BA', number: 'BAXY12' });
  });

  it('is none without digits or with a programme nobody can have', () => {
    expect(membershipKey('AX', "'--")).toBeNull();
    expect(membershipKey('', '2000000101')).toBeNull();
    expect(membershipKey('AX', '1'.repeat(40))).toBeNull();
  });
});

describe('A travel document', () => {
  const passport = documentKey('P', 'SWE', 'ab 12-345');

  it('is the same in either notation of its country and type', () => {
    expect(passport).toEqual({ type: 'P', country: 'SE', number: 'AB12345' });
    expect(sameDocument(passport!, documentKey('PS', 'SE', 'AB12345')!)).toBe(true);
    expect(sameDocument(passport!, documentKey('P', null, 'AB12345')!)).toBe(true);
  });

  it('is another one of another country or type', () => {
    expect(sameDocument(passport!, documentKey('P', 'NO', 'AB12345')!)).toBe(false);
    expect(sameDocument(passport!, documentKey('V', 'SE', 'AB12345')!)).toBe(false);
  });
});

describe('A record locator', () => {
  it('is five to eight letters and digits', () => {
    expect(locatorKey(' adal7q ')).toBe('ADAL7Q');
    expect(locatorKey("AD'--")).toBeNull();
  });
});
