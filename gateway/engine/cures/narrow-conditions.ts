/**
 * Fragments in terms of what an object at their place can be.
 *
 * Where a subgraph has an interface as an object (`@interfaceObject`), the planner follows fragments on the interface itself and on
 * its object types; at `media { ... on Node { id } }` it fails ("We should have an edge from Media for __typename"), and of an
 * object of which only impossible things are asked it may ask nothing, which gives null for `{}`. So a condition that every object
 * at its place meets is dropped, a fragment that none can meet too, and one on another interface or a union is written out for each
 * object type it may be. So it is in every operation that defers: the planner fails on a deferred `... on Party { name }` too where
 * the type is known ("Cannot add selection of field"), and within `... on Person` it loops for ever on a deferred `... on Person`.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { deferChoice } from '../defer/directive.ts';
import { isTrue } from './join-directives.ts';

/** The interfaces that some subgraph has as an object. */
export function interfaceObjects(supergraph: DocumentNode): ReadonlySet<string> {
  return new Set(
    supergraph.definitions.flatMap((definition) =>
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION &&
      definition.directives?.some((each) => each.name.value === 'join__type' && isTrue(each, 'isInterfaceObject'))
        ? [definition.name.value]
        : [],
    ),
  );
}

/** Where an object is looked at: as what, and which object types it can be of. */
interface Place {
  readonly type: GraphQLCompositeType;
  readonly possible: ReadonlySet<string>;
}

/**
 * `schema`: the one `document` is valid in; `opened`: see `interfaceObjects`. Selection sets of which nothing is possible are left
 * empty.
 */
export function withNarrowConditions(
  schema: GraphQLSchema,
  opened: ReadonlySet<string>,
  document: DocumentNode,
): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const defers = deferChoice(document).whole !== document;
  const sets = new Map<string, ReadonlySet<string>>();
  const possible = (type: GraphQLCompositeType): ReadonlySet<string> => {
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const known = sets.get(type.name) ?? new Set(types.map(({ name }) => name));
    sets.set(type.name, known);
    return known;
  };

  /** The same node when nothing changes. */
  const narrow = (set: SelectionSetNode, place: Place): SelectionSetNode => {
    const selections = set.selections.flatMap((selection) => narrowOne(selection, place));
    const same =
      selections.length === set.selections.length && selections.every((each, i) => each === set.selections[i]);
    return same ? set : { ...set, selections };
  };

  const narrowOne = (selection: SelectionNode, place: Place): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) {
      const type = selection.selectionSet && fieldType(place.type, selection.name.value);
      if (!type || !selection.selectionSet) return [selection];
      const selectionSet = narrow(selection.selectionSet, { type, possible: possible(type) });
      return [selectionSet === selection.selectionSet ? selection : { ...selection, selectionSet }];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return [selection];
    const { directives } = selection;
    const named = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
    const type = isCompositeType(named) ? named : place.type;
    const left = both(place.possible, possible(type));
    if (left.size === 0) return [];
    if (type !== place.type && isAbstractType(type)) {
      if (!isUnionType(place.type) && schema.isSubType(type, place.type)) {
        return inline(null, directives, narrow(fragment.selectionSet, { type: place.type, possible: left }));
      }
      if (opened.has(place.type.name) || defers) {
        return [...left].flatMap((name) => {
          const only = schema.getType(name);
          if (!isCompositeType(only)) return [];
          return inline(name, directives, narrow(fragment.selectionSet, { type: only, possible: new Set([name]) }));
        });
      }
    }
    const selectionSet = narrow(fragment.selectionSet, { type, possible: left });
    if (defers && type === place.type) return inline(null, directives, selectionSet);
    if (selectionSet === fragment.selectionSet) return [selection];
    return inline(fragment.typeCondition?.name.value ?? null, directives, selectionSet);
  };

  return {
    ...document,
    definitions: document.definitions.map((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
      const type = schema.getRootType(definition.operation);
      if (!type) return definition;
      return { ...definition, selectionSet: narrow(definition.selectionSet, { type, possible: possible(type) }) };
    }),
  };
}

/** Undefined for the fields of introspection. */
function fieldType(parent: GraphQLCompositeType, name: string): GraphQLCompositeType | undefined {
  const field = isUnionType(parent) ? undefined : parent.getFields()[name];
  const type = field && getNamedType(field.type);
  return isCompositeType(type) ? type : undefined;
}

function both(left: ReadonlySet<string>, right: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...left].filter((each) => right.has(each)));
}

/** Nothing for a fragment of nothing. */
function inline(
  condition: string | null,
  directives: InlineFragmentNode['directives'],
  selectionSet: SelectionSetNode,
): InlineFragmentNode[] {
  if (selectionSet.selections.length === 0) return [];
  return [
    {
      kind: Kind.INLINE_FRAGMENT,
      ...(condition !== null && {
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: condition } },
      }),
      ...(directives && { directives }),
      selectionSet,
    },
  ];
}
