/** Whether a client takes deferred parts of an answer after the rest, and in which form: his `accept` says so. */
import { formatFor } from '../multipart/formats.ts';
import type { GatewayPlugin } from './plugin.ts';

export function deferredParts(): GatewayPlugin {
  return {
    name: 'deferred-parts',
    graphql: (scope) => {
      scope.addHook('preHandler', (request, _reply, done) => {
        const { accept } = request.headers;
        if (request.graph && accept?.includes('multipart/mixed') && formatFor(accept) !== null) {
          request.graph.takesParts = true;
          // The first part is made by Apollo Server, which knows JSON only.
          request.headers.accept = `${accept}, application/json;q=0.1`;
        }
        done();
      });
    },
  };
}
