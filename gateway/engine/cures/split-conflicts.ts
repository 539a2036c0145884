/**
 * Two fields of one entity that require the same field with different arguments cannot be asked in one fetch: a representation has
 * one value under one name. Such a fetch becomes several, side by side, each for the fields that agree.
 */
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import type { Restoring } from './required-arguments-in-plan.ts';

/** The fetch itself, alone, when nothing is in conflict. */
export function splitConflicts(node: FetchNode, restoring: Restoring): FetchNode[] {
  const { requires } = node;
  if (!requires || !inConflict(namesIn(requires), restoring)) return [node];
  const [operation] = parse(node.operation, { noLocation: true }).definitions;
  const entities = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections[0] : undefined;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || entities?.kind !== Kind.FIELD) return [node];
  const { selectionSet } = entities;
  if (selectionSet === undefined) return [node];
  return grouped(selectionSet, node.serviceName, restoring).map((group) => {
    const keeps = (name: string) => !restoring.fields.has(name) || group.needs.has(name);
    const kept = only(selectionSet, (field) => group.fields.has(field));
    const used = withUsedVariables({
      ...operation,
      selectionSet: { ...operation.selectionSet, selections: [{ ...entities, ...(kept && { selectionSet: kept }) }] },
    });
    return {
      ...node,
      operation: stripIgnoredCharacters(print(used.operation)),
      variableUsages: node.variableUsages?.filter((name) => used.names.has(name)) ?? [],
      requires: requires.flatMap((selection) => required(selection, keeps) ?? []),
    };
  });
}

interface Group {
  readonly fields: ReadonlySet<FieldNode>;
  readonly needs: ReadonlySet<string>;
}

/** Entity fields, each in the first group it agrees with. */
function grouped(set: SelectionSetNode, subgraph: string, restoring: Restoring): Group[] {
  const groups: { fields: Set<FieldNode>; needs: Set<string> }[] = [];
  for (const { field, type } of entityFields(set, '')) {
    const needs = restoring.required.get(`${subgraph} ${type}.${field.name.value}`) ?? new Set<string>();
    let group = groups.find((each) => !inConflict(new Set([...each.needs, ...needs]), restoring));
    if (group === undefined) {
      group = { fields: new Set(), needs: new Set() };
      groups.push(group);
    }
    group.fields.add(field);
    for (const name of needs) group.needs.add(name);
  }
  return groups;
}

function entityFields({ selections }: SelectionSetNode, type: string): { field: FieldNode; type: string }[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [{ field: selection, type }];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    return entityFields(selection.selectionSet, selection.typeCondition?.name.value ?? type);
  });
}

function inConflict(names: ReadonlySet<string>, { fields }: Restoring): boolean {
  const own = [...names].flatMap((name) => fields.get(name)?.name.value ?? []);
  return new Set(own).size < own.length;
}

function namesIn(selections: readonly QueryPlanSelectionNode[]): Set<string> {
  return new Set(
    selections.flatMap((each) => [...(each.kind === 'Field' ? [each.name] : []), ...namesIn(each.selections ?? [])]),
  );
}

function required(selection: QueryPlanSelectionNode, keeps: (name: string) => boolean): QueryPlanSelectionNode | null {
  if (selection.kind === 'Field' && !keeps(selection.name)) return null;
  if (!selection.selections) return selection;
  const selections = selection.selections.flatMap((each) => required(each, keeps) ?? []);
  return selections.length === 0 ? null : { ...selection, selections };
}

function only(set: SelectionSetNode, keep: (field: FieldNode) => boolean): SelectionSetNode | null {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return keep(selection) ? [selection] : [];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
    const inner = only(selection.selectionSet, keep);
    return inner ? [{ ...selection, selectionSet: inner }] : [];
  });
  return selections.length === 0 ? null : { ...set, selections };
}

function withUsedVariables(operation: OperationDefinitionNode) {
  const names = new Set<string>();
  visit(operation, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.add(name.value),
  });
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    names.has(variable.name.value),
  );
  return { operation: { ...operation, variableDefinitions }, names };
}
