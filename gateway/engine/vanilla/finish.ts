/** The last step: the planner's answer with the errors gathered on the way, each at a path the client can see, each once. */
import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import type { RequestContext } from '../../request-context.ts';
import { entityFields } from '../affected-fields.ts';
import { type ResponsePath, visiblePath } from './response-paths.ts';

/** `result` is what vanilla's executor returned. */
export function finish(result: ExecutionResult, context: RequestContext): ExecutionResult {
  const { data } = result;
  if (data === null || data === undefined) {
    // Without `data` nothing was executed: the variables do not fit.
    const errors = [...context.errors, ...(result.errors ?? [])];
    return { ...(data === null && { data }), ...(errors.length > 0 && { errors }) };
  }
  const gathered = [...context.errors, ...(result.errors ?? [])].flatMap((error) =>
    atVisiblePaths(error, data, context.plan),
  );
  const broken = completionErrors(result.extensions).filter(
    (error) => !gathered.some((known) => related(known, error)),
  );
  const errors = distinct([...gathered, ...broken]);
  return errors.length === 0 ? { data } : { data, errors };
}

/**
 * An error of a field that was fetched only because another subgraph requires it is told at the fields that depend on it; at the
 * last visible object when there are none.
 */
function atVisiblePaths(error: GraphQLError, data: unknown, plan: QueryPlan | null): GraphQLError[] {
  if (error.path === undefined) return [error];
  const visible = visiblePath(data, error.path);
  if (visible.length === error.path.length) return [error];
  const hidden = error.path[visible.length];
  const dependants = dependentFields(plan, visible, String(hidden))
    .map((name) => [...visible, name])
    .filter((path) => visiblePath(data, path).length === path.length);
  return (dependants.length > 0 ? dependants : [visible]).map((path) => moved(error, path));
}

function moved(error: GraphQLError, path: ResponsePath): GraphQLError {
  const { message, extensions, originalError } = error;
  return new GraphQLError(message, { path, extensions, originalError: originalError ?? null });
}

/** Fields of the entity at `path` that a fetch of the plan answers and for which it requires `field`. */
function dependentFields(plan: QueryPlan | null, path: ResponsePath, field: string): string[] {
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
        const requires = required.selections.some((part) => part.kind === 'Field' && part.name === field);
        if (requires) found.push(...entityFields(node.operation, required.typeCondition ?? '', {}));
      }
    }
  };
  if (plan?.node && plan.node.kind !== 'Subscription') visit(plan.node, '');
  return [...new Set(found)];
}

/** Nulls where the schema has none: vanilla tells them beside the errors. */
function completionErrors(extensions: ExecutionResult['extensions']): GraphQLError[] {
  const told: unknown = extensions?.valueCompletion;
  if (!Array.isArray(told)) return [];
  return told.filter((error) => error instanceof GraphQLError || isRecord(error)).flatMap(completionError);
}

function completionError(error: { path?: unknown }): GraphQLError[] {
  const { path } = error;
  if (!Array.isArray(path)) return [];
  return [
    new GraphQLError('A part of this answer is missing.', {
      path,
      extensions: { code: 'LEGACY_MALFORMED', retryable: false },
    }),
  ];
}

/** One path leads to the other: the null that is told of comes from the error already known. */
function related(known: GraphQLError, error: GraphQLError): boolean {
  const [a, b] = [known.path ?? [], error.path ?? []];
  const shorter = Math.min(a.length, b.length);
  return a.slice(0, shorter).join('.') === b.slice(0, shorter).join('.');
}

function distinct(errors: readonly GraphQLError[]): GraphQLError[] {
  const seen = new Set<string>();
  return errors.filter((error) => {
    const key = JSON.stringify([error.path, error.extensions.code, error.message]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
