/**
 * Keys a subgraph resolves entities by, ahead of those it only names.
 *
 * The planner, when it enters a subgraph again for the sake of `@requires`, takes the first key both sides know, even one that is
 * `resolvable: false` there, and so asks for an entity by a key nobody answers. It sees keys in the supergraph's order.
 */
import { type DirectiveNode, type DocumentNode, Kind } from 'graphql';

export function resolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  return {
    ...supergraph,
    definitions: supergraph.definitions.map((definition) => {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) {
        return definition;
      }
      const directives = definition.directives ?? [];
      return {
        ...definition,
        directives: directives.toSorted((a, b) => Number(unresolvable(a)) - Number(unresolvable(b))),
      };
    }),
  };
}

/** Is it a `@join__type` whose key is `resolvable: false`? */
export function unresolvable(directive: DirectiveNode): boolean {
  const resolvable = directive.arguments?.find(({ name }) => name.value === 'resolvable')?.value;
  return directive.name.value === 'join__type' && resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
}
