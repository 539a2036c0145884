/** Validation rule: a number that is written in an operation is one that JSON can carry on to a subgraph. */
import {
  type ASTVisitor,
  GraphQLError,
  getNamedType,
  isSpecifiedScalarType,
  type ValidationContext,
  type ValueNode,
} from 'graphql';

/**
 * `1e400` is valid GraphQL, but becomes infinite when it is read, which fails on the way. Only `Float` and scalars of the schema's own
 * take it: `ID` takes its digits as text, and for all others it is of a wrong type anyway.
 */
export function finiteNumbers(context: ValidationContext): ASTVisitor {
  const check = (node: ValueNode & { readonly value: string }): void => {
    // None within a scalar's own object.
    const type = getNamedType(context.getInputType());
    if (type && isSpecifiedScalarType(type) && type.name !== 'Float') return;
    if (Number.isFinite(Number(node.value))) return;
    context.reportError(new GraphQLError('This number is too large to be read.', { nodes: node }));
  };
  return { IntValue: check, FloatValue: check };
}
