/**
 * Literals in arguments, made variables, so that operations that differ in them alone share a plan.
 *
 * Lifted where a variable means exactly the same: texts, numbers, booleans, ids and enum values of the schema's own types, lists
 * of them, and such fields of input objects. Not lifted: values of custom scalars (a subgraph may read a literal otherwise than a
 * variable), null, numbers JSON cannot carry exactly, anything with a variable inside, directives, and introspection. Equal
 * literals of one type become one variable: fields that could be merged still can be.
 */
import {
  type ArgumentNode,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  Kind,
  parseType,
  specifiedScalarTypes,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';

export interface Lifting {
  /** The argument with literals replaced; `type` as the schema has it. */
  argument(node: ArgumentNode, type: GraphQLInputType): ArgumentNode;
  readonly values: Readonly<Record<string, unknown>>;
  readonly definitions: readonly VariableDefinitionNode[];
}

/** `taken`: the names of the operation's own variables. */
export function lifting(taken: ReadonlySet<string>): Lifting {
  const values: Record<string, unknown> = {};
  const definitions: VariableDefinitionNode[] = [];
  const names = new Map<string, string>();
  let prefix = 'literal';
  while ([...taken].some((name) => name.startsWith(prefix))) prefix = `_${prefix}`;

  const variable = (value: unknown, type: GraphQLInputType): ValueNode => {
    const key = `${String(type)} ${JSON.stringify(value)}`;
    const known = names.get(key);
    const name = known ?? `${prefix}${names.size}`;
    const node = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
    if (known === undefined) {
      names.set(key, name);
      values[name] = value;
      definitions.push({
        kind: Kind.VARIABLE_DEFINITION,
        variable: node,
        type: parseType(String(type), { noLocation: true }),
      });
    }
    return node;
  };
  const lift = (node: ValueNode, type: GraphQLInputType): ValueNode => {
    const value = plainValue(node, type);
    if (value !== notLifted) return variable(value, type);
    const inner = isNonNullType(type) ? type.ofType : type;
    if (node.kind !== Kind.OBJECT || !isInputObjectType(inner)) return node;
    const fields = inner.getFields();
    return {
      ...node,
      fields: node.fields.map((field) => {
        const definition = fields[field.name.value];
        return definition ? { ...field, value: lift(field.value, definition.type) } : field;
      }),
    };
  };
  return { argument: (node, type) => ({ ...node, value: lift(node.value, type) }), values, definitions };
}

const notLifted = Symbol('not lifted');
const builtIn: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));

function plainValue(node: ValueNode, type: GraphQLInputType): unknown {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) {
    // A single value stands for a list of it.
    const items = node.kind === Kind.LIST ? node.values : [node];
    const values = items.map((item) => plainValue(item, inner.ofType));
    return values.includes(notLifted) ? notLifted : values;
  }
  const named = getNamedType(inner);
  if (isEnumType(named)) return node.kind === Kind.ENUM ? node.value : notLifted;
  if (!isScalarType(named) || !builtIn.has(named.name)) return notLifted;
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT: {
      if (named.name === 'ID') return node.value;
      const number = Number(node.value);
      return Number.isFinite(number) && (node.kind === Kind.FLOAT || Number.isSafeInteger(number)) ? number : notLifted;
    }
    default:
      return notLifted;
  }
}
