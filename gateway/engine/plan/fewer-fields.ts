/** An entity fetch without some of the fields it asks of its entities. */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { EntityFetch } from './steps.ts';

const made = new WeakMap<EntityFetch, Map<string, EntityFetch | null>>();

/** `names`: in the reply; of fields further down the names on the way, with dots between. Null when nothing would be left to ask, or nothing left out. */
export function withoutFields(fetch: EntityFetch, names: ReadonlySet<string>): EntityFetch | null {
  const known = made.get(fetch) ?? new Map<string, EntityFetch | null>();
  made.set(fetch, known);
  const key = [...names].toSorted().join(' ');
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  const reduced = reduce(fetch, names);
  known.set(key, reduced);
  return reduced;
}

function reduce(fetch: EntityFetch, names: ReadonlySet<string>): EntityFetch | null {
  const asked = pruned(fetch.asked, names);
  if (!asked.asks || !asked.isLess) return null;
  const query = pruned(fetch.query, names);
  return {
    ...fetch,
    asked: print(asked.document),
    query: print(query.document),
    variables: fetch.variables.filter((name) => query.variables.has(name)),
    lacking: null,
  };
}

function pruned(query: string, names: ReadonlySet<string>) {
  const document = parse(query, { noLocation: true });
  const fragments = new Map(
    document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  let asks = false;
  let isLess = false;
  const prune = (set: SelectionSetNode, way: readonly string[] = []): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) {
        const own = [...way, (selection.alias ?? selection.name).value];
        if (names.has(own.join('.'))) {
          isLess = true;
          return [];
        }
        const inner = selection.selectionSet && prune(selection.selectionSet, own);
        if (inner?.selections.length === 0) return [];
        if (way.length === 0 && selection.name.value !== '__typename') asks = true;
        return [inner ? { ...selection, selectionSet: inner } : selection];
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment) return [];
      const selectionSet = prune(fragment.selectionSet, way);
      if (selectionSet.selections.length === 0) return [];
      const { typeCondition } = fragment;
      const directives = selection.directives ?? [];
      return [{ kind: Kind.INLINE_FRAGMENT, ...(typeCondition && { typeCondition }), directives, selectionSet }];
    }),
  });
  const without: DocumentNode = visit(document, {
    FragmentDefinition: () => false,
    Field: (field) =>
      field.name.value === '_entities' && field.selectionSet
        ? { ...field, selectionSet: prune(field.selectionSet) }
        : undefined,
  });
  return { ...onlyUsed(without, fragments), asks, isLess };
}

function onlyUsed(document: DocumentNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const spread = new Set<string>();
  const variables = new Set<string>();
  const look = (node: DocumentNode | FragmentDefinitionNode): void => {
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void variables.add(name.value),
      FragmentDefinition: (definition) => (definition === node ? undefined : false),
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || spread.has(name.value)) return;
        spread.add(name.value);
        look(fragment);
      },
    });
  };
  look(document);
  const used: DocumentNode = visit(document, {
    FragmentDefinition: ({ name }) => (spread.has(name.value) ? false : null),
    VariableDefinition: ({ variable }) => (variables.has(variable.name.value) ? false : null),
  });
  return { document: used, variables };
}
