/** Whether a client takes deferred parts of an answer after the rest, and in which form: his `accept` says so. */
import { refuse } from '../error-codes.ts';
import { formatFor, spokenForms } from '../multipart/formats.ts';
import type { GatewayPlugin } from './plugin.ts';

/** Who would take the answer whole too. */
const takesWhole = /\*\/\*|application\/(\*|json|graphql-response\+json)/i;

export function deferredParts(): GatewayPlugin {
  return {
    name: 'deferred-parts',
    graphql: (scope) => {
      scope.addHook('preHandler', (request, reply, done) => {
        const { accept } = request.headers;
        const wanted = accept !== undefined && /multipart\/mixed/i.test(accept);
        const format = wanted ? formatFor(accept) : null;
        if (wanted && format === null && !takesWhole.test(accept)) {
          const forms = [...spokenForms, 'application/json'].join(', ');
          return void refuse(request, reply, 406, 'BAD_REQUEST', `Write in accept one of ${forms}.`);
        }
        if (request.graph && format !== null) {
          request.graph.takesParts = true;
          // The first part is made by Apollo Server, which knows JSON only.
          request.headers.accept = `${accept}, application/json;q=0.1`;
        }
        done();
      });
    },
  };
}
