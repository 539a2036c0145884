/** A graph of three small subgraphs with data of their own, to try the gateway on without any legacy system. */
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { type DocumentNode, parse } from 'graphql';
import { BadUserInput, SourceError } from '../../subgraphs/shared/errors.ts';
import type { Subgraph, SystemName } from '../../subgraphs/shared/subgraph.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@tag"])`;

const schemas = {
  customers: parse(`${link}
    type Query {
      customer(id: ID!): Customer @tag(name: "portal")
      customers(ids: [ID!]!): [Customer]
      "Customers in rows, for lists in lists."
      grid: [[Customer]]
      slow(milliseconds: Int!): String
      "As slow, but does not heed the signal."
      deaf(milliseconds: Int!): String
      fail(how: String!): String
      onDay(day: Day): String
    }
    type Mutation { touch: String }
    scalar Day
    type Customer @key(fields: "id") { id: ID! name: String code: String }
  `),
  loyalty: parse(`${link}
    type Query { loyalty(number: ID!): Membership @tag(name: "portal") @tag(name: "lounge") }
    type Customer @key(fields: "id") {
      id: ID!
      name: String @external
      loyalty: Membership
      miles: Int
      greeting: String @requires(fields: "name") @tag(name: "portal")
    }
    type Membership @key(fields: "number") @tag(name: "portal") {
      number: ID!
      tier: String @tag(name: "lounge")
      sponsors: [Customer] @tag(name: "internal")
    }
  `),
  reservations: parse(`${link}
    type Customer @key(fields: "id") { id: ID! bookings: [Booking!] }
    type Booking { locator: String! passengers: [Passenger!]! }
    type Passenger { name: String seat: String customer: Customer }
  `),
} as const;

export type SmallName = keyof typeof schemas;

/** What a test lets the subgraphs do; the maps name entities that misbehave. */
export interface Behaviour {
  /** By customer id: what `miles` throws. */
  readonly miles?: Readonly<Record<string, Error>>;
  /** By customer id: what `loyalty` throws. */
  readonly loyalty?: Readonly<Record<string, Error>>;
  /** By `locator/passenger`: what `seat` throws. */
  readonly seat?: Readonly<Record<string, Error>>;
  /** By customer id: what `name` throws. */
  readonly name?: Readonly<Record<string, Error>>;
  /** Told of each signal a subgraph's context is made with. */
  readonly onContext?: (name: SmallName, signal: AbortSignal) => void;
  /** Told of the representations of each entity request. */
  readonly onEntity?: (name: SmallName, id: string) => void;
}

interface Reference {
  readonly id: string;
  readonly name?: string | null;
}

const names: Readonly<Record<string, string>> = { '1': 'Anna', '2': 'Ben', '3': 'Carla', '4': 'Dora' };
const customer = (id: string) => (names[id] ? { id, name: names[id], code: `c${id}` } : null);
const raise = (error: Error | undefined) => {
  if (error) throw error;
};

function resolversOf(name: SmallName, behaviour: Behaviour) {
  const seen = (id: string) => behaviour.onEntity?.(name, id);
  if (name === 'customers') {
    return {
      Query: {
        customer: (_: unknown, { id }: { id: string }) => customer(id),
        customers: (_: unknown, { ids }: { ids: string[] }) => ids.map(customer),
        grid: () => [[customer('1'), null, customer('2')], null, [customer('3')], []],
        slow: (_: unknown, { milliseconds }: { milliseconds: number }, { signal }: { signal: AbortSignal }) =>
          new Promise((resolve, reject) => {
            setTimeout(() => resolve('done'), milliseconds);
            signal.addEventListener('abort', () => reject(signal.reason));
          }),
        deaf: (_: unknown, { milliseconds }: { milliseconds: number }) =>
          new Promise((resolve) => setTimeout(() => resolve('done'), milliseconds)),
        fail: (_: unknown, { how }: { how: string }) => {
          if (how === 'bug') throw new TypeError('secret host db17.internal');
          if (how === 'input') throw new BadUserInput('how must be something else.');
          throw new SourceError('customers', 'LEGACY_TIMEOUT', 'db17.internal was slow');
        },
        onDay: (_: unknown, { day }: { day: string }) => day,
      },
      Mutation: { touch: () => 'touched' },
      Customer: {
        __resolveReference: ({ id }: Reference) => {
          seen(id);
          return customer(id);
        },
        name: ({ id, name: value }: { id: string; name: string }) => {
          raise(behaviour.name?.[id]);
          return value;
        },
      },
    };
  }
  if (name === 'loyalty') {
    return {
      Query: { loyalty: (_: unknown, { number }: { number: string }) => ({ number }) },
      Customer: {
        __resolveReference: (reference: Reference) => {
          seen(reference.id);
          return reference;
        },
        loyalty: ({ id }: Reference) => {
          raise(behaviour.loyalty?.[id]);
          return { number: `M${id}` };
        },
        miles: ({ id }: Reference) => {
          raise(behaviour.miles?.[id]);
          return Number(id) * 1000;
        },
        greeting: ({ name: own }: Reference) => (own == null ? null : `Dear ${own}`),
      },
      Membership: {
        __resolveReference: (reference: unknown) => reference,
        tier: () => 'GOLD',
        sponsors: ({ number }: { number: string }) => [{ id: '4' }, null, { id: number === 'M1' ? '2' : '1' }],
      },
    };
  }
  return {
    Customer: {
      __resolveReference: (reference: Reference) => {
        seen(reference.id);
        return reference;
      },
      bookings: ({ id }: Reference) => [`A${id}`, `B${id}`].map((locator) => ({ locator })),
    },
    Booking: {
      passengers: ({ locator }: { locator: string }) => [0, 1].map((index) => ({ locator, index })),
    },
    Passenger: {
      name: ({ locator, index }: { locator: string; index: number }) => `P${index} of ${locator}`,
      seat: ({ locator, index }: { locator: string; index: number }) => {
        raise(behaviour.seat?.[`${locator}/${index}`]);
        return `${index}A`;
      },
      customer: ({ locator, index }: { locator: string; index: number }) =>
        index === 0 ? { id: locator.slice(1) } : null,
    },
  };
}

export function smallSubgraph(name: SmallName, behaviour: Behaviour = {}): Subgraph {
  const typeDefs: DocumentNode = schemas[name];
  const schema = buildSubgraphSchema([
    { typeDefs, resolvers: resolversOf(name, behaviour) as GraphQLResolverMap<unknown> },
  ]);
  const day = schema.getType('Day');
  if (day && 'parseLiteral' in day) {
    const read = (value: unknown) => {
      if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return value;
      throw new TypeError('Day must be YYYY-MM-DD.');
    };
    Object.assign(day, { parseValue: read, parseLiteral: (node: { value?: unknown }) => read(node.value) });
  }
  return {
    name: name satisfies SystemName,
    typeDefs,
    schema,
    context: ({ signal }) => {
      behaviour.onContext?.(name, signal);
      return { signal };
    },
    health: async () => ({ state: 'up', milliseconds: 1 }),
    close: async () => {},
  };
}

export const smallNames = Object.keys(schemas) as SmallName[];

let composed: string | null = null;

export function smallSupergraph(): string {
  if (composed !== null) return composed;
  const result = composeServices(
    smallNames.map((name) => ({ name, url: `http://localhost/${name}`, typeDefs: schemas[name] })),
  );
  if (result.supergraphSdl === undefined) throw new Error(result.errors?.map(({ message }) => message).join('\n'));
  composed = result.supergraphSdl;
  return composed;
}
