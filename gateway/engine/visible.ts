/** Which part of a response path the client asked for: fields fetched only for another subgraph's sake are not in his operation. */
import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import type { PathSegment } from '../../subgraphs/shared/execute.ts';
import { entityFields } from './affected-fields.ts';

type Path = readonly PathSegment[];

export interface Asked {
  readonly selectionSet: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly plan: QueryPlan;
}

/** The path itself; where it leads to a field the client did not ask for, the fields that depend on that one, or the object. */
export function visiblePaths(asked: Asked, path: Path): Path[] {
  const depth = visibleDepth(asked, path);
  if (depth === path.length) return [path];
  const object = path.slice(0, depth);
  const dependants = dependentFields(asked.plan, object, String(path[depth]))
    .map((name) => [...object, name])
    .filter((candidate) => visibleDepth(asked, candidate) === candidate.length);
  return dependants.length > 0 ? dependants : [object];
}

function visibleDepth({ selectionSet, fragments }: Asked, path: Path): number {
  let sets: readonly SelectionSetNode[] = [selectionSet];
  for (const [depth, segment] of path.entries()) {
    if (typeof segment === 'number') continue;
    const fields = sets.flatMap((set) => fieldsNamed(set, segment, fragments));
    if (fields.length === 0) return depth;
    sets = fields.flatMap((field) => field.selectionSet ?? []);
  }
  return path.length;
}

function fieldsNamed(
  set: SelectionSetNode,
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): { readonly selectionSet?: SelectionSetNode | undefined }[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return (selection.alias ?? selection.name).value === name ? [selection] : [];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    return fragment ? fieldsNamed(fragment.selectionSet, name, fragments) : [];
  });
}

/** Fields of the object at `path` that a fetch of the plan answers and for which it requires `field`. */
function dependentFields(plan: QueryPlan, path: Path, field: string): string[] {
  const pattern = path.map((segment) => (typeof segment === 'number' ? '@' : segment)).join('.');
  const found: string[] = [];
  const visit = (node: PlanNode, at: string): void => {
    if (node.kind === 'Sequence' || node.kind === 'Parallel') for (const child of node.nodes) visit(child, at);
    else if (node.kind === 'Flatten') visit(node.node, node.path.join('.'));
    else if (node.kind === 'Condition') {
      if (node.ifClause) visit(node.ifClause, at);
      if (node.elseClause) visit(node.elseClause, at);
    } else if (node.kind === 'Fetch' && node.requires && at === pattern) {
      for (const required of node.requires) {
        if (required.kind !== 'InlineFragment') continue;
        const requires = required.selections.some(
          (part) => part.kind === 'Field' && (part.alias ?? part.name) === field,
        );
        if (requires) found.push(...entityFields(node.operation, required.typeCondition ?? '', {}));
      }
    }
  };
  if (plan.node && plan.node.kind !== 'Subscription') visit(plan.node, '');
  return [...new Set(found)];
}
