/** The GraphQL explorer at `/`, with the saved operations. */
import { type CallersAsked, type ExplorerOptions, explorer as explorerPages } from '../explorer/index.ts';
import type { GatewayPlugin } from './plugin.ts';

export type { CallersAsked };

export function explorer({ callers, contracts }: Pick<ExplorerOptions, 'callers' | 'contracts'>): GatewayPlugin {
  const operationsFolder = new URL('../operations/', import.meta.url);
  return {
    name: 'explorer',
    everywhere: (app) => {
      app.register(explorerPages, { operationsFolder, callers, contracts });
    },
  };
}
