/** A composed supergraph, read once: what clients may ask (the API schema) and what plans their operations. */
import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  type Schema,
  Supergraph,
} from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { type AccessRules, readAccessRules } from './access/rules.ts';
import { readOwners, withOwnedContexts } from './cures/external-contexts.ts';
import {
  fieldsOfInterfaceObjects,
  type InterfaceRequirements,
  interfaceRequirements,
} from './cures/interface-requirements.ts';
import { interfaceObjects } from './cures/narrow-conditions.ts';
import { requiredFields } from './cures/required-arguments.ts';
import { withRequiredArguments } from './cures/required-arguments-in-plan.ts';
import { resolvableKeysFirst } from './cures/resolvable-keys-first.ts';
import { neededNames } from './cures/shadowing-names.ts';
import { type KeysBySubgraph, readEntityKeys } from './entities/keys.ts';
import { type MovingFields, readMovingFields } from './operations/moving-fields.ts';
import { type Dependents, readDependents } from './plan/requirements.ts';

/** As many as cost no more than the operation's size does anyway; a wider choice is made in a thread of its own. */
export const weighedInProcess = 32;

export interface LoadedSupergraph {
  readonly sdl: string;
  /** What clients see: without join directives and inaccessible parts. */
  readonly apiSchema: GraphQLSchema;
  /** The names of all types, inaccessible ones included, and what they are a kind of. */
  readonly fullSchema: GraphQLSchema;
  readonly keys: KeysBySubgraph;
  /** Which fields need a right to be seen. */
  readonly accessRules: AccessRules;
  /** See cures/shadowing-names.ts. */
  readonly neededNames: ReadonlySet<string>;
  /** See cures/narrow-conditions.ts. */
  readonly interfaceObjects: ReadonlySet<string>;
  /** See cures/interface-requirements.ts. */
  readonly interfaceObjectFields: ReadonlySet<string>;
  /** See cures/interface-requirements.ts. */
  readonly interfaceRequirements: InterfaceRequirements;
  /** Fields that require others, by subgraph. */
  readonly dependents: ReadonlyMap<string, Dependents>;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  readonly movingFields: MovingFields;
  /** `labels`: of moving fields, those that are on. Throws GraphQLError for an operation that cannot be planned. */
  plan(document: DocumentNode, operationName: string | undefined, labels?: readonly string[]): QueryPlan;
  /** How many plans the last one was chosen among. */
  plansConsidered(): number;
}

const build = (document: DocumentNode) =>
  Supergraph.build(document, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });

/** `mostPlans`: how many plans for one operation are weighed at most. Throws an Error that says what is wrong with the SDL. */
export function loadSupergraph(sdl: string, options: { readonly mostPlans?: number } = {}): LoadedSupergraph {
  const { mostPlans = weighedInProcess } = options;
  const written = parse(sdl, { noLocation: true });
  const required = requiredFields(resolvableKeysFirst(written));
  const supergraph = build(required.document);
  const owners = readOwners(required.document);
  const api: Schema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, {
    exposeDocumentNodeInFetchNode: false,
    incrementalDelivery: { enableDefer: true },
    reuseQueryFragments: required.fields.size === 0,
    debug: { maxEvaluatedPlans: mostPlans, pathsLimit: mostPlans * 10 },
  });
  const opened = interfaceObjects(written);
  const dependents = readDependents(required.document);
  const fullSchema = supergraph.schema.toGraphQLJSSchema();
  const readOperation = (document: DocumentNode, operationName: string | undefined) => {
    const options = { validate: false, ...(operationName !== undefined && { operationName }) };
    try {
      return operationFromDocument(api, document, options);
    } catch {
      // What is asked along, so that it is known whose data comes, may be hidden from clients.
      return operationFromDocument(supergraph.schema, document, options);
    }
  };
  return {
    sdl,
    // Fields made for the planner are not for clients.
    apiSchema: (required.fields.size === 0 ? api : build(written).apiSchema()).toGraphQLJSSchema({
      includeDefer: true,
    }),
    fullSchema,
    keys: readEntityKeys(written),
    accessRules: readAccessRules(written),
    neededNames: neededNames(required.document),
    interfaceObjects: opened,
    interfaceObjectFields: fieldsOfInterfaceObjects(fullSchema, opened),
    dependents,
    interfaceRequirements: interfaceRequirements(opened, dependents),
    subgraphs: supergraph.subgraphsMetadata(),
    movingFields: readMovingFields(written),
    plan: (document, operationName, labels = []) => {
      const plan = planner.buildQueryPlan(readOperation(document, operationName), {
        overrideConditions: new Map(labels.map((label) => [label, true])),
      });
      return withRequiredArguments(withOwnedContexts(plan, owners), required);
    },
    plansConsidered: () => planner.lastGeneratedPlanStatistics()?.evaluatedPlanCount ?? 0,
  };
}
