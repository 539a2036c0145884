/** A graph to fuzz: its subgraphs over made-up data, both engines over them, and one merged schema over the same data. */

import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  getOperationAST,
  isAbstractType,
  isEnumType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  print,
} from 'graphql';
import { pino } from 'pino';
import type { DataSource } from '../../gateway/data-sources/data-source.ts';
import type { EngineOptions } from '../../gateway/engine/engine.ts';
import { FinishedData } from '../../gateway/engine/finished-data.ts';
import { engines } from '../../gateway/engine/index.ts';
import { createRequestContext } from '../../gateway/request-context.ts';
import { subgraphExecutor } from '../../subgraphs/shared/hosting/execute.ts';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { PathSegment } from '../../subgraphs/shared/hosting/reply.ts';
import { type Facts, readFacts } from './facts.ts';
import { hash } from './random.ts';
import { type Data, data, isThing, root, type World } from './world.ts';

export interface Request {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** `text` is the answer's data as JSON; `places` where its errors are. */
export interface Outcome {
  readonly text: string;
  readonly places: readonly (readonly PathSegment[])[];
  readonly messages: readonly string[];
}

export interface Graph {
  readonly apiSchema: GraphQLSchema;
  readonly facts: Facts;
  /** One schema executed by graphql-js. */
  merged(request: Request, world: World): Promise<Outcome>;
  compiled(request: Request, world: World): Promise<Outcome>;
  apollo(request: Request, world: World): Promise<Outcome>;
  close(): Promise<void>;
}

interface Current {
  world: World;
}

export interface SubgraphText {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

/** Throws with the composer's words when they do not compose. */
export async function makeGraph(texts: readonly SubgraphText[]): Promise<Graph> {
  const composed = composeServices(texts.map((each) => ({ ...each, url: `http://localhost/${each.name}` })));
  if (composed.supergraphSdl === undefined) {
    throw new Error((composed.errors ?? []).map(({ message }) => message).join('\n'));
  }
  const supergraphSdl = composed.supergraphSdl;
  const subgraphs = texts.map(({ name, typeDefs }) => ({ name, schema: buildSubgraphSchema([{ typeDefs }]) }));
  const facts = readFacts(subgraphs);
  const values = data(facts, enumsOf(subgraphs.map(({ schema }) => schema)));
  // One case at a time: a fetch that requests share has a context of its own, which knows no world.
  const current: Current = { world: { seed: 0, failing: false } };
  const sources = new Map(
    subgraphs.map(({ name, schema }) => {
      resolve(schema, values, facts, name);
      return [name, source(name, schema, current)] as const;
    }),
  );
  const options: EngineOptions = {
    supergraphSdl,
    sources,
    log: pino({ level: 'silent' }),
    events: { onPlan: () => {}, onSharedFetch: () => {} },
    planCache: 64 * 1024 * 1024,
    planningTimeout: 60_000,
    warmUp: [],
  };
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const apiSchema = supergraph.apiSchema().toGraphQLJSSchema();
  resolve(apiSchema, values, facts, null);
  const run = async (load: () => Promise<GatewayExecutor>) => {
    const executor = await load();
    return (request: Request, world: World) => runEngine(executor, apiSchema, request, world, current);
  };
  const stops: (() => Promise<void>)[] = [];
  const loaded = async (name: keyof typeof engines): Promise<GatewayExecutor> => {
    const engine = engines[name](options);
    stops.push(() => engine.stop());
    engine.onSchemaLoadOrUpdate(() => {});
    const { executor } = await engine.load({ apollo: {} });
    if (!executor) throw new Error(`${name} gave no executor`);
    return executor;
  };
  return {
    apiSchema,
    facts,
    merged: async (request, world) => {
      const { document, variables } = request;
      const name = getOperationAST(document)?.operation === 'mutation' ? 'Mutation' : 'Query';
      const rootValue = root(name);
      const result = await execute({
        schema: apiSchema,
        document,
        variableValues: variables,
        rootValue,
        contextValue: world,
      });
      return outcome(JSON.stringify(result.data), result.errors);
    },
    compiled: await run(() => loaded('compiled')),
    apollo: await run(() => loaded('apollo')),
    close: async () => {
      for (const stop of stops) await stop();
    },
  };
}

function enumsOf(schemas: readonly GraphQLSchema[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const schema of schemas) {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isEnumType(type) || type.name.startsWith('_')) continue;
      const names = type.getValues().map(({ name }) => name);
      const known = found.get(type.name);
      // A value that one subgraph does not know cannot come from it.
      found.set(type.name, known ? known.filter((name) => names.includes(name)) : names);
    }
  }
  return found;
}

/** Gives every field of a schema its resolver; `subgraph` is null for the merged schema. */
function resolve(schema: GraphQLSchema, values: Data, facts: Facts, subgraph: string | null): void {
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

function source(name: string, schema: GraphQLSchema, current: Current): DataSource {
  // The product's own subgraphs have a closed list of names; these have names of their own.
  const system = name as DataSource['name'];
  const run = subgraphExecutor({ name: system, schema }, { validate: true });
  return {
    name: system,
    fetch: async (operation) => {
      const reply = await run(operation, current.world);
      // As over the wire: nothing shared with the subgraph, nothing undefined.
      const result: unknown = JSON.parse(JSON.stringify(reply.data));
      return { ...reply, data: isRecord(result) ? result : null };
    },
    health: async () => ({ state: 'up', milliseconds: 0 }),
    close: async () => {},
  };
}

async function runEngine(
  executor: GatewayExecutor,
  schema: GraphQLSchema,
  { document, variables }: Request,
  world: World,
  current: Current,
): Promise<Outcome> {
  const graph = createRequestContext({
    id: 'fuzz',
    signal: new AbortController().signal,
    deadline: performance.now() + 60_000,
    now: () => new Date(),
  });
  current.world = world;
  const query = print(document);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  const result = await executor({
    request: { query, variables: { ...variables } },
    document,
    operation,
    operationName: operation.name?.value ?? null,
    queryHash: `${hash(query)} ${query.length}`,
    source: query,
    context: { graph },
    schema,
    schemaHash: '' as Parameters<GatewayExecutor>[0]['schemaHash'],
    cache: { get: async () => undefined, set: async () => {}, delete: async () => true },
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    metrics: {},
    overallCachePolicy: {},
  });
  const text = result.data instanceof FinishedData ? result.data.text : JSON.stringify(result.data);
  return outcome(text, result.errors);
}

function outcome(text: string | undefined, errors: readonly GraphQLError[] | undefined): Outcome {
  return {
    text: text ?? 'absent',
    places: (errors ?? []).flatMap(({ path, extensions }) => {
      const { paths } = extensions;
      return Array.isArray(paths) ? paths.filter((each) => Array.isArray(each)) : [path ?? []];
    }),
    messages: (errors ?? []).map(({ message, originalError }) =>
      originalError ? `${message} (${originalError.message})` : message,
    ),
  };
}
