/**
 * Deferred fragments the planner breaks its own rules on: those that hold a context and a field that takes an argument from it, for
 * one. Such an operation is answered whole, as the rules of `@defer` allow.
 */
import { type DocumentNode, GraphQLError } from 'graphql';
import { deferChoice } from '../defer/directive.ts';

/** The operation to plan instead; null when nothing is deferred, or when the error is no defect but says what is wrong with it. */
export function withoutUndeferrable(error: unknown, document: DocumentNode): DocumentNode | null {
  if (error instanceof GraphQLError && error.extensions.code !== undefined) return null;
  const { whole } = deferChoice(document);
  return whole === document ? null : whole;
}
