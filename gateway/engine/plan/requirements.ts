/**
 * Entity fetches whose objects do not all have what some of the fields require. A plan may require of every object what only
 * a part of them was asked for: a required field is fetched under the same `@skip` or type condition as the field that requires
 * it, and it may have failed. Such an object is asked for without the fields that require what it lacks, and keeps its others.
 */
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, type FieldNode, Kind, parse, print, type SelectionNode, visit } from 'graphql';
import { textArgument } from '../cures/join-directives.ts';
import { type EntityKeys, graphNames, parseKey } from '../entities/keys.ts';
import { writtenOut } from '../operations/written-out.ts';

/** Fields that require others, by type and name, and what they require. */
export type Dependents = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** By subgraph. */
export function readDependents(supergraph: DocumentNode): ReadonlyMap<string, Dependents> {
  const graphs = graphNames(supergraph);
  const found = new Map<string, Map<string, Map<string, ReadonlySet<string>>>>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      for (const directive of field.directives ?? []) {
        const requires = directive.name.value === 'join__field' ? textArgument(directive, 'requires') : null;
        if (requires === null) continue;
        const subgraph = graphs.get(textArgument(directive, 'graph') ?? '') ?? '';
        const types = found.get(subgraph) ?? new Map<string, Map<string, ReadonlySet<string>>>();
        found.set(subgraph, types);
        const fields = types.get(definition.name.value) ?? new Map<string, ReadonlySet<string>>();
        const names = parseKey(requires).map(({ name, alias }) => (alias ?? name).value);
        types.set(definition.name.value, fields.set(field.name.value, new Set(names)));
      }
    }
  }
  return found;
}

/** A field of `requires` by the name it has in the answer in the making. */
export const heldName = (part: { readonly name: string; readonly alias?: string }) => part.alias ?? part.name;

/**
 * What of the `requires` of a fetch is a key, and of the other fields those that are kept. `typeNamed` gives a type's name in the
 * subgraph.
 */
export function keysAnd(
  requires: readonly QueryPlanSelectionNode[],
  typeNamed: (condition: string) => string,
  keys: EntityKeys,
  keeps: (name: string) => boolean,
): QueryPlanSelectionNode[] {
  const only = (selections: readonly QueryPlanSelectionNode[], own: ReadonlySet<string>): QueryPlanSelectionNode[] =>
    selections.flatMap((each): QueryPlanSelectionNode[] => {
      if (each.kind === 'Field') {
        return each.name === '__typename' || own.has(each.name) || keeps(heldName(each)) ? [each] : [];
      }
      if (each.typeCondition === undefined) return [{ ...each, selections: only(each.selections, own) }];
      const names = keys.get(typeNamed(each.typeCondition))?.flatMap((key) => key.map(({ name }) => name.value));
      return [{ ...each, selections: only(each.selections, new Set(names)) }];
    });
  return only(requires, new Set());
}

/**
 * A plan that comes to a type by one key here and by another there requires both of every object, which may have been asked for one
 * of them only. The same requirements with each such key alone; none when there is no such type.
 */
export function keyByKey(
  requires: readonly QueryPlanSelectionNode[],
  isKey: (part: QueryPlanSelectionNode) => boolean,
): QueryPlanSelectionNode[][] {
  const byType = new Map<string, QueryPlanSelectionNode[]>();
  for (const part of requires) {
    if (part.kind !== 'InlineFragment' || part.typeCondition === undefined || !isKey(part)) continue;
    byType.set(part.typeCondition, [...(byType.get(part.typeCondition) ?? []), part]);
  }
  const most = Math.max(0, ...[...byType.values()].map(({ length }) => length));
  if (most < 2) return [];
  return Array.from({ length: most }, (_, index) => {
    const kept = new Set([...byType.values()].map((parts) => parts[index] ?? parts[0]));
    const keys = new Set([...byType.values()].flat());
    return requires.filter((part) => !keys.has(part) || kept.has(part));
  });
}

/** Does a field of any type require one of this name? Where none does, it is part of a key. */
export function isRequired(name: string, dependents: Dependents): boolean {
  return [...dependents.values()].some((fields) => [...fields.values()].some((names) => names.has(name)));
}

/** The entity query without the fields that require any of `names`; null when nothing else is left. */
export function withoutDependents(query: string, dependents: Dependents, names: ReadonlySet<string>): string | null {
  const document = writtenOut(parse(query, { noLocation: true }));
  let left = false;
  const isDependent = (type: string, field: string) =>
    [...(dependents.get(type)?.get(field) ?? [])].some((name) => names.has(name));
  const reduced: DocumentNode = visit(document, {
    Field: (field) => {
      if (field.name.value !== '_entities' || !field.selectionSet) return undefined;
      const selections = prune(field.selectionSet.selections, null, isDependent);
      left = selections.length > 0;
      return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } } satisfies FieldNode;
    },
  });
  return left ? print(withoutUnusedVariables(reduced)) : null;
}

function prune(
  selections: readonly SelectionNode[],
  type: string | null,
  isDependent: (type: string, field: string) => boolean,
): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) {
      return type !== null && isDependent(type, selection.name.value) ? [] : [selection];
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
    const condition = selection.typeCondition?.name.value ?? type;
    const inner = prune(selection.selectionSet.selections, condition, isDependent);
    const asks = inner.some((each) => each.kind !== Kind.FIELD || each.name.value !== '__typename');
    return asks ? [{ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }] : [];
  });
}

export function withoutUnusedVariables(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}
