/** Random arguments: literals, variables, variables inside of literals, defaults, nulls, and left out. */
import {
  type ArgumentNode,
  type ConstValueNode,
  type GraphQLArgument,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  Kind,
  type NamedTypeNode,
  type NameNode,
  parseConstValue,
  parseType,
  type ValueNode,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';
import type { Choices } from './random.ts';

export const name = (value: string): NameNode => ({ kind: Kind.NAME, value });
export const named = (type: string): NamedTypeNode => ({ kind: Kind.NAMED_TYPE, name: name(type) });

export class Inputs {
  readonly definitions: VariableDefinitionNode[] = [];
  readonly variables: Record<string, unknown> = {};
  readonly #choices: Choices;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  args(all: readonly GraphQLArgument[]): ArgumentNode[] {
    return all.flatMap((argument) => {
      if (!isRequiredArgument(argument) && this.#choices.chance(2)) return [];
      const hasDefault = argument.defaultValue !== undefined;
      return [{ kind: Kind.ARGUMENT, name: name(argument.name), value: this.#value(argument.type, 0, hasDefault) }];
    });
  }

  /** For `@skip` and `@include`. */
  condition(): ValueNode {
    if (this.#choices.chance(3)) return { kind: Kind.BOOLEAN, value: this.#choices.chance(2) };
    const known = this.definitions.filter(({ variable }) => variable.name.value.startsWith('if'));
    if (known.length > 0 && this.#choices.chance(2)) return this.#choices.pick(known).variable;
    const value = this.#choices.chance(2);
    const withDefault = this.#choices.chance(3);
    return this.#define('if', withDefault ? 'Boolean' : 'Boolean!', withDefault ? value : undefined, () =>
      withDefault && this.#choices.chance(2) ? undefined : value,
    );
  }

  #value(type: GraphQLInputType, depth: number, hasDefault = false): ValueNode {
    if (this.#choices.chance(3)) return this.#variable(type, hasDefault);
    if (isNonNullType(type)) return this.#present(type.ofType, depth);
    return this.#choices.chance(8) ? { kind: Kind.NULL } : this.#present(type, depth);
  }

  #variable(type: GraphQLInputType, hasDefault: boolean): VariableNode {
    if (isNonNullType(type)) {
      if (this.#choices.chance(3)) {
        // Nullable with a default fits too, as long as no null is sent.
        const value = this.#json(type.ofType, 0);
        return this.#define('v', String(type.ofType), value, () =>
          this.#choices.chance(2) ? undefined : this.#json(type.ofType, 0),
        );
      }
      return this.#define('v', String(type), undefined, () => this.#json(type.ofType, 0));
    }
    const withDefault = this.#choices.chance(3) ? this.#json(type, 0) : undefined;
    return this.#define('v', String(type), withDefault, () => {
      const way = this.#choices.below(6);
      if (way === 0) return undefined;
      return way === 1 && !hasDefault ? null : this.#json(type, 0);
    });
  }

  /** `undefined` for no default; a value of `undefined` is not sent. */
  #define(prefix: string, type: string, standard: unknown, value: () => unknown): VariableNode {
    const own = `${prefix}${this.definitions.length}`;
    const variable: VariableNode = { kind: Kind.VARIABLE, name: name(own) };
    const defaultValue = standard === undefined ? undefined : constant(standard, type);
    this.definitions.push({
      kind: Kind.VARIABLE_DEFINITION,
      variable,
      type: parseType(type, { noLocation: true }),
      ...(defaultValue && { defaultValue }),
    });
    const sent = value();
    if (sent !== undefined) this.variables[own] = plain(sent);
    return variable;
  }

  #present(type: GraphQLInputType, depth: number): ValueNode {
    if (isNonNullType(type)) return this.#present(type.ofType, depth);
    if (isListType(type)) {
      // One value stands for a list of one.
      if (this.#choices.chance(6) && !isListType(type.ofType)) return this.#present(type.ofType, depth + 1);
      const values = Array.from({ length: this.#choices.below(3) }, () => this.#value(type.ofType, depth + 1));
      return { kind: Kind.LIST, values };
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isRequiredInputField(field) || (depth < 2 && !this.#choices.chance(2)),
      );
      return {
        kind: Kind.OBJECT,
        fields: fields.map((field) => ({
          kind: Kind.OBJECT_FIELD,
          name: name(field.name),
          value: this.#value(field.type, depth + 1, field.defaultValue !== undefined),
        })),
      };
    }
    return constant(this.#json(type, depth), String(type));
  }

  #json(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.#json(type.ofType, depth);
    if (isListType(type)) {
      return Array.from({ length: this.#choices.below(3) }, () =>
        !isNonNullType(type.ofType) && this.#choices.chance(6) ? null : this.#json(type.ofType, depth + 1),
      );
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isRequiredInputField(field) || (depth < 2 && !this.#choices.chance(2)),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.#json(field.type, depth + 1)]));
    }
    if (isEnumType(type)) return new Enum(this.#choices.pick(type.getValues()).name);
    switch (type.name) {
      case 'Int':
        return this.#choices.below(9) - 2;
      case 'Float':
        return this.#choices.below(9) / 4;
      case 'Boolean':
        return this.#choices.chance(2);
      case 'JSON':
        return this.#choices.pick<unknown>(['text', 5, true, [1, 'b'], { a: { b: [null] } }]);
      default:
        return this.#choices.pick(['1', 'two', 'with "quotes"', 'x\ny', '']);
    }
  }
}

/** An enum's value, which a literal writes without quotes. */
class Enum {
  readonly name: string;

  constructor(value: string) {
    this.name = value;
  }
}

function plain(value: unknown): unknown {
  if (value instanceof Enum) return value.name;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

function constant(value: unknown, type: string): ConstValueNode {
  return parseConstValue(literal(value, type), { noLocation: true });
}

function literal(value: unknown, type: string): string {
  if (value instanceof Enum) return value.name;
  if (Array.isArray(value)) return `[${value.map((each: unknown) => literal(each, type)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}: ${literal(each, type)}`)
    .join()}}`;
}
