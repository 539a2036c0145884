/** Which fields of the client's answer a subgraph operation was to fill: those that carry the error when it fails whole. */
import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';

const documents = new LRUCache<string, DocumentNode>({ max: 500 });

interface Scope {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Response names at the root of an operation. */
export function rootFields(query: string, variables: Readonly<Record<string, unknown>>): string[] {
  const { selectionSet, scope } = open(query, variables);
  return names(selectionSet, null, scope);
}

/** Response names asked of entities of one type. */
export function entityFields(query: string, typename: string, variables: Readonly<Record<string, unknown>>): string[] {
  const { selectionSet, scope } = open(query, variables);
  const entities = selectionSet.selections.find(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === '_entities',
  );
  return entities?.kind === Kind.FIELD && entities.selectionSet ? names(entities.selectionSet, typename, scope) : [];
}

function open(query: string, variables: Readonly<Record<string, unknown>>) {
  let document = documents.get(query);
  if (document === undefined) {
    document = parse(query);
    documents.set(query, document);
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  let selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) selectionSet = definition.selectionSet;
  }
  return { selectionSet, scope: { fragments, variables } };
}

function names(selectionSet: SelectionSetNode, typename: string | null, scope: Scope): string[] {
  const collect = (selection: SelectionNode): string[] => {
    if (!isIncluded(selection.directives ?? [], scope.variables)) return [];
    if (selection.kind === Kind.FIELD) {
      return selection.name.value === '__typename' ? [] : [(selection.alias ?? selection.name).value];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition?.name.value;
    if (fragment === undefined) return [];
    if (typename !== null && condition !== undefined && condition !== typename) return [];
    return fragment.selectionSet.selections.flatMap(collect);
  };
  return [...new Set(selectionSet.selections.flatMap(collect))];
}

function isIncluded(directives: readonly DirectiveNode[], variables: Readonly<Record<string, unknown>>): boolean {
  return directives.every((directive) => {
    const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
    const condition =
      value?.kind === Kind.VARIABLE
        ? variables[value.name.value] === true
        : value?.kind === Kind.BOOLEAN && value.value;
    if (directive.name.value === 'skip') return !condition;
    return directive.name.value === 'include' ? condition : true;
  });
}
