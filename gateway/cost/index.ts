/** What operations cost under one supergraph: each is looked at once, whoever asks it with whatever variables. */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  parse,
} from 'graphql';
import { type Estimate, estimate } from './estimate.ts';
import { costWith, type Variables } from './expression.ts';
import { readWeights } from './weights.ts';

export interface PricedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** As the client sent them. */
  readonly variables: Variables;
}

export interface Price {
  readonly cost: number;
  /** Items of the longest list that is asked for. */
  readonly longestList: number;
}

export interface CostModel {
  /** Expects an operation that is valid by `schema`, of this supergraph. 0 for one that is not there. */
  priceOf(asked: PricedOperation): Price;
}

const nothing: Estimate = { cost: 0, longestList: 0 };

export function costModel(supergraphSdl: string): CostModel {
  const weights = readWeights(parse(supergraphSdl, { noLocation: true }));
  const estimated = new WeakMap<DocumentNode, Map<string, Estimate>>();
  return {
    priceOf: ({ schema, document, operationName, variables }) => {
      const ofDocument = estimated.get(document) ?? new Map<string, Estimate>();
      estimated.set(document, ofDocument);
      let known = ofDocument.get(operationName ?? '');
      if (known === undefined) {
        const operation = getOperationAST(document, operationName);
        known = operation ? estimate(schema, weights, operation, fragmentsOf(document)) : nothing;
        ofDocument.set(operationName ?? '', known);
      }
      return { cost: costWith(known.cost, variables), longestList: costWith(known.longestList, variables) };
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
