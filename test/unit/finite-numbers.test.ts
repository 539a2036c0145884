/** Which numbers in an operation are too large. */
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { finiteNumbers } from '../../gateway/finite-numbers.ts';

const schema = buildSchema(`
  scalar Json
  input Box { width: Float }
  type Query { of(float: Float, floats: [[Float!]], box: Box, json: Json, id: ID): Int }
`);
const told = (query: string) =>
  validate(schema, parse(query), [finiteNumbers]).map(({ message, locations }) => ({ message, ...locations?.[0] }));
const digits = '9'.repeat(400);

test.each([
  '{ of(float: 1e400) }',
  '{ of(float: -1e400) }',
  `{ of(float: ${digits}) }`,
  '{ of(floats: [[1, 1e400]]) }',
  '{ of(box: { width: 1e400 }) }',
  '{ of(json: 1e400) }',
  `{ of(json: { list: [${digits}] }) }`,
  'query ($float: Float = 1e400) { of(float: $float) }',
])('is told where: %s', (query) => {
  expect(told(query)).toEqual([
    { message: 'This number is too large to be read.', line: 1, column: query.search(/-?1e400|9{400}/) + 1 },
  ]);
});

test.each(['{ of(float: 1e308) }', '{ of(float: 1e-400) }', `{ of(id: ${digits}) }`])('may be written: %s', (query) => {
  expect(told(query)).toEqual([]);
});
