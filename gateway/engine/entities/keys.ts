/** What makes two entities the same one: the `@key`s of each type in each subgraph, as the supergraph records them. */
import {
  type DocumentNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { isRecord } from '../../../subgraphs/shared/hosting/json.ts';
import { isTrue, textArgument } from '../cures/join-directives.ts';
import { unresolvable } from '../cures/resolvable-keys-first.ts';

/** The fields of one key, with their sub-selections where they have any. */
export type Key = readonly FieldNode[];

/** By type name; a type may have several keys. */
export type EntityKeys = ReadonlyMap<string, readonly Key[]>;

/** By subgraph name, as in supergraph.yaml. */
export interface KeysBySubgraph {
  /** Those a subgraph resolves entities by. */
  readonly resolved: ReadonlyMap<string, EntityKeys>;
  /** Of them those it can also tell of its entities: a key that is `@external` there it is told and may not be asked for. */
  readonly told: ReadonlyMap<string, EntityKeys>;
}

export function readEntityKeys(supergraph: DocumentNode): KeysBySubgraph {
  return { resolved: keysIn(supergraph, () => true), told: keysIn(supergraph, isTold) };
}

type TypeDefinition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

function keysIn(
  supergraph: DocumentNode,
  counts: (key: Key, type: TypeDefinition, graph: string) => boolean,
): ReadonlyMap<string, EntityKeys> {
  const graphs = graphNames(supergraph);
  const result = new Map<string, Map<string, Key[]>>([...graphs.values()].map((name) => [name, new Map()]));
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'join__type') continue;
      const fields = textArgument(directive, 'key');
      const graph = textArgument(directive, 'graph') ?? '';
      const subgraph = graphs.get(graph);
      if (fields === null || subgraph === undefined || unresolvable(directive)) continue;
      const key = parseKey(fields);
      if (!counts(key, definition, graph)) continue;
      const types = result.get(subgraph) ?? new Map<string, Key[]>();
      const keys = types.get(definition.name.value) ?? [];
      types.set(definition.name.value, [...keys, key]);
    }
  }
  return result;
}

/** `CUSTOMERS` -> `customers`. */
export function graphNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const graphs = supergraph.definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) throw new Error('The supergraph names no subgraphs.');
  return new Map(
    (graphs.values ?? []).map((value) => {
      const directive = value.directives?.find(({ name }) => name.value === 'join__graph');
      return [value.name.value, (directive && textArgument(directive, 'name')) ?? value.name.value];
    }),
  );
}

function isTold(key: Key, type: TypeDefinition, graph: string): boolean {
  return !key.some(({ name }) => isExternal(type, name.value, graph));
}

function isExternal(type: TypeDefinition, field: string, graph: string): boolean {
  const directives = type.fields?.find(({ name }) => name.value === field)?.directives ?? [];
  return directives.some(
    (directive) =>
      directive.name.value === 'join__field' &&
      textArgument(directive, 'graph') === graph &&
      isTrue(directive, 'external'),
  );
}

export function parseKey(fields: string): Key {
  const operation = parse(`{ ${fields} }`).definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return (operation?.selectionSet.selections ?? []).filter((selection) => selection.kind === Kind.FIELD);
}

/** The key whose every field the representation holds; null when there is none. */
export function keyOf(representation: Record<string, unknown>, keys: readonly Key[] | undefined): Key | null {
  return keys?.find((key) => key.every((field) => holds(representation[field.name.value], field))) ?? null;
}

/** A null holds all there is below it; of a list every item must. */
function holds(value: unknown, field: FieldNode): boolean {
  if (value === undefined) return false;
  if (Array.isArray(value)) return value.every((item) => holds(item, field));
  if (!isRecord(value)) return true;
  return partsOf(field).every((part) => holds(value[part.name.value], part));
}

/** One text for one entity. `read` gives the value of a key field. */
export function identityText(typename: string, key: Key, read: (field: FieldNode, index: number) => unknown): string {
  return `${typename} ${JSON.stringify(key.map((field, index) => canonical(read(field, index), field)))}`;
}

/** Numbers and texts of the same digits are the same id; of objects only the key's own fields count. */
function canonical(value: unknown, field: FieldNode): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((item) => canonical(item, field));
  if (!isRecord(value)) return String(value);
  return field.selectionSet
    ? partsOf(field).map((part) => canonical(value[part.name.value], part))
    : JSON.stringify(value);
}

function partsOf(field: FieldNode): FieldNode[] {
  return (field.selectionSet?.selections ?? []).filter((selection) => selection.kind === Kind.FIELD);
}
