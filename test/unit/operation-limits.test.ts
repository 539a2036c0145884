import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { getIntrospectionQuery } from 'graphql';
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
    ['one field in one place', `{ a { ${'b { c } '.repeat(21)} } }`, /one field more than 20 times in one place/],
    [
      'one field in one place through fragments',
      `{ a { ...F ...F ...F } } fragment F on X { ${'b { c } '.repeat(7)} }`,
      /one field more than 20 times in one place/,
    ],
    [
      'one field in one place through others like it',
      `{ a { ...F ...F ...F } } fragment F on X { b { ${'c { d } '.repeat(7)} } }`,
      /one field more than 20 times in one place/,
    ],
    ['directives', `{ ${'a @x @y @z @u @v '.repeat(4)} b @x }`, /20 directives/],
    ['directives in one place', '{ a ...F @x @x @x @x @x @x }', /5 directives in one place/],
    ['aliases of the schema', `{ __schema { ${'a: b '.repeat(16)} } }`, /15 aliases/],
    ['fields of the schema', `{ __schema { ...F0 } } ${bomb().slice(bomb().indexOf('fragment'))}`, /2000 fields/],
    ['fields through fragments', bomb(), /2000 fields/],
  ])('bound %s', (_, query, message) => {
    expect(exceededLimit(query, limits)).toMatch(message);
  });

  test('let pass what is within them, and what only looks like more', () => {
    expect(exceededLimit('{ a { b { c { d } } } }', limits)).toBeNull();
    expect(exceededLimit('{ __schema { a { b { c { d { e { f } } } } } } }', limits)).toBeNull();
    expect(exceededLimit(`{ a { ${'b '.repeat(40)} } }`, limits)).toBeNull();
    expect(exceededLimit(getIntrospectionQuery(), { ...limits, tokens: 1_000 })).toBeNull();
    expect(exceededLimit(`# ${'a '.repeat(500)}\n{ a }`, limits)).toBeNull();
  });

  test('leave text that is no GraphQL, and fragments in a circle, to those who tell it better', () => {
    expect(exceededLimit('{ a', limits)).toBeNull();
    expect(exceededLimit('{ ...F } fragment F on X { ...G } fragment G on X { a ...F }', limits)).toBeNull();
  });

  test('see at once that a few fragments that lead nowhere, or in circles, are too many', () => {
    const names = [...'ABCDEFGHIJ'];
    const all = names.map((name) => `...${name}`).join(' ');
    const circles = `{ ${all} } ${names.map((name) => `fragment ${name} on X { ${all} }`).join(' ')}`;
    const doubled = Array.from({ length: 25 }, (_, i) => `fragment F${i} on X { ...F${i + 1} ...F${i + 1} }`).join(' ');
    for (const query of [circles, `{ ...F0 } ${doubled}`])
      expect(exceededLimit(query, { ...limits, tokens: 1_000 })).toMatch(/one field more than 20 times/);
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
    const product = { ...usualLimits, depth: 10, tokens: 1_000 };
    for (const file of readdirSync(folder).filter((each) => each.endsWith('.graphql'))) {
      expect([file, exceededLimit(readFileSync(new URL(file, folder), 'utf8'), product)]).toEqual([file, null]);
    }
  });
});

/** A few names of two letters, doubled seven times. */
function bomb(): string {
  const fragments = Array.from({ length: 7 }, (_, i) => `fragment F${i} on X { ...F${i + 1} ...F${i + 1} }`);
  return `{ a { ...F0 } } ${fragments.join(' ')} fragment F7 on X { ${'a '.repeat(16)} }`;
}
