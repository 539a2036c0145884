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
  TypeNameMetaFieldDef,
} from 'graphql';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import type { Limit } from '../access/judge.ts';
import { shownName } from '../cures/shadowing-names.ts';
import { type CollectedField, collectFields, type Operation, type Selected, undecided } from './collect.ts';
import { type Condition, holds, type Variables } from './conditions.ts';
import { leafWriter } from './leaf.ts';
import { hiddenWriter, limitsOf, maskedWriter, unjudged } from './limits.ts';
import { broken, forgetMasked, leadUp, type Write } from './writing.ts';

/** An interface object is of its interface until another subgraph tells what it is, which is asked only where it matters. */
type Shown = GraphQLObjectType | GraphQLInterfaceType;

const isShown = (type: unknown): type is Shown => isObjectType(type) || isInterfaceType(type);

export function objectWriter(
  operation: Operation,
  type: GraphQLNamedOutputType,
  selections: readonly Selected[],
): Write {
  const byType = new Map<string, Fields>();
  const fieldsOf = (object: Shown): Fields => {
    const known = byType.get(object.name);
    if (known) return known;
    const fields = collectFields(operation, object, selections);
    const made: Fields = {
      writers: fields.map((field) => fieldWriter(operation, object, field)),
      undecided: isInterfaceType(object)
        ? [...undecided(operation, object, selections), ...unjudged(operation, object, fields)]
        : null,
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
    let notedSoFar = writing.noted.length;
    for (const { applies, key, segment, write } of writers) {
      if (applies !== null && !applies(writing.variables)) continue;
      const written = write(value[segment], writing);
      if (writing.noted.length > notedSoFar) notedSoFar = leadUp(writing, notedSoFar, segment);
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
  const { always, of } = limitsOf(operation, parent, field);
  const usual = limitedWriter(operation, parent, field, always);
  if (of === null) return usual;
  const others = new Map([[always, usual]]);
  return (value, writing) => {
    const limit = of(writing.variables);
    const write = others.get(limit) ?? limitedWriter(operation, parent, field, limit);
    others.set(limit, write);
    return write(value, writing);
  };
}

function limitedWriter(operation: Operation, parent: Shown, field: CollectedField, limit: Limit | null): Write {
  const name = field.node.name.value;
  const definition = name === '__typename' ? TypeNameMetaFieldDef : parent.getFields()[name];
  if (limit?.mask === null && definition) return hiddenWriter(limit, definition.type);
  if (name === '__typename') {
    const text = JSON.stringify(parent.name);
    return () => text;
  }
  if (name === '__schema' || name === '__type') return (_, writing) => writing.introspect(field);
  if (!definition) throw new Error(`${parent.name} has no field ${name}`);
  return typeWriter(operation, definition.type, field.selections, limit);
}

/** `limit`: what leaves a part of the leaves. */
function typeWriter(
  operation: Operation,
  type: GraphQLOutputType,
  selections: readonly Selected[],
  limit: Limit | null,
): Write {
  if (!isNonNullType(type)) {
    const write = presentWriter(operation, type, selections, limit);
    if (operation.judge !== null) return nullableWriter(write);
    return (value, writing) => (value === null || value === undefined ? 'null' : (write(value, writing) ?? 'null'));
  }
  const write = presentWriter(operation, type.ofType, selections, limit);
  return (value, writing) => (value === null || value === undefined ? broken(writing) : write(value, writing));
}

function presentWriter(
  operation: Operation,
  type: GraphQLOutputType,
  selections: readonly Selected[],
  limit: Limit | null,
): Write {
  if (isListType(type)) return listWriter(typeWriter(operation, type.ofType, selections, limit));
  if (isLeafType(type)) {
    const write = leafWriter(type);
    return limit?.mask ? maskedWriter(write, limit, limit.mask) : (value, writing) => write(value) ?? broken(writing);
  }
  if (isNonNullType(type)) throw new Error('a non-null type cannot be wrapped twice');
  return objectWriter(operation, type, selections);
}

function nullableWriter(write: Write): Write {
  return (value, writing) => {
    if (value === null || value === undefined) return 'null';
    const from = writing.noted.length;
    const text = write(value, writing);
    if (text !== undefined) return text;
    forgetMasked(writing, from);
    return 'null';
  };
}

function listWriter(item: Write): Write {
  return (value, writing) => {
    if (!Array.isArray(value)) return broken(writing);
    let text = '';
    let notedSoFar = writing.noted.length;
    for (let index = 0; index < value.length; index += 1) {
      const written = item(value[index], writing);
      if (writing.noted.length > notedSoFar) notedSoFar = leadUp(writing, notedSoFar, index);
      if (written === undefined) return undefined;
      text += index === 0 ? written : `,${written}`;
    }
    return `[${text}]`;
  };
}
