/**
 * Resolvers for any schema, whose values follow from the place in the answer, the arguments and the variables alone. Many are
 * awkward: late, null, thrown, rejected, an Error, of the wrong kind, behind a method, of a type that cannot be.
 */
import {
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  responsePathAsArray,
} from 'graphql';
import { BadUserInput } from '../../subgraphs/shared/errors.ts';
import { hash } from '../fuzz/random.ts';

/** Sets the resolvers of `schema`: of about half of its fields; the objects themselves hold the others' values. */
export function scatterValues(schema: GraphQLSchema): void {
  const value = (type: GraphQLOutputType, key: string): unknown => {
    const chance = hash('what', key) % 100;
    const late = (make: () => unknown) =>
      new Promise((resolve) => {
        if (chance % 2 === 0) resolve(null);
        else setImmediate(resolve, null);
      }).then(make);
    if (chance < 2) throw new Error(`thrown at ${key}`);
    if (chance < 4) throw new BadUserInput(`refused at ${key}`);
    if (chance < 7) return late(() => Promise.reject(new Error(`rejected at ${key}`)));
    if (chance < 9) return new Error(`given at ${key}`);
    if (chance < 12) return null;
    if (chance < 14) return undefined;
    if (chance < 16) return isListType(type) ? 'no list' : { no: 'leaf' };
    if (chance < 40) return late(() => present(type, key));
    return present(type, key);
  };

  const present = (type: GraphQLOutputType, key: string): unknown => {
    const number = hash('which', key);
    if (isNonNullType(type)) return present(type.ofType, key);
    if (isListType(type)) {
      const items = Array.from({ length: number % 4 }, (_, index) =>
        quiet(() => value(type.ofType, `${key}.${index}`)),
      );
      return number % 5 === 0 ? new Set(items) : items;
    }
    if (isAbstractType(type)) {
      const possible = schema.getPossibleTypes(type);
      const other = ['Nothing', 'Query', 17, undefined][number % 4];
      return object(number % 9 === 0 ? other : possible[number % possible.length]?.name, key);
    }
    if (isObjectType(type)) return object(type.name, key);
    if (isEnumType(type)) return type.getValues()[number % type.getValues().length]?.value;
    switch (type.name) {
      case 'Int':
        return number % 1000;
      case 'Float':
        return number / 7;
      case 'Boolean':
        return number % 2 === 0;
      default:
        return `text ${number}`;
    }
  };

  const object = (name: unknown, key: string): unknown => {
    const result: Record<string, unknown> = { __typename: name };
    const type = typeof name === 'string' ? schema.getType(name) : undefined;
    if (!isObjectType(type)) return result;
    for (const field of Object.values(type.getFields())) {
      const own = `${key}.${field.name}`;
      const get = () =>
        hash('method', own) % 10 === 0
          ? (args: unknown, _context: unknown, info: GraphQLResolveInfo) =>
              value(field.type, `${own} ${JSON.stringify([args, info.fieldName])}`)
          : value(field.type, own);
      Object.defineProperty(result, field.name, { get, enumerable: true });
    }
    return result;
  };

  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('_')) continue;
    if (isInterfaceType(type)) {
      type.resolveType = (thing: { __typename: string }, _context, { path }) => {
        if (hash('type', ...responsePathAsArray(path)) % 12 === 0) throw new Error('no type');
        return hash('late type', ...responsePathAsArray(path)) % 3 === 0
          ? Promise.resolve(thing.__typename)
          : thing.__typename;
      };
    }
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_') || hash(type.name, field.name) % 2 === 0) continue;
      field.resolve = (_, args, context, info) =>
        value(
          field.type,
          JSON.stringify([responsePathAsArray(info.path), args, context, info.variableValues, info.fieldNodes.length]),
        );
    }
  }
}

/** An item that cannot be made stands in its list as an Error. */
function quiet(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    return error;
  }
}
