/**
 * Deferred fragments that hold both a context and a field that takes an argument from it: the planner breaks its own rules on
 * them. Such an operation is answered whole, as the rules of `@defer` allow.
 */
import type { DocumentNode } from 'graphql';
import { deferChoice } from '../defer/directive.ts';

/** The operation as it can be planned, should that be why it could not; else null. */
export function withoutUndeferrable(error: unknown, document: DocumentNode): DocumentNode | null {
  const known = error instanceof Error && error.message.includes('cannot have a top-level deferRef');
  const { whole } = deferChoice(document);
  return known && whole !== document ? whole : null;
}
