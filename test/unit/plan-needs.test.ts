/** What a plan asks for that nobody asked it for, as subgraphs are told it. */
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { needsOf } from '../../gateway/engine/plan/needs.ts';
import { loadSupergraph } from '../../gateway/engine/supergraph.ts';
import { composeParts } from '../support/any-graph.ts';

const supergraph = loadSupergraph(
  composeParts(
    [
      {
        name: 'people',
        typeDefs: `
          type Query { person(id: ID!): Person media: [Media!] }
          type Person @key(fields: "id") { id: ID! name: Name born: String phone: String home: Home }
          type Name @shareable { first: String last: String }
          interface Home { street: Street }
          type House implements Home @shareable { street: Street rooms: Int }
          type Boat implements Home @shareable { street: Street }
          type Street @shareable { code: String }
          interface Media @key(fields: "isbn") { isbn: ID! title: String }
          type Book implements Media @key(fields: "isbn") { isbn: ID! title: String }
          type Film implements Media @key(fields: "isbn") { isbn: ID! title: String }
        `,
      },
      {
        name: 'trips',
        typeDefs: `
          type Person @key(fields: "id") @context(name: "person") {
            id: ID!
            name: Name @external
            home: Home @external
            born: String @external
            phone: String @external
            trips: [String!] @requires(fields: "name { last } born")
            near: String @requires(fields: "home { street { code } }")
            bag: Bag
          }
          type Name @shareable { last: String first: String }
          interface Home { street: Street }
          type House implements Home @shareable { street: Street rooms: Int }
          type Boat implements Home @shareable { street: Street }
          type Street @shareable { code: String }
          type Bag @key(fields: "id") { id: ID! owner(of: String @fromContext(field: "$person { phone }")): String }
          type Media @key(fields: "isbn") @interfaceObject { isbn: ID! likes: Int }
        `,
      },
    ],
    ['@key', '@external', '@requires', '@shareable', '@interfaceObject', '@context', '@fromContext'],
  ),
);
const needs = (query: string, also: readonly string[] = []) =>
  needsOf(supergraph.plan(parse(query), undefined), supergraph.fullSchema, also);

describe('a plan needs', () => {
  test('nothing where one subgraph has all that is asked', () => {
    expect(needs('{ person(id: 1) { id name { first last } born phone } }')).toEqual([]);
  });

  test('keys and what fields require, at any depth, and nothing else of what is asked', () => {
    expect(needs('{ person(id: 1) { phone name { first } trips } }')).toEqual([
      'Name.last',
      'Person.born',
      'Person.id',
      'Person.name',
    ]);
  });

  test('of an interface what is required of each of its types', () => {
    expect(needs('{ person(id: 1) { near } }')).toEqual([
      'Boat.street',
      'Home.street',
      'House.street',
      'Person.home',
      'Person.id',
      'Street.code',
    ]);
  });

  test('the key of an interface by whose name a subgraph knows its objects', () => {
    expect(needs('{ media { title likes } }')).toEqual(
      expect.arrayContaining(['Book.isbn', 'Film.isbn', 'Media.isbn']),
    );
  });

  test('what is taken from a context', () => {
    expect(needs('{ person(id: 1) { bag { owner } } }')).toContain('Person.phone');
  });

  test('what is planned along, each once and in order', () => {
    expect(needs('{ person(id: 1) { near } }', ['Person.id', 'A.b'])[0]).toBe('A.b');
    expect(needs('{ person(id: 1) { phone } }', ['Person.id', 'A.b', 'A.b'])).toEqual(['A.b', 'Person.id']);
  });
});
