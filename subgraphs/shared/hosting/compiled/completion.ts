/** How the value of a field becomes a part of the answer, by the field's type. */
import {
  defaultTypeResolver,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import { isObject, isThenable, nullFor, type Operation, type Path, type Run, silence, whenAll } from './run.ts';
import { type ExecuteFields, fieldsExecutor } from './selection.ts';

/** Returns the completed value or a native promise of it. Throws, or rejects, when it cannot be completed. */
type Complete = (value: unknown, path: Path, run: Run) => unknown;

/** Takes what a resolver or a list gives at `path`, be it a promise. Throws, or rejects, only where there must be no null. */
type Receive = Complete;

/** A field as it is selected. */
export interface Selected {
  readonly operation: Operation;
  readonly parent: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  /** All that select it under one name. */
  readonly nodes: readonly FieldNode[];
}

export function resolveInfo(
  { operation, parent, definition, nodes }: Selected,
  path: Path,
  run: Run,
): GraphQLResolveInfo {
  return {
    fieldName: definition.name,
    fieldNodes: nodes,
    returnType: definition.type,
    parentType: parent,
    path,
    schema: operation.schema,
    fragments: operation.fragments,
    rootValue: undefined,
    operation: operation.operation,
    variableValues: run.variables,
  };
}

export function receiver(type: GraphQLOutputType, field: Selected): Receive {
  const { nodes } = field;
  const complete = completer(type, field);
  const nullable = !isNonNullType(type);
  const failed = (error: unknown, path: Path, run: Run) => nullFor(error, { run, path, nodes, nullable });
  const finish: Complete = (value, path, run) => {
    try {
      const completed = complete(value, path, run);
      return completed instanceof Promise ? completed.catch((error) => failed(error, path, run)) : completed;
    } catch (error) {
      return failed(error, path, run);
    }
  };
  return (value, path, run) =>
    isThenable(value)
      ? Promise.resolve(value).then(
          (settled) => finish(settled, path, run),
          (error) => failed(error, path, run),
        )
      : finish(value, path, run);
}

function completer(type: GraphQLOutputType, field: Selected): Complete {
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (isLeafType(nullable)) return leafCompleter(type, nullable, field);
  const complete = presentCompleter(nullable, field);
  return (value, path, run) => {
    if (value instanceof Error) throw value;
    if (value !== null && value !== undefined) return complete(value, path, run);
    if (type !== nullable) throw mustNotBeNull(field);
    return null;
  };
}

/** `leaf` is `type`, or what it makes non-null. */
export function leafCompleter(
  type: GraphQLOutputType,
  leaf: GraphQLLeafType,
  field: Selected,
): (value: unknown) => unknown {
  return (value) => {
    if (value === null || value === undefined) {
      if (type !== leaf) throw mustNotBeNull(field);
      return null;
    }
    if (value instanceof Error) throw value;
    const serialized = leaf.serialize(value);
    if (serialized === null || serialized === undefined) throw new Error(`${leaf} cannot show the value.`);
    return serialized;
  };
}

function mustNotBeNull({ parent, definition }: Selected): Error {
  return new Error(`Cannot return null for non-nullable field ${parent}.${definition.name}.`);
}

/** For values that are there. */
function presentCompleter(type: GraphQLOutputType, field: Selected): Complete {
  if (isListType(type)) return listCompleter(type.ofType, field);
  if (isObjectType(type)) return objectCompleter(type, field);
  if (isAbstractType(type)) return abstractCompleter(type, field);
  throw new Error(`${type} is completed elsewhere.`);
}

function listCompleter(type: GraphQLOutputType, field: Selected): Complete {
  const receive = receiver(type, field);
  return (value, path, run) => {
    if (!isIterable(value)) {
      throw new Error(`Expected a list for ${field.parent}.${field.definition.name}.`);
    }
    const items: readonly unknown[] = Array.isArray(value) ? value : Array.from(value);
    const result: unknown[] = new Array(items.length);
    const awaited: Promise<unknown>[] = [];
    const indices: number[] = [];
    try {
      for (let index = 0; index < items.length; index += 1) {
        const item = receive(items[index], { prev: path, key: index, typename: undefined }, run);
        result[index] = item;
        if (item instanceof Promise) {
          awaited.push(item);
          indices.push(index);
        }
      }
    } catch (error) {
      // Also of items not looked at yet.
      silence([...awaited, ...items]);
      throw error;
    }
    if (awaited.length === 0) return result;
    return whenAll(result, awaited, (which, item) => {
      result[indices[which] ?? 0] = item;
    });
  };
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return isObject(value) && typeof value[Symbol.iterator] === 'function';
}

function objectCompleter(type: GraphQLObjectType, { operation, nodes }: Selected): Complete {
  let execute: ExecuteFields | null = null;
  return (value, path, run) => {
    const { schema, fragments, conditions } = operation;
    execute ??= fieldsExecutor(operation, type, collectSubfields(schema, fragments, conditions, type, nodes));
    return execute(value, path, run);
  };
}

function abstractCompleter(type: GraphQLAbstractType, field: Selected): Complete {
  const { schema } = field.operation;
  const completers = new Map<string, Complete>();
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const completeAs = (name: unknown): Complete => {
    const known = typeof name === 'string' ? completers.get(name) : undefined;
    if (known) return known;
    const named = typeof name === 'string' ? schema.getType(name) : undefined;
    if (!isObjectType(named) || !schema.isSubType(type, named)) {
      throw new Error(`${type} is no ${String(name)} at ${field.parent}.${field.definition.name}.`);
    }
    const made = objectCompleter(named, field);
    completers.set(named.name, made);
    return made;
  };
  return (value, path, run) => {
    const name = resolveType(value, run.context, resolveInfo(field, fieldPath(path), run), type);
    return isThenable(name)
      ? Promise.resolve(name).then((settled) => completeAs(settled)(value, path, run))
      : completeAs(name)(value, path, run);
  };
}

/** Of the field whose list an item is in. */
function fieldPath(path: Path): Path {
  let place = path;
  while (typeof place.key === 'number' && place.prev) place = place.prev;
  return place;
}
