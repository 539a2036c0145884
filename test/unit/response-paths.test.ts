import { describe, expect, test } from 'vitest';
import { locate, visiblePath } from '../../gateway/engine/vanilla/response-paths.ts';

const roots = [
  { other: {} },
  {
    grid: [
      [{ __typename: 'C', id: '1' }, null, { __typename: 'C', id: '2' }],
      null,
      [{ __typename: 'C' }, { __typename: 'C', id: '1', at: { x: [1, 2] } }],
    ],
    one: { deep: { __typename: 'C', id: '7' } },
  },
];
const c = (id: string) => ({ __typename: 'C', id });

describe('the places of representations', () => {
  test('in lists in lists skip nulls but count them', () => {
    expect(locate(roots, ['grid', '@', '@'], [c('1'), c('2'), c('?'), c('1')])).toEqual([
      ['grid', 0, 0],
      ['grid', 0, 2],
      ['grid', 2, 0],
      ['grid', 2, 1],
    ]);
  });

  test('skip objects that lacked what the fetch requires', () => {
    expect(locate(roots, ['grid', '@', '@'], [c('1'), c('2'), c('1')])).toEqual([
      ['grid', 0, 0],
      ['grid', 0, 2],
      ['grid', 2, 1],
    ]);
  });

  test('are compared through nested values', () => {
    const nested = [{ ...c('1'), at: { x: [1, 2] } }];
    expect(locate(roots, ['grid', '@', '@'], nested)).toEqual([['grid', 2, 1]]);
    expect(locate(roots, ['grid', '@', '@'], [{ ...c('1'), at: { x: [2, 1] } }])).toEqual([null]);
  });

  test('without lists are the path itself', () => {
    expect(locate(roots, ['one', 'deep'], [c('7')])).toEqual([['one', 'deep']]);
  });

  test('are not guessed when anything does not fit', () => {
    expect(locate(roots, ['grid', '@', '@'], [c('2'), c('9')])).toEqual([null, null]);
    expect(locate(roots, ['nowhere', '@'], [c('1')])).toEqual([null]);
  });
});

describe('a path in the client’s answer', () => {
  const data = { list: [{ a: 1 }, null], none: null };
  test('is kept when the answer has it, or has a null on the way', () => {
    expect(visiblePath(data, ['list', 0, 'a'])).toEqual(['list', 0, 'a']);
    expect(visiblePath(data, ['list', 1, 'a'])).toEqual(['list', 1, 'a']);
    expect(visiblePath(data, ['none', 'x', 'y'])).toEqual(['none', 'x', 'y']);
  });
  test('ends before a field the client did not ask for', () => {
    expect(visiblePath(data, ['list', 0, 'hidden', 'x'])).toEqual(['list', 0]);
    expect(visiblePath(data, ['hidden'])).toEqual([]);
  });
});
