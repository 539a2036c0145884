/** What clients see of errors: a code of the closed set, a text without internals, the request's id to quote to us. */
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { type ErrorCode, isErrorCode } from '../error-codes.ts';
import type { RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';

/** Apollo Server's own codes, in ours. */
const aliases: Readonly<Record<string, ErrorCode>> = {
  INTROSPECTION_DISABLED: 'GRAPHQL_VALIDATION_FAILED',
  MAX_RECURSIVE_SELECTIONS_EXCEEDED: 'OPERATION_TOO_LARGE',
  PERSISTED_QUERY_NOT_FOUND: 'PERSISTED_QUERY_NOT_SUPPORTED',
};

/** Apollo Server's `formatError`. */
export function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const told = formatted.extensions ?? {};
  const code = codeOf(told.code);
  const { locations, path } = formatted;
  return {
    message: code === 'INTERNAL_SERVER_ERROR' ? internal(told.system) : formatted.message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: {
      code,
      ...(typeof told.system === 'string' && { system: told.system }),
      ...(typeof told.retryable === 'boolean' && { retryable: told.retryable }),
      ...(Array.isArray(told.paths) && { paths: told.paths }),
    },
  };
}

function codeOf(code: unknown): ErrorCode {
  const ours = aliases[String(code)] ?? code;
  return isErrorCode(ours) ? ours : 'INTERNAL_SERVER_ERROR';
}

function internal(system: unknown): string {
  return typeof system === 'string' ? `The ${system} part of this graph failed.` : 'Something went wrong on our side.';
}

function withRequestId(error: GraphQLFormattedError, { id }: RequestContext): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, requestId: id } };
}

/** Errors that come after Apollo Server has answered, as it would have told them, and noted for log and metrics. */
export function lateErrors(found: readonly GraphQLError[], graph: RequestContext): GraphQLFormattedError[] {
  return found.map((error) => {
    const told = withRequestId(formatError(error.toJSON()), graph);
    graph.causes.push(unwrapResolverError(error));
    graph.codes.add(String(told.extensions?.code));
    return told;
  });
}

/** Puts the request's id into every error, and notes for the log what stood behind the ones that are ours. */
export function errors(): GatewayPlugin {
  return {
    name: 'errors',
    apollo: {
      requestDidStart: async () => ({
        didEncounterErrors: async ({ errors: found, contextValue: { graph } }) => {
          for (const error of found) graph.causes.push(unwrapResolverError(error));
        },
        willSendResponse: async ({ response, contextValue: { graph } }) => {
          if (response.body.kind !== 'single') return;
          const result = response.body.singleResult;
          if (!result.errors) return;
          result.errors = result.errors.map((error) => withRequestId(error, graph));
        },
      }),
    },
  };
}
