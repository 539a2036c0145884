/** Smaller operations than a given one, still valid: one selection, fragment, directive, alias or argument less. */
import {
  type ASTNode,
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type SelectionSetNode,
  validate,
  visit,
} from 'graphql';
import type { Request } from './graph.ts';

type Edit = (node: ASTNode, document: DocumentNode) => readonly ASTNode[];

const withoutOne: Edit = (node) => {
  if (node.kind !== Kind.SELECTION_SET || node.selections.length < 2) return [];
  return node.selections.map((_, index) => withSelections(node, node.selections.toSpliced(index, 1)));
};

const opened: Edit = (node, document) => {
  if (node.kind !== Kind.SELECTION_SET) return [];
  return node.selections.flatMap((selection, index) => {
    if (selection.kind === Kind.FIELD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return [withSelections(node, node.selections.toSpliced(index, 1, ...selection.selectionSet.selections))];
    }
    const fragment = document.definitions.find(
      (each): each is FragmentDefinitionNode =>
        each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
    );
    if (!fragment) return [];
    const { typeCondition, selectionSet } = fragment;
    const { directives = [] } = selection;
    const inline = { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet } as const;
    return [withSelections(node, node.selections.toSpliced(index, 1, inline))];
  });
};

const withoutDirectives: Edit = (node) =>
  'directives' in node && node.directives?.length
    ? node.directives.map((_, index) => ({ ...node, directives: node.directives?.toSpliced(index, 1) }) as ASTNode)
    : [];

const withoutAlias: Edit = (node) => {
  if (node.kind !== Kind.FIELD || !node.alias) return [];
  const { alias: _, ...rest } = node;
  return [rest];
};

const withoutArguments: Edit = (node) =>
  node.kind === Kind.FIELD && node.arguments?.length
    ? node.arguments.map((_, index) => ({ ...node, arguments: node.arguments?.toSpliced(index, 1) ?? [] }))
    : [];

const withoutDefault: Edit = (node) => {
  if (node.kind !== Kind.VARIABLE_DEFINITION || !node.defaultValue) return [];
  const { defaultValue: _, ...rest } = node;
  return [rest];
};

const edits = [withoutOne, opened, withoutDirectives, withoutArguments, withoutAlias, withoutDefault];

/** Lazily, the larger steps first. */
export function* smaller(schema: GraphQLSchema, request: Request): Generator<Request> {
  for (const edit of edits) {
    const sites: { node: ASTNode; by: readonly ASTNode[] }[] = [];
    visit(request.document, {
      enter: (node) => {
        const by = edit(node, request.document);
        if (by.length > 0) sites.push({ node, by });
      },
    });
    for (const { node, by } of sites) {
      for (const replacement of by) {
        const changed: DocumentNode = visit(request.document, {
          enter: (each: ASTNode) => (each === node ? replacement : undefined),
        });
        const document = withoutUnused(changed);
        if (validate(schema, document).length > 0) continue;
        yield { document, variables: onlyUsed(document, request.variables) };
      }
    }
  }
}

function withSelections(node: SelectionSetNode, selections: SelectionSetNode['selections']): SelectionSetNode {
  return { ...node, selections };
}

/** Drops what nothing refers to any more. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const spread = new Set<string>();
  const used = new Set<string>();
  const look = (node: ASTNode): void => {
    visit(node, {
      VariableDefinition: () => false,
      FragmentSpread: ({ name }) => {
        if (spread.has(name.value)) return;
        spread.add(name.value);
        const fragment = fragments.get(name.value);
        if (fragment) look(fragment);
      },
      Variable: ({ name }) => {
        used.add(name.value);
      },
    });
  };
  for (const each of document.definitions) if (each.kind === Kind.OPERATION_DEFINITION) look(each);
  return {
    ...document,
    definitions: document.definitions.flatMap((each): DefinitionNode[] => {
      if (each.kind === Kind.FRAGMENT_DEFINITION) return spread.has(each.name.value) ? [each] : [];
      if (each.kind !== Kind.OPERATION_DEFINITION) return [each];
      const variableDefinitions = (each.variableDefinitions ?? []).filter(({ variable }) =>
        used.has(variable.name.value),
      );
      return [{ ...each, variableDefinitions }];
    }),
  };
}

function onlyUsed(document: DocumentNode, variables: Request['variables']): Request['variables'] {
  const defined = new Set<string>();
  visit(document, { VariableDefinition: ({ variable }) => void defined.add(variable.name.value) });
  return Object.fromEntries(Object.entries(variables).filter(([name]) => defined.has(name)));
}
