/**
 * A document may hold several operations, and kinds this graph has none of: what cannot be run is the client's mistake, told before
 * anything is planned. The engine would take it for a defect.
 */
import { GraphQLError } from 'graphql';
import type { ErrorCode } from '../error-codes.ts';
import type { GatewayPlugin } from './plugin.ts';

export function operationChoice(): GatewayPlugin {
  return {
    name: 'operation-choice',
    // It has been chosen before.
    known: () => true,
    apollo: {
      requestDidStart: async () => ({
        didResolveOperation: async ({ operation, request, schema }) => {
          if (!operation) {
            throw refusal(
              'OPERATION_RESOLUTION_FAILURE',
              request.operationName == null
                ? 'The document holds several operations: say in operationName which one to run.'
                : 'The document holds no operation of the name in operationName.',
            );
          }
          if (!schema.getRootType(operation.operation)) {
            throw refusal('GRAPHQL_VALIDATION_FAILED', `This graph has no ${operation.operation} operations.`);
          }
        },
      }),
    },
  };
}

function refusal(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
