/**
 * For planning: what is never shown is left out, and a selection set of which nothing may be left also asks for `__typename`.
 *
 * A plan does not fetch what nothing is asked of, so `customer { name @skip(if: $short) }` would give null where there is a
 * customer, of whom just nothing is shown. And within `@include(if: $all)` the planner forgets a `@skip(if: true)`.
 */
import { type DocumentNode, type FieldNode, Kind, visit } from 'graphql';
import { conditionOf, always as unconditional } from '../shape/conditions.ts';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

export function withoutBareSelections(document: DocumentNode): DocumentNode {
  return visit(document, {
    InlineFragment: { leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined) },
    SelectionSet: {
      leave: (set, _key, parent) => {
        const selections = set.selections.filter(({ directives }) => conditionOf(directives, unconditional) !== null);
        const always = selections.some(({ directives }) => (directives ?? []).length === 0);
        const isFragment = parent && 'kind' in parent && parent.kind === Kind.INLINE_FRAGMENT;
        return { ...set, selections: always || isFragment ? selections : [typename, ...selections] };
      },
    },
  });
}
