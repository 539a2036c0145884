/** A graph to fuzz: its subgraphs over made-up data, both engines over them, and one merged schema over the same data. */
import { composeServices } from '@apollo/composition';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, execute, type GraphQLSchema, getOperationAST, isEnumType } from 'graphql';
import { pino } from 'pino';
import type { EngineOptions } from '../../gateway/engine/engine.ts';
import { engines } from '../../gateway/engine/index.ts';
import { mergedInParts } from './defer/oracle.ts';
import type { PartsOutcome } from './defer/part.ts';
import { type Running, runInParts, runWhole } from './engine-run.ts';
import { type Facts, readFacts } from './facts.ts';
import { type Outcome, outcome } from './outcome.ts';
import { hash } from './random.ts';
import { type Current, resolveWith, sourceOf } from './serve.ts';
import { data, root, type World } from './world.ts';

export interface Request {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Graph {
  readonly supergraphSdl: string;
  readonly apiSchema: GraphQLSchema;
  readonly facts: Facts;
  /** One schema executed by graphql-js; `parts` with what is deferred apart. */
  readonly merged: Answering;
  readonly compiled: Answering;
  readonly apollo: Pick<Answering, 'whole'>;
  close(): Promise<void>;
}

export interface Answering {
  /** Expects an operation without `@defer`, but of `compiled`, which makes nothing of it. */
  whole(request: Request, world: World): Promise<Outcome>;
  parts(request: Request, world: World): Promise<PartsOutcome>;
}

export interface SubgraphText {
  readonly name: string;
  readonly typeDefs: DocumentNode;
}

/** The subgraphs cannot be one graph; the message is the composer's. */
export class NotComposed extends Error {}

/** Subgraphs over made-up data, and one merged schema over the same. */
export interface Base {
  readonly supergraphSdl: string;
  readonly apiSchema: GraphQLSchema;
  readonly facts: Facts;
  readonly schemas: readonly { readonly name: string; readonly schema: GraphQLSchema }[];
  /** For an engine; it draws the lots of the case that is under way. */
  readonly options: EngineOptions;
  readonly current: Current;
  /** The same case draws the same lots. */
  begin(world: World): void;
}

export function makeBase(texts: readonly SubgraphText[]): Base {
  const composed = composeServices(texts.map((each) => ({ ...each, url: `http://localhost/${each.name}` })));
  const { supergraphSdl } = composed;
  if (supergraphSdl === undefined) {
    throw new NotComposed((composed.errors ?? []).map(({ message }) => message).join('\n'));
  }
  const schemas = texts.map(({ name, typeDefs }) => ({ name, schema: buildSubgraphSchema([{ typeDefs }]) }));
  const facts = readFacts(schemas);
  const values = data(facts, enumsOf(schemas.map(({ schema }) => schema)));
  const current: Current = { world: { seed: 0, failing: false, forgetting: false } };
  let lots = 0;
  const sources = new Map(
    schemas.map(({ name, schema }) => {
      resolveWith(schema, values, facts, name);
      return [name, sourceOf(name, schema, current)] as const;
    }),
  );
  const options: EngineOptions = {
    supergraphSdl,
    sources,
    log: pino({ level: 'silent' }),
    planningTimeout: 15_000,
    random: () => {
      lots += 1;
      return hash(current.world.seed, 'lot', lots) / 2 ** 32;
    },
  };
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const apiSchema = supergraph.apiSchema().toGraphQLJSSchema({ includeDefer: true });
  resolveWith(apiSchema, values, facts, null);
  const begin = (world: World): void => {
    current.world = world;
    lots = 0;
  };
  return { supergraphSdl, apiSchema, facts, schemas, options, current, begin };
}

export function mergedSchema(apiSchema: GraphQLSchema): Answering {
  return {
    whole: async ({ document, variables }, world) => {
      const rootValue = root(getOperationAST(document)?.operation === 'mutation' ? 'Mutation' : 'Query');
      const given = { schema: apiSchema, document, variableValues: variables, rootValue, contextValue: world };
      const result = await execute(given);
      return outcome(JSON.stringify(result.data), result.errors);
    },
    parts: mergedInParts(apiSchema),
  };
}

export async function makeGraph(texts: readonly SubgraphText[]): Promise<Graph> {
  const { supergraphSdl, apiSchema, facts, options, begin } = makeBase(texts);
  const stops: (() => Promise<void>)[] = [];
  const loaded = async (name: keyof typeof engines): Promise<Running> => {
    const engine = engines[name](options);
    stops.push(() => engine.stop());
    engine.onSchemaLoadOrUpdate(() => {});
    const { executor } = await engine.load({ apollo: {} });
    if (!executor) throw new Error(`${name} gave no executor`);
    return { executor, schema: apiSchema };
  };
  const [compiled, apollo] = [await loaded('compiled'), await loaded('apollo')];
  return {
    supergraphSdl,
    apiSchema,
    facts,
    merged: mergedSchema(apiSchema),
    compiled: {
      whole: (request, world) => {
        begin(world);
        return runWhole(compiled, request);
      },
      parts: (request, world) => {
        begin(world);
        return runInParts(compiled, request);
      },
    },
    apollo: {
      whole: (request, world) => {
        begin(world);
        return runWhole(apollo, request);
      },
    },
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
