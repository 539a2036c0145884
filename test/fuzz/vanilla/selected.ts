/** What an operation selects along a path of its answer. */
import { type DirectiveNode, type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { Path } from '../outcome.ts';

export interface SelectedField {
  readonly node: FieldNode;
  /** Of the fragments around it within its object. */
  readonly conditions: readonly string[];
  /** Its own, and those of these fragments. */
  readonly directives: readonly DirectiveNode[];
}

export interface Selected {
  /** The fields of the object that has the path's last field. */
  readonly beside: readonly SelectedField[];
  /** The fields of all objects on the way to it, its own included. */
  readonly around: readonly SelectedField[];
  /** All fields in what the path leads to. */
  readonly below: readonly SelectedField[];
  /** All fields in what a field is. */
  readonly within: (field: SelectedField) => readonly SelectedField[];
}

export function selectedAt(document: DocumentNode, path: Path): Selected {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const fieldsOf = (
    set: SelectionSetNode | undefined,
    conditions: readonly string[] = [],
    outer: readonly DirectiveNode[] = [],
  ): SelectedField[] =>
    (set?.selections ?? []).flatMap((selection) => {
      const directives = [...outer, ...(selection.directives ?? [])];
      if (selection.kind === Kind.FIELD) return [{ node: selection, conditions, directives }];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition?.name.value;
      return fieldsOf(fragment?.selectionSet, condition ? [...conditions, condition] : conditions, directives);
    });
  const deep = (fields: readonly SelectedField[]): SelectedField[] =>
    fields.flatMap(({ node }) => {
      const own = fieldsOf(node.selectionSet);
      return [...own, ...deep(own)];
    });
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  let beside = operation?.kind === Kind.OPERATION_DEFINITION ? fieldsOf(operation.selectionSet) : [];
  let ending: SelectedField[] = beside;
  const around: SelectedField[] = [...beside];
  const names = path.filter((segment) => typeof segment === 'string');
  for (const [index, name] of names.entries()) {
    ending = beside.filter(({ node }) => (node.alias ?? node.name).value === name);
    if (index === names.length - 1) break;
    beside = ending.flatMap(({ node }) => fieldsOf(node.selectionSet));
    around.push(...beside);
  }
  return {
    beside,
    around,
    below: names.length === 0 ? [...beside, ...deep(beside)] : deep(ending),
    within: (field) => deep([field]),
  };
}
