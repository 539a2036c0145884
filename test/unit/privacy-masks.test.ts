/** A mask leaves a part of a value, and of a masked one what it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataMasks, isDataMask, masked } from '../../subgraphs/shared/privacy/masks.ts';

describe('A mask', () => {
  test.each([
    ['FIRST_LETTER', 'Berg', 'B***'],
    ['FIRST_LETTER', 'anna.berg@mail.example.com', 'a***@mail.example.com'],
    ['FIRST_LETTER', '😀 smile', '😀***'],
    ['FIRST_LETTER', 'a@b@c', 'a***'],
    ['FIRST_LETTER', '@example.com', '***'],
    ['FIRST_LETTER', '', '***'],
    ['LAST_THREE', '+493023125000', '***000'],
    ['LAST_THREE', '456', '***456'],
    ['LAST_THREE', '12', '***'],
    ['LAST_FOUR', '4242424242424242', '***4242'],
    ['YEAR', '1987-05-12', '1987-01-01'],
  ] as const)('%s leaves of %s %s', (mask, value, left) => {
    expect(masked(mask, value)).toBe(left);
  });

  test('leaves nothing of what it is not made for', () => {
    for (const mask of dataMasks)
      for (const value of [null, undefined, 1987, true, ['a'], { a: 'b' }]) expect(masked(mask, value)).toBe(null);
    for (const value of ['12 May 1987', '1987', '1987-05-12T08:00:00Z', '87-05-12'])
      expect(masked('YEAR', value)).toBe(null);
  });

  test('changes nothing of what is masked', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('*', 'a', '@', '.', '1') }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...dataMasks), (value, mask) => {
        const once = masked(mask, value);
        expect(masked(mask, once)).toBe(once);
      }),
    );
  });

  test('shows of a name its first letter, and of a number its end, never more', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '1'), minLength: 5 }), (value) => {
        expect(masked('FIRST_LETTER', value)).toBe(`${value.slice(0, 1)}***`);
        expect(masked('LAST_THREE', value)).toBe(`***${value.slice(-3)}`);
        expect(masked('LAST_FOUR', value)).toBe(`***${value.slice(-4)}`);
      }),
    );
  });

  test('is one of those there are', () => {
    expect(['YEAR', 'year', 'MONTH'].map(isDataMask)).toEqual([true, false, false]);
  });
});
