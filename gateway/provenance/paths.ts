/** Places of an answer without list positions: `customers.@.loyalty`, whichever customer it is. */
import { type DocumentNode, getOperationAST, Kind, type SelectionSetNode } from 'graphql';
import type { PathSegment } from '../../subgraphs/shared/hosting/reply.ts';
import { clientName } from '../engine/client-name.ts';
import { shownName } from '../engine/cures/shadowing-names.ts';

export type Path = readonly string[];

/** As the client's own operation has it: without positions, and without names made up for the planner's sake. */
export function shownPath(path: readonly PathSegment[]): string[] {
  return path.map((segment) => (typeof segment === 'number' ? '@' : shownName(String(clientName(segment)))));
}

/** Is there such a field in the operation, under any condition? `@` stands for itself. */
export function pathsIn(document: DocumentNode, operationName: string | undefined): (path: Path) => boolean {
  const operation = getOperationAST(document, operationName);
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet] as const] : [],
    ),
  );
  const named = (set: SelectionSetNode, name: string): (SelectionSetNode | null)[] =>
    set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) {
        return (selection.alias ?? selection.name).value === name ? [selection.selectionSet ?? null] : [];
      }
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection.selectionSet;
      return inner ? named(inner, name) : [];
    });
  return (path) => {
    let sets: readonly (SelectionSetNode | null)[] = operation ? [operation.selectionSet] : [];
    for (const segment of path) {
      if (segment === '@') continue;
      sets = sets.flatMap((set) => (set ? named(set, segment) : []));
      if (sets.length === 0) return false;
    }
    return true;
  };
}
