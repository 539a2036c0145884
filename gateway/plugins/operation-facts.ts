/** Notes in the request's context what log and metrics tell of it: the operation's name and hash, and the codes answered. */
import type { GatewayPlugin } from './plugin.ts';

const longestName = 64;

export function operationFacts(): GatewayPlugin {
  return {
    name: 'operation-facts',
    known: (_, graph, { facts }) => {
      graph.operation = facts;
      return true;
    },
    apollo: {
      requestDidStart: async () => ({
        didResolveOperation: async ({ operation, operationName, queryHash, contextValue: { graph } }) => {
          graph.operation = {
            name: operationName?.slice(0, longestName) ?? null,
            type: operation?.operation ?? 'query',
            hash: queryHash.slice(0, 16),
          };
        },
        willSendResponse: async ({ response, contextValue: { graph } }) => {
          if (response.body.kind !== 'single') return;
          for (const error of response.body.singleResult.errors ?? []) {
            graph.codes.add(String(error.extensions?.code));
          }
        },
      }),
    },
  };
}
