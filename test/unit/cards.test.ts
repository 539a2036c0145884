import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutCards } from '../../subgraphs/shared/cards.ts';

describe('A card number', () => {
  test.each([
    ['CCCA4111999999999999EXP0419', 'CCCAXXXX9999EXP0419'],
    ['CCVI1234567890123456/1229', 'CCVIXXXX3456/1229'],
    ['PLS CHARGE 4111 1111 1111 1111 TODAY', 'PLS CHARGE XXXX1111 TODAY'],
    ['4111-1111-1111-1111', 'XXXX1111'],
    ['AMEX 378282246310005', 'AMEX XXXX0005'],
    ['REF0004111111111111111', 'REF000XXXX1111'],
    ['FPVI4111111111111111D1229', 'FPVIXXXX1111D1229'],
    ['4111.1111.1111.1111 or 4111/1111/1111/1111', 'XXXX1111 or XXXX1111'],
    ['4111  1111  1111  1111', 'XXXX1111'],
    ['4111 1111 1111 1111 exp 1227 CVV 123', 'XXXX1111 exp 1227 CVV XXX'],
    ['the security code is 4321', 'the security code is XXX'],
    ['+49 30 23125101', '+49 30 23125101'],
    ['TKT 899-2400000123', 'TKT 899-2400000123'],
    ['CCVIXXXXXXXXXXXX1111/1229', 'CCVIXXXXXXXXXXXX1111/1229'],
  ])('in %j is cut: %j', (text, expected) => {
    expect(cutCards(text)).toBe(expected);
  });

  test('never comes out whole, wherever it stands in a text', () => {
    const cards = fc.constantFrom('4111111111111111', '5500005555555559', '378282246310005', '30569309025904');
    const surroundings = fc.stringMatching(/^[A-Z /.*]{0,12}$/);
    fc.assert(
      fc.property(surroundings, cards, surroundings, (before, card, after) => {
        expect(cutCards(`${before}${card}${after}`)).not.toContain(card);
      }),
    );
  });

  test('never comes out whole beside another', () => {
    const cards = fc.constantFrom('4111111111111111', '5500005555555559', '5555555555554444', '378282246310005');
    fc.assert(
      fc.property(cards, fc.constantFrom('', ' ', '  ', '-', '.', ', '), cards, (one, between, other) => {
        const left = cutCards(`${one}${between}${other}`).replaceAll(/\D/g, '');
        expect([left.includes(one), left.includes(other)]).toEqual([false, false]);
      }),
    );
  });

  test('does not make the scan slow, however many digits a text has', () => {
    const start = performance.now();
    cutCards('4'.repeat(1_000_000));
    cutCards('4 '.repeat(500_000));
    cutCards(`${'4'.repeat(40)}/`.repeat(20_000));
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
