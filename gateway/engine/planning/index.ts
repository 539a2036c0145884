/**
 * Plans an operation without holding the event loop: small ones with an obvious plan at once, in a few milliseconds; large ones,
 * and those with many possible plans, in a thread of their own.
 */
import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, Kind, print, type SelectionSetNode } from 'graphql';
import { deferChoice } from '../defer/directive.ts';
import { type LoadedSupergraph, weighedInProcess } from '../supergraph.ts';
import { gaveUp } from './limits.ts';
import { remotePlanner } from './remote-planner.ts';

/** Fields, fragments spread out: planning costs some 0.1 ms each. */
const largestInProcess = 150;

export interface Planner {
  /** `document` holds one operation; `labels` of moving fields are on. Rejects or throws with a GraphQLError when it cannot be planned within bounds. */
  plan(document: DocumentNode, labels: readonly string[]): QueryPlan | Promise<QueryPlan>;
  /** Ends its thread once nobody waits for it. */
  retire(): void;
}

/** `timeout`: milliseconds one operation may take. */
export function createPlanner(supergraph: LoadedSupergraph, options: { readonly timeout: number }): Planner {
  const remote = remotePlanner({ sdl: supergraph.sdl, timeout: options.timeout });
  const atOnce = (document: DocumentNode, labels: readonly string[]): QueryPlan | null => {
    try {
      return supergraph.plan(document, undefined, labels);
    } catch (error) {
      if (gaveUp(error)) return null;
      throw error;
    }
  };
  /** The planner has been seen to loop on such operations; in the thread there is an end to it. */
  const isRisky = (document: DocumentNode) =>
    supergraph.interfaceObjects.size > 0 && deferChoice(document).whole !== document;
  return {
    plan: (document, labels) => {
      if (isRisky(document) || fieldsUpTo(document, largestInProcess) > largestInProcess)
        return remote.plan(print(document), labels);
      const plan = atOnce(document, labels);
      // The planner drops options one by one until few enough plans are left, so more than half of them stay: with fewer than
      // that, none was dropped and this plan is the best there is.
      return plan && supergraph.plansConsidered() <= weighedInProcess / 2 ? plan : remote.plan(print(document), labels);
    },
    retire: remote.retire,
  };
}

/** Counts until it is past `limit`. */
function fieldsUpTo(document: DocumentNode, limit: number): number {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet] as const] : [],
    ),
  );
  let count = 0;
  const visit = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (count > limit) return;
      if (selection.kind === Kind.FIELD) count += 1;
      visit(selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection.selectionSet);
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) visit(definition.selectionSet);
  }
  return count;
}
