/** Takes a selection set apart into what is answered with it and what is deferred. */
import {
  type DirectiveNode,
  type DocumentNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Request } from '../graph.ts';

/** A deferred fragment within a selection set. */
export interface Deferred {
  readonly label: string | null;
  /** Response names from the selection set's object to the fragment's. */
  readonly route: readonly string[];
  /** Without its directives, which `reach` heeds. */
  readonly fragment: InlineFragmentNode;
  /** The way to the fragment alone, with a selection of its objects' in place of its own. */
  readonly reach: (inner: SelectionSetNode) => SelectionSetNode;
}

const isDefer = ({ name }: DirectiveNode) => name.value === 'defer';

export function hasDefer(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: (directive) => {
      found ||= isDefer(directive);
    },
  });
  return found;
}

export function withoutDefer(document: DocumentNode): DocumentNode {
  return visit(document, { Directive: (directive) => (isDefer(directive) ? null : undefined) });
}

/** The operation's selection with its named fragments written out. */
export function spreadOut(document: DocumentNode): SelectionSetNode {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const spread = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((selection): SelectionNode => {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        const { selectionSet } = selection;
        return selectionSet ? { ...selection, selectionSet: spread(selectionSet) } : selection;
      }
      const fragment = fragments.get(selection.name.value);
      if (!fragment) throw new Error(`no fragment ${selection.name.value}`);
      const { typeCondition, selectionSet } = fragment;
      const directives = selection.directives ?? [];
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: spread(selectionSet) };
    }),
  });
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return spread(operation.selectionSet);
}

/** Expects a selection without named fragments. `variables` decide which `@defer`s count. */
export function split(
  set: SelectionSetNode,
  variables: Request['variables'],
): { readonly own: SelectionSetNode; readonly deferred: readonly Deferred[] } {
  const deferred: Deferred[] = [];
  const take = (within: SelectionSetNode, route: readonly string[], reach: Deferred['reach']): SelectionSetNode => ({
    ...within,
    selections: within.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return [selection];
      const { selectionSet } = selection;
      if (selection.kind === Kind.FIELD) {
        const on = (inner: SelectionSetNode) => reach(just({ ...selection, selectionSet: inner }));
        const next = [...route, (selection.alias ?? selection.name).value];
        return [{ ...selection, selectionSet: take(selectionSet, next, on) }];
      }
      const defer = selection.directives?.find(isDefer);
      const directives = selection.directives?.filter((each) => !isDefer(each)) ?? [];
      const plain: InlineFragmentNode = { ...selection, directives };
      const on = (inner: SelectionSetNode) => reach(just({ ...plain, selectionSet: inner }));
      if (!defer || !counts(defer, variables)) return [{ ...plain, selectionSet: take(selectionSet, route, on) }];
      deferred.push({ label: labelOf(defer), route, fragment: { ...plain, directives: [] }, reach: on });
      return [];
    }),
  });
  return { own: take(set, [], (inner) => inner), deferred };
}

const just = (selection: SelectionNode): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections: [selection] });

function counts(defer: DirectiveNode, variables: Request['variables']): boolean {
  const value = defer.arguments?.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value] !== false;
  return !(value?.kind === Kind.BOOLEAN && !value.value);
}

function labelOf(defer: DirectiveNode): string | null {
  const value = defer.arguments?.find(({ name }) => name.value === 'label')?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}
