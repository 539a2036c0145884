/** Which part of a response path the client asked for: fields fetched only for another subgraph's sake are not in his operation. */
import type { PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { PathSegment } from '../../subgraphs/shared/hosting/reply.ts';
import { isHidden, type Judge } from './access/judge.ts';
import { entityFields } from './affected-fields.ts';
import { clientName } from './client-name.ts';
import { type Dependents, isRequired, withoutDependents } from './plan/requirements.ts';
import { isOfType } from './plan/types.ts';
import { always, conditionOf, holds, type Variables } from './shape/conditions.ts';

type Path = readonly PathSegment[];

export interface Asked {
  readonly selectionSet: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Fields of an object that it hides count as not asked for. */
  readonly judge: Judge | null;
  readonly plan: QueryPlan;
  /** By subgraph. */
  readonly dependents: ReadonlyMap<string, Dependents>;
}

/** One request's answer: what decides which of the selections count. */
export interface Answered {
  readonly schema: GraphQLSchema;
  readonly variables: Variables;
  readonly data: unknown;
}

/**
 * The path itself; where it leads to a field the client did not ask for, the fields that depend on that one, or the object.
 * Nothing where the client asked for it of other objects only.
 */
export function visiblePaths(asked: Asked, answered: Answered, path: Path): Path[] {
  const depth = visibleDepth(asked, answered, path);
  if (depth === path.length) return [path];
  const object = path.slice(0, depth);
  const hidden = String(path[depth]);
  const names = dependentFields(asked, answered.variables, object, hidden);
  // Fetched for what was left out this time.
  if (names?.length === 0) return [];
  const dependants = (names ?? []).map((name) => [...object, name]);
  const shown = dependants.filter((each) => visibleDepth(asked, answered, each) === each.length);
  if (shown.length > 0) return shown;
  // What is asked of other objects only, or not this time, may have been fetched all the same, and is nobody's loss.
  const elsewhere = [path, ...dependants].some((each) => visibleDepth(asked, null, each) > depth);
  return elsewhere ? [] : [object];
}

/**
 * Does the client's answer about an object stay as it is without the field the path leads to? It does where he did not ask for it
 * of that object, or where his schema lets it be null.
 */
export function isSpared(asked: Asked, answered: Answered, path: Path): boolean {
  const shown = path.map(clientName);
  const { depth, fields, object } = walk(asked, answered, shown);
  if (depth < shown.length) return true;
  const type = isRecord(object) ? answered.schema.getType(String(object.__typename)) : undefined;
  const definition = isObjectType(type) ? type.getFields()[fields[0]?.name.value ?? ''] : undefined;
  return definition !== undefined && !isNonNullType(definition.type);
}

/** How much of the path the client asked for; without an answer, asked for under any condition. */
function visibleDepth(asked: Asked, answered: Answered | null, path: Path): number {
  return walk(asked, answered, path).depth;
}

interface Reached {
  readonly depth: number;
  /** The selections of the last field, and the object that has it. */
  readonly fields: readonly FieldNode[];
  readonly object: unknown;
}

function walk({ selectionSet, fragments, judge }: Asked, answered: Answered | null, path: Path): Reached {
  let sets: readonly SelectionSetNode[] = [selectionSet];
  let data = answered?.data;
  let last: Omit<Reached, 'depth'> = { fields: [], object: data };
  for (const [depth, segment] of path.entries()) {
    if (typeof segment === 'string') {
      const named = sets.flatMap((set) => fieldsNamed(set, segment, data, fragments, answered));
      const object = data;
      const fields = judge ? named.filter((field) => isShownOf(object, field, judge)) : named;
      if (fields.length === 0) return { ...last, depth };
      sets = fields.flatMap((field) => field.selectionSet ?? []);
      last = { fields, object: data };
    }
    data = typeof data === 'object' && data !== null ? Reflect.get(data, segment) : undefined;
  }
  return { ...last, depth: path.length };
}

function fieldsNamed(
  set: SelectionSetNode,
  name: string,
  object: unknown,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  answered: Answered | null,
): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (answered && !holds(conditionOf(selection.directives, always), answered.variables)) return [];
    if (selection.kind === Kind.FIELD) return (selection.alias ?? selection.name).value === name ? [selection] : [];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return [];
    if (answered && !mayBe(answered.schema, object, fragment.typeCondition?.name.value)) return [];
    return fieldsNamed(fragment.selectionSet, name, object, fragments, answered);
  });
}

/** What no object of any type here shows is not in the selections. */
function isShownOf(object: unknown, { name }: FieldNode, judge: Judge): boolean {
  return !isRecord(object) || !isHidden(judge(String(object.__typename), name.value));
}

/** Of an object whose type is not known it may be so. */
function mayBe(schema: GraphQLSchema, object: unknown, condition: string | undefined): boolean {
  if (condition === undefined || !isRecord(object)) return true;
  const type = schema.getType(String(object.__typename));
  return !isObjectType(type) || isOfType(schema, type.name, condition);
}

/** Fields of the object at `path` that a fetch of the plan answers and for which it requires `field`; null when none requires it. */
function dependentFields(
  { plan, dependents }: Asked,
  variables: Variables,
  path: Path,
  field: string,
): string[] | null {
  const pattern = path.map((segment) => (typeof segment === 'number' ? '@' : segment)).join('.');
  const found: string[] = [];
  let isMentioned = false;
  const visit = (node: PlanNode, at: string): void => {
    if (node.kind === 'Sequence' || node.kind === 'Parallel') for (const child of node.nodes) visit(child, at);
    else if (node.kind === 'Flatten') visit(node.node, node.path.join('.'));
    else if (node.kind === 'Condition') {
      if (node.ifClause) visit(node.ifClause, at);
      if (node.elseClause) visit(node.elseClause, at);
    } else if (node.kind === 'Defer') {
      if (node.primary.node) visit(node.primary.node, at);
      for (const { node: deferred } of node.deferred) if (deferred) visit(deferred, at);
    } else if (node.kind === 'Fetch' && node.requires && at === pattern) {
      const own: Dependents = dependents.get(node.serviceName) ?? new Map();
      const reduced = isRequired(field, own) ? withoutDependents(node.operation, own, new Set([field])) : null;
      for (const required of node.requires) {
        if (required.kind !== 'InlineFragment' || !mentions(required.selections, field)) continue;
        isMentioned = true;
        const typename = required.typeCondition ?? '';
        const independent = reduced === null ? [] : entityFields(reduced, typename, variables);
        const asking = entityFields(node.operation, typename, variables);
        found.push(...asking.filter((name) => !independent.includes(name)));
      }
    }
  };
  if (plan.node && plan.node.kind !== 'Subscription') visit(plan.node, '');
  return isMentioned ? [...new Set(found)] : null;
}

function mentions(selections: readonly QueryPlanSelectionNode[], field: string): boolean {
  return selections.some((part) =>
    part.kind === 'Field' ? (part.alias ?? part.name) === field : mentions(part.selections, field),
  );
}
