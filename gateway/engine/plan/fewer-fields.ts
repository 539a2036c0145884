/** An entity fetch without some of the fields it asks of its entities. */
import {
  type DocumentNode,
  getOperationAST,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { writtenOut } from '../operations/written-out.ts';
import { withoutUnusedVariables } from './requirements.ts';
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
  const query = pruned(fetch.query, names).document;
  const variables = getOperationAST(query)?.variableDefinitions?.map(({ variable }) => variable.name.value);
  return {
    ...fetch,
    asked: print(asked.document),
    query: print(query),
    variables: fetch.variables.filter((name) => variables?.includes(name)),
    lacking: null,
  };
}

function pruned(query: string, names: ReadonlySet<string>) {
  const document = writtenOut(parse(query, { noLocation: true }));
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
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      const selectionSet = prune(selection.selectionSet, way);
      return selectionSet.selections.length === 0 ? [] : [{ ...selection, selectionSet }];
    }),
  });
  const without: DocumentNode = visit(document, {
    Field: (field) =>
      field.name.value === '_entities' && field.selectionSet
        ? { ...field, selectionSet: prune(field.selectionSet) }
        : undefined,
  });
  return { document: withoutUnusedVariables(without), asks, isLess };
}
