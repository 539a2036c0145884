/** The one form of a request: POST, application/json, one object with a query. Everything else is told what to do instead. */
import type { FastifyError, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { type ErrorCode, refuse } from '../error-codes.ts';
import type { GatewayPlugin } from './plugin.ts';

export function jsonPost(options: { readonly log: Logger }): GatewayPlugin {
  return {
    name: 'json-post',
    everywhere: (app) => answerInGraphqlShape(app, options.log),
    graphql: acceptJsonPostOnly,
  };
}

function acceptJsonPostOnly(scope: FastifyInstance): void {
  scope.removeContentTypeParser('text/plain');
  scope.addHook('onRequest', (request, reply, done) => {
    if (request.method !== 'POST') {
      reply.header('allow', 'POST');
      return void refuse(
        request,
        reply,
        405,
        'BAD_REQUEST',
        'Send operations by POST with content-type application/json.',
      );
    }
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      return void refuse(request, reply, 415, 'BAD_REQUEST', 'Send the request without content-encoding.');
    }
    done();
  });
  scope.addHook('preHandler', (request, reply, done) => {
    const wrong = whatIsWrong(request.body);
    if (wrong !== null) return void refuse(request, reply, 400, 'BAD_REQUEST', wrong);
    done();
  });
}

function whatIsWrong(body: unknown): string | null {
  if (Array.isArray(body)) return 'Batches are not accepted: send one operation a request.';
  if (!isRecord(body)) return 'Send a JSON object such as {"query": "{ __typename }"}.';
  const { query, variables, operationName } = body;
  if (typeof query !== 'string' || query.trim() === '') return 'query must be the text of a GraphQL operation.';
  if (variables != null && !isRecord(variables)) return 'variables must be an object.';
  if (operationName != null && typeof operationName !== 'string') return 'operationName must be a text.';
  return null;
}

const known: Readonly<Record<string, readonly [number, ErrorCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'REQUEST_TOO_LARGE', 'The request is larger than this gateway accepts.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'BAD_REQUEST', 'Send operations with content-type application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'BAD_REQUEST', 'The request has no body; send a JSON object.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'BAD_REQUEST', 'The body is not as long as content-length says.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'BAD_REQUEST', 'The body is not valid JSON.'],
};

function answerInGraphqlShape(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = known[error.code] ?? (error.statusCode === 400 ? known.FST_ERR_CTP_INVALID_JSON_BODY : undefined);
    if (answer !== undefined) return refuse(request, reply, ...answer);
    log.error({ requestId: request.id, error: error.name, code: error.code });
    return refuse(request, reply, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side.');
  });
  app.setNotFoundHandler((request, reply) => refuse(request, reply, 404, 'BAD_REQUEST', 'Operations go to /graphql.'));
}
