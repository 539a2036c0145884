/** From an operation to everything about it that does not depend on a request's variables and data. */
import type { QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  executeSync,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Judge } from './access/judge.ts';
import type { Restricted } from './access/restricted.ts';
import { contextsFirst } from './cures/contexts-first.ts';
import { refuseUnreachable } from './cures/unreachable-root.ts';
import { type Part, takeApart } from './defer/parts.ts';
import { needsOf } from './plan/needs.ts';
import { compilePlan, type Step } from './plan/steps.ts';
import { type CollectedField, collectFields, whole } from './shape/collect.ts';
import type { Variables } from './shape/conditions.ts';
import { objectWriter } from './shape/writer.ts';
import type { Writing } from './shape/writing.ts';
import type { LoadedSupergraph } from './supergraph.ts';

export interface Prepared {
  readonly operation: OperationDefinitionNode;
  /** All of it, whatever the caller may see. */
  readonly asked: {
    readonly selectionSet: SelectionSetNode;
    readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  };
  /** What the caller may see of it, as are `fragments`: errors are told of nothing else. */
  readonly selectionSet: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly plan: QueryPlan;
  readonly dependents: LoadedSupergraph['dependents'];
  /** What the caller may see of fields; null where nothing of the operation is kept from him. */
  readonly judge: Judge | null;
  readonly step: Step | null;
  /** What is deferred; not written by `write`. */
  readonly parts: readonly Part[];
  /** Undefined when a null has spread to the root. */
  readonly write: (data: Record<string, unknown>, writing: Writing) => string | undefined;
  /** JSON text of an introspection field. */
  readonly introspect: (field: CollectedField, variables: Variables) => string;
}

/**
 * Expects a valid operation without shadowing names; of `restricted` where not all of it may be seen, and then planned as much as may.
 * `also`: coordinates of what is planned along and not shown.
 * Throws GraphQLError when it has no plan yet and cannot be planned.
 */
export function prepare(
  supergraph: LoadedSupergraph,
  document: DocumentNode,
  operationName: string | undefined,
  plan: QueryPlan = supergraph.plan(document, operationName),
  restricted: Restricted | null = null,
  also: Iterable<string> = [],
): Prepared {
  const { apiSchema: schema } = supergraph;
  const judge = restricted?.judge ?? null;
  const { operation, fragments } = partsOf(document, operationName);
  const visible = restricted ? partsOf(restricted.visible(document), operationName) : { operation, fragments };
  const { selectionSet } = visible.operation;
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation}.`);
  const wanted = collectFields({ schema, fragments: visible.fragments, judge: null }, root, [whole(selectionSet)]);
  refuseUnreachable(wanted, plan);
  const step = compilePlan(plan, {
    schema: supergraph.fullSchema,
    keys: supergraph.keys,
    dependents: supergraph.dependents,
    interfaceObjects: supergraph.interfaceObjects,
    needs: needsOf(plan, supergraph.fullSchema, also),
  });
  const { atOnce, parts } = takeApart(schema, judge, root, operation.selectionSet);
  return {
    operation,
    asked: { selectionSet: operation.selectionSet, fragments },
    selectionSet,
    fragments: visible.fragments,
    plan,
    dependents: supergraph.dependents,
    judge,
    step: step && contextsFirst(step),
    parts,
    write: objectWriter({ schema, fragments, judge }, root, [whole(atOnce)]),
    introspect: (field, variables) => introspect(schema, operation, fragments, field, variables),
  };
}

function partsOf(document: DocumentNode, operationName: string | undefined) {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('The document has no such operation.');
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  return { operation, fragments };
}

function introspect(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  field: CollectedField,
  variableValues: Variables,
): string {
  const selections = field.selections.flatMap(({ selectionSet }) => selectionSet.selections);
  const node = { ...field.node, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  const only: OperationDefinitionNode = {
    ...operation,
    directives: [],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [node] },
  };
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [only, ...fragments.values()] };
  const { data } = executeSync({ schema, document, variableValues, rootValue: {} });
  return JSON.stringify(data?.[field.responseName] ?? null);
}
