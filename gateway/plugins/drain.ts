/** While the gateway stops, every answer asks its client to close the connection: a kept one would hold the process up. */
import type { GatewayPlugin } from './plugin.ts';

export function drain(options: { readonly draining: () => boolean }): GatewayPlugin {
  return {
    name: 'drain',
    everywhere: (app) => {
      app.addHook('onSend', (_request, reply, _payload, done) => {
        if (options.draining()) reply.header('connection', 'close');
        done();
      });
    },
  };
}
