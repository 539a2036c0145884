/** Headers on every answer: nothing is cached, framed, sniffed or embedded elsewhere. The explorer brings its own policy. */
import type { GatewayPlugin } from './plugin.ts';

export const safeHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

export function securityHeaders(): GatewayPlugin {
  return {
    name: 'security-headers',
    everywhere: (app) => {
      app.addHook('onRequest', (_request, reply, done) => {
        reply.headers(safeHeaders);
        done();
      });
    },
  };
}
