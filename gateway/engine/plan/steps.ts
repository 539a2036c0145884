/**
 * A query plan in the form it is run in: `Flatten` nodes are folded into the fetches below them, and everything about a fetch
 * that does not depend on data is worked out once.
 */
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import { type KnownFields, knownFields } from '../cures/known-fields.ts';
import { type EntityKeys, type KeysBySubgraph, keyOf } from '../entities/keys.ts';
import { contextReader, contextSources, type ReadContext, withoutContext } from './context-arguments.ts';
import { type EntityQuery, entityQuery, renamed } from './entity-query.ts';
import { withoutFields } from './fewer-fields.ts';
import { type Lacking, lesserFetches } from './lesser-fetches.ts';
import { type Represent, representation } from './representation.ts';
import type { Dependents } from './requirements.ts';
import { type Rewrite, rewriter } from './rewrites.ts';
import { isOfType } from './types.ts';

export type Step =
  | { readonly kind: 'sequence'; readonly steps: readonly Step[] }
  | { readonly kind: 'parallel'; readonly steps: readonly Step[] }
  | { readonly kind: 'condition'; readonly variable: string; readonly yes: Step | null; readonly no: Step | null }
  | {
      readonly kind: 'defer';
      readonly atOnce: Step | null;
      readonly deferred: readonly {
        /** Label of the deferred fragment. */
        readonly part: string;
        /** Ids of the fetches it cannot do without. */
        readonly after: readonly string[];
        /** It takes from a context what another fetch that is answered at once brings: see cures/contexts-first.ts. */
        readonly afterAll: boolean;
        readonly step: Step | null;
      }[];
    }
  | Fetch;

export interface Fetch {
  readonly kind: 'fetch';
  /** What it is of the plan: the same for those sent in its place for objects that lack something. */
  readonly planned: object;
  /** By which deferred parts name it; null when none depends on it. */
  readonly id: string | null;
  readonly subgraph: string;
  readonly operationName: string | undefined;
  /** What is sent. */
  readonly query: string;
  /** What the planner made, without the keys that are asked back. */
  readonly asked: string;
  readonly variables: readonly string[];
  /** From the answer's root to the objects it fills; `@` stands for every item of a list. Empty for a root fetch. */
  readonly path: readonly string[];
  /** Null for a root fetch. */
  readonly entities: {
    readonly represent: Represent;
    readonly query: EntityQuery;
    /** What need not be asked for; null when all must. */
    readonly known: KnownFields | null;
    /** False when nothing else is left to ask for. */
    readonly asks: boolean;
  } | null;
  readonly rewrite: Rewrite | null;
  /** Types a subgraph may tell that say less than what is known: interfaces it has as objects. */
  readonly vague: ReadonlySet<string>;
  /** What to ask for an object that lacks some of what the fetch requires; null for a root fetch. */
  readonly lacking: Lacking | null;
  /** Coordinates of what the plan needs for itself, and shows to nobody. The same list for all its fetches. */
  readonly needs: readonly string[];
  /** Null for a fetch that takes no arguments from objects around. */
  readonly context: FetchContext | null;
}

export interface FetchContext {
  readonly read: ReadContext;
  /** Where the values stand, as response paths without list positions. */
  readonly sources: readonly (readonly string[])[];
  /** What to ask for objects whose context lacks a value. */
  readonly without: EntityFetch | null;
}

export type EntityFetch = Fetch & { readonly entities: NonNullable<Fetch['entities']> };

export interface CompileContext {
  readonly schema: GraphQLSchema;
  readonly keys: KeysBySubgraph;
  readonly dependents: ReadonlyMap<string, Dependents>;
  readonly interfaceObjects: ReadonlySet<string>;
  readonly needs: readonly string[];
}

/** Null for a plan that asks no subgraph (introspection only). */
export function compilePlan(plan: QueryPlan, context: CompileContext): Step | null {
  if (plan.node === undefined) return null;
  if (plan.node.kind === 'Subscription') throw new Error('Subscriptions are not served.');
  return compileNode(plan.node, [], context);
}

function compileNode(node: PlanNode, path: readonly string[], context: CompileContext): Step {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map((child) => compileNode(child, path, context)) };
    case 'Parallel':
      return { kind: 'parallel', steps: node.nodes.map((child) => compileNode(child, path, context)) };
    case 'Flatten':
      return compileNode(node.node, [...path, ...node.path.map(String)], context);
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        yes: node.ifClause ? compileNode(node.ifClause, path, context) : null,
        no: node.elseClause ? compileNode(node.elseClause, path, context) : null,
      };
    case 'Fetch':
      return compileFetch(node, path, context);
    case 'Defer':
      return {
        kind: 'defer',
        atOnce: node.primary.node ? compileNode(node.primary.node, path, context) : null,
        deferred: node.deferred.map((each) => ({
          part: each.label ?? '',
          after: each.depends.map(({ id }) => id),
          afterAll: false,
          step: each.node ? compileNode(each.node, path, context) : null,
        })),
      };
  }
}

