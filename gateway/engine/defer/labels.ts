/**
 * Gives every deferred fragment a label of its own, by which the plan tells them apart; the client's label goes behind it. For
 * that, named fragments are written out where they are used: one that is used twice is two parts of the answer.
 */
import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type SelectionNode,
  visit,
} from 'graphql';
import { writtenOut } from '../operations/written-out.ts';
import { deferChoice, deferOf, labelOf } from './directive.ts';

/** The operation itself when nothing in it is deferred. `document` holds one operation with its fragments. */
export function withOwnLabels(document: DocumentNode): DocumentNode {
  // Counts also what nothing spreads any more: the planner may put such a fragment back, with the `@defer`s in it.
  if (deferChoice(document).whole === document) return document;
  let labels = 0;
  return visit(writtenOut(document), {
    Directive: (directive) => (directive.name.value === 'defer' ? labelled(directive, `${labels++}`) : undefined),
  });
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
