/** Fields whose arguments come from objects above them (`@fromContext`): this engine cannot supply those, so it says so. */
import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';

/** Throws a GraphQLError when the plan needs such an argument: without it a subgraph would answer something else. */
export function refuseContextArguments(plan: QueryPlan): QueryPlan {
  if (plan.node && plan.node.kind !== 'Subscription' && needsContext(plan.node)) {
    throw new GraphQLError('A field of this operation takes an argument from its context, which is not served here.', {
      extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
    });
  }
  return plan;
}

function needsContext(node: PlanNode): boolean {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.some(needsContext);
    case 'Flatten':
      return needsContext(node.node);
    case 'Condition':
      return [node.ifClause, node.elseClause].some((clause) => clause !== undefined && needsContext(clause));
    case 'Defer':
      return [node.primary.node, ...node.deferred.map((part) => part.node)].some(
        (part) => part !== undefined && needsContext(part),
      );
    case 'Fetch':
      return (node.contextRewrites ?? []).length > 0;
  }
}
