/** `@skip` and `@include` on literals, decided: what is never shown is gone, what is always shown has no condition left. */
import { Kind, type SelectionNode, type SelectionSetNode } from 'graphql';

/** A selection set that would be left empty stays as it is: there is no way to write one. */
export function foldConditions(set: SelectionSetNode): SelectionSetNode {
  const selections = set.selections.flatMap((selection) => fold(selection) ?? []);
  return selections.length === 0 ? set : { ...set, selections };
}

/** Null when it is never shown. */
function fold(selection: SelectionNode): SelectionNode | null {
  const directives = [];
  for (const directive of selection.directives ?? []) {
    const is = directive.name.value === 'include' ? true : directive.name.value === 'skip' ? false : null;
    const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
    if (is === null || value?.kind !== Kind.BOOLEAN) directives.push(directive);
    else if (value.value !== is) return null;
  }
  if (selection.kind === Kind.FRAGMENT_SPREAD || selection.selectionSet === undefined) {
    return { ...selection, directives };
  }
  return { ...selection, directives, selectionSet: foldConditions(selection.selectionSet) };
}
