/** The operation a fetch sends, taken apart once. */
import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, parse, type SelectionSetNode } from 'graphql';

export interface FetchText {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** What is asked of entities; null for a root fetch. */
  readonly entities: SelectionSetNode | null;
  /** `Query` or `Mutation`. */
  readonly root: 'Query' | 'Mutation';
}

export function readFetchText(query: string): FetchText {
  const { definitions } = parse(query, { noLocation: true });
  const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A fetch has no operation.');
  const fragments = definitions.flatMap((each) =>
    each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
  );
  const first = operation.selectionSet.selections.find(
    (each) => each.kind === Kind.FIELD && each.name.value === '_entities',
  );
  return {
    operation,
    fragments: new Map(fragments),
    entities: first?.kind === Kind.FIELD ? (first.selectionSet ?? null) : null,
    root: operation.operation === 'mutation' ? 'Mutation' : 'Query',
  };
}
