/**
 * Shows how an operation was planned, in `extensions.queryPlan`, to those who send `x-query-plan: 1`; with `x-query-plan: dry-run`
 * that is all, and no subgraph is asked. Any other value is refused. For the explorer: whoever may not see it has no such header.
 */
import type { DeferNode, FetchNode, PlanNode, QueryPlan, ResponsePath } from '@apollo/query-planner';
import { refuse } from '../error-codes.ts';
import type { GatewayPlugin } from './plugin.ts';

const queryPlanHeader = 'x-query-plan';
const wishes: readonly unknown[] = ['1', 'dry-run'];

export function queryPlan(): GatewayPlugin {
  return {
    name: 'query-plan',
    graphql: (scope) => {
      scope.addHook('onRequest', (request, reply, done) => {
        const wish = request.headers[queryPlanHeader];
        if (wish === undefined || !request.graph?.explores || wishes.includes(wish)) return done();
        const message = `Write ${wishes.join(' or ')} in ${queryPlanHeader}, or leave it out.`;
        void refuse(request, reply, 400, 'BAD_REQUEST', message);
      });
    },
    known: ({ headers }, { explores }) => !explores || headers[queryPlanHeader] === undefined,
    apollo: {
      requestDidStart: async ({ request, contextValue: { graph } }) => {
        if (!graph.explores) return;
        const wanted = request.http?.headers.get(queryPlanHeader);
        graph.planOnly = wanted === 'dry-run';
        if (wanted === undefined) return;
        return {
          willSendResponse: async ({ response }) => {
            if (graph.plan === null || response.body.kind !== 'single') return;
            const { singleResult } = response.body;
            singleResult.extensions = { ...singleResult.extensions, queryPlan: showPlan(graph.plan) };
          },
        };
      },
    },
  };
}

/** The plan as Hive Laboratory draws it: path segments are `{ Field: name }` or `@`. */
function showPlan(plan: QueryPlan): Record<string, unknown> {
  const { node } = plan;
  return { kind: 'QueryPlan', node: node && node.kind !== 'Subscription' ? showNode(node) : null };
}

function showNode(node: PlanNode): Record<string, unknown> {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(showNode) };
    case 'Flatten':
      return { kind: 'Flatten', path: showPath(node.path), node: showNode(node.node) };
    case 'Condition':
      return {
        kind: 'Condition',
        condition: node.condition,
        ifClause: node.ifClause ? showNode(node.ifClause) : null,
        elseClause: node.elseClause ? showNode(node.elseClause) : null,
      };
    case 'Fetch':
      return showFetch(node);
    case 'Defer':
      return showDefer(node);
  }
}

/** In the shapes a drawing of plans knows: what is deferred stands after what is not, side by side. */
function showDefer({ primary, deferred }: DeferNode): Record<string, unknown> {
  const later = deferred.flatMap(({ node }) => (node ? [showNode(node)] : []));
  const atOnce = primary.node ? [showNode(primary.node)] : [];
  return { kind: 'Sequence', nodes: [...atOnce, ...(later.length > 0 ? [{ kind: 'Parallel', nodes: later }] : [])] };
}

function showPath(path: ResponsePath): unknown[] {
  return path.map((segment) => (segment === '@' ? '@' : { Field: String(segment) }));
}

function showFetch(node: FetchNode): Record<string, unknown> {
  const { serviceName, operationKind, operationName, operation, variableUsages, requires } = node;
  return {
    kind: 'Fetch',
    serviceName,
    operationKind,
    operationName: operationName ?? null,
    operation,
    variableUsages: variableUsages ?? [],
    requires: requires ?? null,
  };
}
