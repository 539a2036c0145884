/**
 * Writes the answer: from merged data to JSON text, in the client's order and by the client's schema, in one pass.
 *
 * For every selection set and every object type that turns up in it a list of field writers is made once. A writer returns
 * text, or undefined when there must be a null but none is allowed, which then spreads to the nearest field that allows it.
 */
import {
  type GraphQLInterfaceType,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import type { PathSegment } from '../../../subgraphs/shared/hosting/reply.ts';
import { shownName } from '../cures/shadowing-names.ts';
import { type CollectedField, collectFields, type Operation, type Selected, undecided } from './collect.ts';
import { type Condition, holds, type Variables } from './conditions.ts';
import { leafWriter } from './leaf.ts';

export interface Writing {
  readonly variables: Variables;
  /** Filled: the way up from a null, or a value that cannot be shown, where the schema promises something. */
  readonly broken: PathSegment[][];
  /** JSON text of an introspection field at the root. */
  readonly introspect: (field: CollectedField) => string;
}

/** An interface object is of its interface until another subgraph tells what it is, which is asked only where it matters. */
type Shown = GraphQLObjectType | GraphQLInterfaceType;

const isShown = (type: unknown): type is Shown => isObjectType(type) || isInterfaceType(type);

type Write = (value: unknown, writing: Writing) => string | undefined;

export function objectWriter(
  operation: Operation,
  type: GraphQLNamedOutputType,
  selections: readonly Selected[],
): Write {
  const byType = new Map<string, Fields>();
  const fieldsOf = (object: Shown): Fields => {
    const known = byType.get(object.name);
    if (known) return known;
    const made: Fields = {
      writers: collectFields(operation, object, selections).map((field) => fieldWriter(operation, object, field)),
      undecided: isInterfaceType(object) ? undecided(operation, object, selections) : null,
    };
    byType.set(object.name, made);
    return made;
  };
  const typeOf = shownType(operation, type);
  return (value, writing) => {
    if (!isRecord(value)) return broken(writing);
    const named = typeOf(value.__typename);
    if (named === null) return broken(writing);
    const { writers, undecided: open } = fieldsOf(named);
    if (open?.some((condition) => holds(condition, writing.variables))) return broken(writing);
    let text = '';
    let brokenSoFar = writing.broken.length;
    for (const { applies, key, segment, write } of writers) {
      if (applies !== null && !applies(writing.variables)) continue;
      const written = write(value[segment], writing);
      if (writing.broken.length > brokenSoFar) brokenSoFar = leadUp(writing, brokenSoFar, segment);
      if (written === undefined) return undefined;
      text += text === '' ? `${key}${written}` : `,${key}${written}`;
    }
    return `{${text}}`;
  };
}

/** What an object is shown as where the schema has `type`; null for what cannot stand there. */
function shownType({ schema }: Operation, type: GraphQLNamedOutputType): (typename: unknown) => Shown | null {
  const own = isShown(type) ? type : null;
  return (typename) => {
    if (typeof typename !== 'string' || typename === own?.name) return own;
    const named = schema.getType(typename);
    if (!isShown(named)) return null;
    if (isAbstractType(type)) return schema.isSubType(type, named) ? named : null;
    // A subgraph that knows the object as its interface only.
    return isInterfaceType(named) && own && schema.isSubType(named, own) ? own : null;
  };
}

/** Of objects of one type. */
interface Fields {
  readonly writers: readonly FieldWriter[];
  /** Where only an interface is known: when that is not enough, as the fetch that tells the type has failed. */
  readonly undecided: readonly Condition[] | null;
}

interface FieldWriter {
  readonly segment: string;
  /** `"name":` */
  readonly key: string;
  /** Null when it always stands here. */
  readonly applies: ((variables: Variables) => boolean) | null;
  readonly write: Write;
}

function fieldWriter(operation: Operation, parent: Shown, field: CollectedField): FieldWriter {
  const { responseName, condition, unless } = field;
  const always = condition?.length === 0 && unless.length === 0;
  return {
    segment: responseName,
    key: `${JSON.stringify(shownName(responseName))}:`,
    applies: always
      ? null
      : (variables) => holds(condition, variables) && !unless.some((other) => holds(other, variables)),
    write: valueWriter(operation, parent, field),
  };
}

function valueWriter(operation: Operation, parent: Shown, field: CollectedField): Write {
  const name = field.node.name.value;
  if (name === '__typename') {
    const text = JSON.stringify(parent.name);
    return () => text;
  }
  if (name === '__schema' || name === '__type') return (_, writing) => writing.introspect(field);
  const definition = parent.getFields()[name];
  if (!definition) throw new Error(`${parent.name} has no field ${name}`);
  return typeWriter(operation, definition.type, field.selections);
}

function typeWriter(operation: Operation, type: GraphQLOutputType, selections: readonly Selected[]): Write {
  if (!isNonNullType(type)) {
    const write = presentWriter(operation, type, selections);
    return (value, writing) => (value === null || value === undefined ? 'null' : (write(value, writing) ?? 'null'));
  }
  const write = presentWriter(operation, type.ofType, selections);
  return (value, writing) => (value === null || value === undefined ? broken(writing) : write(value, writing));
}

function presentWriter(operation: Operation, type: GraphQLOutputType, selections: readonly Selected[]): Write {
  if (isListType(type)) return listWriter(typeWriter(operation, type.ofType, selections));
  if (isLeafType(type)) {
    const write = leafWriter(type);
    return (value, writing) => write(value) ?? broken(writing);
  }
  if (isNonNullType(type)) throw new Error('a non-null type cannot be wrapped twice');
  return objectWriter(operation, type, selections);
}

function listWriter(item: Write): Write {
  return (value, writing) => {
    if (!Array.isArray(value)) return broken(writing);
    let text = '';
    let brokenSoFar = writing.broken.length;
    for (let index = 0; index < value.length; index += 1) {
      const written = item(value[index], writing);
      if (writing.broken.length > brokenSoFar) brokenSoFar = leadUp(writing, brokenSoFar, index);
      if (written === undefined) return undefined;
      text += index === 0 ? written : `,${written}`;
    }
    return `[${text}]`;
  };
}

function broken(writing: Writing): undefined {
  writing.broken.push([]);
  return undefined;
}

/** Paths are only known where something is broken: each object and list on the way up adds its own step. */
function leadUp({ broken: ways }: Writing, from: number, segment: PathSegment): number {
  for (let index = from; index < ways.length; index += 1) ways[index]?.push(segment);
  return ways.length;
}

/** The response paths of what is broken. */
export function brokenPaths({ broken: ways }: Writing): readonly (readonly PathSegment[])[] {
  return ways.map((way) => way.toReversed());
}
