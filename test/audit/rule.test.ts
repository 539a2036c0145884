/** The audit's verdict on an answer. */
import { describe, expect, test } from 'vitest';
import { whatIsWrong } from './rule.ts';

const query = '{ a }';
const failed = [{ message: 'no' }];

describe('a case of the federation audit', () => {
  test.each([
    ['equal data', { data: { a: 1 }, errors: false }, { data: { a: 1 }, errors: [] }],
    ['equal data in another order', { data: { a: 1, b: 2 } }, { data: { b: 2, a: 1 }, errors: [] }],
    ['errors where some are expected', { data: { a: null }, errors: true }, { data: { a: null }, errors: failed }],
    ['no data where none is expected', { errors: true }, { data: null, errors: failed }],
    ['errors where it is left open', { data: { a: null } }, { data: { a: null }, errors: failed }],
  ])('is passed by %s', (_, expected, answer) => {
    expect(whatIsWrong({ query, expected }, answer)).toBeNull();
  });

  test.each([
    ['other data', { data: { a: 1 } }, { data: { a: 2 }, errors: [] }, /got data {"a":2}/],
    ['more data', { data: { a: 1 } }, { data: { a: 1, b: 1 }, errors: [] }, /got data/],
    ['a list in another order', { data: { a: [1, 2] } }, { data: { a: [2, 1] }, errors: [] }, /got data/],
    ['no data', { data: { a: 1 } }, { data: null, errors: failed }, /got data null/],
    ['missing errors', { data: { a: null }, errors: true }, { data: { a: null }, errors: [] }, /got none/],
    ['needless errors', { data: { a: 1 }, errors: false }, { data: { a: 1 }, errors: failed }, /expected no errors/],
  ])('is failed by %s', (_, expected, answer, reason) => {
    expect(whatIsWrong({ query, expected }, answer)).toMatch(reason);
  });
});
