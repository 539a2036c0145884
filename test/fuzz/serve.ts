/** Gives schemas their made-up data: a subgraph's to be fetched from, the merged one to be executed. */
import {
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isAbstractType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
} from 'graphql';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import { subgraphExecutor } from '../../subgraphs/shared/hosting/execute.ts';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { Facts } from './facts.ts';
import { type Data, isThing, root, type World } from './world.ts';

/** Of the case that is under way. One at a time: a fetch that requests share has a context of its own, which knows no world. */
export interface Current {
  world: World;
  /** The operations sent to subgraphs. */
  sent?: { readonly subgraph: string; readonly query: string }[];
}

/** Gives every field of a schema its resolver; `subgraph` is null for the merged schema. */
export function resolveWith(schema: GraphQLSchema, values: Data, facts: Facts, subgraph: string | null): void {
  const typeOf: GraphQLTypeResolver<unknown, World> = (thing) => {
    if (!isThing(thing)) return undefined;
    return schema.getType(thing.type) ? thing.type : facts.familyOf(thing.type);
  };
  const field: GraphQLFieldResolver<unknown, World> = (owner, args, world, { fieldName, parentType }) =>
    values.field(world, isThing(owner) ? owner : root(parentType.name), fieldName, args, subgraph);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isAbstractType(type)) type.resolveType = typeOf;
    if (isScalarType(type) && !isSpecifiedScalarType(type)) type.serialize = (value) => value;
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const each of Object.values(type.getFields())) {
      if (each.name === '_service') continue;
      each.resolve = each.name === '_entities' ? entities(values, subgraph ?? '') : field;
    }
  }
}

function entities(values: Data, subgraph: string): GraphQLFieldResolver<unknown, World> {
  return (_, { representations }: { representations?: unknown }, world) =>
    Array.isArray(representations)
      ? representations.map((each: unknown) => (isRecord(each) ? values.entity(world, each, subgraph) : null))
      : null;
}

export function sourceOf(name: string, schema: GraphQLSchema, current: Current): DataSource {
  // The product's own subgraphs have a closed list of names; these have names of their own.
  const system = name as DataSource['name'];
  const run = subgraphExecutor(
    { name: system, schema, typeDefs: { kind: Kind.DOCUMENT, definitions: [] } },
    { validate: true },
  );
  return {
    name: system,
    fetch: async (operation) => {
      current.sent?.push({ subgraph: name, query: operation.query });
      const reply = await run(operation, current.world);
      // As over the wire: nothing shared with the subgraph, nothing undefined.
      const result: unknown = JSON.parse(JSON.stringify(reply.data));
      return { ...reply, data: isRecord(result) ? result : null };
    },
    health: async () => ({ state: 'up', milliseconds: 0 }),
    close: async () => {},
  };
}
