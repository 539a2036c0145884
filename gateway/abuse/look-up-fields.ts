/** Which fields of an operation look people up, as the schemas' `@lookUp` has it, and by which key. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { textArgument } from '../engine/cures/join-directives.ts';
import type { Variables } from '../engine/shape/conditions.ts';
import { namesThroughLinks } from '../supergraph/link-names.ts';

/** One look-up; a field under two names is two. */
export interface LookUp {
  /** Under which name it is answered. */
  readonly name: string;
  /** What is looked for, the same in any notation; null where failures are counted by the caller alone. */
  readonly guarded: (variables: Variables) => string | null;
  /** It may be answered after the rest. */
  readonly deferred: boolean;
}

export interface LookUps {
  /** Expects a valid document. */
  of(document: DocumentNode, operationName: string | undefined): readonly LookUp[];
}

/** Argument whose value is guarded, by field of the query root; null for none. */
type Declared = ReadonlyMap<string, string | null>;

const none: readonly LookUp[] = [];

export function readLookUps(supergraphSdl: string): LookUps {
  const declared = declarations(parse(supergraphSdl, { noLocation: true }));
  const known = new WeakMap<DocumentNode, Map<string, readonly LookUp[]>>();
  return {
    of: (document, operationName) => {
      const ofDocument = known.get(document) ?? new Map<string, readonly LookUp[]>();
      known.set(document, ofDocument);
      const key = operationName ?? '';
      const found = ofDocument.get(key) ?? find(document, operationName, declared);
      ofDocument.set(key, found);
      return found;
    },
  };
}

function declarations(supergraph: DocumentNode): Declared {
  const schema = supergraph.definitions.find(({ kind }) => kind === Kind.SCHEMA_DEFINITION);
  const roots = schema?.kind === Kind.SCHEMA_DEFINITION ? schema.operationTypes : [];
  const root = roots.find(({ operation }) => operation === 'query')?.type.name.value ?? 'Query';
  const names = namesThroughLinks(supergraph, 'lookup', 'lookUp');
  const declared = new Map<string, string | null>();
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION || type.name.value !== root) continue;
    for (const { name, directives } of type.fields ?? []) {
      const directive = directives?.find((each) => names.has(each.name.value));
      if (directive) declared.set(name.value, textArgument(directive, 'guards'));
    }
  }
  return declared;
}

function find(document: DocumentNode, operationName: string | undefined, declared: Declared): readonly LookUp[] {
  const operation = getOperationAST(document, operationName);
  if (declared.size === 0 || operation?.operation !== 'query') return none;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const found = new Map<string, LookUp>();
  const collect = ({ selections }: SelectionSetNode, deferred: boolean): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const guards = declared.get(selection.name.value);
        if (guards === undefined) continue;
        const before = found.get(name)?.deferred ?? false;
        found.set(name, { name, guarded: keyOf(selection, guards, operation), deferred: deferred || before });
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const later = deferred || (selection.directives ?? []).some(({ name }) => name.value === 'defer');
      if (fragment) collect(fragment.selectionSet, later);
    }
  };
  collect(operation.selectionSet, false);
  return [...found.values()];
}

function keyOf(field: FieldNode, guards: string | null, operation: OperationDefinitionNode): LookUp['guarded'] {
  const value = field.arguments?.find(({ name }) => name.value === guards)?.value;
  if (value === undefined) return () => null;
  if (value.kind !== Kind.VARIABLE) return fixed(normalised(valueFromASTUntyped(value)));
  const variable = value.name.value;
  const definition = operation.variableDefinitions?.find((each) => each.variable.name.value === variable);
  const preset = definition?.defaultValue && valueFromASTUntyped(definition.defaultValue);
  return (variables) => normalised(variables[variable] ?? preset);
}

const fixed = (key: string | null) => () => key;

/** In another case or with blanks between, a record locator is the same. */
function normalised(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return (
    String(value)
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toUpperCase() || null
  );
}
