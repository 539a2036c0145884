/**
 * Fragments on a type that every object at their place has anyway, without their condition.
 *
 * The planner fails on `media { ... on Node { id } }` where a subgraph knows Media, a Node, as an interface object only ("We should
 * have an edge from Media for __typename").
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
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
  /** A name that is the type's own keeps its condition: it does no harm. */
  const isNeedless = (condition: string): boolean => {
    const [parent, wanted] = [types.getParentType(), schema.getType(condition)];
    if (!isAbstractType(wanted) || !(isObjectType(parent) || isInterfaceType(parent))) return false;
    return schema.isSubType(wanted, parent);
  };
  return visit(
    document,
    visitWithTypeInfo(types, {
      InlineFragment: ({ typeCondition, ...rest }) =>
        typeCondition && isNeedless(typeCondition.name.value) ? rest : undefined,
      FragmentSpread: ({ name, directives }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || !isNeedless(fragment.typeCondition.name.value)) return undefined;
        const { selectionSet } = fragment;
        return { kind: Kind.INLINE_FRAGMENT, ...(directives && { directives }), selectionSet };
      },
    }),
  );
}
