/** What a subgraph is to whoever runs it (the gateway in its own process, or subgraphs/serve.ts over HTTP). */
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema, type GraphQLSchemaModule } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { z } from 'zod';
import type { CircuitChange, SourceState } from './policies/source-state.ts';
import type { Subjects } from './privacy/access.ts';
import type { Caller } from './privacy/caller.ts';

/** A subgraph's name in its supergraph; also the role of the system behind, as clients see it in errors. */
export type SystemName = string;

/** The subgraphs of supergraph.yaml, which live in this repository. */
export type OwnSystemName = 'customers' | 'reservations' | 'loyalty' | 'service-cases';

/** One call to a legacy system, as it ended. No personal data: `operation` is a fixed word such as `PNR_Retrieve`. */
export interface SourceCall {
  readonly system: SystemName;
  readonly operation: string;
  /** Keys the call carried. */
  readonly keys: number;
  readonly milliseconds: number;
  /** `ok` or a code of errors.ts. */
  readonly outcome: string;
}

/** What every subgraph gets from its host. */
export interface Runtime {
  /** The product's clock: "upcoming", "expired" and the like are read against it. */
  readonly now: () => Date;
  /** Called once a legacy call, when it has ended. */
  readonly onCall: (call: SourceCall) => void;
  /** Called when a source's circuit opens, is tried, or closes. */
  readonly onCircuit?: ((change: CircuitChange) => void) | undefined;
}

/** What one client request brings along. */
export interface RequestScope {
  /** Aborts when the client has left or its time is up; the legacy call in flight is then closed. */
  readonly signal: AbortSignal;
  /** Null where nobody is asked who he is. */
  readonly caller: Caller | null;
  /** Of whom he sees anything. */
  readonly subjects: Subjects;
}

export interface SourceHealth {
  readonly state: 'up' | 'down';
  /** A code of errors.ts when down. */
  readonly code?: string;
  readonly milliseconds: number;
}

export interface Subgraph {
  readonly name: SystemName;
  readonly typeDefs: DocumentNode;
  readonly schema: GraphQLSchema;
  /** A fresh context, with its own loaders, for one operation. */
  context(scope: RequestScope): unknown;
  /** Asks the source itself, cheaply; answers within two seconds and never rejects. */
  health(): Promise<SourceHealth>;
  /** What the source's policies are doing, where it has some. */
  readonly state?: () => SourceState;
  close(): Promise<void>;
}

/** Environment variable name -> how its text is read. */
export type SettingsShape = Readonly<Record<string, z.ZodType>>;

export interface SubgraphDefinition {
  readonly name: OwnSystemName;
  readonly schemaFile: URL;
  /** Every environment variable this subgraph reads. */
  readonly settings: SettingsShape;
  /** The one of `settings` that says where the legacy system is; a stand-in, if there is one, plays it while this is not set. */
  readonly urlSetting?: string;
  /** Its system takes one key a call, so that nothing is saved by asking for entities of several requests together. */
  readonly oneByOne?: boolean;
  /** `environment` holds texts, as in process.env. Throws z.ZodError on a wrong value. */
  open(environment: Readonly<Record<string, string | undefined>>, runtime: Runtime): Promise<Subgraph>;
}

/** Keeps the settings' types between their declaration and `open`. */
export function defineSubgraph<S extends SettingsShape>(definition: {
  name: OwnSystemName;
  schemaFile: URL;
  settings: S;
  urlSetting?: keyof S & string;
  oneByOne?: boolean;
  open(settings: z.output<z.ZodObject<S>>, runtime: Runtime): Promise<Subgraph>;
}): SubgraphDefinition {
  const shape = z.object(definition.settings);
  return {
    ...definition,
    open: async (environment, runtime) => definition.open(shape.parse(withoutBlanks(environment)), runtime),
  };
}

/** A blank setting is none. */
function withoutBlanks(environment: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(environment).filter(([, text]) => text?.trim() !== ''));
}

/** The subgraph over its source, whichever adapter that is. `context` makes what its resolvers get for one operation. */
export function subgraphOver(parts: {
  readonly name: SystemName;
  readonly schemaFile: URL;
  readonly resolvers: NonNullable<GraphQLSchemaModule['resolvers']>;
  readonly source: Source;
  /** Of its policies. */
  readonly state?: () => SourceState;
  readonly context: (scope: RequestScope) => unknown;
}): Subgraph {
  const { name, schemaFile, resolvers, source, state, context } = parts;
  const typeDefs = parse(readFileSync(schemaFile, 'utf8'));
  return {
    name,
    typeDefs,
    schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
    context,
    health: () => source.health(new AbortController().signal),
    ...(state && { state }),
    close: () => source.close(),
  };
}

/** What every port has in common. */
interface Source {
  health(signal: AbortSignal): Promise<SourceHealth>;
  close(): Promise<void>;
}
