/**
 * What an operation with `@defer` comes to by the rules, from graphql-js, which knows no `@defer`: what is not deferred is executed
 * as an operation of its own, and so is each deferred fragment, on the very object it stands at. A null in it spreads no further.
 */
import {
  type DocumentNode,
  execute,
  extendSchema,
  type FieldNode,
  GraphQLObjectType,
  GraphQLSchema,
  getOperationAST,
  type InlineFragmentNode,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import type { Answering, Request } from '../graph.ts';
import { type Path, type Told, told, valueAt } from '../outcome.ts';
import { isThing, root, type Thing, type World } from '../world.ts';
import { mergeAt, type Part } from './part.ts';
import { type Deferred, split, spreadOut } from './split.ts';

/** Every object tells who it is. */
const self = '_self';

export function mergedInParts(apiSchema: GraphQLSchema): Answering['parts'] {
  const schema = withSelf(apiSchema);
  const [rooted, rootedWithSelf] = [rooting(apiSchema), rooting(schema)];
  const tellSelf = telling(schema);

  return async ({ document, variables }: Request, world: World) => {
    const operation = getOperationAST(document);
    if (!operation) throw new Error('no operation');
    const errors: Told[] = [];
    const parts: Part[] = [];
    const run = async (thing: Thing, selectionSet: SelectionSetNode, at = rooted) =>
      execute({
        schema: at(thing.type),
        document: alone({ ...operation, selectionSet }),
        variableValues: variables,
        rootValue: thing,
        contextValue: world,
      });
    /** The objects at which a fragment stands, within the answer at `thing`. */
    const placesOf = async (thing: Thing, each: Deferred): Promise<{ path: Path; thing: Thing }[]> => {
      const { data } = await run(thing, each.reach(tellSelf), rootedWithSelf);
      const found: { path: Path; thing: Thing }[] = [];
      const visit = (value: unknown, depth: number, path: Path): void => {
        if (Array.isArray(value)) {
          for (const [index, item] of value.entries()) visit(item, depth, [...path, index]);
        } else if (isRecord(value)) {
          const next = each.route[depth];
          const own = value[self];
          if (next !== undefined) visit(value[next], depth + 1, [...path, next]);
          else if (isThing(own)) found.push({ path, thing: own });
        }
      };
      visit(data, 0, []);
      return found;
    };
    let merged: unknown;
    const answer = async (thing: Thing, set: SelectionSetNode, path: Path): Promise<unknown> => {
      const { own, deferred } = split(set, variablesOf(operation, variables));
      const result = await run(thing, own);
      for (const error of result.errors ?? []) {
        const { message, places } = told(error);
        errors.push({ message, places: places.map((each) => [...path, ...each]) });
      }
      const text = JSON.stringify(result.data);
      const data: unknown = JSON.parse(text);
      if (path.length === 0 && merged === undefined) merged = JSON.parse(text);
      else if (isRecord(data)) mergeAt(merged, path, structuredClone(data));
      if (!isRecord(data)) return data;
      for (const each of deferred) {
        for (const place of await placesOf(thing, each)) {
          if (!isRecord(valueAt(data, place.path))) continue;
          const at = [...path, ...place.path];
          const index = parts.length;
          parts.push({ path: at, label: each.label, text: '' });
          const part = await answer(place.thing, only(each.fragment), at);
          parts[index] = { path: at, label: each.label, text: JSON.stringify(part) };
        }
      }
      return data;
    };
    const first = await answer(root('Query'), spreadOut(document), []);
    return { first: JSON.stringify(first), parts, merged, errors };
  };
}

/** The same schema with any type of objects at its root. */
function rooting(schema: GraphQLSchema): (type: string) => GraphQLSchema {
  const made = new Map<string, GraphQLSchema>();
  return (type) => {
    const found = made.get(type) ?? new GraphQLSchema({ ...schema.toConfig(), query: objectType(schema, type) });
    made.set(type, found);
    return found;
  };
}

function withSelf(apiSchema: GraphQLSchema): GraphQLSchema {
  const types = Object.values(apiSchema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith('__'),
  );
  const extensions = types.map(({ name }) => `extend type ${name} { ${self}: _Self }`);
  const schema = extendSchema(apiSchema, parse(['scalar _Self', ...extensions].join('\n')));
  for (const type of Object.values(schema.getTypeMap())) {
    const field = isObjectType(type) ? type.getFields()[self] : undefined;
    if (field) field.resolve = (owner: unknown) => owner;
  }
  return schema;
}

/** `_self`, whatever the object is. */
function telling(schema: GraphQLSchema): SelectionSetNode {
  const field: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: self } };
  return {
    kind: Kind.SELECTION_SET,
    selections: Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && type.getFields()[self] !== undefined)
      .map(({ name }) => ({
        kind: Kind.INLINE_FRAGMENT,
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
        selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
      })),
  };
}

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (type instanceof GraphQLObjectType) return type;
  throw new Error(`no object type ${name}`);
}

const only = (fragment: InlineFragmentNode): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections: [fragment] });

function alone(operation: OperationDefinitionNode): DocumentNode {
  return { kind: Kind.DOCUMENT, definitions: [operation] };
}

function variablesOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Request['variables'],
): Request['variables'] {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.BOOLEAN ? [[variable.name.value, defaultValue.value] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...given };
}
