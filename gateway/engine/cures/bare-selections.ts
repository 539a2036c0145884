/**
 * For planning: what is never shown is left out, and a selection set of which nothing may be left also asks for `__typename`.
 *
 * A plan does not fetch what nothing is asked of, so `customer { name @skip(if: $short) }` would give null where there is a
 * customer, of whom just nothing is shown. And within `@include(if: $all)` the planner forgets a `@skip(if: true)`.
 */
import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from 'graphql';
import { always, conditionOf } from '../shape/conditions.ts';

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

export function withoutBareSelections(document: DocumentNode): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((definition): [string, SelectionSetNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet]] : [],
    ),
  );
  /** Is there a field under no condition but a type's? */
  const asksAlways = (selections: SelectionSetNode['selections'] = []): boolean =>
    selections.some((selection) => {
      if ((selection.directives ?? []).length > 0) return false;
      if (selection.kind === Kind.FIELD) return true;
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection.selectionSet;
      return asksAlways(inner?.selections);
    });
  return visit(document, {
    InlineFragment: { leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined) },
    SelectionSet: {
      leave: (set, _key, parent) => {
        const selections = set.selections.filter(({ directives }) => conditionOf(directives, always) !== null);
        const isFragment = parent && 'kind' in parent && parent.kind === Kind.INLINE_FRAGMENT;
        return { ...set, selections: isFragment || asksAlways(selections) ? selections : [typename, ...selections] };
      },
    },
  });
}
