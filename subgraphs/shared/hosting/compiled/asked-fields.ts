/** Coordinates, `Type.field`, of the fields a document asks for, of every type of object that may be asked for them. */
import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

export function askedFields(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const found = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        const parent = types.getParentType();
        for (const type of parent ? objectTypesOf(schema, parent) : []) found.add(`${type}.${name.value}`);
      },
    }),
  );
  return found;
}

function objectTypesOf(schema: GraphQLSchema, type: GraphQLCompositeType): string[] {
  return (isAbstractType(type) ? schema.getPossibleTypes(type) : [type]).map(({ name }) => name);
}
