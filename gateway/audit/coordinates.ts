/** The fields an operation shows, as coordinates of the types that may stand there: `Customer.name`. */
import {
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { always, conditionOf, holds, type Variables } from '../engine/shape/conditions.ts';

export interface AnsweredOperation {
  readonly operation: { readonly operation: OperationTypeNode };
  readonly selectionSet: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

export interface Coordinate {
  readonly type: string;
  readonly field: string;
}

/** Each once. What `@skip` and `@include` leave out under these variables is not among them. */
export function coordinatesOf(
  schema: GraphQLSchema,
  { operation, selectionSet, fragments }: AnsweredOperation,
  variables: Variables,
): Coordinate[] {
  const found = new Map<string, Coordinate>();
  const seen = new Map<SelectionSetNode, Set<string>>();
  const visit = (set: SelectionSetNode, types: readonly GraphQLObjectType[]): void => {
    const key = types.map(({ name }) => name).join(' ');
    const known = seen.get(set) ?? new Set();
    if (types.length === 0 || known.has(key)) return;
    seen.set(set, known.add(key));
    for (const selection of set.selections) {
      if (!holds(conditionOf(selection.directives, always), variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const field = selection.name.value;
        for (const type of types) {
          const definition = type.getFields()[field];
          if (definition === undefined) continue;
          found.set(`${type.name}.${field}`, { type: type.name, field });
          if (selection.selectionSet)
            visit(selection.selectionSet, objectTypes(schema, getNamedType(definition.type).name));
        }
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment === undefined) continue;
      const condition = fragment.typeCondition?.name.value;
      const wanted = condition === undefined ? null : new Set(objectTypes(schema, condition));
      visit(fragment.selectionSet, wanted === null ? types : types.filter((type) => wanted.has(type)));
    }
  };
  const root = schema.getRootType(operation.operation);
  if (root) visit(selectionSet, [root]);
  return [...found.values()];
}

/** All object types that may stand where the schema has this one. */
export function objectTypes(schema: GraphQLSchema, name: string): readonly GraphQLObjectType[] {
  const type = schema.getType(name);
  if (isObjectType(type)) return [type];
  return isCompositeType(type) && isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}
