/**
 * Fragments on a type that every object of the interface at their place has anyway, without their condition.
 *
 * The planner fails on `media { ... on Node { id } }` where a subgraph knows Media, a Node, as an interface object only ("We should
 * have an edge from Media for __typename").
 */
import {
  type DocumentNode,
  doTypesOverlap,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

export function withoutNeedlessConditions(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const types = new TypeInfo(schema);
  /** What is in the fragment must still be possible when it is asked of the parent itself. */
  const fits = (parent: GraphQLInterfaceType, set: SelectionSetNode): boolean =>
    set.selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return true;
      const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!inner) return false;
      if (!inner.typeCondition) return fits(parent, inner.selectionSet);
      const type = schema.getType(inner.typeCondition.name.value);
      return isCompositeType(type) && doTypesOverlap(schema, parent, type);
    });
  const isNeedless = (condition: string, set: SelectionSetNode): boolean => {
    const [parent, wanted] = [types.getParentType(), schema.getType(condition)];
    if (!isInterfaceType(parent) || !isAbstractType(wanted)) return false;
    return schema.isSubType(wanted, parent) && fits(parent, set);
  };
  return visit(
    document,
    visitWithTypeInfo(types, {
      InlineFragment: ({ typeCondition, ...rest }) =>
        typeCondition && isNeedless(typeCondition.name.value, rest.selectionSet) ? rest : undefined,
      FragmentSpread: ({ name, directives }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || !isNeedless(fragment.typeCondition.name.value, fragment.selectionSet)) return undefined;
        const { selectionSet } = fragment;
        return { kind: Kind.INLINE_FRAGMENT, ...(directives && { directives }), selectionSet };
      },
    }),
  );
}
