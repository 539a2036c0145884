/**
 * What the subgraphs' schemas say together about entities and fields, so that every subgraph and the merged schema can work out
 * the same value without talking to each other.
 */
import {
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { namedType, selectionSetOf, textArgument } from './field-sets.ts';
import { forgetfulOnes, interfaceObjectFields, safeFields } from './may-fail.ts';

export interface SubgraphSchema {
  readonly name: string;
  readonly schema: GraphQLSchema;
}

export interface FieldFacts {
  /** The strictest type any subgraph gives it, which suits all of them. */
  type: TypeNode;
  /** The subgraphs that resolve it. */
  readonly owners: Set<string>;
  /** Object types the value may have in all of these subgraphs; null for leaves. */
  possible: readonly string[] | null;
  /** As one of the subgraphs defines it. */
  readonly field: GraphQLField<unknown, unknown>;
  /** What its resolver must be told. */
  requires: SelectionSetNode | null;
}

export interface Facts {
  /** An entity's family: the interface that has the key, else its own type. Members of a family share their indices. */
  familyOf(type: string): string;
  /** Object types of a family in order; empty for a type that is no entity. */
  membersOf(family: string): readonly string[];
  /** By `Family.field`. */
  readonly fields: ReadonlyMap<string, FieldFacts>;
  /** `Family.field` of all fields that keys consist of, nested ones too. */
  readonly keyFields: ReadonlySet<string>;
  /** Ways through a representation to the leaves of its keys, by family. */
  readonly keyPaths: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** `Family.field` that never fail, as another subgraph requires what a failure would take along. */
  readonly safe: ReadonlySet<string>;
  /** Subgraphs that may not know an entity without harm to anything but their own fields. */
  readonly forgetful: ReadonlySet<string>;
  /** Names of fields that some subgraph adds to an interface as an object. */
  readonly ofInterfaceObjects: ReadonlySet<string>;
}

/** An entity as one subgraph has it. */
export interface Seen {
  readonly subgraph: string;
  readonly type: string;
  readonly keys: string[];
  readonly interfaceObject: boolean;
}

export function readFacts(subgraphs: readonly SubgraphSchema[]): Facts {
  const entities = subgraphs.flatMap(readEntities);
  const families = new Map<string, string>();
  const members = new Map<string, string[]>();
  for (const { type } of entities) {
    const implementers = new Set<string>();
    for (const { schema } of subgraphs) {
      const found = schema.getType(type);
      if (isInterfaceType(found)) for (const each of schema.getPossibleTypes(found)) implementers.add(each.name);
    }
    if (implementers.size === 0) continue;
    families.set(type, type);
    members.set(type, [...implementers].sort());
    for (const each of implementers) families.set(each, type);
  }
  for (const { type } of entities) {
    if (families.has(type)) continue;
    families.set(type, type);
    members.set(type, [type]);
  }
  const familyOf = (type: string) => families.get(type) ?? type;
  const membersOf = (family: string) => members.get(family) ?? [];
  const fields = new Map<string, FieldFacts>();
  for (const subgraph of subgraphs) readFields(subgraph, familyOf, membersOf, fields);
  const keys = readKeys(entities, familyOf, fields);
  const safe = safeFields(fields, familyOf);
  const ofInterfaceObjects = interfaceObjectFields(entities, fields);
  return {
    ofInterfaceObjects,
    familyOf,
    membersOf,
    fields,
    ...keys,
    safe,
    forgetful: forgetfulOnes(subgraphs, entities, fields, familyOf),
  };
}

function readEntities({ name, schema }: SubgraphSchema): Seen[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    const nodes = [type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? []);
    const keys = nodes.flatMap((node) => (node.name.value === 'key' ? (textArgument(node, 'fields') ?? []) : []));
    const interfaceObject = nodes.some((node) => node.name.value === 'interfaceObject');
    return keys.length > 0 ? [{ subgraph: name, type: type.name, keys, interfaceObject }] : [];
  });
}

function readFields(
  { name: subgraph, schema }: SubgraphSchema,
  familyOf: (type: string) => string,
  membersOf: (family: string) => readonly string[],
  fields: Map<string, FieldFacts>,
): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      const { astNode } = field;
      if (!astNode) continue;
      const directives = [
        ...(astNode.directives ?? []),
        ...(type.astNode?.directives ?? []).filter(({ name }) => name.value === 'external'),
      ];
      const external = directives.some(({ name }) => name.value === 'external');
      const at = `${familyOf(type.name)}.${field.name}`;
      const named = namedType(astNode.type);
      const known = fields.get(at);
      const possible = possibleTypes(schema, named, membersOf);
      const requires = directives.find(({ name }) => name.value === 'requires');
      const facts: FieldFacts = known ?? { type: astNode.type, owners: new Set(), possible, field, requires: null };
      facts.type = strictest(facts.type, astNode.type);
      if (possible && facts.possible) facts.possible = facts.possible.filter((each) => possible.includes(each));
      if (requires) facts.requires = selectionSetOf(textArgument(requires, 'fields') ?? '');
      if (!external) facts.owners.add(subgraph);
      fields.set(at, facts);
    }
  }
}

function possibleTypes(
  schema: GraphQLSchema,
  name: string,
  membersOf: (family: string) => readonly string[],
): readonly string[] | null {
  const type = schema.getType(name);
  if (isAbstractType(type)) return schema.getPossibleTypes(type).map((each) => each.name);
  if (!isObjectType(type)) return null;
  const all = membersOf(name);
  return all.length > 0 ? all : [name];
}

function strictest(left: TypeNode, right: TypeNode): TypeNode {
  if (left.kind === Kind.NON_NULL_TYPE || right.kind === Kind.NON_NULL_TYPE) {
    const inner = strictest(bare(left), bare(right));
    return inner.kind === Kind.NON_NULL_TYPE ? inner : { kind: Kind.NON_NULL_TYPE, type: inner };
  }
  if (left.kind === Kind.LIST_TYPE && right.kind === Kind.LIST_TYPE) {
    return { kind: Kind.LIST_TYPE, type: strictest(left.type, right.type) };
  }
  return left;
}

const bare = (type: TypeNode) => (type.kind === Kind.NON_NULL_TYPE ? type.type : type);

function readKeys(
  entities: readonly Seen[],
  familyOf: (type: string) => string,
  fields: ReadonlyMap<string, FieldFacts>,
) {
  const keyFields = new Set<string>();
  const keyPaths = new Map<string, string[][]>();
  for (const { type, keys } of entities) {
    const family = familyOf(type);
    const paths = keyPaths.get(family) ?? [];
    keyPaths.set(family, paths);
    const visit = (set: SelectionSetNode, of: string, path: readonly string[]): void => {
      for (const field of set.selections.filter((each): each is FieldNode => each.kind === Kind.FIELD)) {
        const at = `${of}.${field.name.value}`;
        const here = [...path, field.name.value];
        keyFields.add(at);
        const facts = fields.get(at);
        if (field.selectionSet && facts) visit(field.selectionSet, familyOf(namedType(facts.type)), here);
        else paths.push(here);
      }
    };
    for (const key of keys) visit(selectionSetOf(key), family, []);
  }
  return { keyFields, keyPaths };
}
