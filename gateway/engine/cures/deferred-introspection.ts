/**
 * For planning: what is deferred asks for `__typename` in place of `__schema` and `__type`, which the planner looks for in vain in
 * subgraphs when they are deferred. They need no fetch; the writer answers them.
 */
import { type DocumentNode, Kind, visit } from 'graphql';
import { deferOf } from '../defer/directive.ts';

export function withoutDeferredIntrospection(document: DocumentNode): DocumentNode {
  let deferred = 0;
  return visit(document, {
    InlineFragment: {
      enter: (fragment) => void (deferOf(fragment) && deferred++),
      leave: (fragment) => void (deferOf(fragment) && deferred--),
    },
    Field: ({ name }) =>
      deferred > 0 && (name.value === '__schema' || name.value === '__type')
        ? { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }
        : undefined,
  });
}