/** All there are in a step, in the plan's order. */
export function fetchesOf(step: Step): Fetch[] {
  switch (step.kind) {
    case 'sequence':
    case 'parallel':
      return step.steps.flatMap(fetchesOf);
    case 'condition':
      return [step.yes, step.no].flatMap((branch) => (branch ? fetchesOf(branch) : []));
    case 'defer':
      return [step.atOnce, ...step.deferred.map((each) => each.step)].flatMap((each) => (each ? fetchesOf(each) : []));
    case 'fetch':
      return [step];
  }
}

function compileFetch(node: FetchNode, path: readonly string[], context: CompileContext): Fetch {
  const fetch = compilePlain(node, path, context);
  const { contextRewrites = [], operation } = node;
  if (!isEntityFetch(fetch) || contextRewrites.length === 0) return fetch;
  const rest = withoutContext(operation, contextRewrites);
  const without = rest === null ? null : compilePlain({ ...node, operation: rest }, path, context);
  return {
    ...fetch,
    context: {
      read: contextReader(contextRewrites, context.schema),
      sources: contextSources(contextRewrites, path),
      without: without && isEntityFetch(without) ? without : null,
    },
  };
}

export function isEntityFetch(fetch: Fetch): fetch is EntityFetch {
  return fetch.entities !== null;
}

function compilePlain(node: FetchNode, path: readonly string[], context: CompileContext): Fetch {
  const { schema, keys } = context;
  const base = {
    kind: 'fetch',
    planned: node,
    id: node.id ?? null,
    subgraph: node.serviceName,
    operationName: node.operationName,
    asked: node.operation,
    variables: node.variableUsages ?? [],
    path,
    rewrite: rowRewrite(node, schema),
    vague: context.interfaceObjects,
    lacking: null,
    needs: context.needs,
    context: null,
  } as const;
  if (!node.requires) return { ...base, query: node.operation, entities: null };
  const rewrites = node.inputRewrites ?? [];
  const told: EntityKeys = keys.told.get(node.serviceName) ?? new Map();
  const resolved: EntityKeys = keys.resolved.get(node.serviceName) ?? new Map();
  const represents = (parts: NonNullable<FetchNode['requires']>) =>
    keyed(representation(parts, schema, rewrites), resolved);
  const compile = (operation: string, requires: NonNullable<FetchNode['requires']>): EntityFetch => {
    const query = entityQuery(operation, requires, rewrites, told);
    const known = knownFields(operation, requires, schema);
    const entities = { represent: represents(requires), query, known, asks: true };
    const fetch: EntityFetch = { ...base, asked: operation, query: query.text, entities };
    if (known === null) return fetch;
    return withoutFields(fetch, known.names) ?? { ...fetch, entities: { ...entities, asks: known.asksType } };
  };
  const typeNamed = (condition: string) => {
    const name = renamed(condition, rewrites);
    const known = resolved.has(name) ? name : [...resolved.keys()].find((each) => isOfType(schema, condition, each));
    return known ?? name;
  };
  const dependents: Dependents = context.dependents.get(node.serviceName) ?? new Map();
  const { operation, requires } = node;
  const lacking = lesserFetches({ operation, requires, dependents, typeNamed, keys: resolved, represents, compile });
  return { ...compile(operation, requires), lacking };
}

/** A subgraph that knows an object as its interface cannot tell what it is, and is not believed when it says so. */
function rowRewrite(node: FetchNode, schema: GraphQLSchema): Rewrite | null {
  const rewrite = node.outputRewrites?.length ? rewriter(node.outputRewrites, schema) : null;
  const told = (node.inputRewrites ?? []).flatMap((each) =>
    each.kind === 'ValueSetter' && each.path.at(-1) === '__typename' ? [each.setValueTo] : [],
  );
  if (told.length === 0) return rewrite;
  return (row) => {
    rewrite?.(row);
    if (isRecord(row) && told.includes(row.__typename)) delete row.__typename;
  };
}

/**
 * Nothing for an object without a key: where a plan asks for the key of one type and for required fields of all types of an
 * interface, the other types' objects have no business in this fetch.
 */
function keyed(represent: Represent, keys: EntityKeys): Represent {
  return (object) => {
    const made = represent(object);
    const own = made && keys.get(String(made.__typename));
    return own && keyOf(made, own) !== null ? made : null;
  };
}
