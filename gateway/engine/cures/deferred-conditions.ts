/**
 * For planning: within a deferred fragment, conditions stand at fields, not at fragments around them.
 *
 * At `... @defer { ... @include(if: $all) { topBook { title } } }` the planner forgets that the field is deferred and asks for it
 * with what is answered at once, in the same fetch. That waits for it, and where it fails and may not be null, it takes along what
 * it was asked with. A field that has a condition of the same kind already keeps the fragment.
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type InlineFragmentNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { deferOf } from '../defer/directive.ts';

/** Expects named fragments to be written out where anything is deferred, as `withOwnLabels` does. */
export function withDeferredConditions(document: DocumentNode): DocumentNode {
  return visit(document, {
    InlineFragment: (fragment) => (deferOf(fragment) ? withConditionsAtFields(fragment) : undefined),
  });
}

function withConditionsAtFields(fragment: InlineFragmentNode): InlineFragmentNode {
  const { selectionSet } = fragment;
  return { ...fragment, selectionSet: { ...selectionSet, selections: selectionSet.selections.flatMap(atFields) } };
}

function atFields(selection: SelectionNode): SelectionNode[] {
  if (selection.kind !== Kind.INLINE_FRAGMENT || deferOf(selection)) return [selection];
  const inner = withConditionsAtFields(selection);
  const { directives = [], typeCondition, selectionSet } = inner;
  if (typeCondition || directives.length === 0) return [inner];
  return selectionSet.selections.map((each) => directives.reduceRight(conditioned, each));
}

/** With one more condition; around it where it has one of that kind. */
export function conditioned(selection: SelectionNode, outer: DirectiveNode): SelectionNode {
  const own = selection.directives ?? [];
  if (own.some((each) => print(each) === print(outer))) return selection;
  if (!own.some(({ name }) => name.value === outer.name.value)) return { ...selection, directives: [...own, outer] };
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [selection] };
  return { kind: Kind.INLINE_FRAGMENT, directives: [outer], selectionSet };
}
