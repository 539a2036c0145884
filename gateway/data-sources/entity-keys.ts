/** What makes two entities the same one: the `@key`s of each type in each subgraph, as the supergraph records them. */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';

/** The fields of one key, with their sub-selections where they have any. */
export type Key = readonly FieldNode[];

/** By type name; a type may have several keys. */
export type EntityKeys = ReadonlyMap<string, readonly Key[]>;

/** By subgraph name, as in supergraph.yaml. */
export function readEntityKeys(supergraph: DocumentNode): ReadonlyMap<string, EntityKeys> {
  const graphs = graphNames(supergraph);
  const result = new Map<string, Map<string, Key[]>>([...graphs.values()].map((name) => [name, new Map()]));
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'join__type') continue;
      const fields = textArgument(directive, 'key');
      const subgraph = graphs.get(textArgument(directive, 'graph') ?? '');
      if (fields === null || subgraph === undefined) continue;
      const types = result.get(subgraph) ?? new Map<string, Key[]>();
      const keys = types.get(definition.name.value) ?? [];
      types.set(definition.name.value, [...keys, parseKey(fields)]);
    }
  }
  return result;
}

/** `CUSTOMERS` -> `customers`. */
function graphNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
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

function textArgument(directive: ConstDirectiveNode, name: string): string | null {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : null;
}

function parseKey(fields: string): Key {
  const operation = parse(`{ ${fields} }`).definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return (operation?.selectionSet.selections ?? []).filter((selection) => selection.kind === Kind.FIELD);
}

/** The key whose every field the representation holds; null when there is none. */
export function keyOf(representation: Record<string, unknown>, keys: readonly Key[] | undefined): Key | null {
  return keys?.find((key) => key.every(({ name }) => representation[name.value] !== undefined)) ?? null;
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
  const nested = (field.selectionSet?.selections ?? []).filter((selection) => selection.kind === Kind.FIELD);
  return nested.map((part) => canonical(value[part.name.value], part));
}
