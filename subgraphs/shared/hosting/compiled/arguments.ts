/** A field's arguments from a request's variables. */
import { type FieldNode, type GraphQLField, getArgumentValues, isNonNullType, Kind, valueFromAST } from 'graphql';
import { isObject, type Variables } from './run.ts';

type Arguments = Record<string, unknown>;

/** Where one argument's value comes from. */
type Origin =
  | { readonly kind: 'variable'; readonly name: string; readonly variable: string; readonly needed: boolean }
  | { readonly kind: 'constant'; readonly name: string; readonly value: unknown };

/** Reads what `getArgumentValues` would, and throws what it throws; variables as they are and plain constants it knows by itself. */
export function argumentsReader(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): (variables: Variables) => Arguments {
  const origins = originsOf(definition, node);
  if (origins === null) return (variables) => getArgumentValues(definition, node, variables);
  return (variables) => {
    const values: Arguments = {};
    for (const origin of origins) {
      if (origin.kind === 'constant') {
        values[origin.name] = origin.value;
        continue;
      }
      const value = variables[origin.variable];
      // Not sent, or not allowed: a default, or an error to be worded.
      if (value === undefined || (value === null && origin.needed))
        return getArgumentValues(definition, node, variables);
      values[origin.name] = value;
    }
    return values;
  };
}

/** Null if one of them takes more than a look at it. */
function originsOf(definition: GraphQLField<unknown, unknown>, node: FieldNode): readonly Origin[] | null {
  const origins: Origin[] = [];
  for (const { name, type, defaultValue } of definition.args) {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value?.kind === Kind.VARIABLE) {
      origins.push({ kind: 'variable', name, variable: value.name.value, needed: isNonNullType(type) });
      continue;
    }
    if (value === undefined && defaultValue === undefined) {
      if (isNonNullType(type)) return null;
      continue;
    }
    const constant = value === undefined ? defaultValue : valueFromAST(value, type);
    // A resolver could change an object, which would then be changed for all requests.
    if (constant === undefined || isObject(constant)) return null;
    origins.push({ kind: 'constant', name, value: constant });
  }
  return origins;
}
