/** The GraphQL explorer at `/`, with the saved operations. */
import { explorer as explorerPages } from '../explorer/index.ts';
import type { GatewayPlugin } from './plugin.ts';

export function explorer(): GatewayPlugin {
  const operationsFolder = new URL('../operations/', import.meta.url);
  return {
    name: 'explorer',
    everywhere: (app) => {
      app.register(explorerPages, { operationsFolder });
    },
  };
}
