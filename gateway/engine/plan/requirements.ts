/**
 * Entity fetches whose objects do not all have what some of the fields require. A plan may require of every object what only
 * a part of them was asked for: a required field is fetched under the same `@skip` or type condition as the field that requires
 * it, and it may have failed. Such an object is asked for without the fields that require what it lacks, and keeps its others.
 */
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, type FieldNode, Kind, parse, print, type SelectionNode, visit } from 'graphql';
import { textArgument } from '../cures/join-directives.ts';
import { type EntityKeys, graphNames } from '../entities/keys.ts';

/** Fields that require others, by type. */
export type Dependents = ReadonlyMap<string, ReadonlySet<string>>;

/** By subgraph. */
export function readDependents(supergraph: DocumentNode): ReadonlyMap<string, Dependents> {
  const graphs = graphNames(supergraph);
  const found = new Map<string, Map<string, Set<string>>>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      for (const directive of field.directives ?? []) {
        if (directive.name.value !== 'join__field' || textArgument(directive, 'requires') === null) continue;
        const subgraph = graphs.get(textArgument(directive, 'graph') ?? '') ?? '';
        const types = found.get(subgraph) ?? new Map<string, Set<string>>();
        found.set(subgraph, types);
        const fields = types.get(definition.name.value) ?? new Set();
        types.set(definition.name.value, fields.add(field.name.value));
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
  return requires.map((part): QueryPlanSelectionNode => {
    if (part.kind !== 'InlineFragment') return part;
    const names = new Set(
      keys.get(typeNamed(part.typeCondition ?? ''))?.flatMap((key) => key.map(({ name }) => name.value)),
    );
    const isKey = (each: QueryPlanSelectionNode) =>
      each.kind !== 'Field' || each.name === '__typename' || names.has(each.name);
    return { ...part, selections: part.selections.filter(isKey) };
  });
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

function withoutUnusedVariables(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}
