/** Small readings of schema texts: named types, field sets, directive arguments. */
import {
  Kind,
  type ObjectTypeDefinitionNode,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';

/** Type of a `TypeNode`, without lists and non-nulls. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

export function selectionSetOf(fields: string): SelectionSetNode {
  const operation = parse(`{ ${fields} }`, { noLocation: true }).definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error(`not a field set: ${fields}`);
  return operation.selectionSet;
}

export function textArgument(
  node: NonNullable<ObjectTypeDefinitionNode['directives']>[number],
  name: string,
): string | null {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : null;
}
