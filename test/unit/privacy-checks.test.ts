/** What a graph is not composed for: each way in which a class of data would be missing, or would not protect what it is written on. */
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { withoutPolicies, withPolicies } from '../../gateway/supergraph/derived-policies.ts';
import { privacyProblems } from '../../gateway/supergraph/privacy-checks.ts';

const definitions = `
  directive @dataClass(is: DataClass!, mask: DataMask, compares: [DataClass!]) on FIELD_DEFINITION | OBJECT | INTERFACE
  enum DataClass { PUBLIC BASIC CONTACT IDENTITY TRAVEL LOOK_UP }
  enum DataMask { FIRST_LETTER LAST_THREE LAST_FOUR YEAR BY_FIELD }
  scalar Date`;

const head = (imported: string) => `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external", "@shareable", "@composeDirective", "@interfaceObject"])
    @link(url: "https://specs.example.com/privacy/v1.0", import: [${imported}])`;

const usual = `${head('"@dataClass"')} @composeDirective(name: "@dataClass") ${definitions}`;

/** Of customers, and of bookings where there are any. */
function composed(customers: string, bookings?: string) {
  const texts = [customers, ...(bookings === undefined ? [] : [bookings])];
  const parts = texts.map((text, index) => ({
    name: index === 0 ? 'customers' : 'bookings',
    document: parse(text.includes('extend schema') ? text : `${usual} ${text}`),
  }));
  const result = composeServices(
    parts.map(({ name, document }) => ({ name, url: `http://${name}.example.com`, typeDefs: document })),
  );
  expect(result.errors?.map(({ message }) => message) ?? []).toEqual([]);
  return { parts, sdl: result.supergraphSdl ?? '' };
}

function problemsOf(customers: string, bookings?: string): readonly string[] {
  const { parts, sdl } = composed(customers, bookings);
  return privacyProblems(parts, sdl);
}

const query = 'type Query { customer(id: ID!): Customer @dataClass(is: PUBLIC) }';

