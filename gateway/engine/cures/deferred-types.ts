/**
 * For planning: what is deferred of one type of an interface object is deferred first, and narrowed then.
 *
 * Of `... on Book @defer { pages }`, where a subgraph knows the object only as its interface, the planner forgets the `@defer` and
 * asks for the field with what is answered at once. Where it fails and may not be null, it takes along what it was asked with.
 * `... @defer { ... on Book { pages } }`, which says the same, it keeps.
 */
import {
  type DocumentNode,
  type GraphQLSchema,
  type InlineFragmentNode,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { deferOf, withoutDefer } from '../defer/directive.ts';

/** Expects named fragments to be written out where anything is deferred, as `withOwnLabels` does. */
export function withDeferredTypes(
  schema: GraphQLSchema,
  interfaceObjects: ReadonlySet<string>,
  document: DocumentNode,
): DocumentNode {
  if (interfaceObjects.size === 0) return document;
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      InlineFragment: {
        leave: (fragment) => {
          const around = types.getParentType();
          return around && interfaceObjects.has(around.name) ? narrowedWithin(fragment) : undefined;
        },
      },
    }),
  );
}

function narrowedWithin(fragment: InlineFragmentNode): InlineFragmentNode | undefined {
  const defer = deferOf(fragment);
  if (!defer || !fragment.typeCondition) return undefined;
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [withoutDefer(fragment)] } as const;
  return { kind: Kind.INLINE_FRAGMENT, directives: [defer], selectionSet };
}
