/**
 * Four subgraphs with the airline's real schemas and invented, settled values: what a field holds follows from its type and the
 * object it belongs to, so every gateway gets the same data however it plans. Lists have two items; nothing is slow.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import type { Subgraph, SystemName } from '../../subgraphs/shared/subgraph.ts';

export const systems: readonly SystemName[] = ['customers', 'reservations', 'loyalty', 'service-cases'];
const itemsOfList = 2;

/** The fields that make an entity, of those types whose objects turn up in several subgraphs. */
const keys: Readonly<Record<string, readonly string[]>> = {
  Customer: ['id'],
  Booking: ['id'],
  Passenger: ['id'],
  Ticket: ['number'],
  LoyaltyMembership: ['number'],
  ServiceCase: ['id'],
  Flight: ['carrier', 'number', 'departureDate', 'origin'],
};

type Values = Record<string, unknown>;

export function fixtureSubgraph(name: SystemName): Subgraph {
  const typeDefs = parse(readFileSync(new URL(`../../subgraphs/${name}/schema.graphql`, import.meta.url), 'utf8'));
  const plain = buildSubgraphSchema([{ typeDefs }]);
  const make = maker();
  const schema = buildSubgraphSchema([
    { typeDefs, resolvers: { ...entityResolvers(plain, make), ...rootResolvers(plain, make) } },
  ]);
  return {
    name,
    typeDefs,
    schema,
    context: () => ({}),
    health: async () => ({ state: 'up', milliseconds: 0 }),
    close: async () => {},
  };
}

type Make = (type: GraphQLObjectType, seed: string, known?: Values) => Values;

/**
 * Objects are made when first asked for and then kept, so that a subgraph in process costs its resolvers and nothing else. Those of a
 * type are of one class, as a real source's records are of one shape, which V8 reads fast.
 */
function maker(): Make {
  const entities = new Map<string, Values>();
  const classes = new Map<string, new (seed: string, known: Values) => Values>();
  const build: Make = (type, seed, known = {}) => {
    const Made = classes.get(type.name) ?? recordClass(type, value);
    classes.set(type.name, Made);
    return new Made(seed, known);
  };
  const make: Make = (type, seed, known) => {
    const key = keys[type.name];
    if (!key) return build(type, seed, known);
    const complete = known !== undefined && key.every((name) => known[name] !== undefined);
    const given = complete ? known : withKey(type, key, seed, known);
    let id = type.name;
    for (const name of key) id += ` ${given[name]}`;
    const existing = entities.get(id);
    if (existing) return existing;
    const made = build(type, id, Object.fromEntries(key.map((name) => [name, given[name]])));
    entities.set(id, made);
    return made;
  };
  const withKey = (type: GraphQLObjectType, key: readonly string[], seed: string, known: Values = {}): Values =>
    Object.fromEntries(
      key.map((name) => {
        const field = type.getFields()[name];
        return [name, known[name] ?? (field && value(field.type, name, `${seed}.${name}`))];
      }),
    );
  const value: ValueOf = (type, field, seed) => {
    if (isNonNullType(type)) return value(type.ofType, field, seed);
    if (isListType(type)) {
      return Array.from({ length: itemsOfList }, (_, index) => value(type.ofType, field, `${seed}.${index}`));
    }
    if (isObjectType(type)) return make(type, seed);
    if (isEnumType(type)) {
      const values = type.getValues();
      return values[number(seed) % values.length]?.name;
    }
    return scalar(type.toString(), field, seed);
  };
  return make;
}

type ValueOf = (type: GraphQLOutputType, field: string, seed: string) => unknown;

/** Its objects hold what is known of them, and work out every other value when it is first read. */
function recordClass(type: GraphQLObjectType, value: ValueOf): new (seed: string, known: Values) => Values {
  class Made {
    [name: string]: unknown;
    readonly #seed: string;

    constructor(seed: string, known: Values) {
      this.__typename = type.name;
      this.#seed = seed;
      for (const name of Object.keys(known)) {
        if (name in Made.prototype) define(this, name, known[name]);
      }
    }

    static worked(made: Made, name: string, field: GraphQLOutputType): unknown {
      const worked = value(field, name, `${made.#seed}.${name}`);
      define(made, name, worked);
      return worked;
    }
  }
  for (const { name, type: field } of Object.values(type.getFields())) {
    Object.defineProperty(Made.prototype, name, {
      get(this: Made) {
        return Made.worked(this, name, field);
      },
    });
  }
  return Made;
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}

const hash = (seed: string) => createHash('sha1').update(seed).digest('hex');
const number = (seed: string) => Number.parseInt(hash(seed).slice(0, 6), 16);

function scalar(type: string, field: string, seed: string): unknown {
  const n = number(seed);
  const two = (limit: number) => String(1 + (n % limit)).padStart(2, '0');
  switch (type) {
    case 'Int':
      return n % 1000;
    case 'Float':
      return (n % 1000) / 1000;
    case 'Boolean':
      return n % 2 === 0;
    case 'Date':
      return `2026-${two(12)}-${two(28)}`;
    case 'DateTime':
      return `2026-${two(12)}-${two(28)}T09:30:00Z`;
    case 'LocalDateTime':
      return `2026-${two(12)}-${two(28)}T09:30`;
    case 'Decimal':
      return `${n % 100_000}.5`;
    case 'CarrierCode':
      return 'AX';
    case 'AirportCode':
      return 'FRA';
    case 'CountryCode':
      return 'DE';
    case 'ID':
      return hash(seed).slice(0, 10).toUpperCase();
    default:
      return `${field} ${hash(seed).slice(0, 8)}`;
  }
}

function entityResolvers(schema: GraphQLSchema, make: Make) {
  return Object.fromEntries(
    Object.keys(keys).flatMap((name) => {
      const type = schema.getType(name);
      return isObjectType(type)
        ? [[name, { __resolveReference: (reference: Values) => make(type, '', reference) }]]
        : [];
    }),
  );
}

/** `customer(id)` and `customers(ids)` give whoever is asked for; of everything else the arguments choose which. */
function rootResolvers(schema: GraphQLSchema, make: Make) {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => !name.startsWith('_'));
  const Query = Object.fromEntries(
    fields.map(({ name, type }) => [
      name,
      (_: unknown, args: Values) => {
        const bare = isNonNullType(type) ? type.ofType : type;
        const inner = isListType(bare) ? bare.ofType : bare;
        const object = isNonNullType(inner) ? inner.ofType : inner;
        if (!isObjectType(object)) return null;
        if (Array.isArray(args.ids)) return args.ids.map((id: unknown) => make(object, '', { id }));
        const seed = `${name} ${JSON.stringify(args)}`;
        if (isListType(bare))
          return Array.from({ length: itemsOfList }, (__, index) => make(object, `${seed}.${index}`));
        return make(object, seed, keys[object.name]?.length === 1 ? oneKey(object.name, args) : args);
      },
    ]),
  );
  return { Query };
}

function oneKey(type: string, args: Values): Values {
  const [name = ''] = keys[type] ?? [];
  return args[name] === undefined ? {} : { [name]: args[name] };
}
