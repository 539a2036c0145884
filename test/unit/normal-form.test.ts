import { buildSchema, execute, parse, print, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { normalForm } from '../../gateway/engine/operations/normal-form.ts';

const schema = buildSchema(`
  scalar Day
  enum Color { RED GREEN }
  input Filter { text: String limit: Int! colors: [Color!] day: Day inner: Filter }
  interface Named { echo(value: String): String }
  type Query implements Named {
    echo(value: String): String
    number(value: Int, float: Float, flag: Boolean): String
    id(value: ID!): String
    ids(values: [ID!]!): String
    color(value: Color = RED): String
    day(value: Day): String
    filter(by: Filter): String
    self: Query
  }`);

function form(text: string, name?: string) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  return normalForm(schema, document, name);
}
const key = (text: string, name?: string) => form(text, name).key;

describe('operations share a plan', () => {
  test.each([
    ['whitespace and comments', '{ self { echo } }', '# c\n{ self\n{ echo, } } # d'],
    ['texts', '{ echo(value: "a") }', '{ echo(value: """b""") }'],
    ['numbers', '{ number(value: 1, float: 1.5) }', '{ number(value: 2, float: 3) }'],
    ['booleans', '{ number(flag: true) }', '{ number(flag: false) }'],
    ['ids, as texts or numbers', '{ id(value: "7") }', '{ id(value: 8) }'],
    ['lists, of whatever length', '{ ids(values: ["1", "2", "3"]) }', '{ ids(values: "1") }'],
    ['enum values', '{ color(value: GREEN) }', '{ color(value: RED) }'],
    [
      'fields of input objects',
      '{ filter(by: { limit: 1, inner: { limit: 2, text: "a" } }) }',
      '{ filter(by: { limit: 3, inner: { limit: 4, text: "b" } }) }',
    ],
    [
      'conditions that are decided',
      '{ echo @include(if: true) self { echo } }',
      '{ echo id(value: 1) @skip(if: true) self { echo } }',
    ],
    [
      'literals in fragments',
      '{ ...F } fragment F on Query { echo(value: "a") }',
      '{ ...F } fragment F on Query { echo(value: "b") }',
    ],
  ])('that differ in %s', (_, left, right) => {
    expect(key(left)).toBe(key(right));
  });

  test('that stand among others in their document', () => {
    const other = 'query B { ...G } fragment G on Query { echo }';
    expect(key('query A { ...F } fragment F on Query { self { echo } }', 'A')).toBe(
      key(`query A { ...F } ${other} fragment F on Query { self { echo } }`, 'A'),
    );
  });
});

describe('operations do not share a plan', () => {
  test.each([
    ['their order', '{ a: echo b: echo }', '{ b: echo a: echo }'],
    ['names', '{ a: echo }', '{ b: echo }'],
    [
      'which literals are alike',
      '{ a: echo(value: "1") b: echo(value: "1") }',
      '{ a: echo(value: "1") b: echo(value: "2") }',
    ],
    ['null', '{ echo(value: null) }', '{ echo(value: "a") }'],
    ['values of custom scalars', '{ day(value: "a") }', '{ day(value: "b") }'],
    ['such values in input objects', '{ filter(by: { limit: 1, day: 1 }) }', '{ filter(by: { limit: 1, day: 2 }) }'],
    ['introspection', '{ __type(name: "A") { name } }', '{ __type(name: "B") { name } }'],
    ['the kind of a literal', '{ number(value: 1) }', '{ number(float: 1) }'],
  ])('that differ in %s', (_, left, right) => {
    expect(key(left)).not.toBe(key(right));
  });
});

test('a selection that would be left empty keeps its condition', () => {
  const { document } = form('{ self { echo @skip(if: true) } }');
  expect(print(document)).toContain('echo @skip(if: true)');
});

test('a literal’s variable never takes the name of one of the client’s', () => {
  const { document, literals } = form('query ($literal0: String) { a: echo(value: $literal0) b: echo(value: "x") }');
  expect(literals).toEqual({ _literal0: 'x' });
  expect(validate(schema, document)).toEqual([]);
});

test('the normal form answers as the operation does', async () => {
  const operations = [
    '{ echo(value: "a\\n\\u00e9") number(value: -3, float: 1e2, flag: true) id(value: 12) ids(values: 5) }',
    '{ ids(values: ["a", 2]) color(value: GREEN) default: color day(value: { a: [1, "b", 2.5] }) }',
    '{ filter(by: { text: "t", limit: 3, colors: RED, day: 4, inner: { limit: 0, text: null } }) }',
    '{ number(value: null) ...F self { ...F @include(if: false) echo(value: "b") } } fragment F on Named { echo(value: "b") }',
  ];
  const tell = (args: unknown) => JSON.stringify(args);
  const root: Record<string, unknown> = Object.fromEntries(
    ['echo', 'number', 'id', 'ids', 'color', 'day', 'filter'].map((name) => [name, tell]),
  );
  root.self = () => root;
  for (const text of operations) {
    const { document, literals } = form(text);
    expect(validate(schema, document)).toEqual([]);
    const plain = await execute({ schema, document: parse(text), rootValue: root });
    const normal = await execute({ schema, document, rootValue: root, variableValues: literals });
    expect(normal).toEqual(plain);
  }
});
