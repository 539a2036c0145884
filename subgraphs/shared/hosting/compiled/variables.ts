/** An operation's variables as the schema reads them. */
import {
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getVariableValues,
  isInputType,
  isLeafType,
  isListType,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import type { Variables } from './run.ts';

type Coerced =
  | { readonly coerced: Record<string, unknown>; readonly errors?: never }
  | { readonly coerced?: never; readonly errors: readonly GraphQLError[] };

/** Throws at what it does not read. */
type Read = (value: unknown) => unknown;

interface Reader {
  readonly name: string;
  readonly read: Read;
  /** When it is not sent: a default, or an error. */
  readonly needed: boolean;
}

/** Errors told at most, as in graphql-js. */
const maxErrors = 50;
const misfit = new Error('to be read, or refused, by graphql-js');

/** Values that fit are read at once; for whatever else graphql-js knows the coercion, or the words of the error. */
export function variablesReader(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (sent: Variables) => Coerced {
  const slow = (sent: Variables): Coerced => {
    const { coerced, errors = [] } = getVariableValues(schema, definitions, sent, { maxErrors });
    return coerced === undefined ? { errors } : { coerced };
  };
  const readers: Reader[] = [];
  for (const { variable, type: node, defaultValue } of definitions) {
    const type = typeFromAST(schema, node);
    const read = isInputType(type) ? readerOf(type) : null;
    if (read === null) return slow;
    readers.push({ name: variable.name.value, read, needed: isNonNullType(type) || defaultValue !== undefined });
  }
  return (sent) => {
    const coerced: Record<string, unknown> = {};
    try {
      for (const { name, read, needed } of readers) {
        if (Object.hasOwn(sent, name)) coerced[name] = read(sent[name]);
        else if (needed) throw misfit;
      }
    } catch {
      return slow(sent);
    }
    return { coerced };
  };
}

/** Null for input objects. */
function readerOf(type: GraphQLInputType): Read | null {
  if (isNonNullType(type)) {
    const read = readerOf(type.ofType);
    return (
      read &&
      ((value) => {
        if (value === null || value === undefined) throw misfit;
        return read(value);
      })
    );
  }
  const read = isListType(type) ? listReader(readerOf(type.ofType)) : isLeafType(type) ? leafReader(type) : null;
  return read && ((value) => (value === null || value === undefined ? null : read(value)));
}

function listReader(item: Read | null): Read | null {
  return (
    item &&
    ((value) => {
      if (!Array.isArray(value)) throw misfit;
      return value.map(item);
    })
  );
}

function leafReader(type: { parseValue(value: unknown): unknown }): Read {
  return (value) => {
    const read = type.parseValue(value);
    if (read === undefined) throw misfit;
    return read;
  };
}
