import { buildSchema, GraphQLError, parse, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { describe, expect, test } from 'vitest';
import { withoutQuotes } from '../../gateway/log.ts';
import { withoutValues } from '../../gateway/plugins/without-values.ts';
import { describeCause } from '../../subgraphs/shared/hosting/describe-cause.ts';

const schema = buildSchema(`
  enum Kind { UPGRADE FLIGHT }
  input Range { from: Int!, to: Int, kind: Kind }
  type Query { find(name: String, first: Int, id: ID, kind: Kind, range: Range, on: Boolean): Int }
`);

/** What graphql-js itself says, so that a new wording of its own is noticed. */
function told(query: string, variables?: Record<string, unknown>): string[] {
  try {
    const document = parse(query);
    const wrong = validate(schema, document);
    if (wrong.length > 0 || !variables) return wrong.map(({ message }) => message);
    const operation = document.definitions[0]!;
    if (operation.kind !== 'OperationDefinition') throw new Error('no operation');
    const read = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    return (read.errors ?? []).map(({ message }) => message);
  } catch (error) {
    if (error instanceof GraphQLError) return [error.message];
    throw error;
  }
}

describe('a mistake is told without the value it was made in', () => {
  test.each<[string, string, Record<string, unknown>?]>([
    ['Syntax Error: Expected ":", found String.', '{ find(name "Lindqvist") }'],
    ['Syntax Error: Unexpected Name.', 'Lindqvist'],
    ['Int cannot represent this value.', '{ find(first: "Lindqvist") }'],
    ['String cannot represent this value.', '{ find(name: 4929) }'],
    ['ID cannot represent this value.', '{ find(id: Lindqvist) }'],
    ['Enum "Kind" cannot represent this value.', '{ find(kind: "Lindqvist") }'],
    ['The enum "Kind" has no such value.', '{ find(kind: Lindqvist) }'],
    ['Expected a value of type "Range".', '{ find(range: "Lindqvist") }'],
    ['Variable "$n" has an invalid value.', 'query ($n: Int) { find(first: $n) }', { n: 'Lindqvist' }],
    ['Variable "$k" has an invalid value.', 'query ($k: Kind) { find(kind: $k) }', { k: 'Lindqvist' }],
    [
      'Variable "$r" has an invalid value at "r.to".',
      'query ($r: Range) { find(range: $r) }',
      { r: { from: 1, to: 'Lindqvist; x at "y"; z' } },
    ],
    [
      'Variable "$r" has an invalid value: Field "from" of required type "Int!" was not provided.',
      'query ($r: Range) { find(range: $r) }',
      { r: { to: 4929 } },
    ],
    [
      'Variable "$r" has an invalid value: Expected type "Range" to be an object.',
      'query ($r: Range) { find(range: $r) }',
      { r: 'Lindqvist' },
    ],
  ])('%s', (expected, query, variables) => {
    const messages = told(query, variables);
    expect(messages.some((message) => /Lindqvist|4929/.test(message))).toBe(true);
    expect(messages.map(withoutValues)).toEqual([expected]);
  });

  test('and whatever has none is told as it is', () => {
    for (const message of told('{ found find(nme: 1) @flag }')) expect(withoutValues(message)).toBe(message);
    expect(withoutValues('first must be from 1 to 50, but is 60.')).toBe('first must be from 1 to 50, but is 60.');
  });
});

test('what stood behind an error is told by its places, not by lines of its message that look like some', () => {
  const { at } = describeCause(new Error('no such person:\n    at Lindqvist (ada@example.com:1:1)\n  at home'));
  expect(JSON.stringify(at)).toContain('without-values.test.ts');
  expect(JSON.stringify(at)).not.toMatch(/Lindqvist|home/);
});

test.each([
  ['Unexpected error processing request', 'Unexpected error processing request: TypeError: no Lindqvist here: at all'],
  ['The cache is not bounded.', 'The cache is not bounded.'],
  ['RangeError', new RangeError('Lindqvist')],
])('a library is quoted without what it quotes: %s', (told, message) => expect(withoutQuotes(message)).toBe(told));
