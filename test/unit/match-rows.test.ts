import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchRows } from '../../gateway/engine/entities/match-rows.ts';

describe('rows of a reply', () => {
  test('in order answer their questions; an empty row is an answer', () => {
    const { rowOf, missing } = matchRows(['a', 'b', 'c'], ['a', null, 'c']);
    expect(rowOf).toEqual([0, null, 2]);
    expect(missing).toEqual([]);
  });

  test('out of order are put right', () => {
    expect(matchRows(['a', 'b', 'c'], ['c', 'a', 'b'])).toMatchObject({ rowOf: [1, 2, 0], missing: [] });
    expect(matchRows(['a', 'b', 'c'], ['c', null, 'a'])).toMatchObject({ rowOf: [2, null, 0], missing: [] });
  });

  test('of others answer nobody, and their place is missing', () => {
    expect(matchRows(['a', 'b'], ['a', 'x'])).toMatchObject({ rowOf: [0, null], missing: [1] });
  });

  test('too few leave the others missing', () => {
    expect(matchRows(['a', 'b', 'c'], ['c'])).toMatchObject({ rowOf: [null, null, 0], missing: [0, 1] });
  });

  test('sent twice answer once', () => {
    expect(matchRows(['a', 'b'], ['a', 'a'])).toMatchObject({ rowOf: [0, null], missing: [1] });
  });

  test('answer two different questions about one entity each by its place', () => {
    expect(matchRows(['a', 'a', 'b'], ['a', 'a', 'b'])).toMatchObject({ rowOf: [0, 1, 2], missing: [] });
  });

  test('without identity are told by place, but only in a reply of the right length', () => {
    expect(matchRows([null, null], [null, null])).toMatchObject({ rowOf: [0, 1], missing: [] });
    expect(matchRows([null, null], [null])).toMatchObject({ rowOf: [null, null], missing: [0, 1] });
  });

  test('tell whose error an empty row’s is, unless the reply is out of order', () => {
    expect(matchRows(['a', 'b'], ['a', null]).placeOf(1)).toBe(1);
    expect(matchRows(['a', 'b', 'c'], ['c', null, 'a']).placeOf(1)).toBeNull();
    expect(matchRows(['a', 'b'], ['b', 'a']).placeOf(0)).toBe(1);
  });

  test('never answer a question of another identity, whatever comes', () => {
    const identity = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'x'));
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd')), fc.array(identity), (asked, rows) => {
        const { rowOf } = matchRows(asked, rows);
        const given = rowOf.filter((row) => row !== null);
        expect(new Set(given).size).toBe(given.length);
        rowOf.forEach((row, place) => {
          if (row !== null) expect(rows[row]).toBe(asked[place]);
        });
      }),
    );
  });

  test('lose nothing to a mere change of order', () => {
    const shuffled = fc
      .uniqueArray(fc.string(), { maxLength: 20 })
      .chain((asked) => fc.tuple(fc.constant(asked), fc.shuffledSubarray(asked, { minLength: asked.length })));
    fc.assert(
      fc.property(shuffled, ([asked, rows]) => {
        const { rowOf, missing } = matchRows(asked, rows);
        expect(missing).toEqual([]);
        expect(rowOf.map((row) => rows[row ?? -1])).toEqual(asked);
      }),
    );
  });
});
