/** What `@dataClass` says of the fields of a schema: a subgraph's own, or the supergraph. */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';
import { classOfEnumValue, type DataClass } from './classes.ts';
import { type DataMask, isDataMask } from './masks.ts';

export interface FieldClass {
  readonly dataClass: DataClass;
  /** Null when nothing is left of it for those who may see it in part only. */
  readonly mask: DataMask | null;
  /** Of fields it requires (`@requires`, `@fromContext`): they are compared, and nothing of them is shown. */
  readonly compares: readonly DataClass[];
}

export type TypeWithFields =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode;

export interface DeclaredField {
  /** `Customer.emails` */
  readonly coordinate: string;
  readonly type: TypeWithFields;
  readonly field: FieldDefinitionNode;
  /** Null when neither it nor its type has one. */
  readonly declared: FieldClass | null;
}

const directive = 'dataClass';

/** Object and interface types, with their extensions. Without what federation has made for itself. */
export function fieldsOf(document: DocumentNode): readonly DeclaredField[] {
  const types = document.definitions.filter(hasFields);
  const ofTypes = new Map<string, FieldClass>();
  for (const type of types) {
    const found = classOfType(type);
    if (found !== null) ofTypes.set(type.name.value, found);
  }
  return types.flatMap((type) =>
    (type.fields ?? [])
      .filter(({ name }) => !name.value.startsWith('_'))
      .map((field) => ({
        coordinate: `${type.name.value}.${field.name.value}`,
        type,
        field,
        declared: classOf(field.directives) ?? ofTypes.get(type.name.value) ?? null,
      })),
  );
}

/** By coordinate, of the fields that have a class: their own, or their type's. */
export function readDataClasses(document: DocumentNode): ReadonlyMap<string, FieldClass> {
  return new Map(fieldsOf(document).flatMap(({ coordinate, declared }) => (declared ? [[coordinate, declared]] : [])));
}

/** What a type says for its fields which say nothing themselves. */
export const classOfType = ({ directives }: TypeWithFields): FieldClass | null => classOf(directives);

function hasFields(definition: DocumentNode['definitions'][number]): definition is TypeWithFields {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.OBJECT_TYPE_EXTENSION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_EXTENSION
  );
}

function classOf(directives: readonly ConstDirectiveNode[] = []): FieldClass | null {
  const found = directives.find(({ name }) => name.value === directive);
  const [is] = found ? enumValues(found, 'is') : [];
  const dataClass = is === undefined ? undefined : classOfEnumValue(is);
  if (found === undefined || dataClass === undefined) return null;
  const [mask] = enumValues(found, 'mask');
  return {
    dataClass,
    mask: mask !== undefined && isDataMask(mask) ? mask : null,
    compares: enumValues(found, 'compares').flatMap((value) => classOfEnumValue(value) ?? []),
  };
}

function enumValues({ arguments: given = [] }: ConstDirectiveNode, name: string): string[] {
  const value = given.find((argument) => argument.name.value === name)?.value;
  const values = value?.kind === Kind.LIST ? value.values : value === undefined ? [] : [value];
  return values.flatMap((each) => (each.kind === Kind.ENUM ? [each.value] : []));
}
