/** What is told of an operation that is too much to plan. */
import { GraphQLError } from 'graphql';

export const tooLarge = () =>
  new GraphQLError('This operation takes too long to plan: ask for less at once.', {
    extensions: { code: 'OPERATION_TOO_LARGE' },
  });

export const tooMany = () =>
  new GraphQLError('Too many large operations wait to be planned.', {
    extensions: { code: 'OVERLOADED', http: { status: 503 } },
  });

/** The planner gave up at one of its own limits, which it says only in words. */
export function gaveUp(error: unknown): boolean {
  return error instanceof Error && /^Too many options generated|exceeds? .*limit/.test(error.message);
}
