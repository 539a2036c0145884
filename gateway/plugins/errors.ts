/** What clients see of errors: a code of the closed set, a text without internals, the request's id to quote to us. */
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { type ErrorCode, isErrorCode, isMistake } from '../error-codes.ts';
import { currentRequest, type RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';
import { withoutValues } from './without-values.ts';

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
  const { id: requestId, explores = true } = currentRequest.getStore() ?? {};
  const message = messageOf(formatted, code);
  return {
    message: explores ? message : withoutHints(message),
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: {
      code,
      ...(typeof told.system === 'string' && { system: told.system }),
      ...(typeof told.retryable === 'boolean' && { retryable: told.retryable }),
      ...(typeof told.cost === 'number' && { cost: told.cost, budget: told.budget }),
      ...(Array.isArray(told.paths) && { paths: told.paths }),
      // To quote to us; also on what Apollo Server refuses before there is an operation.
      ...(requestId !== undefined && { requestId }),
    },
  };
}

/** What graphql-js suggests is of the schema. */
const withoutHints = (message: string): string => message.replace(/ ?Did you mean [\s\S]+\?$/, '');

function codeOf(code: unknown): ErrorCode {
  const ours = aliases[String(code)] ?? code;
  return isErrorCode(ours) ? ours : 'INTERNAL_SERVER_ERROR';
}

function messageOf({ message, extensions }: GraphQLFormattedError, code: ErrorCode): string {
  if (code === 'INTERNAL_SERVER_ERROR') return internal(extensions?.system);
  // Apollo Server's own text is advice for the operator.
  return extensions?.validationErrorCode === 'INTROSPECTION_DISABLED'
    ? 'This graph does not show its schema.'
    : withoutValues(message);
}

function internal(system: unknown): string {
  return typeof system === 'string' ? `The ${system} part of this graph failed.` : 'Something went wrong on our side.';
}

/** It tells of a field that the caller may not see: an answer with such errors alone is as good as one without. */
export function isKeptBack({ extensions }: GraphQLError): boolean {
  return extensions.code === ('UNAUTHORIZED_FIELD_OR_TYPE' satisfies ErrorCode);
}

/** Errors that Apollo Server does not see, as it would have told them, and noted for log and metrics. */
export function lateErrors(found: readonly GraphQLError[], graph: RequestContext): GraphQLFormattedError[] {
  return found.map((error) => {
    const told = formatError(error.toJSON());
    note(error, graph);
    graph.codes.add(String(told.extensions?.code));
    return { ...told, extensions: { ...told.extensions, requestId: graph.id } };
  });
}

/** Behind a client's mistake stands nothing: where it was found is no place to look at. */
function note(error: GraphQLError, graph: RequestContext): void {
  if (!isMistake(codeOf(error.extensions.code))) graph.causes.push(unwrapResolverError(error));
}

/** Notes for the log what stood behind the errors. */
export function errors(): GatewayPlugin {
  return {
    name: 'errors',
    // An answer with errors goes through Apollo Server.
    known: () => true,
    apollo: {
      requestDidStart: async () => ({
        didEncounterErrors: async ({ errors: found, contextValue: { graph } }) => {
          for (const error of found) note(error, graph);
        },
      }),
    },
  };
}
