import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareFullName,
  compareGivenNames,
  compareNames,
  compareSurnames,
  givenInitial,
  statedSuffix,
  surnameKeys,
} from '../../subgraphs/shared/names.ts';

describe('Two spellings of a surname', () => {
  it.each([
    ["O'Brien", 'OBRIEN'],
    ["O'Brien", 'O BRIEN'],
    ['Müller', 'MUELLER'],
    ['Müller', 'MULLER'],
    ['Ångström', 'ANGSTROM'],
    ['Ångström', 'AANGSTROEM'],
    ['Søren', 'SOEREN'],
    ['Łukasz', 'LUKASZ'],
    ['Weiß', 'WEISS'],
    ['Van der Berg', 'VANDERBERG'],
    ['Featherstonehaugh-Cholmondeley', 'FEATHERSTONEHAUGH CHOLMONDELEY'],
  ])('%s and %s are the same', (left, right) => {
    expect(compareSurnames(left, right)).toBe('SAME');
    expect(compareSurnames(right, left)).toBe('SAME');
  });

  it.each([
    ['MULLER', 'MUELLER'],
    ['Lindqvist', 'LINDQUIST'],
    ['Featherstonehaugh', 'FEATHERSTON'],
    ['Volkov', 'WOLKOW'],
  ])('%s and %s are compatible', (left, right) => {
    expect(compareSurnames(left, right)).toBe('COMPATIBLE');
    expect(compareSurnames(right, left)).toBe('COMPATIBLE');
  });

  it.each([
    ['Smith', 'Smit'],
    ['Li', 'Lindqvist'],
    ['Okafor', 'Oka'],
    ['Berg', 'Lindqvist'],
  ])('%s and %s are different', (left, right) => {
    expect(compareSurnames(left, right)).toBe('DIFFERENT');
  });

  it('is missing where a system wrote a filler', () => {
    expect(compareSurnames('LNU', 'Suryanto')).toBe('MISSING');
    expect(compareSurnames('', 'Suryanto')).toBe('MISSING');
  });
});

describe('Two spellings of given names', () => {
  it.each([
    ['Anne-Marie', 'ANNEMARIE', 'SAME'],
    ['Anne-Marie', 'ANNE MARIE', 'SAME'],
    ['Se Joon', 'SEJOON', 'SAME'],
    ['Ada Marie', 'ADA', 'COMPATIBLE'],
    ['Ada Marie', 'A', 'COMPATIBLE'],
    ['Aleksei', 'ALEXEY', 'COMPATIBLE'],
    ['Yuliya', 'JULIA', 'COMPATIBLE'],
    ['Mohamed', 'MOHAMMED', 'COMPATIBLE'],
    ['Mara', 'MILA', 'DIFFERENT'],
    ['Mara', 'M', 'COMPATIBLE'],
    ['Mara', 'L', 'DIFFERENT'],
    ['Suryanto', 'FNU', 'MISSING'],
    [null, 'ADA', 'MISSING'],
  ] as const)('%s and %s: %s', (left, right, outcome) => {
    expect(compareGivenNames(left, right)).toBe(outcome);
    expect(compareGivenNames(right, left)).toBe(outcome);
  });
});

