/** What operations cost under one supergraph: each is looked at once, whoever asks it with whatever variables. */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
} from 'graphql';
import { estimate } from './estimate.ts';
import { type Cost, costWith, type Variables } from './expression.ts';
import { readWeights } from './weights.ts';

export interface CostModel {
  /** Expects an operation that is valid by `schema`, of this supergraph. 0 for one that is not there. */
  costOf(asked: {
    readonly schema: GraphQLSchema;
    readonly document: DocumentNode;
    readonly operationName: string | undefined;
    /** As the client sent them. */
    readonly variables: Variables;
  }): number;
}

export function costModel(supergraphSdl: string): CostModel {
  const weights = readWeights(parse(supergraphSdl, { noLocation: true }));
  const estimated = new WeakMap<DocumentNode, Map<string, Cost>>();
  return {
    costOf: ({ schema, document, operationName, variables }) => {
      const ofDocument = estimated.get(document) ?? new Map<string, Cost>();
      estimated.set(document, ofDocument);
      let cost = ofDocument.get(operationName ?? '');
      if (cost === undefined) {
        const operation = getOperationAST(document, operationName);
        cost = operation ? estimate(schema, weights, operation, fragmentsOf(document)) : 0;
        ofDocument.set(operationName ?? '', cost);
      }
      return costWith(cost, variables);
    },
  };
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}
