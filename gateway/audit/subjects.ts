/**
 * Whose data an answer shows. Their keys are asked for along with what the client asks, under names of their own, and found again by the
 * ways of the operation that lead to them: a look at each of these objects, and at nothing else.
 */
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
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { type AnsweredOperation, objectTypes } from './coordinates.ts';

/** The type whose objects are the people an answer is about, and the types of records that may stand without one. */
export interface SubjectKeys {
  /** `Customer` and `id`. */
  readonly person: { readonly type: string; readonly field: string };
  /** Fields of one key of each other entity type, by the type's name. */
  readonly others: ReadonlyMap<string, readonly string[]>;
}

/** Names no client's field has: cures/shadowing-names.ts gives them others. */
const aliasOf = (type: string, field: string) => `_subject_${type}_${field}`;

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

const isEntity = ({ person, others }: SubjectKeys, type: string) => type === person.type || others.has(type);

function fieldsOf({ person, others }: SubjectKeys, type: string, within: boolean): readonly string[] {
  if (type === person.type) return [person.field];
  return within ? [] : (others.get(type) ?? []);
}

const fieldNamed = (name: string, alias: string): FieldNode => ({
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: name },
  alias: { kind: Kind.NAME, value: alias },
});

/** What an object is known by, where the operation has one. */
interface Read {
  readonly type: string;
  readonly names: readonly string[];
}

interface Branch {
  readonly reads: readonly Read[];
  readonly fields: readonly (readonly [name: string, Branch])[];
}

/** Subjects, and other records as a type and the values of its key. */
export interface Found {
  readonly subjects: Set<string>;
  readonly others: Map<string, { readonly type: string; readonly key: readonly unknown[] }>;
}

export function subjectFinder(
  schema: GraphQLSchema,
  keys: SubjectKeys,
  { operation, selectionSet, fragments }: AnsweredOperation,
): (data: Record<string, unknown>) => Found {
  /** Null where no way leads to anybody. */
  const branch = (sets: readonly SelectionSetNode[], type: GraphQLObjectType, within: boolean): Branch | null => {
    const own = fieldsOf(keys, type.name, within);
    const reads = own.length === 0 ? [] : [{ type: type.name, names: own.map((name) => aliasOf(type.name, name)) }];
    const inner = within || isEntity(keys, type.name);
    const fields: (readonly [string, Branch])[] = [];
    for (const [name, nodes] of fieldsIn(sets, type)) {
      const definition = type.getFields()[nodes[0]?.name.value ?? ''];
      const below = nodes.flatMap((node) => node.selectionSet ?? []);
      if (definition === undefined || below.length === 0) continue;
      const branches = objectTypes(schema, getNamedType(definition.type).name).flatMap(
        (each) => branch(below, each, inner) ?? [],
      );
      for (const each of branches) fields.push([name, each]);
    }
    return reads.length + fields.length === 0 ? null : { reads, fields };
  };
  const fieldsIn = (sets: readonly SelectionSetNode[], type: GraphQLObjectType): Map<string, FieldNode[]> => {
    const found = new Map<string, FieldNode[]>();
    const gather = (set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const name = (selection.alias ?? selection.name).value;
          found.set(name, [...(found.get(name) ?? []), selection]);
          continue;
        }
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const condition = fragment?.typeCondition?.name.value;
        if (fragment && (condition === undefined || objectTypes(schema, condition).includes(type)))
          gather(fragment.selectionSet);
      }
    };
    for (const set of sets) gather(set);
    return found;
  };
  const root = schema.getRootType(operation.operation);
  const tree = root ? branch([selectionSet], root, false) : null;
  return (data) => {
    const found: Found = { subjects: new Set(), others: new Map() };
    if (tree) look(tree, data, keys, found);
    return found;
  };
}

/** As any place keeps it: without what is no text to some. */
const readable = (id: unknown): string => String(id).toWellFormed().replaceAll('\0', '\uFFFD');

function look({ reads, fields }: Branch, value: unknown, keys: SubjectKeys, found: Found): void {
  if (Array.isArray(value)) {
    for (const each of value) look({ reads, fields }, each, keys, found);
    return;
  }
  if (!isRecord(value)) return;
  for (const { type, names } of reads) {
    const key = names.map((name) => value[name]);
    if (key.some((each) => each === undefined || each === null)) continue;
    if (type === keys.person.type) found.subjects.add(readable(key[0]));
    else found.others.set(`${type} ${JSON.stringify(key)}`, { type, key });
  }
  for (const [name, inner] of fields) look(inner, value[name], keys, found);
}
