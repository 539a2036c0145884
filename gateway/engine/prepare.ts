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
import { contextsFirst } from './cures/contexts-first.ts';
import { refuseUnreachable } from './cures/unreachable-root.ts';
import { type Part, takeApart } from './defer/parts.ts';
import { compilePlan, type Step } from './plan/steps.ts';
import { type CollectedField, collectFields, whole } from './shape/collect.ts';
import type { Variables } from './shape/conditions.ts';
import { objectWriter, type Writing } from './shape/writer.ts';
import type { LoadedSupergraph } from './supergraph.ts';

export interface Prepared {
  readonly operation: OperationDefinitionNode;
  readonly selectionSet: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly plan: QueryPlan;
  readonly dependents: LoadedSupergraph['dependents'];
  readonly step: Step | null;
  /** What is deferred; not written by `write`. */
  readonly parts: readonly Part[];
  /** Undefined when a null has spread to the root. */
  readonly write: (data: Record<string, unknown>, writing: Writing) => string | undefined;
  /** JSON text of an introspection field. */
  readonly introspect: (field: CollectedField, variables: Variables) => string;
}

/** Expects a valid operation without shadowing names. Throws GraphQLError when it has no plan yet and cannot be planned. */
export function prepare(
  supergraph: LoadedSupergraph,
  document: DocumentNode,
  operationName: string | undefined,
  plan: QueryPlan = supergraph.plan(document, operationName),
): Prepared {
  const { apiSchema: schema } = supergraph;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('The document has no such operation.');
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation}.`);
  refuseUnreachable(collectFields({ schema, fragments }, root, [whole(operation.selectionSet)]), plan);
  const step = compilePlan(plan, {
    schema: supergraph.fullSchema,
    keys: supergraph.keys,
    dependents: supergraph.dependents,
    interfaceObjects: supergraph.interfaceObjects,
  });
  const { atOnce, parts } = takeApart(schema, root, operation.selectionSet);
  return {
    operation,
    selectionSet: operation.selectionSet,
    fragments,
    plan,
    dependents: supergraph.dependents,
    step: step && contextsFirst(step),
    parts,
    write: objectWriter({ schema, fragments }, root, [whole(atOnce)]),
    introspect: (field, variables) => introspect(schema, operation, fragments, field, variables),
  };
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
