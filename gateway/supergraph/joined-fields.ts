/** The fields of a composed supergraph: which subgraphs answer them, and what these need of other fields to do so. */
import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { isTrue, textArgument } from '../engine/cures/join-directives.ts';
import { graphNames } from '../engine/entities/keys.ts';

export interface JoinedField {
  /** `Customer.emails` */
  readonly coordinate: string;
  /** The type it answers with, without lists and `!`. */
  readonly returns: string;
  readonly mayBeNull: boolean;
  /** Names of the subgraphs that answer it, on some way at least. */
  readonly owners: readonly string[];
  /** Coordinates of what a subgraph is told of other fields, by `@requires` or `@fromContext`, to answer it. */
  readonly needs: readonly { readonly subgraph: string; readonly coordinate: string }[];
}

export interface Joined {
  readonly fields: readonly JoinedField[];
  /** Of types with fields: their fields' coordinates. */
  readonly fieldsOfType: ReadonlyMap<string, readonly string[]>;
  /** A field of an interface, and one that implements it. */
  readonly implementations: readonly { readonly declared: string; readonly implementing: string }[];
}

type FieldsType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** By type, then by field, the type it answers with. */
type Returns = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function readJoined(supergraph: DocumentNode): Joined {
  const types = supergraph.definitions.filter(hasFields);
  const names = graphNames(supergraph);
  const nameOf = (directive: ConstDirectiveNode) => names.get(textArgument(directive, 'graph') ?? '') ?? '';
  const returns: Returns = new Map(
    types.map((type) => [
      type.name.value,
      new Map((type.fields ?? []).map((field) => [field.name.value, namedTypeOf(field)])),
    ]),
  );
  const contexts = contextTypes(types);
  const provided = new Map<string, Set<string>>();
  const fields = types.flatMap((type) =>
    (type.fields ?? []).map((field) => ({ type, field, joins: named(field.directives, 'join__field') })),
  );
  for (const { field, joins } of fields)
    for (const join of joins)
      for (const coordinate of selected(returns, namedTypeOf(field), textArgument(join, 'provides')))
        provided.set(coordinate, (provided.get(coordinate) ?? new Set()).add(nameOf(join)));
  return {
    fields: fields.map(({ type, field, joins }) => {
      const coordinate = `${type.name.value}.${field.name.value}`;
      const answering = joins.filter((join) => !isTrue(join, 'external'));
      const own = joins.length === 0 ? named(type.directives, 'join__type') : answering;
      return {
        coordinate,
        returns: namedTypeOf(field),
        mayBeNull: field.type.kind !== Kind.NON_NULL_TYPE,
        owners: [...new Set([...own.map(nameOf), ...(provided.get(coordinate) ?? [])])].toSorted(),
        needs: joins.flatMap((join) =>
          [
            ...selected(returns, type.name.value, textArgument(join, 'requires')),
            ...fromContexts(join).flatMap(({ context, selection }) =>
              (contexts.get(context) ?? []).flatMap((from) => selected(returns, from, selection)),
            ),
          ].map((needed) => ({ subgraph: nameOf(join), coordinate: needed })),
        ),
      };
    }),
    fieldsOfType: new Map([...returns].map(([type, own]) => [type, [...own.keys()].map((name) => `${type}.${name}`)])),
    implementations: types.flatMap(({ name, interfaces = [] }) =>
      interfaces.flatMap((each) =>
        [...(returns.get(each.name.value)?.keys() ?? [])].map((field) => ({
          declared: `${each.name.value}.${field}`,
          implementing: `${name.value}.${field}`,
        })),
      ),
    ),
  };
}

function hasFields(definition: DocumentNode['definitions'][number]): definition is FieldsType {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function namedTypeOf({ type }: FieldDefinitionNode): string {
  let inner = type;
  while (inner.kind !== Kind.NAMED_TYPE) inner = inner.type;
  return inner.name.value;
}

const named = (directives: readonly ConstDirectiveNode[] | undefined, name: string): readonly ConstDirectiveNode[] =>
  (directives ?? []).filter((directive) => directive.name.value === name);

/** Coordinates of all that a set of fields names, such as `name { surname }`, with or without braces around. */
function selected(returns: Returns, type: string, text: string | null): string[] {
  if (text === null) return [];
  const trimmed = text.trim();
  const [operation] = parse(trimmed.startsWith('{') ? trimmed : `{ ${trimmed} }`).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? coordinatesIn(returns, type, operation.selectionSet) : [];
}

function coordinatesIn(returns: Returns, type: string, { selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return coordinatesIn(returns, selection.typeCondition?.name.value ?? type, selection.selectionSet);
    }
    const inner = returns.get(type)?.get(selection.name.value);
    if (inner === undefined) return [];
    const below = selection.selectionSet ? coordinatesIn(returns, inner, selection.selectionSet) : [];
    return [`${type}.${selection.name.value}`, ...below];
  });
}

/** By the name of a context, the types that set it. */
function contextTypes(types: readonly FieldsType[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { name, directives } of types)
    for (const directive of named(directives, 'context')) {
      const context = textArgument(directive, 'name') ?? '';
      found.set(context, [...(found.get(context) ?? []), name.value]);
    }
  return found;
}

function fromContexts(join: ConstDirectiveNode): { readonly context: string; readonly selection: string }[] {
  const given = join.arguments?.find(({ name }) => name.value === 'contextArguments')?.value;
  return (given?.kind === Kind.LIST ? given.values : []).map((each) => ({
    context: textIn(each, 'context'),
    selection: textIn(each, 'selection'),
  }));
}

function textIn(object: ConstValueNode, name: string): string {
  const value =
    object.kind === Kind.OBJECT ? object.fields.find((field) => field.name.value === name)?.value : undefined;
  return value?.kind === Kind.STRING ? value.value : '';
}
