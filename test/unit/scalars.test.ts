import { parseConstValue } from 'graphql';
import { expect, test } from 'vitest';
import { scalars } from '../../subgraphs/shared/scalars.ts';

const { Date: date } = scalars;
const said = 'Date must be a day of the calendar, for example 2026-11-24.';

test('A date is a day of the calendar, as text, in a variable and in the operation', () => {
  expect(date.parseValue('2028-02-29')).toBe('2028-02-29');
  expect(date.parseLiteral(parseConstValue('"2028-02-29"'))).toBe('2028-02-29');
  expect(date.serialize('2028-02-29')).toBe('2028-02-29');
});

test('What is none is refused with what to write instead', () => {
  for (const value of [
    '2026-02-30',
    '2026-02-29',
    '26-11-24',
    '2026-11-24T09:00:00Z',
    '',
    ' 2026-11-24',
    20261124,
    null,
    {},
  ])
    expect(() => date.parseValue(value), JSON.stringify(value)).toThrow(said);
  expect(() => date.parseLiteral(parseConstValue('"2026-02-30"'))).toThrow(said);
  expect(() => date.parseLiteral(parseConstValue('20261124'))).toThrow(said);
});
