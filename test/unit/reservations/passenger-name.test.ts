import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePassengerName, personName } from '../../../subgraphs/reservations/passenger-name.ts';

const parts = (surname: string, first: string | null) => {
  const { title, givenNames, surname: family, suffix } = parsePassengerName(surname, first);
  return [title, givenNames, family, suffix];
};

describe('a title is taken off', () => {
  test.each([
    ['SMITHJR/JACKIMRS', ['Mrs', 'JACKI', 'SMITH', 'Jr']],
    ['SMITH/JOHNMR', ['Mr', 'JOHN', 'SMITH', null]],
    ['BERG/JONAS MR', ['Mr', 'JONAS', 'BERG', null]],
    ['BERG/MR JONAS', ['Mr', 'JONAS', 'BERG', null]],
    ['LINDQVIST/ADA MARIE MRS', ['Mrs', 'ADA MARIE', 'LINDQVIST', null]],
    ['OBRIEN/SIOBHANMRS', ['Mrs', 'SIOBHAN', 'OBRIEN', null]],
    ['KIM/SE JOONMR', ['Mr', 'SE JOON', 'KIM', null]],
    ['SMITH/JOHNDRMR', ['Dr Mr', 'JOHN', 'SMITH', null]],
    ['SMITH/JOHN PROF DR', ['Prof Dr', 'JOHN', 'SMITH', null]],
    ['HASSAN/AMRMR', ['Mr', 'AMR', 'HASSAN', null]],
    ['PETRENKO/OLEKSANDRMR', ['Mr', 'OLEKSANDR', 'PETRENKO', null]],
    ['MILLER/JOMR', ['Mr', 'JO', 'MILLER', null]],
    ['MILLER/MISS', ['Miss', null, 'MILLER', null]],
    ['HALL/RMR', ['Mr', 'R', 'HALL', null]],
    ['HALL/JPMR', ['Mr', 'JP', 'HALL', null]],
    ['FERNANDEZ/IMR', ['Mr', 'I', 'FERNANDEZ', null]],
    ['WANG/YMISS', ['Miss', 'Y', 'WANG', null]],
    ['HALL/AMRS', ['Mrs', 'A', 'HALL', null]],
    ['SMITH/MR', ['Mr', null, 'SMITH', null]],
    ['BERG/EMMAMISS', ['Miss', 'EMMA', 'BERG', null]],
  ])('%s', (booked, expected) => {
    const [surname = '', first = null] = booked.split('/');
    expect(parts(surname, first)).toEqual(expected);
  });
});

describe('a name that only ends like a title or a suffix stays whole', () => {
  test.each([
    ['HASSAN', 'AMR'],
    ['HASSAN', 'SAMR'],
    ['EPPS', 'OMAR'],
    ['ODOM', 'LAMAR'],
    ['BERG', 'TOMS'],
    ['JONES', 'WILLIAMS'],
    ['PETRENKO', 'OLEKSANDR'],
    ['NASR', 'ALI'],
    ['ELNASR', 'ALI'],
    ['SKOVSKII', 'IVAN'],
    ['AVIV', 'DANA'],
    ['MARS', 'BRUNO'],
    ['HAJR', 'LINA'],
    ['JUNIOR', 'JOAO'],
    ['MISS', 'MARY'],
    ['KUMR', 'UMR'],
    ['ELNASR', 'OMSR'],
  ])('%s/%s', (surname, first) => {
    expect(parts(surname, first)).toEqual([null, first, surname, null]);
  });
});

describe('a suffix is taken off', () => {
  test.each([
    ['SMITH JR/JOHN', [null, 'JOHN', 'SMITH', 'Jr']],
    ['SMITHIII/JOHN', [null, 'JOHN', 'SMITH', 'III']],
    ['SMITH IV/JOHNMR', ['Mr', 'JOHN', 'SMITH', 'IV']],
    ['SMITH/JOHNJRMR', ['Mr', 'JOHN', 'SMITH', 'Jr']],
    ['SMITH/JOHN MR JR', ['Mr', 'JOHN', 'SMITH', 'Jr']],
    ['SMITHSR/JOHNMR', ['Mr', 'JOHN', 'SMITH', 'Sr']],
    ['SILVA JUNIOR/JOAO MR', ['Mr', 'JOAO', 'SILVA', 'Jr']],
  ])('%s', (booked, expected) => {
    const [surname = '', first = null] = booked.split('/');
    expect(parts(surname, first)).toEqual(expected);
  });
});

test.each([
  ['SURYANTO', 'FNU'],
  ['SURYANTO', 'FNUMR'],
  ['SURYANTO', 'XXX MR'],
  ['LNU', 'SURYANTO'],
  ['SURYANTO', null],
])('%s/%s is a person with a single name', (surname, first) => {
  const name = parsePassengerName(surname, first);
  expect([name.givenNames, name.surname]).toEqual([null, 'SURYANTO']);
});

test.each([
  ['TIM MSTR', 'CHILD'],
  ['TIMMSTR', 'CHILD'],
  ['ANNA(CHD)', 'CHILD'],
  ['AMANIINF', 'INFANT'],
  ['ANNA MISS', null],
])('%s says %s of the age', (first, age) => {
  expect(parsePassengerName('BERG', first).age).toBe(age);
});

test('the name in the graph is ready to show', () => {
  expect(personName('SMITHJR', 'JACKIMRS')).toEqual({
    title: 'Mrs',
    givenNames: 'JACKI',
    surname: 'SMITH',
    suffix: 'Jr',
    full: 'Mrs JACKI SMITH Jr',
  });
});

const word = fc.string({ unit: fc.constantFrom(...'ABEIMNRSJD '), maxLength: 14 });
const affix = fc.constantFrom('', 'MR', ' MR', 'MRS', ' DR', 'JR', ' JR', 'MSTR', 'III', 'FNU', 'XXX', 'CHD', 'INF');
const booked = fc.oneof(
  fc.tuple(word, affix, affix).map((each) => each.join('')),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);

test('no letter is lost, whatever is booked: each is in a name or in what was taken off', () => {
  const letters = (text: string) => [...text.toUpperCase().replace(/\s+/g, '')].sort().join('');
  fc.assert(
    fc.property(booked, fc.option(booked), (surname, first) => {
      const name = parsePassengerName(surname, first);
      const kept = [name.givenNames ?? '', name.surname, ...name.taken].join('');
      expect(letters(kept)).toBe(letters(surname + (first ?? '')));
    }),
    { numRuns: 2_000 },
  );
});

test('taking a name apart again changes nothing in the surname and the given names of a plain name', () => {
  const plain = fc.constantFrom('ADA', 'OMAR', 'AMR', 'JACKI', 'SE JOON', 'ANNE-MARIE', "D'ARCY", 'TOMS');
  const title = fc.constantFrom('MR', 'MRS', ' MR', ' MRS', ' DR', 'MSTR');
  fc.assert(
    fc.property(plain, title, (given, suffix) => {
      expect(parsePassengerName('LINDQVIST', given + suffix).givenNames).toBe(given);
    }),
  );
});
