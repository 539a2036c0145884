/**
 * Whose data an answer shows: found in what came in by the ways of the operation that lead to them, a look at each of these objects and
 * at nothing else.
 */
import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { type AnsweredOperation, objectTypes } from './coordinates.ts';
import { aliasOf, fieldsOf, isEntity, type SubjectKeys } from './subjects.ts';

/** What an object is known by, where the operation has one. */
interface Read {
  readonly type: string;
  readonly names: readonly string[];
}

interface Branch {
  readonly reads: readonly Read[];
  readonly fields: readonly (readonly [name: string, Branch])[];
}

export interface FoundRecord {
  readonly type: string;
  readonly key: readonly unknown[];
  /** The person it stands within; null where it stands alone. */
  readonly of: string | null;
}

/** Subjects, and other records as a type and the values of its key. */
export interface Found {
  readonly subjects: Set<string>;
  readonly others: Map<string, FoundRecord>;
}

export type Finder = (data: Record<string, unknown>) => Found;

type FieldsByName = ReadonlyMap<string, readonly FieldNode[]>;
/** The names under which an object's key is to be found; empty for one that is not looked for. */
type NamesOf = (type: string, within: boolean, fields: FieldsByName) => readonly string[];

/** Persons, and records that stand within none. */
export function subjectFinder(schema: GraphQLSchema, keys: SubjectKeys, asked: AnsweredOperation): Finder {
  return finder(schema, keys, asked, (type, within) => {
    return fieldsOf(keys, type, within).map((field) => aliasOf(type, field));
  });
}

/** Persons and all records: those within a person where the client asks for their keys. */
export function recordFinder(schema: GraphQLSchema, keys: SubjectKeys, asked: AnsweredOperation): Finder {
  return finder(schema, keys, asked, (type, within, fields) => {
    if (!within || type === keys.person.type) return fieldsOf(keys, type, within).map((field) => aliasOf(type, field));
    const names = (keys.others.get(type) ?? []).map((field) => nameOf(fields, field));
    return names.every((name) => name !== null) ? names : [];
  });
}

function nameOf(fields: FieldsByName, field: string): string | null {
  return [...fields].find(([, nodes]) => nodes[0]?.name.value === field)?.[0] ?? null;
}

function finder(
  schema: GraphQLSchema,
  keys: SubjectKeys,
  { operation, selectionSet, fragments }: AnsweredOperation,
  namesOf: NamesOf,
): Finder {
  /** Null where no way leads to anybody. */
  const branch = (sets: readonly SelectionSetNode[], type: GraphQLObjectType, within: boolean): Branch | null => {
    const selected = fieldsIn(sets, type);
    const names = namesOf(type.name, within, selected);
    const reads = names.length === 0 ? [] : [{ type: type.name, names }];
    const inner = within || isEntity(keys, type.name);
    const fields: (readonly [string, Branch])[] = [];
    for (const [name, nodes] of selected) {
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
    if (tree) look(tree, data, { person: keys.person.type, found, of: null });
    return found;
  };
}

interface Look {
  readonly person: string;
  readonly found: Found;
  readonly of: string | null;
}

function look({ reads, fields }: Branch, value: unknown, around: Look): void {
  if (Array.isArray(value)) {
    for (const each of value) look({ reads, fields }, each, around);
    return;
  }
  if (!isRecord(value)) return;
  const { person, found } = around;
  let { of } = around;
  for (const { type, names } of reads) {
    const key = names.map((name) => value[name]);
    if (key.some((each) => each === undefined || each === null)) continue;
    if (type === person) {
      of = readable(key[0]);
      found.subjects.add(of);
    } else found.others.set(`${type} ${JSON.stringify(key)} ${of ?? ''}`, { type, key, of });
  }
  const inner = of === around.of ? around : { ...around, of };
  for (const [name, below] of fields) look(below, value[name], inner);
}

/** As any place keeps it: without what is no text to some. */
const readable = (id: unknown): string => String(id).toWellFormed().replaceAll('\0', '\uFFFD');