describe('the data classes of a graph', () => {
  test('are sound where each field has one, of its own or of its type', () => {
    const customers = `${query}
      type Customer @key(fields: "id") @dataClass(is: BASIC) {
        id: ID!
        emails: [Email!] @dataClass(is: CONTACT, mask: BY_FIELD)
        bornOn: Date @dataClass(is: IDENTITY, mask: YEAR)
      }
      type Email @dataClass(is: CONTACT) { address: String @dataClass(is: CONTACT, mask: FIRST_LETTER) shared: Boolean }`;
    const bookings = `
      type Customer @key(fields: "id") {
        id: ID! @dataClass(is: BASIC)
        bornOn: Date @external
        bookings: [String!] @requires(fields: "bornOn") @dataClass(is: TRAVEL, compares: [IDENTITY])
      }`;
    expect(problemsOf(customers, bookings)).toEqual([]);
  });

  test.each([
    [
      'a field without one',
      `${query} type Customer @key(fields: "id") { id: ID! @dataClass(is: BASIC) name: String }`,
      undefined,
      "customers: Customer.name has no @dataClass, nor has its type. Write one, as in @dataClass(is: PUBLIC) for what is no person's.",
    ],
    [
      'what is made of a more protected field',
      `${query} type Customer @key(fields: "id") @dataClass(is: BASIC) { id: ID! email: String @dataClass(is: CONTACT) }`,
      'type Customer @key(fields: "id") @dataClass(is: BASIC) { id: ID! email: String @external greeting: String @requires(fields: "email") }',
      /^bookings: Customer\.greeting is BASIC and is made of Customer\.email, which is CONTACT: .* compares: \[CONTACT\]/,
    ],
    [
      'what is said to be compared and is not',
      `${query} type Customer @key(fields: "id") @dataClass(is: BASIC) { id: ID! name: String @dataClass(is: BASIC, compares: [CONTACT]) }`,
      undefined,
      'Customer.name: it compares nothing that is CONTACT; remove that from compares.',
    ],
    [
      'an interface that is laxer than its types',
      `type Query { anyone: Person @dataClass(is: PUBLIC) }
       interface Person @dataClass(is: PUBLIC) { email: String }
       type Customer implements Person @dataClass(is: CONTACT) { email: String }`,
      undefined,
      'Person.email: is: PUBLIC is laxer than is: CONTACT of Customer.email, which implements it. Write the same on both.',
    ],
    [
      'subgraphs that do not say the same',
      `${query} type Customer @key(fields: "id") @dataClass(is: BASIC) { id: ID! name: String @shareable }`,
      'type Customer @key(fields: "id") @dataClass(is: BASIC) { id: ID! name: String @shareable @dataClass(is: PUBLIC) }',
      /^Customer\.name: .* says is: .*, .* says is: .*\. Write the same in all subgraphs that have it\.$/,
    ],
    [
      'a directive under another name',
      `${head('{ name: "@dataClass", as: "@kind" }')} @composeDirective(name: "@kind")
       ${definitions.replace('@dataClass', '@kind')}
       type Query { now: String @kind(is: PUBLIC) }`,
      undefined,
      /^customers: it calls @dataClass @kind, and would be read by nobody\. /,
    ],
    [
      'a directive that is not composed',
      `${head('"@dataClass"')} ${definitions} type Query { now: String @dataClass(is: PUBLIC) }`,
      undefined,
      /^customers: its @dataClass is not in the supergraph, at Query\.now\. /,
    ],
    [
      'a mask that leaves nothing',
      'type Query { now: Int @dataClass(is: BASIC, mask: LAST_FOUR) }',
      undefined,
      'Query.now: LAST_FOUR leaves nothing of Int; it is made for String and ID.',
    ],
    [
      'a part of what has no fields',
      'type Query { now: String @dataClass(is: BASIC, mask: BY_FIELD) }',
      undefined,
      'Query.now: String has no fields; BY_FIELD leaves nothing of it.',
    ],
    [
      'a mask on what everybody sees',
      'type Query { now: String @dataClass(is: PUBLIC, mask: LAST_FOUR) }',
      undefined,
      'Query.now: what is PUBLIC is shown whole; remove mask: LAST_FOUR.',
    ],
    [
      'a mask for all fields of a type',
      'type Query @dataClass(is: BASIC, mask: LAST_FOUR) { now: String @dataClass(is: PUBLIC) }',
      undefined,
      'customers: Query has a mask or compares for all its fields. Write these on the fields they are for.',
    ],
    [
      'what takes along all that is shown beside it',
      `type Query { email: Email @dataClass(is: CONTACT, mask: BY_FIELD) }
       type Email @dataClass(is: CONTACT) { address: String! }`,
      undefined,
      /^Email\.address: it is hidden where Query\.email is shown in part, and as it cannot be null /,
    ],
  ] as const)('are refused with %s', (_, customers, bookings, expected) => {
    const problems = problemsOf(customers, bookings);
    expect(problems.length).toBeGreaterThan(0);
    if (typeof expected === 'string') expect(problems).toContain(expected);
    else expect(problems).toContainEqual(expect.stringMatching(expected));
  });
});

describe('the policies derived from them', () => {
  const { sdl } = composed(`${query}
    type Customer @key(fields: "id") @dataClass(is: BASIC) { id: ID! email(at: Int = 1): String @dataClass(is: CONTACT) }`);

  test('stand on each protected field, in a supergraph that says so', () => {
    const derived = withPolicies(sdl);
    expect(derived).toMatch(
      /email\(at: Int = 1\): String @dataClass\(is: CONTACT\) @policy\(policies: \[\["contact"\]\]\)/,
    );
    expect(derived).not.toMatch(/customer\(.*@policy/);
    expect(() => Supergraph.build(derived)).toThrow('policy');
  });

  test('are taken off again without a trace', () => {
    const bare = withoutPolicies(withPolicies(sdl));
    expect(bare.replaceAll(/\s+/g, ' ').trim()).toBe(sdl.replaceAll(/\s+/g, ' ').trim());
    expect(() => Supergraph.build(bare)).not.toThrow();
  });

  test('are none where no field has a class', () => {
    const plain = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9") type Query { now: String }';
    const text = composed(plain).sdl;
    expect(withPolicies(text)).toBe(text);
  });
});
