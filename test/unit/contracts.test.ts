/** Contract graphs: what a file says, what is left of a supergraph, and what is told of one that cannot be. */
import { composeServices } from '@apollo/composition';
import { buildSchema, GraphQLSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readContractFile } from '../../gateway/contracts/contract-file.ts';
import { addressesFor, type Contract, type Contracts } from '../../gateway/contracts/contracts.ts';
import { contractSdl } from '../../gateway/contracts/filter.ts';
import { loadSupergraph } from '../../gateway/engine/supergraph.ts';
import { smallSupergraph } from '../support/small-graph.ts';

const contract = (changes: Partial<Contract> = {}): Contract => ({
  name: 'portal',
  include: ['portal'],
  exclude: [],
  roles: ['portal'],
  ...changes,
});

function composed(schema: string, link = 'import: ["@key", "@tag", "@inaccessible"]'): string {
  const typeDefs = parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", ${link}) ${schema}`);
  const { supergraphSdl, errors } = composeServices([{ name: 'a', url: 'http://localhost/a', typeDefs }]);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** What clients see of it, in order. */
const seen = (supergraph: string, own: Contract): string =>
  typesOf(loadSupergraph(contractSdl(supergraph, own)).apiSchema);
const expected = (schema: string): string => typesOf(buildSchema(schema));

/** Without directives. */
function typesOf(schema: GraphQLSchema): string {
  const config = schema.toConfig();
  return printSchema(lexicographicSortSchema(new GraphQLSchema({ ...config, directives: [] })));
}

const problemOf = (supergraph: string, own: Contract) => {
  try {
    contractSdl(supergraph, own);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

describe('a contract', () => {
  test('has the fields that are tagged for it, of types that they lead to', () => {
    expect(seen(smallSupergraph(), contract({ exclude: ['internal'] }))).toBe(
      expected(`
          type Query { customer(id: ID!): Customer loyalty(number: ID!): Membership }
          type Customer { greeting: String }
          type Membership { number: ID! tier: String }
        `),
    );
  });

  test('has of a type one field where only that is tagged', () => {
    expect(seen(smallSupergraph(), contract({ include: ['lounge'] }))).toBe(
      expected('type Query { loyalty(number: ID!): Membership } type Membership { tier: String }'),
    );
  });

  test('has everything but what is excluded when it includes nothing by name', () => {
    const schema = seen(smallSupergraph(), contract({ include: [], exclude: ['internal', 'lounge'] }));
    expect(schema).toContain('bookings: [Booking!]');
    expect(schema).not.toMatch(/sponsors|tier|loyalty\(/);
  });

  test('has enums, scalars, input types and unions that it leads to, and none that it does not', () => {
    const schema = composed(`
      type Query { find(by: By, hidden: Other @tag(name: "secret")): Found @tag(name: "portal") other: Other2 }
      input By { kind: Kind when: Day secret: Other @tag(name: "secret") }
      enum Kind { A B @tag(name: "secret") }
      scalar Day
      scalar Unused
      input Other { a: Int }
      union Found = One | Two | Three
      type One { a: Int @tag(name: "portal") b: Kind2 }
      type Two @tag(name: "portal") { c: Int }
      type Three { d: Int }
      type Other2 { e: Kind2 }
      enum Kind2 { X }
    `);
    expect(seen(schema, contract({ exclude: ['secret'] }))).toBe(
      expected(`
          type Query { find(by: By): Found }
          input By { kind: Kind when: Day }
          enum Kind { A }
          scalar Day
          union Found = One | Two
          type One { a: Int }
          type Two { c: Int }
        `),
    );
  });

  test('has of an interface the kinds that something of is in', () => {
    const schema = composed(`
      type Query { all: [Animal] @tag(name: "portal") }
      interface Animal @tag(name: "portal") { name: String }
      type Cat implements Animal @tag(name: "portal") { name: String lives: Int @tag(name: "secret") }
      type Dog implements Animal { name: String }
    `);
    const shown = seen(schema, contract({ exclude: ['secret'] }));
    expect(shown).toContain('type Cat implements Animal');
    expect(shown).not.toMatch(/Dog|lives/);
  });

  test('is made of a supergraph that calls its directives otherwise, or has not linked to hide anything', () => {
    const plain = composed('type Query { a: Int @tag(name: "portal") b: Int }', 'import: ["@tag"]');
    const other = composed(
      'type Query { a: Int @label(name: "portal") b: Int c: Int @hidden }',
      'import: [{ name: "@tag", as: "@label" }, { name: "@inaccessible", as: "@hidden" }]',
    );
    for (const each of [plain, other]) expect(seen(each, contract())).toBe(expected('type Query { a: Int }'));
  });

  test.each([
    ['is empty', contract({ include: ['lounge-only'] }), ['nothing in the supergraph has the tag lounge-only.']],
    [
      'excludes what nobody tagged',
      contract({ exclude: ['internel'] }),
      ['nothing in the supergraph has the tag internel.'],
    ],
    [
      'has no field to begin with',
      contract({ include: ['internal'] }),
      ['no field of the query root has the tag internal: nothing could be asked.'],
    ],
    [
      'leads to nothing',
      contract({ include: ['portal'], exclude: ['internal', 'lounge', 'portal'] }),
      ['no field of the query root has the tag portal: nothing could be asked.'],
    ],
  ])('that %s is told so', (_, own, problems) => {
    expect(problemOf(smallSupergraph(), own)).toEqual(
      problems.map((problem) => `contract portal: ${problem}`).join('\n'),
    );
  });

  test('that contradicts itself is told every place', () => {
    const schema = composed(`
      type Query {
        empty: Hidden @tag(name: "portal")
        gone: Gone @tag(name: "portal")
        union: Both @tag(name: "portal")
      }
      type Hidden { a: Int }
      type Gone @tag(name: "secret") @tag(name: "portal") { a: Int }
      union Both = Hidden
    `);
    const add = 'add a tag there, or take this one away.';
    expect(problemOf(schema, contract({ exclude: ['secret'] }))).toBe(
      [
        `contract portal: Query.empty is in it, but no field of its type Hidden is: ${add}`,
        `contract portal: Query.gone is in it, but its type Gone is excluded: ${add}`,
        `contract portal: Query.union is in it, but nothing of its type Both is: ${add}`,
      ].join('\n'),
    );
    const required = composed('type Query { a(b: Int! @tag(name: "secret")): Int @tag(name: "portal") }');
    expect(problemOf(required, contract({ exclude: ['secret'] }))).toMatch(
      /^contract portal: .*"Query\.a\(b:\)" is @inaccessible but is a required argument/,
    );
  });
});

describe('a file of contracts', () => {
  test('names tags and roles, and closes the whole graph to partners unless it says otherwise', () => {
    expect(readContractFile('version: 1\ncontracts:\n  a-b: { include: [x/y], roles: [partner] }\n')).toEqual({
      contracts: {
        wholeGraph: ['staff', 'customer', 'service'],
        contracts: [{ name: 'a-b', include: ['x/y'], exclude: [], roles: ['partner'] }],
      },
    });
    const open = readContractFile('version: 1\nwholeGraph: [partner]\ncontracts: {}');
    expect(open).toEqual({ contracts: { wholeGraph: ['partner'], contracts: [] } });
  });

  test.each([
    ['', ['write version and contracts.']],
    ['version: 2\ncontracts: {}', ['version: write 1.']],
    ['version: 1\ncontracts: [', [expect.stringMatching(/^line \d: it is not YAML/)]],
    ['version: 1\ncontracts: {}\ncontracts: {}', ['line 3: it is there twice.']],
    [
      'version: 1\nwholeGraph: [boss]\ncontracts: {}',
      ['wholeGraph.0: write any of staff, customer, partner, service.'],
    ],
    [
      'version: 1\ncontracts:\n  A: { include: [x], roles: [r] }',
      ['contracts.A: write a name of small letters, digits and -: it is the end of an address.'],
    ],
    ['version: 1\ncontracts:\n  a: { include: [x] }', ['contracts.a.roles: write a list of roles in [ ].']],
    [
      'version: 1\ncontracts:\n  a: { include: ["@tag(x)"], roles: [] , hide: [] }',
      [
        'contracts.a.include.0: write a tag of at most 128 letters, digits and any of _ - / without the @tag around it.',
        'contracts.a.roles: write at least one role: a contract nobody has is of no use.',
        'contracts.a.hide: this is not known here; see docs/partners.md.',
      ],
    ],
    [
      'version: 1\ncontracts:\n  a: { roles: [r] }',
      ['contracts.a: write tags to include or to exclude: without any it would be the whole graph.'],
    ],
  ])('that is wrong is told with the place: %s', (text, problems) => {
    expect(readContractFile(text)).toEqual({ problems });
  });
});

test('a caller is led to what is his, first to what was made for him', () => {
  const all: Contracts = {
    wholeGraph: ['staff'],
    contracts: [contract(), contract({ name: 'lounge', roles: ['lounge', 'portal'] })],
  };
  const who = (kind: 'staff' | 'partner', ...roles: string[]) => addressesFor(all, { kind, roles });
  expect(who('partner', 'portal')).toEqual(['/graphql/portal', '/graphql/lounge']);
  expect(who('partner', 'lounge')).toEqual(['/graphql/lounge']);
  expect(who('partner')).toEqual([]);
  expect(who('staff')).toEqual(['/graphql']);
  expect(who('staff', 'lounge')).toEqual(['/graphql/lounge', '/graphql']);
  expect(addressesFor(all, null)).toEqual(['/graphql', '/graphql/portal', '/graphql/lounge']);
});
