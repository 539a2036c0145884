/**
 * For planning: the operation without what the caller may not see, so that it costs no call. Where it is asked of several types, it
 * stays when some of them show it; the writer judges each object by its own.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { interfaceLimit, withoutNote } from './interface-limits.ts';
import { differs, isHidden, type Judge } from './judge.ts';

/** Where an object is looked at: as what, and which object types it can be of. */
interface Place {
  readonly type: GraphQLCompositeType;
  readonly possible: readonly string[];
}

/**
 * `document`: one operation with its fragments, of `withInterfaceLimits`; `opened`: the interfaces some subgraph has as an object, of whose objects the type is
 * not asked without need.
 */
export function withoutHidden(
  schema: GraphQLSchema,
  judge: Judge,
  opened: ReadonlySet<string>,
  document: DocumentNode,
): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const placeOf = (type: GraphQLCompositeType): Place => ({
    type,
    possible: (isAbstractType(type) ? schema.getPossibleTypes(type) : [type]).map(({ name }) => name),
  });
  const filtered = new Map<string, SelectionSetNode>();

  const isHiddenAt = ({ possible }: Place, field: FieldNode): boolean =>
    isHidden(interfaceLimit(judge, field)) || possible.every((each) => isHidden(judge(each, field.name.value)));

  /** Empty when nothing of it may be seen. */
  const filter = (set: SelectionSetNode, place: Place): SelectionSetNode => {
    const selections = set.selections.flatMap((selection) => filterOne(selection, place) ?? []);
    const asksType = opened.has(place.type.name) && selections.some((each) => needsType(each, place, judge));
    return { ...set, selections: asksType ? [typename, ...selections] : selections };
  };

  const filterOne = (selection: SelectionNode, place: Place): SelectionNode | null => {
    if (selection.kind === Kind.FIELD) {
      if (isHiddenAt(place, selection)) return null;
      const field = withoutNote(selection);
      const type = fieldType(place.type, selection.name.value);
      if (!selection.selectionSet || !type) return field;
      const selectionSet = filter(selection.selectionSet, placeOf(type));
      return {
        ...field,
        selectionSet: selectionSet.selections.length === 0 ? { ...selectionSet, selections: [typename] } : selectionSet,
      };
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return selection;
    const selectionSet = filterFragment(fragment, within(place, fragment.typeCondition?.name.value));
    const { typeCondition } = fragment;
    const directives = selection.directives ?? [];
    return selectionSet.selections.length === 0
      ? null
      : { kind: Kind.INLINE_FRAGMENT, ...(typeCondition && { typeCondition }), directives, selectionSet };
  };

  /** A named one is filtered once for all places alike. */
  const filterFragment = (
    fragment: Pick<FragmentDefinitionNode, 'selectionSet'> & { readonly name?: FragmentDefinitionNode['name'] },
    place: Place,
  ): SelectionSetNode => {
    if (!fragment.name) return filter(fragment.selectionSet, place);
    const key = `${fragment.name.value} ${place.possible.join(' ')}`;
    const found = filtered.get(key) ?? filter(fragment.selectionSet, place);
    filtered.set(key, found);
    return found;
  };

  const within = (place: Place, condition: string | undefined): Place => {
    const type = condition === undefined ? place.type : schema.getType(condition);
    if (!isCompositeType(type)) return place;
    const { possible } = placeOf(type);
    return { type, possible: place.possible.filter((each) => possible.includes(each)) };
  };

  const definitions = document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const root = schema.getRootType(definition.operation);
    if (!root) return [definition];
    const selectionSet = filter(definition.selectionSet, placeOf(root));
    const selections = selectionSet.selections.length === 0 ? [typename] : selectionSet.selections;
    return [{ ...definition, selectionSet: { ...selectionSet, selections } }];
  });
  return { ...document, definitions };
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Is a field seen differently of the types an object here may be of? */
function needsType(selection: SelectionNode, { type, possible }: Place, judge: Judge): boolean {
  if (selection.kind === Kind.FIELD) return differs(judge, possible, selection.name.value);
  if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
  const condition = selection.typeCondition?.name.value;
  if (condition !== undefined && condition !== type.name) return false;
  return selection.selectionSet.selections.some((each) => needsType(each, { type, possible }, judge));
}

/** Undefined for leaves and for the fields of introspection. */
function fieldType(parent: GraphQLCompositeType, name: string): GraphQLCompositeType | undefined {
  const field = isUnionType(parent) ? undefined : parent.getFields()[name];
  const type = field && getNamedType(field.type);
  return isCompositeType(type) ? type : undefined;
}
