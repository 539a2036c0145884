/**
 * For planning: a selection set of which nothing may be left also asks for `__typename`.
 *
 * A plan does not fetch what nothing is asked of, so `customer { name @skip(if: $short) }` would give null where there is a
 * customer, of whom just nothing is shown.
 */
import { type DocumentNode, type FieldNode, Kind, visit } from 'graphql';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

export function withoutBareSelections(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: (set, _key, parent) => {
      if (!parent || Array.isArray(parent) || !('kind' in parent) || parent.kind !== Kind.FIELD) return undefined;
      const always = set.selections.some(({ directives }) => (directives ?? []).length === 0);
      return always ? undefined : { ...set, selections: [typename, ...set.selections] };
    },
  });
}
