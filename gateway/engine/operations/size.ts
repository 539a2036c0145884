/** How much memory a prepared operation takes, by estimate: V8 does not tell. */
import type { QueryPlan } from '@apollo/query-planner';

/** Around every operation, whatever its size. */
const fixed = 8_000;
/** For a character of the operation: its syntax tree, and the writers of its fields. */
const perOperationCharacter = 60;
/** For a character of the plan: its nodes, texts, representation builders and extended queries. */
const perPlanCharacter = 12;

/** `length`: of the operation's text. */
export function estimatedBytes(length: number, plan: QueryPlan): number {
  return fixed + perOperationCharacter * length + perPlanCharacter * JSON.stringify(plan).length;
}
