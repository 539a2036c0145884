/** What an engine is, and what it is given. */
import type { GatewayExecutionResult, GatewayInterface } from '@apollo/server-gateway-interface';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Audit } from '../audit/audit.ts';
import type { EntityCache } from '../cache/cache.ts';
import type { DataSource } from '../data-sources/data-source.ts';
import type { RequestContext } from '../request-context.ts';
import type { EngineEvents } from './events.ts';
import type { Variables } from './shape/conditions.ts';

export interface ServedSupergraph {
  readonly supergraphSdl: string;
  /** By subgraph name. */
  readonly sources: ReadonlyMap<string, DataSource>;
}

export interface EngineOptions extends ServedSupergraph {
  readonly log: Logger;
  readonly events?: EngineEvents;
  /** Bytes of prepared operations to keep; 64 MB. */
  readonly planCache?: number;
  /** Milliseconds one operation's planning may take; 2,000. */
  readonly planningTimeout?: number;
  /** Milliseconds an entity fetch may wait for others of its kind while one is under way; 2. With 0 each goes alone. */
  readonly gatherWindow?: number;
  /** From 0 up to but not including 1: draws lots for fields on their way to another subgraph. Math.random. */
  readonly random?: () => number;
  /** Operations to prepare before the first request; those of another schema are left out. */
  readonly warmUp?: readonly string[];
  /** Nothing is cached without it. */
  readonly cache?: EntityCache | null;
  /** It is kept who is shown what; nothing is without it. */
  readonly audit?: Audit | null;
}

/** A valid operation to run. */
export interface AskedOperation {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** By which it was found valid. */
  readonly schema: GraphQLSchema;
  /** As the client sent them. */
  readonly variables: Variables;
  readonly graph: RequestContext;
}

/** Behind Apollo Server. */
export interface Engine extends GatewayInterface {
  onSchemaLoadOrUpdate: NonNullable<GatewayInterface['onSchemaLoadOrUpdate']>;
  /** Beside Apollo Server: left out by an engine that needs its pipeline. */
  readonly execute?: (asked: AskedOperation) => Promise<GatewayExecutionResult>;
  /** Serves another supergraph from now on; requests in flight end on theirs. Rejects, changing nothing, when it cannot. */
  update(next: ServedSupergraph): Promise<void>;
}