describe('Two names', () => {
  const kim = { surname: 'Kim', givenNames: 'Se Joon' };

  it('are compatible when surname and given name were swapped', () => {
    const swapped = compareNames({ surname: 'SEJOON', givenNames: 'KIM' }, kim);
    expect(swapped).toMatchObject({ surname: 'COMPATIBLE', givenName: 'COMPATIBLE' });
  });

  it('are compatible when swapped, though one side lacks the second given name', () => {
    const swapped = compareNames(
      { surname: 'JOSE', givenNames: 'FERREIRA' },
      { surname: 'Ferreira', givenNames: 'José Luís' },
    );
    expect(swapped).toMatchObject({ surname: 'COMPATIBLE', givenName: 'COMPATIBLE' });
    expect(
      compareNames({ surname: 'J', givenNames: 'FERREIRA' }, { surname: 'Ferreira', givenNames: 'José Luís' }).surname,
    ).toBe('DIFFERENT');
  });

  it('are compatible when the same letters were cut at another place', () => {
    const cut = compareNames({ surname: 'SE', givenNames: 'JOONKIM' }, kim);
    expect(cut).toMatchObject({ surname: 'COMPATIBLE', givenName: 'COMPATIBLE' });
  });

  it('conflict in their suffixes only when both have one', () => {
    const father = { surname: 'Smith', givenNames: 'John', suffix: 'Sr' };
    const son = { surname: 'SMITH JR', givenNames: 'JOHN' };
    expect(compareNames(father, son).suffixConflict).toBe(true);
    expect(compareNames({ ...father, suffix: null }, son).suffixConflict).toBe(false);
    expect(compareNames({ ...son, suffix: 'Jr.' }, son).suffixConflict).toBe(false);
  });

  it('know a suffix that is stuck to the surname', () => {
    const glued = { surname: 'LEEJR', givenNames: 'JOHN' };
    expect(compareNames(glued, { surname: 'Lee', givenNames: 'John', suffix: 'Jr' })).toEqual({
      surname: 'SAME',
      givenName: 'SAME',
      suffixConflict: false,
    });
    expect(compareNames({ surname: 'Lee', givenNames: 'John', suffix: 'Sr' }, glued).suffixConflict).toBe(true);
    expect(statedSuffix(glued, { surname: 'Lee', givenNames: null })).toBe('JR');
    expect(statedSuffix(glued, { surname: 'Berg', givenNames: null })).toBeNull();
  });

  it('compare alike from both sides, whatever their letters', () => {
    const name = fc.record({
      surname: fc.string({ maxLength: 12 }),
      givenNames: fc.option(fc.string({ maxLength: 12 })),
    });
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(compareNames(a, b)).toEqual(compareNames(b, a));
      }),
    );
  });

  it('never take the order of letters for a name of one letter', () => {
    expect(compareNames({ surname: 'AB', givenNames: 'C' }, { surname: 'XY', givenNames: 'Z' }).surname).toBe(
      'DIFFERENT',
    );
  });
});

describe('A name in one line', () => {
  const annemarie = { surname: 'Müller', givenNames: 'Anne-Marie' };

  it.each([
    'Anne-Marie Müller',
    'Dr. Anne-Marie Müller',
    'Müller, Anne-Marie',
    'ANNE MARIE MUELLER',
    'müller anne-marie',
  ])('%s is recognised', (line) => {
    const { surname, givenName } = compareFullName(line, annemarie);
    expect([surname, givenName]).not.toContain('DIFFERENT');
    expect([surname, givenName]).not.toContain('MISSING');
  });

  it('keeps father and son apart', () => {
    expect(
      compareFullName('John Smith Jr', { surname: 'Smith', givenNames: 'John', suffix: 'Sr' }).suffixConflict,
    ).toBe(true);
  });

  it('of somebody else is different', () => {
    expect(compareFullName('Jonas Berg', annemarie)).toMatchObject({ surname: 'DIFFERENT' });
    expect(compareFullName('Mila Okafor', { surname: 'Okafor', givenNames: 'Mara' })).toMatchObject({
      surname: 'SAME',
      givenName: 'DIFFERENT',
    });
  });

  it('without a word is missing', () => {
    expect(compareFullName(' ', annemarie)).toMatchObject({ surname: 'MISSING', givenName: 'MISSING' });
  });
});

describe('Keys of a surname', () => {
  it('are both transliterations, without a suffix', () => {
    expect(surnameKeys('Müller')).toEqual(['MUELLER', 'MULLER']);
    expect(surnameKeys('Smith Jr')).toEqual(['SMITH']);
    expect(surnameKeys('%_"')).toEqual([]);
  });

  it('hold letters only, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const key of surnameKeys(text)) expect(key).toMatch(/^\p{L}+$/u);
      }),
    );
  });

  it('know the first letter of a given name', () => {
    expect(givenInitial('Özlem')).toBe('O');
    expect(givenInitial('FNU')).toBeNull();
  });
});
