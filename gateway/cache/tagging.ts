/**
 * Finds the tags of what a fetch brings. So that none is missed, the fetch also asks for the keys of tagged objects, under names of
 * our own; no client sees them, as only what he asked for is written.
 */
import {
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import type { Variables } from '../engine/shape/conditions.ts';
import type { FetchText } from './fetch-text.ts';
import type { Known } from './lifetime.ts';
import { filled, pathsIn, valueAt } from './tag-formats.ts';

export interface Tagging {
  /** The operation to send. */
  readonly query: string;
  /** Of a representation, by its type: also where there is no row. */
  ofRepresentation(representation: Readonly<Record<string, unknown>>): string[];
  /** Of a root fetch. */
  ofArguments(variables: Variables): string[];
  /** Of all tagged objects in a row or in a root fetch's data. */
  ofData(data: unknown): string[];
}

/** How the names begin under which keys are asked for. */
const ours = '_tag_';

export function tagging(text: FetchText, known: Known): Tagging {
  const { subgraph, schema, declarations } = known;
  /** For each name of ours the type and the way in its value. */
  const asked = new Map<string, { readonly type: string; readonly path: readonly string[] }>();
  const keysOf = (type: string): InlineFragmentNode[] => {
    const fields = declarations
      .tagsOfType(subgraph, type)
      .flatMap(pathsIn)
      .filter((path) => declarations.resolves(subgraph, type, path[0] ?? ''))
      .map((path) => {
        const name = `${ours}${type}_${path.join('_')}`;
        asked.set(name, { type, path });
        return fieldOf(path, name);
      });
    return fields.length === 0 ? [] : [fragmentOn(type, fields)];
  };
  const extended = (set: SelectionSetNode, typename: string): SelectionSetNode => ({
    ...set,
    selections: [
      ...set.selections.map((each) => within(each, typename)),
      ...objectTypes(schema, typename).flatMap(keysOf),
    ],
  });
  const within = (selection: SelectionNode, typename: string): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = selection.typeCondition?.name.value ?? typename;
      return { ...selection, selectionSet: withSelections(selection.selectionSet, (each) => within(each, type)) };
    }
    const result = selection.selectionSet && resultOf(schema, typename, selection.name.value);
    return selection.selectionSet && result
      ? { ...selection, selectionSet: extended(selection.selectionSet, result) }
      : selection;
  };
  const rootSet = withSelections(text.operation.selectionSet, (each) =>
    each.kind === Kind.FIELD && each.name.value === '_entities' && each.selectionSet
      ? { ...each, selectionSet: ofEntities(each.selectionSet) }
      : within(each, text.root),
  );
  function ofEntities(set: SelectionSetNode): SelectionSetNode {
    return withSelections(set, (each) => {
      if (each.kind !== Kind.INLINE_FRAGMENT || each.typeCondition === undefined) return within(each, '');
      return { ...each, selectionSet: extended(each.selectionSet, each.typeCondition.name.value) };
    });
  }
  const fragments = [...text.fragments.values()].map((fragment) => ({
    ...fragment,
    selectionSet: extended(fragment.selectionSet, fragment.typeCondition.name.value),
  }));
  const query = print({
    kind: Kind.DOCUMENT,
    definitions: [{ ...text.operation, selectionSet: rootSet }, ...fragments],
  });
  const roots = rootFields(text).map((field) => ({
    formats: declarations.tagsOfField(subgraph, text.root, field.name.value),
    values: argumentsOf(field),
  }));
  const ofType = (type: string, read: (path: readonly string[]) => unknown) =>
    declarations.tagsOfType(subgraph, type).flatMap((format) => filled(format, read));
  return {
    query,
    ofRepresentation: (representation) =>
      ofType(String(representation.__typename), (path) => valueAt(representation, path)),
    ofArguments: (variables) =>
      roots.flatMap(({ formats, values }) =>
        formats.flatMap((format) => filled(format, (path) => valueAt(values(variables), path))),
      ),
    ofData: (data) => {
      const tags = new Set<string>();
      const look = (value: unknown): void => {
        if (Array.isArray(value)) value.forEach(look);
        else if (isRecord(value)) {
          const types = new Set<string>();
          for (const name in value) {
            const key = name.startsWith(ours) ? asked.get(name) : undefined;
            if (key) types.add(key.type);
            else look(value[name]);
          }
          for (const type of types) {
            const read = (path: readonly string[]) => valueAt(value[`${ours}${type}_${path.join('_')}`], path.slice(1));
            for (const tag of ofType(type, read)) tags.add(tag);
          }
        }
      };
      look(data);
      return [...tags];
    },
  };
}

function withSelections(set: SelectionSetNode, change: (selection: SelectionNode) => SelectionNode): SelectionSetNode {
  return { ...set, selections: set.selections.map(change) };
}

/** The object types a value of a type can be. */
function objectTypes(schema: GraphQLSchema, typename: string): string[] {
  const type = schema.getType(typename);
  if (isAbstractType(type)) return schema.getPossibleTypes(type).map(({ name }) => name);
  return isObjectType(type) ? [type.name] : [];
}

function resultOf(schema: GraphQLSchema, typename: string, field: string): string | null {
  const type = schema.getType(typename);
  const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
  return definition ? getNamedType(definition.type).name : null;
}

function fieldOf([name = '', ...rest]: readonly string[], alias: string | null): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(alias !== null && { alias: { kind: Kind.NAME, value: alias } }),
    ...(rest.length > 0 && { selectionSet: { kind: Kind.SELECTION_SET, selections: [fieldOf(rest, null)] } }),
  };
}

function fragmentOn(type: string, selections: readonly SelectionNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

function rootFields(text: FetchText): FieldNode[] {
  const fields: FieldNode[] = [];
  if (text.entities !== null) return fields;
  const take = (set: SelectionSetNode): void => {
    for (const each of set.selections) {
      if (each.kind === Kind.FIELD) fields.push(each);
      else if (each.kind === Kind.INLINE_FRAGMENT) take(each.selectionSet);
    }
  };
  take(text.operation.selectionSet);
  return fields;
}

/** The values of a field's arguments. */
function argumentsOf(field: FieldNode): (variables: Variables) => Record<string, unknown> {
  return (variables) =>
    Object.fromEntries(
      (field.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]),
    );
}
