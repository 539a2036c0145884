/** The engines there are, by the setting that chooses one. */
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Logger } from 'pino';
import type { DataSource } from '../data-sources/data-source.ts';
import { compiledEngine } from './compiled.ts';
import { apolloEngine } from './vanilla/index.ts';

export interface EngineOptions {
  readonly supergraphSdl: string;
  /** By subgraph name. */
  readonly sources: ReadonlyMap<string, DataSource>;
  readonly log: Logger;
}

export const engines = {
  compiled: compiledEngine,
  apollo: apolloEngine,
} satisfies Record<string, (options: EngineOptions) => GatewayInterface>;
