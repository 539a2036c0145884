/** Which deferred fragments count for whom, and in which form their parts are told. */
import { parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { deferChoice } from '../../gateway/engine/defer/directive.ts';
import { clientLabel, withOwnLabels } from '../../gateway/engine/defer/labels.ts';
import { formatFor } from '../../gateway/multipart/formats.ts';

const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

describe('an accept header', () => {
  test.each([
    ['multipart/mixed;deferSpec=20220824, application/json', 'deferSpec=20220824'],
    ['multipart/mixed; deferSpec="20220824"', 'deferSpec=20220824'],
    ['application/json, multipart/mixed', 'deferSpec=20220824'],
    ['multipart/mixed;incrementalSpec=v0.2, application/json', 'incrementalSpec=v0.2'],
    ['multipart/mixed;incrementalSpec=v9, multipart/mixed;deferSpec=20220824', 'deferSpec=20220824'],
  ])('%s takes parts as %s', (accept, parameter) => {
    expect(formatFor(accept)?.parameter).toBe(parameter);
  });

  test.each([
    'application/json',
    '*/*',
    'multipart/mixed;q=0',
    'multipart/mixed;incrementalSpec=v9',
    'multipart/*',
    '',
  ])('%s takes none', (accept) => {
    expect(formatFor(accept)).toBeNull();
  });
});

describe('deferred fragments', () => {
  const document = parse(
    'query ($a: Boolean, $b: Boolean = false) { x { ... @defer(if: $a, label: "a") { y } ... @defer(if: $b) { z } ... @defer(if: false) { w } } }',
  );
  const { whole, decided } = deferChoice(document);

  test('count as their conditions and the defaults of variables say', () => {
    const of = (text: string) => `query ($a: Boolean, $b: Boolean = false) { x { ${text} } }`;
    expect(flat(print(decided({})))).toBe(of('... @defer(label: "a") { y } ... { z } ... { w }'));
    expect(flat(print(decided({ a: null, b: true })))).toBe(
      of('... @defer(label: "a") { y } ... @defer { z } ... { w }'),
    );
    expect(flat(print(whole))).toBe(of('... { y } ... { z } ... { w }'));
  });

  test('are decided once a combination', () => {
    expect(decided({ a: true })).toBe(decided({}));
    expect(decided({ a: false })).toBe(whole);
    expect(deferChoice(document).whole).toBe(whole);
  });

  test('cost an operation without any nothing', () => {
    const plain = parse('{ x }');
    expect(deferChoice(plain).whole).toBe(plain);
    expect(deferChoice(plain).decided({})).toBe(plain);
    expect(withOwnLabels(plain)).toBe(plain);
  });

  test('are not left in a fragment that nothing spreads, for the planner puts that back', () => {
    const unused = parse('{ x { y } } fragment F on X { y ... on Y @defer { z } }');
    expect(flat(print(withOwnLabels(unused)))).toBe('{ x { y } }');
  });

  test('get names of their own where a fragment is used twice, and keep the client’s', () => {
    const twice = parse('{ a { ...F @defer(label: "my part") } b { ...F @defer } } fragment F on T { y }');
    expect(flat(print(withOwnLabels(twice)))).toBe(
      '{ a { ... on T @defer(label: "0 my part") { y } } b { ... on T @defer(label: "1") { y } } }',
    );
    expect([clientLabel('0 my part'), clientLabel('1')]).toEqual(['my part', null]);
  });
});
