/**
 * What a plan asks for that nobody asked it for: keys, and what fields of other subgraphs require. It is compared or carried from one
 * subgraph to another, and shown to nobody. Subgraphs are told, as they keep back what whoever asks may not see.
 */
import type { PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLSchema, getNamedType, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import { onType } from './rewrites.ts';

/** Coordinates of object types, in alphabetical order. `schema`: with the types and fields that clients do not see. */
export function needsOf(plan: QueryPlan, schema: GraphQLSchema, also: Iterable<string> = []): readonly string[] {
  const found = new Set(also);
  // Of the object around that a context is of, where its type is not said.
  const everyType = Object.keys(schema.getTypeMap());
  const note = (types: readonly string[], field: string): string[] => {
    for (const type of types) if (field !== '__typename') found.add(`${type}.${field}`);
    return types.flatMap((type) => typesOf(schema, returned(schema, type, field)));
  };
  const walk = (selections: readonly QueryPlanSelectionNode[], types: readonly string[]): void => {
    for (const each of selections) {
      if (each.kind === 'Field') walk(each.selections ?? [], note(types, each.name));
      else walk(each.selections, each.typeCondition === undefined ? types : typesOf(schema, each.typeCondition));
    }
  };
  const visit = (node: PlanNode | undefined): void => {
    for (const child of node ? childrenOf(node) : []) visit(child);
    if (node?.kind !== 'Fetch') return;
    walk(node.requires ?? [], []);
    for (const { setValueTo } of setters(node.inputRewrites)) {
      // The interface by which a subgraph knows the objects: their keys are asked back of it by that name.
      for (const part of node.requires ?? []) {
        if (part.kind === 'InlineFragment' && typeof setValueTo === 'string') walk(part.selections, [setValueTo]);
      }
    }
    const asked = (node.requires ?? []).flatMap((part) =>
      part.kind === 'InlineFragment' && part.typeCondition !== undefined ? typesOf(schema, part.typeCondition) : [],
    );
    for (const { path } of node.contextRewrites ?? []) {
      let types = path[0] === '..' ? everyType : asked;
      for (const element of path) {
        if (element.startsWith(onType)) types = typesOf(schema, element.slice(onType.length));
        else if (element !== '..')
          types = note(
            types.filter((type) => hasField(schema, type, element)),
            element,
          );
      }
    }
  };
  if (plan.node?.kind !== 'Subscription') visit(plan.node);
  return [...found].toSorted();
}

const setters = (rewrites: Extract<PlanNode, { kind: 'Fetch' }>['inputRewrites'] = []) =>
  rewrites.flatMap((each) => (each.kind === 'ValueSetter' ? [each] : []));

function childrenOf(node: PlanNode): readonly (PlanNode | undefined)[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes;
    case 'Flatten':
      return [node.node];
    case 'Condition':
      return [node.ifClause, node.elseClause];
    case 'Defer':
      return [node.primary.node, ...node.deferred.map((each) => each.node)];
    case 'Fetch':
      return [];
  }
}

/** Those an object of it can be of; of an interface also itself, as a subgraph may know it as an object. */
function typesOf(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  return isAbstractType(type) ? [name, ...schema.getPossibleTypes(type).map((each) => each.name)] : [name];
}

function fieldOf(schema: GraphQLSchema, name: string, field: string) {
  const type = schema.getType(name);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
}

const hasField = (schema: GraphQLSchema, name: string, field: string) => fieldOf(schema, name, field) !== undefined;

function returned(schema: GraphQLSchema, name: string, field: string): string {
  const definition = fieldOf(schema, name, field);
  return definition ? getNamedType(definition.type).name : '';
}
