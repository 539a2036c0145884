/** The fields of an object: each resolved and completed, side by side, in the operation's order. */
import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  isLeafType,
  isNonNullType,
} from 'graphql';
import { getFieldDef } from 'graphql/execution/execute.js';
import { notForYou } from '../../privacy/not-for-you.ts';
import { argumentsReader } from './arguments.ts';
import { leafCompleter, receiver, resolveInfo, type Selected } from './completion.ts';
import { isObject, isThenable, nullFor, type Operation, type Path, type Run, whenAll } from './run.ts';

/** Throws, or rejects, when a field failed that must not be null. */
export type ExecuteFields = (
  source: unknown,
  path: Path | undefined,
  run: Run,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** `above` is the object's place. Returns the completed value or a native promise of it. */
type ExecuteField = (source: unknown, above: Path | undefined, run: Run) => unknown;

export function fieldsExecutor(
  operation: Operation,
  parent: GraphQLObjectType,
  selected: ReadonlyMap<string, readonly FieldNode[]>,
): ExecuteFields {
  const fields = Array.from(selected).flatMap(([name, nodes]) => {
    const execute = fieldExecutor(operation, parent, name, nodes);
    return execute === null ? [] : { name, execute };
  });
  return (source, path, run) => {
    const result: Record<string, unknown> = {};
    let awaited: { readonly names: string[]; readonly promises: Promise<unknown>[] } | null = null;
    try {
      for (const { name, execute } of fields) {
        const value = execute(source, path, run);
        // Also a promise, which keeps the place that its value will have.
        result[name] = value;
        if (!(value instanceof Promise)) continue;
        awaited ??= { names: [], promises: [] };
        awaited.names.push(name);
        awaited.promises.push(value);
      }
    } catch (error) {
      if (awaited === null) throw error;
      return failAfter(awaited.promises, error);
    }
    if (awaited === null) return result;
    const { names, promises } = awaited;
    return whenAll(result, promises, (which, value) => {
      result[names[which] ?? ''] = value;
    });
  };
}

/** The others are heard out first, as in graphql-js: what fails in them is told too, and none is left unhandled. */
async function failAfter(promises: readonly Promise<unknown>[], error: unknown): Promise<never> {
  await Promise.all(promises).catch(() => undefined);
  throw error;
}

/** Null for a field that the schema does not have. */
function fieldExecutor(
  operation: Operation,
  parent: GraphQLObjectType,
  responseName: string,
  nodes: readonly FieldNode[],
): ExecuteField | null {
  const [node] = nodes;
  const definition = node && getFieldDef(operation.schema, parent, node);
  if (!node || !definition) return null;
  const { name, resolve, type } = definition;
  if (name === '__typename') return () => parent.name;
  const field: Selected = { operation, parent, definition, nodes };
  const read = argumentsReader(definition, node);
  const receive = receiver(type, field);
  const nullable = !isNonNullType(type);
  const pathOf = (above: Path | undefined): Path => ({ prev: above, key: responseName, typename: parent.name });
  const failed = (error: unknown, path: Path, run: Run) => nullFor(error, { run, path, nodes, nullable });
  if (operation.keptBack.has(`${parent.name}.${name}`)) {
    return (_, above, run) => failed(notForYou(`${parent.name}.${name}`), pathOf(above), run);
  }
  const call = (resolver: GraphQLFieldResolver<unknown, unknown>, source: unknown, path: Path, run: Run): unknown => {
    let value: unknown;
    try {
      value = resolver(source, read(run.variables), run.context, resolveInfo(field, path, run));
    } catch (error) {
      return failed(error, path, run);
    }
    return receive(value, path, run);
  };
  if (resolve) return (source, above, run) => call(resolve, source, pathOf(above), run);

  const inner = isNonNullType(type) ? type.ofType : type;
  const complete = isLeafType(inner) ? leafCompleter(type, inner, field) : null;
  return (source, above, run) => {
    let value: unknown;
    try {
      value = isObject(source) ? source[name] : undefined;
      // By far the most fields: nothing of them is needed but the value, unless they fail.
      if (complete !== null && typeof value !== 'function' && typeof source !== 'function' && !isThenable(value)) {
        return complete(value);
      }
    } catch (error) {
      return failed(error, pathOf(above), run);
    }
    // A method, or an object that is one itself.
    if (typeof value === 'function' || typeof source === 'function')
      return call(defaultFieldResolver, source, pathOf(above), run);
    return receive(value, pathOf(above), run);
  };
}
