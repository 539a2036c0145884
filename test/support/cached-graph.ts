/** A graph of two subgraphs that say what of theirs may be cached, on sources a test can count, change and break. */
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { type DocumentNode, parse } from 'graphql';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { inProcess } from '../../gateway/data-sources/in-process.ts';
import { SourceError, type SourceErrorCode } from '../../subgraphs/shared/errors.ts';
import type { Subgraph } from '../../subgraphs/shared/subgraph.ts';

const head = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@composeDirective"])
    @link(url: "https://specs.example.com/cache/v1.0", import: ["@cacheControl", "@cacheTag"])
    @composeDirective(name: "@cacheControl")
    @composeDirective(name: "@cacheTag")
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, staleIfError: Int, inheritMaxAge: Boolean)
    on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  directive @cacheTag(format: String!) repeatable on OBJECT | INTERFACE | FIELD_DEFINITION
  enum CacheControlScope { PUBLIC PRIVATE }`;

const schemas = {
  customers: parse(`${head}
    type Query {
      customer(id: ID!): Customer @cacheControl(maxAge: 60, staleIfError: 600) @cacheTag(format: "customer-{$args.id}")
      customers(ids: [ID!]!): [Customer] @cacheControl(maxAge: 60) @cacheTag(format: "customer-{$args.ids}")
      everybody: [Customer] @cacheControl(maxAge: 60)
      weather: String @cacheControl(maxAge: 60, scope: PUBLIC)
      brief: String @cacheControl(maxAge: 1, staleIfError: 600)
      uncached(id: ID!): Customer
    }
    type Mutation {
      rename(id: ID!, name: String!): Customer
      remark(id: ID!): Boolean @cacheTag(format: "customer-{$args.id}")
      wipe: Boolean
    }
    type Customer @key(fields: "id") @cacheTag(format: "customer-{$key.id}") {
      id: ID!
      name: String
      secret: String @cacheControl(maxAge: 0)
    }
  `),
  loyalty: parse(`${head}
    type Query { membership(number: ID!): Membership @cacheControl(maxAge: 60) }
    type Customer @key(fields: "id") {
      id: ID!
      name: String @external
      loyalty: Membership @cacheControl(maxAge: 60, staleIfError: 600)
      greeting: String @requires(fields: "name") @cacheControl(maxAge: 60)
      points: Int
    }
    type Membership @key(fields: "number") @cacheTag(format: "membership-{$key.number}") {
      number: ID!
      tier: String
      balance: Balance
      card: Card
    }
    type Balance @cacheControl(inheritMaxAge: true) { miles: Int }
    type Card { last4: String }
  `),
} as const;

export type CachedName = keyof typeof schemas;

export interface CachedGraph {
  readonly supergraph: string;
  readonly sources: DataSource[];
  /** By customer id; a name that is missing is no customer. */
  readonly names: Map<string, string>;
  readonly tiers: Map<string, string>;
  /** The whole subgraph fails, or (`loyalty`) the field of that name. */
  readonly broken: Map<CachedName | 'tier of 2', SourceErrorCode>;
  /** How often each subgraph was called, and for which entities. */
  readonly calls: { readonly subgraph: CachedName; readonly entities: readonly string[]; readonly query: string }[];
  /** Called before a subgraph answers. */
  before: (subgraph: CachedName) => Promise<void>;
  /** The next entity reply comes in reverse. */
  reversed: boolean;
}

export function cachedGraph(): CachedGraph {
  const graph: CachedGraph = {
    supergraph: supergraphOf(),
    sources: [],
    names: new Map([
      ['1', 'Anna'],
      ['2', 'Ben'],
      ['3', 'Carla'],
    ]),
    tiers: new Map(),
    broken: new Map(),
    calls: [],
    before: async () => {},
    reversed: false,
  };
  const customer = (id: string) => (graph.names.has(id) ? { id, name: graph.names.get(id) } : null);
  const membership = (id: string) => ({
    number: `M${id}`,
    tier: graph.tiers.get(id) ?? 'GOLD',
    balance: { miles: Number(id) * 10 },
    card: { last4: '4242' },
  });
  const resolvers = {
    customers: {
      Query: {
        customer: (_: unknown, { id }: { id: string }) => customer(id),
        customers: (_: unknown, { ids }: { ids: string[] }) => ids.map(customer),
        everybody: () => [...graph.names.keys()].map(customer),
        weather: () => 'fine',
        brief: () => `brief ${graph.calls.length}`,
        uncached: (_: unknown, { id }: { id: string }) => customer(id),
      },
      Mutation: {
        rename: (_: unknown, { id, name }: { id: string; name: string }) => {
          graph.names.set(id, name);
          return customer(id);
        },
        remark: () => true,
        wipe: () => true,
      },
      Customer: { __resolveReference: ({ id }: { id: string }) => customer(id), secret: () => 'shh' },
    },
    loyalty: {
      Query: { membership: (_: unknown, { number }: { number: string }) => membership(number.slice(1)) },
      Customer: {
        __resolveReference: (reference: { id: string }) => (reference.id === '404' ? null : reference),
        loyalty: ({ id }: { id: string }) => membership(id),
        greeting: ({ name }: { name: string | null }) => `Dear ${name}`,
        points: ({ id }: { id: string }) => Number(id),
      },
      Membership: {
        __resolveReference: ({ number }: { number: string }) => membership(number.slice(1)),
        tier: ({ number, tier }: { number: string; tier: string }) => {
          const code = number === 'M2' ? graph.broken.get('tier of 2') : undefined;
          if (code) throw new SourceError('loyalty', code, 'broken');
          return tier;
        },
      },
    },
  };
  for (const name of ['customers', 'loyalty'] as const) {
    graph.sources.push(watched(graph, name, inProcess(subgraphOf(name, schemas[name], resolvers[name]))));
  }
  return graph;
}

function watched(graph: CachedGraph, name: CachedName, source: DataSource): DataSource {
  return {
    ...source,
    fetch: async (operation, context) => {
      const { representations = [] } = (operation.variables ?? {}) as { representations?: { id: string }[] };
      graph.calls.push({ subgraph: name, entities: representations.map(({ id }) => id), query: operation.query });
      await graph.before(name);
      const code = graph.broken.get(name);
      if (code) throw new SourceError(name, code, 'broken');
      const reply = await source.fetch(operation, context);
      const { _entities: rows } = reply.data ?? {};
      if (!graph.reversed || !Array.isArray(rows)) return reply;
      graph.reversed = false;
      return { ...reply, data: { _entities: rows.toReversed() } };
    },
  };
}

function subgraphOf(name: CachedName, typeDefs: DocumentNode, resolvers: unknown): Subgraph {
  return {
    name,
    typeDefs,
    schema: buildSubgraphSchema([{ typeDefs, resolvers: resolvers as GraphQLResolverMap<unknown> }]),
    context: () => ({}),
    health: async () => ({ state: 'up', milliseconds: 1 }),
    close: async () => {},
  };
}

function supergraphOf(): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(schemas).map(([name, typeDefs]) => ({ name, url: `http://localhost/${name}`, typeDefs })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
