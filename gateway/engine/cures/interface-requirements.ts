/**
 * For planning: a field of an interface object that requires others is asked of the interface, not of one of its types.
 *
 * At `parties { ... on Person { greeting } }`, where `parties` comes from another subgraph that has Party as an object, the planner's
 * fetches come to depend on each other, and it works on that until it has no memory left. At `parties { greeting }` it does not. So it
 * is planned as that, for all types; the answer has it of the type that was asked for.
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { writtenOut } from '../operations/written-out.ts';
import type { Dependents } from '../plan/requirements.ts';
import { namedApart, withNames } from './shadowing-names.ts';

/** Names of fields that require others, by interface that a subgraph has as an object. */
export type InterfaceRequirements = ReadonlyMap<string, ReadonlySet<string>>;

export function interfaceRequirements(
  interfaceObjects: ReadonlySet<string>,
  dependents: ReadonlyMap<string, Dependents>,
): InterfaceRequirements {
  const found = new Map<string, Set<string>>();
  for (const types of dependents.values()) {
    for (const [type, fields] of types) {
      if (!interfaceObjects.has(type)) continue;
      found.set(type, new Set([...(found.get(type) ?? []), ...fields.keys()]));
    }
  }
  return found;
}

/** Does the operation ask for such a field at all? */
export function asksRequirements(document: DocumentNode, requirements: InterfaceRequirements): boolean {
  if (requirements.size === 0) return false;
  let found = false;
  visit(document, {
    Field: ({ name }) => {
      found ||= [...requirements.values()].some((names) => names.has(name.value));
    },
  });
  return found;
}

/** Names of all fields of interfaces that a subgraph has as objects. */
export function fieldsOfInterfaceObjects(
  schema: GraphQLSchema,
  interfaceObjects: ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set(
    [...interfaceObjects].flatMap((name) => {
      const type = schema.getType(name);
      return isInterfaceType(type) ? Object.keys(type.getFields()) : [];
    }),
  );
}

/**
 * Gives each of these fields that shares its name in the answer with another, or with itself by other arguments, a name of its own. What
 * two types may call alike is asked of the one interface object: the planner would ask for the first and take it for both.
 */
export function namedByMeaning(names: ReadonlySet<string>, document: DocumentNode): DocumentNode {
  if (names.size === 0) return document;
  const all = meanings(document);
  return withNames(document, (field) => {
    const own = all.get(nameOf(field)) ?? [];
    if (!names.has(field.name.value) || own.length <= 1) return null;
    return namedApart(nameOf(field), own.indexOf(meaningOf(field)));
  });
}

/** Expects a document of `namedByMeaning`. */
export function askedOfInterfaces(
  schema: GraphQLSchema,
  requirements: InterfaceRequirements,
  document: DocumentNode,
): DocumentNode {
  if (!asksRequirements(document, requirements)) return document;
  const written = writtenOut(document);
  const change = (set: SelectionSetNode, type: GraphQLNamedType | undefined): SelectionSetNode => {
    const selections = set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return selection;
      return { ...selection, selectionSet: change(selection.selectionSet, typeWithin(schema, selection, type)) };
    });
    const names = type && requirements.get(type.name);
    if (names === undefined) return { ...set, selections };
    const apart = selections.map((selection) => takeApart(selection, (field) => names.has(field.name.value)));
    const lifted = apart.flatMap((each) => each.lifted);
    const rest = apart.flatMap((each) => each.rest ?? []);
    return { ...set, selections: lifted.length === 0 ? selections : [typename, ...rest, ...lifted] };
  };
  return {
    ...written,
    definitions: written.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? {
            ...definition,
            selectionSet: change(definition.selectionSet, schema.getRootType(definition.operation) ?? undefined),
          }
        : definition,
    ),
  };
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function typeWithin(
  schema: GraphQLSchema,
  selection: SelectionNode,
  type: GraphQLNamedType | undefined,
): GraphQLNamedType | undefined {
  if (selection.kind !== Kind.FIELD) {
    const condition = selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition : undefined;
    return condition ? schema.getType(condition.name.value) : type;
  }
  const field = isInterfaceType(type) || isObjectType(type) ? type.getFields()[selection.name.value] : undefined;
  return field && getNamedType(field.type);
}

/** What of a fragment is lifted out of it, still under its conditions, and what is left. */
function takeApart(
  selection: SelectionNode,
  lifts: (field: FieldNode) => boolean,
): { readonly rest: SelectionNode | null; readonly lifted: readonly SelectionNode[] } {
  if (selection.kind !== Kind.INLINE_FRAGMENT) return { rest: selection, lifted: [] };
  const apart = selection.selectionSet.selections.map((each) =>
    each.kind === Kind.FIELD && lifts(each) ? { rest: null, lifted: [each] } : takeApart(each, lifts),
  );
  const lifted = apart.flatMap((each) => each.lifted);
  const selections = apart.flatMap((each) => each.rest ?? []);
  if (lifted.length === 0) return { rest: selection, lifted };
  return {
    rest: selections.length === 0 ? null : { ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections } },
    lifted: lifted.map((each) => conditioned(each, selection.directives ?? [])),
  };
}

/** With conditions of its own where it can have them: in a fragment with conditions the planner fails on such a field too. */
function conditioned(selection: SelectionNode, outer: readonly DirectiveNode[]): SelectionNode {
  const own = selection.directives ?? [];
  const more = outer.filter((each) => !own.some((other) => print(other) === print(each)));
  if (more.length === 0) return selection;
  if (!more.some(({ name }) => own.some((other) => other.name.value === name.value))) {
    return { ...selection, directives: [...own, ...more] };
  }
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [selection] };
  return { kind: Kind.INLINE_FRAGMENT, directives: more, selectionSet };
}

const nameOf = ({ alias, name }: FieldNode) => (alias ?? name).value;

/** Which field it is, with which arguments. */
function meaningOf({ name, arguments: given = [] }: FieldNode): string {
  return print({ kind: Kind.FIELD, name, arguments: given });
}

/** By name in the answer, wherever it stands. */
function meanings(document: DocumentNode): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  visit(document, {
    Field: (field) => {
      const known = found.get(nameOf(field)) ?? [];
      const meaning = meaningOf(field);
      if (!known.includes(meaning)) found.set(nameOf(field), [...known, meaning]);
    },
  });
  return found;
}
