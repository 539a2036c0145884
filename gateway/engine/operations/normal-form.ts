/**
 * What of a request's operation decides its plan. Whitespace, comments, other operations of the document, literal values and
 * conditions on literals do not; the selection, its order and its names do.
 */
import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { variablesReader } from '../../../subgraphs/shared/hosting/compiled/variables.ts';
import { noSuchOperation } from '../errors.ts';
import { foldConditions } from './fold-conditions.ts';
import { lifting } from './lift-literals.ts';

export interface NormalForm {
  /** Equal for operations that share a plan. */
  readonly key: string;
  /** One operation with the fragments it uses. */
  readonly document: DocumentNode;
  /** Length of the document's text. */
  readonly length: number;
  /** Values of the variables that literals became; goes with every request's own variables. */
  readonly literals: Readonly<Record<string, unknown>>;
  /** The operation as the client wrote it. */
  readonly asked: OperationDefinitionNode;
  /** The client's variables as the schema reads them, or why it does not. */
  readonly readVariables: ReturnType<typeof variablesReader>;
}

/** Expects a valid document that has the operation. */
export function normalForm(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): NormalForm {
  const asked = getOperationAST(document, operationName);
  if (!asked) throw noSuchOperation(operationName);
  const folded: OperationDefinitionNode = { ...asked, selectionSet: foldConditions(asked.selectionSet) };
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? [
            [
              definition.name.value,
              { ...definition, selectionSet: foldConditions(definition.selectionSet) } as const,
            ] as const,
          ]
        : [],
    ),
  );
  const used: DocumentNode = { kind: Kind.DOCUMENT, definitions: [folded, ...reached(folded, fragments)] };
  const lift = lifting(new Set((asked.variableDefinitions ?? []).map(({ variable }) => variable.name.value)));
  const types = new TypeInfo(schema);
  let introspection = 0;
  const lifted: DocumentNode = visit(
    used,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Directive: () => false,
      Field: {
        enter: (node) => void (introspects(node.name.value) && introspection++),
        leave: (node) => void (introspects(node.name.value) && introspection--),
      },
      Argument: (node) => {
        const definition = types.getArgument();
        return definition && introspection === 0 ? lift.argument(node, definition.type) : false;
      },
    }),
  );
  const withVariables: DocumentNode = {
    ...lifted,
    definitions: lifted.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? { ...definition, variableDefinitions: [...(definition.variableDefinitions ?? []), ...lift.definitions] }
        : definition,
    ),
  };
  const readVariables = variablesReader(schema, asked.variableDefinitions ?? []);
  const text = print(withVariables);
  const key = createHash('sha256').update(text).digest('base64');
  return { key, document: withVariables, length: text.length, literals: lift.values, asked, readVariables };
}

const introspects = (name: string) => name === '__schema' || name === '__type';

/** In the order of their first use. */
function reached(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
  const found = new Map<string, FragmentDefinitionNode>();
  const search = (node: OperationDefinitionNode | FragmentDefinitionNode) => {
    visit(node, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || found.has(name.value)) return;
        found.set(name.value, fragment);
        search(fragment);
      },
    });
  };
  search(operation);
  return [...found.values()];
}
