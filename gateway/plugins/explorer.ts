/** The GraphQL explorer at `/`, with the saved operations. */
import { type CallersAsked, explorer as explorerPages } from '../explorer/index.ts';
import type { GatewayPlugin } from './plugin.ts';

export type { CallersAsked };

export function explorer({ callers }: { readonly callers: CallersAsked }): GatewayPlugin {
  const operationsFolder = new URL('../operations/', import.meta.url);
  return {
    name: 'explorer',
    everywhere: (app) => {
      app.register(explorerPages, { operationsFolder, callers });
    },
  };
}
