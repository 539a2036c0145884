/**
 * Who asks, found out before the body is read: nobody is answered, nor told what is wrong with his request, who does not say by a token,
 * a key or a certificate who he is. Why one was not accepted is in the log; to the caller all of that looks alike.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lowest, placeOfClass, setPlace } from '../../subgraphs/shared/policies/client-class.ts';
import { accessOf, type PolicyTable } from '../../subgraphs/shared/privacy/access.ts';
import { refuse } from '../error-codes.ts';
import type { Authenticator } from '../identity/authenticator.ts';
import { type Authentication, type IdentityEvents, isRefusal, type Refusal } from '../identity/outcome.ts';
import { purposeOf } from '../identity/principal.ts';
import type { RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface IdentityOptions {
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly policy: PolicyTable;
  readonly onAuthentication: IdentityEvents['onAuthentication'];
}

export const purposeHeader = 'x-purpose';
const challenge = 'Bearer realm="customer-graph"';
/** Seconds: as often an issuer is asked for its keys. */
const retryAfter = '30';

export function identity({ authenticator, policy, onAuthentication }: IdentityOptions): GatewayPlugin {
  const settle = (
    graph: RequestContext,
    request: FastifyRequest,
    reply: FastifyReply,
    { credential, outcome }: Authentication,
  ): boolean => {
    if (isRefusal(outcome)) {
      graph.refusal = outcome;
      onAuthentication(credential, outcome);
      turnAway(request, reply, outcome);
      return false;
    }
    graph.principal = outcome;
    const purpose = purposeOf(outcome, request.headers[purposeHeader]);
    if (purpose === undefined) {
      graph.refusal = 'purpose';
      onAuthentication(credential, 'purpose');
      refuse(request, reply, 403, 'FORBIDDEN', `You may not ask for this purpose; see ${purposeHeader}.`);
      return false;
    }
    graph.purpose = purpose;
    graph.access = accessOf(policy, { ...outcome, purpose });
    // His own goes before what a proxy says of him.
    setPlace(graph.signal, placeOfClass(outcome.clientClass) ?? lowest);
    onAuthentication(credential, 'ok');
    return true;
  };
  return {
    name: 'identity',
    graphql: (scope) => {
      scope.addHook('onRequest', (request, reply, done) => {
        const { graph, headers } = request;
        if (graph === null) throw new Error('The deadline plug-in has to make the context of a request.');
        const found = authenticator.authenticate({ headers, address: request.socket.remoteAddress });
        if (!(found instanceof Promise)) {
          if (settle(graph, request, reply, found)) done();
          return;
        }
        inTime(found, graph.signal).then((late) => {
          if (settle(graph, request, reply, late)) done();
        }, done);
      });
    },
  };
}

function turnAway(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): void {
  if (refusal === 'keys-unavailable') {
    reply.header('retry-after', retryAfter);
    refuse(request, reply, 503, 'UNAUTHENTICATED', 'Who you are cannot be found out now; send this again later.');
    return;
  }
  const missing = refusal === 'missing';
  reply.header('www-authenticate', missing ? challenge : `${challenge}, error="invalid_token"`);
  const message = missing
    ? 'Say who you are: send a bearer token in authorization, or an API key in x-api-key.'
    : 'What you sent to say who you are is not accepted.';
  refuse(request, reply, 401, 'UNAUTHENTICATED', message);
}

/** An issuer that is slow to send its keys does not hold up an answer beyond its time. */
function inTime(found: Promise<Authentication>, signal: AbortSignal): Promise<Authentication> {
  return new Promise((resolve, reject) => {
    const late = () => resolve({ credential: 'token', outcome: 'keys-unavailable' });
    signal.addEventListener('abort', late, { once: true });
    found.then(resolve, reject).finally(() => signal.removeEventListener('abort', late));
  });
}
