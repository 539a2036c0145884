/** What the planning thread and its owner say to each other. Plans are plain data. */
import type { QueryPlan } from '@apollo/query-planner';

/** The thread's first word. */
export const ready = 'ready';

export interface PlanRequest {
  readonly id: number;
  /** One operation with its fragments. */
  readonly text: string;
  readonly labels: readonly string[];
}

export type PlanReply =
  | { readonly id: number; readonly plan: QueryPlan }
  /** `code` of a GraphQLError, when it was one; `limit` when the planner gave up. */
  | { readonly id: number; readonly message: string; readonly code: string | null; readonly limit: boolean };
