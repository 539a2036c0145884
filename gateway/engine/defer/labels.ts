/**
 * Gives every deferred fragment a label of its own, by which the plan tells them apart; the client's label goes behind it. For
 * that, named fragments are written out where they are used: one that is used twice is two parts of the answer.
 */
import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { deferOf, labelOf } from './directive.ts';

/** The operation itself when nothing in it is deferred. `document` holds one operation with its fragments. */
export function withOwnLabels(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let labels = 0;
  const spread = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FIELD) {
        return selection.selectionSet ? { ...selection, selectionSet: spread(selection.selectionSet) } : selection;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment) return selection;
      const directives = (selection.directives ?? []).map((directive) =>
        directive.name.value === 'defer' ? labelled(directive, `${labels++}`) : directive,
      );
      const { typeCondition } = fragment;
      const inline: InlineFragmentNode = {
        kind: Kind.INLINE_FRAGMENT,
        ...(typeCondition && { typeCondition }),
        directives,
        selectionSet: spread(fragment.selectionSet),
      };
      return inline;
    }),
  });
  const definitions = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [{ ...definition, selectionSet: spread(definition.selectionSet) }]
      : [],
  );
  return labels === 0 ? document : { ...document, definitions };
}

function labelled(directive: DirectiveNode, own: string): ConstDirectiveNode {
  const value = `${own} ${labelOf(directive) ?? ''}`.trimEnd();
  const label = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'label' },
    value: { kind: Kind.STRING, value },
  } as const;
  return { kind: Kind.DIRECTIVE, name: directive.name, arguments: [label] };
}

/** What the client called it. */
export function clientLabel(label: string): string | null {
  const space = label.indexOf(' ');
  return space < 0 ? null : label.slice(space + 1);
}

export const ownLabel = (selection: SelectionNode): string | null => {
  const directive = deferOf(selection);
  return directive ? labelOf(directive) : null;
};
