/** Whose data an answer shows: their keys are asked for along with what the client asks, under names of their own. */
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isObjectType,
  Kind,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { objectTypes } from './coordinates.ts';

/** The type whose objects are the people an answer is about, and the types of records that may stand without one. */
export interface SubjectKeys {
  /** `Customer` and `id`. */
  readonly person: { readonly type: string; readonly field: string };
  /** Fields of one key of each other entity type, by the type's name. */
  readonly others: ReadonlyMap<string, readonly string[]>;
}

/** Names no client's field has: cures/shadowing-names.ts gives them others. */
export const aliasOf = (type: string, field: string) => `_subject_${type}_${field}`;

/** The operation with the keys asked for. */
export function withSubjects(schema: GraphQLSchema, keys: SubjectKeys, document: DocumentNode): DocumentNode {
  const info = new TypeInfo(schema);
  let within = 0;
  return visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter: (node) => {
          const type = namedType(info);
          if (node.selectionSet === undefined) return undefined;
          if (type === null)
            return mayBePerson(schema, keys, info) ? withSelections(node, [asPerson(keys)]) : undefined;
          const fields = fieldsOf(keys, type.name, within > 0);
          if (isEntity(keys, type.name)) within += 1;
          if (fields.length === 0) return undefined;
          const added = fields.map((field) => fieldNamed(field, aliasOf(type.name, field)));
          return withSelections(node, added);
        },
        leave: (node) => {
          const type = namedType(info);
          if (node.selectionSet && type && isEntity(keys, type.name)) within -= 1;
        },
      },
    }),
  );
}

function namedType(info: TypeInfo): GraphQLObjectType | null {
  const type = info.getType();
  const named = type ? getNamedType(type) : null;
  return isObjectType(named) ? named : null;
}

/** Where an interface or a union stands, of which the person is one kind. */
function mayBePerson(schema: GraphQLSchema, { person }: SubjectKeys, info: TypeInfo): boolean {
  const type = info.getType();
  return type != null && objectTypes(schema, getNamedType(type).name).some(({ name }) => name === person.type);
}

const asPerson = ({ person }: SubjectKeys): InlineFragmentNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: person.type } },
  selectionSet: {
    kind: Kind.SELECTION_SET,
    selections: [fieldNamed(person.field, aliasOf(person.type, person.field))],
  },
});

function withSelections(node: FieldNode, added: readonly SelectionNode[]): FieldNode {
  const selections = [...(node.selectionSet?.selections ?? []), ...added];
  return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

export const isEntity = ({ person, others }: SubjectKeys, type: string) => type === person.type || others.has(type);

/** Asked for of an object that stands, or does not, within another that is told of. */
export function fieldsOf({ person, others }: SubjectKeys, type: string, within: boolean): readonly string[] {
  if (type === person.type) return [person.field];
  return within ? [] : (others.get(type) ?? []);
}

const fieldNamed = (name: string, alias: string): FieldNode => ({
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: name },
  alias: { kind: Kind.NAME, value: alias },
});
