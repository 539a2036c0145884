import { describe, expect, it } from 'vitest';
import { country } from '../../subgraphs/shared/countries.ts';

describe('A country as a source writes it', () => {
  it.each([
    ['DE', 'DE', 'Germany'],
    ['deu', 'DE', 'Germany'],
    ['D<<', 'DE', 'Germany'],
    ['GBN', 'GB', 'United Kingdom'],
    ['PRT', 'PT', 'Portugal'],
  ])('%s is %s, %s', (raw, code, name) => {
    expect(country(raw)).toEqual({ code, name, raw, known: true });
  });

  it.each(['XX', 'ZZZ', '49', 'constructor', 'Germany'])('%s is shown as it is, not known', (raw) => {
    expect(country(raw)).toEqual({ code: null, name: null, raw, known: false });
  });

  it('is null where there is none', () => {
    expect(country(null)).toBeNull();
    expect(country(' ')).toBeNull();
  });
});
