import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exceededLimit, type OperationLimits, usualLimits } from '../../gateway/plugins/operation-limits.ts';

const limits: OperationLimits = { ...usualLimits, depth: 4, tokens: 100 };
const folder = new URL('../../gateway/operations/', import.meta.url);

describe('the limits of an operation', () => {
  test.each([
    ['depth', '{ a { b { c { d { e } } } } }', /5 levels deep; 4/],
    [
      'depth through fragments',
      '{ a { ...F } } fragment F on X { b { ...G } } fragment G on X { c { d { e } } }',
      /5 levels/,
    ],
    ['tokens', `{ ${'a '.repeat(100)} }`, /100 tokens/],
    ['aliases', `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: f`).join(' ')} }`, /15 aliases/],
    ['one root field', `{ ${'f '.repeat(11)} }`, /root field more than 10/],
    [
      'one root field through fragments',
      `{ ...F ...F } fragment F on Query { ${'f '.repeat(6)} }`,
      /root field more than 10/,
    ],
    ['directives', `{ a ${'@x '.repeat(21)} }`, /20 directives/],
    ['fields through fragments', bomb(), /2000 fields/],
  ])('bound %s', (_, query, message) => {
    expect(exceededLimit(query, limits)).toMatch(message);
  });

  test('let pass what is within them, and what only looks like more', () => {
    expect(exceededLimit('{ a { b { c { d } } } }', limits)).toBeNull();
    expect(exceededLimit('{ __schema { a { b { c { d { e { f } } } } } } }', limits)).toBeNull();
    expect(exceededLimit(`# ${'a '.repeat(500)}\n{ a }`, limits)).toBeNull();
  });

  test('leave text that is no GraphQL, and fragments in a circle, to those who tell it better', () => {
    expect(exceededLimit('{ a', limits)).toBeNull();
    expect(exceededLimit('{ ...F } fragment F on X { ...G } fragment G on X { a ...F }', limits)).toBeNull();
  });

  test('never fail, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}()[]:$@!."# abF…\n') }), (text) => {
        const verdict = exceededLimit(text, limits);
        return verdict === null || verdict.length > 0;
      }),
    );
  });

  test('fit every saved operation', () => {
    const product = { ...usualLimits, depth: 12, tokens: 1_000 };
    for (const file of readdirSync(folder)) {
      expect([file, exceededLimit(readFileSync(new URL(file, folder), 'utf8'), product)]).toEqual([file, null]);
    }
  });
});

/** A few names of two letters, doubled seven times. */
function bomb(): string {
  const fragments = Array.from({ length: 7 }, (_, i) => `fragment F${i} on X { ...F${i + 1} ...F${i + 1} }`);
  return `{ a { ...F0 } } ${fragments.join(' ')} fragment F7 on X { ${'a '.repeat(16)} }`;
}
