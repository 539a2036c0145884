/**
 * An operation the planner fails on for its `@defer`s is answered whole, as the directive allows.
 *
 * It does so where what is deferred leads to a field of an interface object that requires another subgraph's: "its child cannot have
 * a top-level deferRef".
 */
import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError } from 'graphql';
import { deferChoice } from '../defer/directive.ts';
import { withOwnLabels } from '../defer/labels.ts';

/** `document` without labels of ours. Rejects as `plan` does when it is not about deferring. */
export async function planAtAll(
  document: DocumentNode,
  plan: (document: DocumentNode) => QueryPlan | Promise<QueryPlan>,
): Promise<{ readonly document: DocumentNode; readonly plan: QueryPlan }> {
  const labelled = withOwnLabels(document);
  try {
    return { document: labelled, plan: await plan(labelled) };
  } catch (error) {
    const { whole } = deferChoice(document);
    if (whole === document || isRefusal(error)) throw error;
    return { document: whole, plan: await plan(whole) };
  }
}

/** Of the operation itself, with a code of its own. */
function isRefusal(error: unknown): boolean {
  return error instanceof GraphQLError && Boolean(error.extensions.code);
}
