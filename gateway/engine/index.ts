/** The engines there are, by the setting that chooses one. */
import { compiledEngine } from './compiled.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { apolloEngine } from './vanilla/index.ts';

export type { EngineOptions } from './engine.ts';

export const engines = {
  compiled: compiledEngine,
  apollo: apolloEngine,
} satisfies Record<string, (options: EngineOptions) => Engine>;
