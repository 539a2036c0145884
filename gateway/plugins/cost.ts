/**
 * Refuses an operation that may cost more than its client's class is allowed, or that asks for a longer list than anybody is, before it
 * is planned. Told in `extensions.cost` to those who
 * may explore and send `x-cost: 1`.
 */
import { GraphQLError } from 'graphql';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { clientClasses, placeOf } from '../../subgraphs/shared/policies/client-class.ts';
import type { ClientClass } from '../admission/classes.ts';
import type { CostModel } from '../cost/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';

const costHeader = 'x-cost';

export interface CostOptions {
  /** Of the supergraph served now. */
  readonly costs: () => CostModel;
  readonly budgets: Readonly<Record<ClientClass, number>>;
  /** Items of one list. */
  readonly longestList: number;
  readonly onRefused: (graph: RequestContext) => void;
  readonly onTooLong: (graph: RequestContext) => void;
}

export function cost({ costs, budgets, longestList, onRefused, onTooLong }: CostOptions): GatewayPlugin {
  const inOrder = clientClasses.map((name) => budgets[name]);
  const budgetOf = ({ signal }: RequestContext): number => inOrder[placeOf(signal)] ?? 0;
  return {
    name: 'cost',
    known: ({ headers, body }, graph, operation) => {
      if ((headers[costHeader] !== undefined && graph.explores) || !isRecord(body)) return false;
      const variables = isRecord(body.variables) ? body.variables : {};
      const price = costs().priceOf({ ...operation, variables });
      return price.cost <= budgetOf(graph) && price.longestList <= longestList;
    },
    apollo: {
      requestDidStart: async ({ request, contextValue: { graph } }) => {
        let estimated = 0;
        const wanted = request.http?.headers.get(costHeader) === '1' && graph.explores;
        return {
          didResolveOperation: async ({ schema, document, operation }) => {
            if (!operation) return;
            const budget = budgetOf(graph);
            const operationName = request.operationName ?? undefined;
            const price = costs().priceOf({ schema, document, operationName, variables: request.variables ?? {} });
            estimated = price.cost;
            if (price.longestList > longestList) {
              onTooLong(graph);
              throw new GraphQLError(
                `A list of ${price.longestList} is asked for; ${longestList} are allowed. Read on from its last item.`,
                { extensions: { code: 'OPERATION_TOO_LARGE', http: { status: 400 } } },
              );
            }
            if (estimated <= budget) return;
            onRefused(graph);
            throw new GraphQLError(
              `The operation may cost ${estimated}; ${budget} is allowed. Ask for shorter lists or fewer fields.`,
              { extensions: { code: 'OPERATION_TOO_COSTLY', cost: estimated, budget, http: { status: 400 } } },
            );
          },
          willSendResponse: async ({ response }) => {
            if (!wanted || response.body.kind !== 'single') return;
            const { singleResult } = response.body;
            singleResult.extensions = {
              ...singleResult.extensions,
              cost: { estimated, budget: budgetOf(graph) },
            };
          },
        };
      },
    },
  };
}
