/** Puts the fields of `required-arguments.ts` back into a plan: what subgraphs are sent has their own fields and names only. */
import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import { splitConflicts } from './split-conflicts.ts';

export interface Restoring {
  /** By the name the planner saw. */
  readonly fields: ReadonlyMap<string, FieldNode>;
  /** By `subgraph Type.field`: the planner's names of what it requires. */
  readonly required: ReadonlyMap<string, ReadonlySet<string>>;
}

export function withRequiredArguments(plan: QueryPlan, restoring: Restoring): QueryPlan {
  const { node } = plan;
  if (restoring.fields.size === 0 || node === undefined || node.kind === 'Subscription') return plan;
  return { ...plan, node: restore(node, restoring) };
}

function restore(node: PlanNode, restoring: Restoring): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => restore(child, restoring)) };
    case 'Flatten':
      return { ...node, node: restore(node.node, restoring) };
    case 'Condition':
      return {
        ...node,
        ...(node.ifClause && { ifClause: restore(node.ifClause, restoring) }),
        ...(node.elseClause && { elseClause: restore(node.elseClause, restoring) }),
      };
    case 'Defer':
      return {
        ...node,
        primary: { ...node.primary, ...(node.primary.node && { node: restore(node.primary.node, restoring) }) },
        deferred: node.deferred.map((each) => ({ ...each, ...(each.node && { node: restore(each.node, restoring) }) })),
      };
    case 'Fetch': {
      const fetches = splitConflicts(node, restoring).map((fetch) => restoreFetch(fetch, restoring));
      const [only] = fetches;
      return only && fetches.length === 1 ? only : { kind: 'Parallel', nodes: fetches };
    }
  }
}

function restoreFetch(node: FetchNode, { fields }: Restoring): FetchNode {
  const { operation, requires } = node;
  const restored = visit(parse(operation, { noLocation: true }), {
    Field: (field) => {
      const own = fields.get(field.name.value);
      return own && { ...field, name: own.name, alias: field.alias ?? field.name, arguments: own.arguments ?? [] };
    },
  });
  return {
    ...node,
    operation: stripIgnoredCharacters(print(restored)),
    ...(requires && { requires: requires.map((selection) => restoreRequired(selection, fields)) }),
  };
}

/** `alias` is where the value stands in the answer in the making, `name` what the subgraph knows it by. */
function restoreRequired(selection: QueryPlanSelectionNode, fields: Restoring['fields']): QueryPlanSelectionNode {
  if (selection.kind === 'InlineFragment') {
    return { ...selection, selections: selection.selections.map((each) => restoreRequired(each, fields)) };
  }
  const own = fields.get(selection.name);
  return {
    ...selection,
    ...(own && { name: own.name.value, alias: selection.name }),
    ...(selection.selections && { selections: selection.selections.map((each) => restoreRequired(each, fields)) }),
  };
}
