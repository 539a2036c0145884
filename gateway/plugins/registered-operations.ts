/**
 * Operations that have been registered beforehand may be asked for by their id, and whoever has come so far may ask for no others. An
 * id becomes its text here, so that everything behind sees one form of request, and the fast path takes it as any other. Nothing is
 * registered by a request (no automatic persisted queries): what a manifest does not hold stays unknown.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { refuse } from '../error-codes.ts';
import { namedBy, withText } from '../registered/asked.ts';
import { type Documents, sha256Of } from '../registered/documents.ts';
import { type Rung, type Rungs, rungOf } from '../registered/rungs.ts';
import type { GatewayPlugin } from './plugin.ts';

/** How an operation was asked for: by `id`, by a `text` that is registered, by one that is not, or by an `unknown` id. */
export type Registration = 'id' | 'text' | 'unregistered' | 'refused' | 'unknown';

export interface RegisteredOperationsOptions {
  readonly documents: Documents;
  readonly rungs: Rungs;
  /** `client`: null where nobody is asked who he is. */
  readonly onAsked: (client: string | null, rung: Rung, registration: Registration) => void;
}

/** Of an answer to an operation that will be refused one day: the id to register it under. */
const warningHeader = 'x-unregistered-operation';
const warning = 'This operation is not registered. One day it will be refused: register it, and ask for it by its id.';

export function registeredOperations({ documents, rungs, onAsked }: RegisteredOperationsOptions): GatewayPlugin {
  /** False when the request has been answered. */
  const settle = (request: FastifyRequest, reply: FastifyReply): boolean => {
    const { body, graph } = request;
    if (graph === null || !isRecord(body)) return true;
    const { principal } = graph;
    const named = namedBy(body);
    const rung = rungOf(rungs, principal);
    const count = (registration: Registration) => onAsked(principal?.client ?? null, rung, registration);
    const turnAway = (registration: Registration, ...refusal: Refusal): false => {
      count(registration);
      refuse(request, reply, ...refusal);
      return false;
    };
    if (named?.several) return turnAway('unknown', ...contradictory);
    const registered = named === null ? undefined : documents.find(principal, named.id);
    if (body.query == null) {
      if (named === null) return true;
      if (registered === undefined) return turnAway('unknown', ...notFound);
      count('id');
      graph.registration = 'registered';
      request.body = withText(body, registered);
      return true;
    }
    const { query } = body;
    if (typeof query !== 'string' || (named === null && rung === 'off')) return true;
    if (registered !== undefined && registered !== query) return turnAway('unknown', ...contradictory);
    if (registered === query || documents.has(principal, query)) {
      count('text');
      graph.registration = 'registered';
      request.body = withText(body, query);
      return true;
    }
    if (rung === 'enforce') return turnAway('refused', ...registeredOnly);
    if (rung === 'off') return true;
    count('unregistered');
    graph.registration = rung === 'warn' ? 'warned' : 'unregistered';
    if (rung === 'warn') reply.header(warningHeader, `sha256:${sha256Of(query)}`);
    return true;
  };
  return {
    name: 'registered-operations',
    graphql: (scope) => {
      scope.addHook('preHandler', (request, reply, done) => {
        if (settle(request, reply)) done();
      });
    },
    // Who is warned is so beside the data.
    known: (_, { registration }) => registration !== 'warned',
    apollo: {
      requestDidStart: async ({ request, contextValue: { graph } }) => {
        if (graph.registration !== 'warned') return;
        const unregistered = { message: warning, id: `sha256:${sha256Of(request.query ?? '')}` };
        return {
          willSendResponse: async ({ response: { body } }) => {
            if (body.kind !== 'single') return;
            const { singleResult } = body;
            singleResult.extensions = { ...singleResult.extensions, unregisteredOperation: unregistered };
          },
        };
      },
    },
  };
}

type Refusal = readonly [status: number, code: Parameters<typeof refuse>[3], message: string];

const notFound: Refusal = [404, 'PERSISTED_QUERY_NOT_FOUND', 'No operation is registered under this id.'];
const registeredOnly: Refusal = [
  403,
  'PERSISTED_QUERY_ONLY',
  'Only registered operations are run for you: ask for one by its id, or by its text to the letter.',
];
const contradictory: Refusal = [
  400,
  'BAD_REQUEST',
  'The request names two different operations: send one id, or its text.',
];
