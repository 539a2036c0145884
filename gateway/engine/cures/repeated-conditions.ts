/**
 * For planning: a condition stands again at each fragment on a type below it.
 *
 * Of `list @include(if: $all) { ... on Book { related { blurb } } }`, where `list` and `related` come as an interface object and
 * `blurb` requires fields of a third subgraph, the planner loses the condition at the fragment, and then fails as its fetches no
 * longer fit together ("Cannot add selection of field"). Where the fragment has the condition too, which says the same, it does not.
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { deferOf } from '../defer/directive.ts';
import { writtenOut } from '../operations/written-out.ts';
import { conditioned } from './deferred-conditions.ts';

/** The same document where it changes nothing. */
export function withRepeatedConditions(document: DocumentNode): DocumentNode {
  let repeated = 0;
  const within = (set: SelectionSetNode, outer: readonly DirectiveNode[]): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((selection) => repeat(selection, outer)),
  });
  const repeat = (selection: SelectionNode, outer: readonly DirectiveNode[]): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return selection;
    const own = (selection.directives ?? []).filter(isCondition);
    const inner: SelectionNode = { ...selection, selectionSet: within(selection.selectionSet, [...outer, ...own]) };
    if (!isOfType(inner) || outer.length === 0) return inner;
    repeated += 1;
    return outer.reduceRight<SelectionNode>(conditioned, inner);
  };
  const written = writtenOut(document);
  const definitions = written.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? { ...definition, selectionSet: within(definition.selectionSet, []) }
      : definition,
  );
  return repeated === 0 ? document : { ...written, definitions };
}

const isCondition = ({ name }: DirectiveNode) => name.value === 'include' || name.value === 'skip';

/** What is deferred keeps its own conditions: see deferred-conditions.ts. */
function isOfType(selection: SelectionNode): selection is InlineFragmentNode {
  return selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition !== undefined && !deferOf(selection);
}
