/**
 * A root field no fetch of the plan provides.
 *
 * Where an interface object's key is not resolvable, composition accepts fields nothing leads to; the planner then leaves the
 * whole root field out, without a word. Null without an error would say "there is none", which nobody knows.
 */
import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError, Kind, parse, type SelectionSetNode } from 'graphql';
import { clientName } from '../client-name.ts';
import type { CollectedField } from '../shape/collect.ts';
import { shownName } from './shadowing-names.ts';

/** `selected`: the operation's root fields. Throws GraphQLError. */
export function refuseUnreachable(selected: readonly CollectedField[], plan: QueryPlan): void {
  const wanted = selected.filter(
    ({ node, condition, unless }) =>
      !node.name.value.startsWith('__') && condition?.length === 0 && unless.length === 0,
  );
  const provided = new Set(plan.node && plan.node.kind !== 'Subscription' ? [...rootNames(plan.node)] : []);
  const missing =
    plan.node?.kind === 'Subscription' ? [] : wanted.filter(({ responseName }) => !provided.has(responseName));
  if (missing.length === 0) return;
  const names = missing.map(({ responseName }) => shownName(responseName)).join(', ');
  throw new GraphQLError(`No subgraph leads to what is selected of ${names}.`, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
}

function* rootNames(node: PlanNode): Generator<string> {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      for (const child of node.nodes) yield* rootNames(child);
      return;
    case 'Condition':
      if (node.ifClause) yield* rootNames(node.ifClause);
      if (node.elseClause) yield* rootNames(node.elseClause);
      return;
    case 'Defer':
      if (node.primary.node) yield* rootNames(node.primary.node);
      for (const { node: deferred } of node.deferred) if (deferred) yield* rootNames(deferred);
      return;
    case 'Flatten':
      // So the planner writes a deferred part of the root.
      if (node.path.length === 0) yield* rootNames(node.node);
      return;
    case 'Fetch':
      if (!node.requires) yield* namesIn(parse(node.operation, { noLocation: true }));
  }
}

function* namesIn(document: DocumentNode): Generator<string> {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) yield* namesOf(definition.selectionSet, document);
  }
}

function* namesOf({ selections }: SelectionSetNode, document: DocumentNode): Generator<string> {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) yield String(clientName((selection.alias ?? selection.name).value));
    else if (selection.kind === Kind.INLINE_FRAGMENT) yield* namesOf(selection.selectionSet, document);
    else {
      for (const definition of document.definitions) {
        if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value) {
          yield* namesOf(definition.selectionSet, document);
        }
      }
    }
  }
}
