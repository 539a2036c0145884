/** Every code an answer may carry, and the shape of an answer that never became an operation. */
import type { FastifyReply, FastifyRequest } from 'fastify';

export const errorCodes = [
  // A system behind the graph: subgraphs/shared/errors.ts.
  'LEGACY_UNAVAILABLE',
  'LEGACY_TIMEOUT',
  'LEGACY_MALFORMED',
  'LEGACY_REJECTED',
  // Also, with 503, the gateway itself.
  'OVERLOADED',
  // The request.
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_LARGE',
  'OPERATION_TOO_COSTLY',
  'REQUEST_TOO_LARGE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_ONLY',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  // It cannot be recorded who sees it.
  'AUDIT_UNAVAILABLE',
  'UNAUTHORIZED_FIELD_OR_TYPE',
  // Us.
  'INTERNAL_SERVER_ERROR',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export function isErrorCode(value: unknown): value is ErrorCode {
  return errorCodes.some((code) => code === value);
}

/** Of what is in the request, or whose it is, alone: nothing went wrong on our side. */
const mistakes: ReadonlySet<ErrorCode> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_LARGE',
  'REQUEST_TOO_LARGE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'UNAUTHORIZED_FIELD_OR_TYPE',
]);

export const isMistake = (code: ErrorCode): boolean => mistakes.has(code);

/** Answers in GraphQL's shape, and in the media type asked for, before there is an operation. */
export function refuse(request: FastifyRequest, reply: FastifyReply, status: number, code: ErrorCode, message: string) {
  const graphql = request.headers.accept?.includes('application/graphql-response+json');
  return reply
    .code(status)
    .type(`application/${graphql ? 'graphql-response+json' : 'json'}; charset=utf-8`)
    .send(JSON.stringify({ errors: [{ message, extensions: { code, requestId: request.id } }] }));
}
