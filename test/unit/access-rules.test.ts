/** How a supergraph's rules are read, and what rights leave of a field. */
import { parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { withoutHidden } from '../../gateway/engine/access/filter.ts';
import { withInterfaceLimits } from '../../gateway/engine/access/interface-limits.ts';
import { decide, judgeBy, limitOf, type Rights } from '../../gateway/engine/access/judge.ts';
import { type Requirement, readAccessRules } from '../../gateway/engine/access/rules.ts';
import { loadSupergraph } from '../../gateway/engine/supergraph.ts';
import type { Sight } from '../../subgraphs/shared/privacy/access.ts';
import { composeParts } from '../support/any-graph.ts';

const rights = (
  sights: Readonly<Record<string, Sight>> = {},
  scopes: readonly string[] = [],
  authenticated = true,
): Rights => ({ authenticated, scopes: new Set(scopes), sightOf: (policy) => sights[policy] ?? 'hidden' });

const needs = (some: Partial<Requirement>): Requirement => ({
  authenticated: false,
  scopes: null,
  policies: null,
  ...some,
});

const protecting = (links: string, body: string) => readAccessRules(parse(`extend schema ${links}\n${body}`));
const coordinates = (links: string, body: string) => [...protecting(links, body).keys()].toSorted();

describe('rules', () => {
  const spec = (name: string) => `url: "https://specs.apollo.dev/${name}/v0.1", for: SECURITY`;

  test.each([
    ['as it is', `@link(${spec('authenticated')})`, '@authenticated'],
    ['imported', `@link(${spec('authenticated')}, import: ["@authenticated"])`, '@authenticated'],
    [
      'imported by another name',
      `@link(${spec('authenticated')}, import: [{ name: "@authenticated", as: "@known" }])`,
      '@known',
    ],
    ['in another namespace', `@link(${spec('authenticated')}, as: "auth")`, '@auth'],
    [
      'as a subgraph imports it',
      '@link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@authenticated"])',
      '@authenticated',
    ],
    [
      'as a subgraph names it without an import',
      '@link(url: "https://specs.apollo.dev/federation/v2.5")',
      '@federation__authenticated',
    ],
  ])('are found %s', (_, links, directive) => {
    expect(coordinates(links, `type Query { a: Int ${directive} b: Int }`)).toEqual(['Query.a']);
  });

  test("are none where the directive is somebody else's", () => {
    expect(
      coordinates('@link(url: "https://specs.apollo.dev/link/v1.0")', 'type Query { a: Int @authenticated }'),
    ).toEqual([]);
  });

  test('of a type are those of its fields, its name, and all fields that return it', () => {
    const body = `
      type Query { secret: [Secret!]! level: Level free: Int at: Moment }
      type Secret @authenticated { a: Int }
      type Level { grade: Grade }
      enum Grade @authenticated { A }
      scalar Moment @authenticated`;
    expect(coordinates(`@link(${spec('authenticated')})`, body)).toEqual([
      'Level.grade',
      'Query.at',
      'Query.secret',
      'Secret.__typename',
      'Secret.a',
    ]);
  });

  test('have the mask of the field, or of its type, and none where the value is an object', () => {
    const links = `@link(${spec('policy')}) @link(url: "https://specs.example.com/privacy/v1.0", import: [{ name: "@dataClass", as: "@class" }])`;
    const rule = '@policy(policies: [["contact"]])';
    const rules = protecting(
      links,
      `type Query {
        own: String ${rule} @class(is: CONTACT, mask: YEAR)
        none: String ${rule} @class(is: CONTACT)
        object: Person ${rule} @class(is: CONTACT, mask: YEAR)
        unknown: String ${rule} @class(is: CONTACT, mask: HALF)
      }
      type Person @class(is: CONTACT, mask: LAST_FOUR) { phone: String ${rule} }`,
    );
    expect([...rules.values()].map(({ coordinate, mask }) => [coordinate, mask])).toEqual([
      ['Query.own', 'YEAR'],
      ['Query.none', null],
      ['Query.object', null],
      ['Query.unknown', null],
      ['Person.phone', 'LAST_FOUR'],
    ]);
  });

  test('that say nothing, or what cannot be read, are met by nobody', () => {
    for (const given of ['[]', '"contact"', '[1]', '7']) {
      const [rule] = protecting(
        `@link(${spec('policy')})`,
        `type Query { a: Int @policy(policies: ${given}) }`,
      ).values();
      expect(rule && limitOf(rule, rights({ contact: 'shown' })), given).toEqual({ coordinate: 'Query.a', mask: null });
    }
  });
});

describe('a decision', () => {
  test.each<[string, Partial<Requirement>, Rights, Sight]>([
    ['who is known', { authenticated: true }, rights(), 'shown'],
    ['who is not', { authenticated: true }, rights({}, [], false), 'hidden'],
    ['one of the sets of scopes', { scopes: [['a', 'b'], ['c']] }, rights({}, ['c']), 'shown'],
    ['a part of a set', { scopes: [['a', 'b'], ['c']] }, rights({}, ['a']), 'hidden'],
    ['an empty set', { scopes: [[]] }, rights(), 'shown'],
    ['no set', { scopes: [] }, rights({}, ['a']), 'hidden'],
    ['the worst of a set of policies', { policies: [['x', 'y']] }, rights({ x: 'shown', y: 'masked' }), 'masked'],
    ['the best of all sets', { policies: [['x', 'z'], ['y']] }, rights({ x: 'shown', y: 'masked' }), 'masked'],
    ['the best of all sets, shown', { policies: [['y'], ['x']] }, rights({ x: 'shown', y: 'masked' }), 'shown'],
    ['a policy nobody has', { policies: [['x', 'z']] }, rights({ x: 'shown' }), 'hidden'],
    ['all kinds', { authenticated: true, scopes: [['a']], policies: [['x']] }, rights({ x: 'shown' }), 'hidden'],
  ])('is made by %s', (_, some, by, expected) => {
    expect(decide(needs(some), by)).toBe(expected);
  });

  test('is the strictest of all that hold for a field', () => {
    const requirements = [needs({ policies: [['x']] }), needs({ policies: [['y']] })];
    const rule = { coordinate: 'A.b', requirements, mask: 'YEAR' } as const;
    expect(limitOf(rule, rights({ x: 'shown', y: 'shown' }))).toBeNull();
    expect(limitOf(rule, rights({ x: 'shown', y: 'masked' }))).toEqual({ coordinate: 'A.b', mask: 'YEAR' });
    expect(limitOf({ ...rule, mask: null }, rights({ x: 'shown', y: 'masked' }))).toEqual({
      coordinate: 'A.b',
      mask: null,
    });
    expect(limitOf(rule, rights({ x: 'masked' }))).toEqual({ coordinate: 'A.b', mask: null });
  });
});

describe('what is planned', () => {
  const { apiSchema } = loadSupergraph(
    composeParts(
      [
        {
          name: 'one',
          typeDefs: `
            type Query { item: Item book: Book things: [Thing] }
            interface Item { id: ID! title: String owner: Owner }
            type Book implements Item { id: ID! title: String owner: Owner pages: Int }
            type Film implements Item { id: ID! title: String owner: Owner length: Int }
            type Owner { name: String mail: String }
            union Thing = Book | Owner`,
        },
      ],
      ['@key'],
    ),
  );
  const planned = (text: string, ...hidden: string[]) => {
    const rules = new Map(
      hidden.map((coordinate) => [
        coordinate,
        { coordinate, requirements: [needs({ authenticated: true })], mask: null },
      ]),
    );
    const judge = judgeBy(rules, rights({}, [], false));
    const document = withInterfaceLimits(apiSchema, judge, parse(text));
    return print(withoutHidden(apiSchema, judge, new Set(), document)).replaceAll(/\s+/g, ' ');
  };

  test.each<[string, string, string[], string]>([
    ['lacks what is hidden', '{ book { id pages } }', ['Book.pages'], '{ book { id } }'],
    ['asks whether there is an object', '{ book { pages } }', ['Book.pages'], '{ book { __typename } }'],
    ['lacks the object with it', '{ book { pages } }', ['Book.pages', 'Query.book'], '{ __typename }'],
    [
      'keeps conditions',
      'query ($a: Boolean!) { book { id @include(if: $a) ... @skip(if: $a) { pages title } } }',
      ['Book.pages'],
      'query ($a: Boolean!) { book { id @include(if: $a) ... @skip(if: $a) { title } } }',
    ],
    [
      'lacks fragments of which nothing is left',
      '{ book { id ...F ... on Book { pages } } } fragment F on Item { ... on Book { pages } }',
      ['Book.pages'],
      '{ book { id } }',
    ],
    ['keeps what one type shows', '{ item { title } }', ['Book.title'], '{ item { title } }'],
    ['lacks what no type shows', '{ item { id title } }', ['Book.title', 'Film.title'], '{ item { id } }'],
    ['lacks what the interface hides', '{ item { id title } }', ['Item.title'], '{ item { id } }'],
    [
      'keeps what is asked of a type that shows it',
      '{ item { title ... on Book { title } } }',
      ['Item.title'],
      '{ item { ... on Book { title } } }',
    ],
    [
      'lacks what is asked of a type that hides it',
      '{ item { ... on Book { title } ... on Film { title } } }',
      ['Book.title'],
      '{ item { ... on Film { title } } }',
    ],
    [
      'has the same fragment as each place shows it',
      '{ item { owner { name mail } ...F } book { ...F } } fragment F on Item { id title }',
      ['Book.title', 'Owner.mail'],
      '{ item { owner { name } ... on Item { id title } } book { ... on Item { id } } }',
    ],
    [
      'lacks types of a union that may not be told',
      '{ things { __typename ... on Book { __typename id } ... on Owner { name } } }',
      ['Book.__typename', 'Book.id'],
      '{ things { __typename ... on Owner { name } } }',
    ],
    [
      'keeps introspection',
      '{ __type(name: "Book") { name } book { pages } }',
      ['Query.book'],
      '{ __type(name: "Book") { name } }',
    ],
  ])('%s', (_, text, hidden, expected) => {
    expect(planned(text, ...hidden)).toBe(expected);
  });
});
