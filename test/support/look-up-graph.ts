/** A graph in which people are looked up: there are Doe, under the locator AB12CD, and who has a phone number that begins with 1. */
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';

const typeDefs = parse(`
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@composeDirective"])
    @link(url: "https://specs.example.com/lookup/v1.0", import: ["@lookUp"])
    @composeDirective(name: "@lookUp")
  directive @lookUp(guards: String) on FIELD_DEFINITION
  type Query {
    trip(locator: String!, surname: String!): Trip @lookUp(guards: "locator")
    people(phone: String!): [Person!] @lookUp
    weather: String
  }
  type Trip { locator: String }
  type Person { name: String }
`);

export interface LookUpGraph {
  readonly supergraph: string;
  readonly source: DataSource;
  /** Look-ups that reached the subgraph. */
  readonly asked: string[];
  /** Each look-up waits for it. */
  hold: Promise<void>;
}

/** The phone number `down` finds that the system is down. */
export function lookUpGraph(): LookUpGraph {
  const { supergraphSdl, errors } = composeServices([
    { name: 'people', url: 'http://localhost:4100/graphql', typeDefs },
  ]);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  const asked: string[] = [];
  const graph = { supergraph: supergraphSdl, asked, hold: Promise.resolve() };
  const resolvers = {
    Query: {
      trip: async (_: unknown, { locator, surname }: { locator: string; surname: string }) => {
        asked.push(`${locator} ${surname}`);
        await graph.hold;
        return locator.toUpperCase() === 'AB12CD' && surname === 'Doe' ? { locator } : null;
      },
      people: async (_: unknown, { phone }: { phone: string }) => {
        asked.push(phone);
        await graph.hold;
        if (phone === 'down') throw new SourceError('people', 'LEGACY_UNAVAILABLE', 'refused');
        return phone.startsWith('1') ? [{ name: 'Jane Doe' }] : [];
      },
      weather: () => 'fair',
    },
  };
  const source = inProcess({
    name: 'people',
    typeDefs,
    schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
    context: () => ({}),
    health: async () => ({ state: 'up', milliseconds: 0 }),
    close: async () => {},
  });
  return Object.assign(graph, { source });
}
