/**
 * An operation the planner fails on as it stands is planned in another way that says the same; one it fails on for its `@defer`s is
 * answered whole, as the directive allows.
 *
 * It fails on conditions around fragments (see repeated-conditions.ts), and where what is deferred leads to a field of an interface
 * object that requires another subgraph's: "its child cannot have a top-level deferRef".
 */
import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError } from 'graphql';
import { deferChoice } from '../defer/directive.ts';
import { withOwnLabels } from '../defer/labels.ts';
import { withRepeatedConditions } from './repeated-conditions.ts';

interface Way {
  /** What the answer is written by. */
  readonly document: DocumentNode;
  readonly planned: DocumentNode;
}

/** `document` without labels of ours. Rejects as `plan` did at first when no way leads to a plan. */
export async function planAtAll(
  document: DocumentNode,
  plan: (document: DocumentNode) => QueryPlan | Promise<QueryPlan>,
): Promise<{ readonly document: DocumentNode; readonly plan: QueryPlan }> {
  const failures: unknown[] = [];
  for (const way of ways(document)) {
    try {
      return { document: way.document, plan: await plan(way.planned) };
    } catch (error) {
      if (isRefusal(error)) throw error;
      failures.push(error);
    }
  }
  throw failures[0];
}

/** Those that differ, worked out as they are needed. */
function* ways(document: DocumentNode): Generator<Way, void> {
  const labelled = withOwnLabels(document);
  yield { document: labelled, planned: labelled };
  const repeated = withRepeatedConditions(labelled);
  if (repeated !== labelled) yield { document: labelled, planned: repeated };
  const { whole } = deferChoice(document);
  if (whole !== document) yield* ways(whole);
}

/** Of the operation itself, with a code of its own. This one says of a valid operation that the planner has lost its way. */
function isRefusal(error: unknown): boolean {
  return error instanceof GraphQLError && Boolean(error.extensions.code) && error.extensions.code !== 'INVALID_GRAPHQL';
}
