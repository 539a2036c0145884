/** What the arguments of a field make of its cost: the size of its list, and the weights put on arguments themselves. */
import {
  type FieldNode,
  type GraphQLField,
  getNamedType,
  isInputObjectType,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { type Cost, sum, type Variables } from './expression.ts';
import type { ListSize, Weights } from './weights.ts';

/** Of a list of which nothing is known. */
export const assumedItems = 10;

type Field = GraphQLField<unknown, unknown>;

/** `defaults`: of the operation's variables. */
export function sizeOf(size: ListSize | undefined, field: Field, node: FieldNode, defaults: Variables): Cost {
  const otherwise = size?.assumed ?? assumedItems;
  const given = (size?.slicing ?? []).map((name) => argumentOf(name, field, node, defaults));
  if (given.length === 0) return otherwise;
  if (given.every((each) => typeof each !== 'function')) return largest(given, otherwise);
  return (variables) =>
    largest(
      given.map((each) => (typeof each === 'function' ? each(variables) : each)),
      otherwise,
    );
}

/** So that no product of sizes is infinite. */
const largestSize = 1e9;

/** What is no number is refused later; a negative size is none. */
function largest(values: readonly unknown[], otherwise: number): number {
  const sizes = values.flatMap((value) => (typeof value === 'number' && !Number.isNaN(value) ? [value] : []));
  return sizes.length === 0 ? otherwise : Math.min(largestSize, Math.max(0, ...sizes));
}

type Given = unknown | ((variables: Variables) => unknown);

function argumentOf(name: string, field: Field, node: FieldNode, defaults: Variables): Given {
  const preset = field.args.find((argument) => argument.name === name)?.defaultValue;
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value === undefined) return preset;
  if (value.kind !== Kind.VARIABLE) return valueFromASTUntyped(value);
  const variable = value.name.value;
  return (variables: Variables) => variables[variable] ?? defaults[variable] ?? preset;
}

/** The weights of what is given: of arguments, and of input fields within them as often as they are there. */
export function argumentCost(weights: Weights, coordinate: string, field: Field, node: FieldNode): Cost {
  return sum(
    (node.arguments ?? []).map(({ name, value }) => {
      const type = getNamedType(field.args.find((argument) => argument.name === name.value)?.type);
      const own = weights.weightOf(`${coordinate}(${name.value}:)`) ?? 0;
      return sum([own, isInputObjectType(type) ? inputCost(weights, type.name, value) : 0]);
    }),
  );
}

/** Of what is written out; in variables only the argument itself counts. */
function inputCost(weights: Weights, type: string, value: ValueNode): number {
  if (value.kind === Kind.LIST) return value.values.reduce((total, each) => total + inputCost(weights, type, each), 0);
  if (value.kind !== Kind.OBJECT) return 0;
  return value.fields.reduce((total, { name }) => total + (weights.weightOf(`${type}.${name.value}`) ?? 0), 0);
}
