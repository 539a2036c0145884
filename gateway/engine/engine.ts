/** What an engine is, and what it is given. */
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Logger } from 'pino';
import type { DataSource } from '../data-sources/data-source.ts';
import type { EngineEvents } from './events.ts';

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
  /** Operations to prepare before the first request; those of another schema are left out. */
  readonly warmUp?: readonly string[];
}

/** Behind Apollo Server. */
export interface Engine extends GatewayInterface {
  /** Serves another supergraph from now on; requests in flight end on theirs. Rejects, changing nothing, when it cannot. */
  update(next: ServedSupergraph): Promise<void>;
}
