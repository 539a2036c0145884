/** Operations without named fragments: each is written out where it is spread. */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** `document` holds one operation with its fragments; the same one when it has none. A spread of what is not there stays. */
export function writtenOut(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  if (fragments.size === 0) return document;
  const write = (set: SelectionSetNode): SelectionSetNode => ({ ...set, selections: set.selections.map(writeOne) });
  const writeOne = (selection: SelectionNode): SelectionNode => {
    if (selection.kind !== Kind.FRAGMENT_SPREAD)
      return selection.selectionSet ? { ...selection, selectionSet: write(selection.selectionSet) } : selection;
    const fragment = fragments.get(selection.name.value);
    if (!fragment) return selection;
    const { typeCondition, selectionSet } = fragment;
    const directives = selection.directives ?? [];
    return {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition,
      directives,
      selectionSet: write(selectionSet),
    } satisfies InlineFragmentNode;
  };
  const definitions = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [{ ...definition, selectionSet: write(definition.selectionSet) }]
      : [],
  );
  return { ...document, definitions };
}
