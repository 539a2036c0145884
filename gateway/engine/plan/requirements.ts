/**
 * Entity fetches whose objects do not all have what some of the fields require. A plan may require of every object what only
 * a part of them was asked for: a required field is fetched under the same `@skip` or type condition as the field that requires
 * it, and it may have failed. Such an object is asked for without the fields that require what it lacks, and keeps its others.
 */
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, type FieldNode, Kind, parse, print, type SelectionNode, visit } from 'graphql';
import { textArgument } from '../cures/join-directives.ts';
import { type EntityKeys, graphNames, parseKey } from '../entities/keys.ts';

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

/** What of the `requires` of a fetch is a key. `typeNamed` gives a type's name in the subgraph. */
export function keysOnly(
  requires: readonly QueryPlanSelectionNode[],
  typeNamed: (condition: string) => string,
  keys: EntityKeys,
): QueryPlanSelectionNode[] {
  const only = (selections: readonly QueryPlanSelectionNode[], names: ReadonlySet<string>): QueryPlanSelectionNode[] =>
    selections.flatMap((each): QueryPlanSelectionNode[] => {
      if (each.kind === 'Field') return each.name === '__typename' || names.has(each.name) ? [each] : [];
      if (each.typeCondition === undefined) return [{ ...each, selections: only(each.selections, names) }];
      const own = keys.get(typeNamed(each.typeCondition))?.flatMap((key) => key.map(({ name }) => name.value));
      return [{ ...each, selections: only(each.selections, new Set(own)) }];
    });
  return only(requires, new Set());
}

/** Does a field of any type require one of this name? Where none does, it is part of a key. */
export function isRequired(name: string, dependents: Dependents): boolean {
  return [...dependents.values()].some((fields) => [...fields.values()].some((names) => names.has(name)));
}

/** The entity query without the fields that require others; null when it has none, or nothing else. */
export function withoutDependents(query: string, dependents: Dependents): string | null {
  const document = parse(query, { noLocation: true });
  const fragments = document.definitions.some(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  if (fragments) return null;
  let left = false;
  const reduced: DocumentNode = visit(document, {
    Field: (field) => {
      if (field.name.value !== '_entities' || !field.selectionSet) return undefined;
      const selections = prune(field.selectionSet.selections, null, dependents);
      left = selections.length > 0;
      return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } } satisfies FieldNode;
    },
  });
  return left && print(reduced) !== print(document) ? print(withoutUnusedVariables(reduced)) : null;
}

function prune(selections: readonly SelectionNode[], type: string | null, dependents: Dependents): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) {
      const dependent = type !== null && dependents.get(type)?.has(selection.name.value);
      return dependent ? [] : [selection];
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
    const condition = selection.typeCondition?.name.value ?? type;
    const inner = prune(selection.selectionSet.selections, condition, dependents);
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
