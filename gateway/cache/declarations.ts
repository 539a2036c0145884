/**
 * What the subgraphs' schemas say may be cached, as the supergraph keeps it: `@cacheControl` and `@cacheTag`, which a subgraph hands on
 * by `@composeDirective`, and Federation 2.12's own `@cacheTag`. What nobody has declared is not cached.
 */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { isTrue, textArgument } from '../engine/cures/join-directives.ts';
import { graphNames } from '../engine/entities/keys.ts';

/** One `@cacheControl`. */
export interface Hint {
  /** Seconds; null when it leaves that to what is around it. */
  readonly maxAge: number | null;
  /** Seconds after `maxAge` in which it may stand in for a source that fails. */
  readonly staleIfError: number;
  /** `PUBLIC`, said in so many words: the same for everybody who asks. */
  readonly shared: boolean;
  /** `inheritMaxAge`: as long as what it is a part of. */
  readonly inherits: boolean;
}

export interface Declarations {
  hintOfType(subgraph: string, type: string): Hint | null;
  hintOfField(subgraph: string, type: string, field: string): Hint | null;
  /** Formats such as `customer-{$key.id}`. */
  tagsOfType(subgraph: string, type: string): readonly string[];
  /** Formats such as `customer-{$args.id}`, of root fields. */
  tagsOfField(subgraph: string, type: string, field: string): readonly string[];
  /** The subgraph has the field itself, and does not only name what another one knows. */
  resolves(subgraph: string, type: string, field: string): boolean;
}

interface Said {
  hint: Hint | null;
  readonly tags: string[];
}

export function readDeclarations(supergraph: DocumentNode): Declarations {
  const graphs = graphNames(supergraph);
  const said = new Map<string, Said>();
  const resolved = new Set<string>();
  const at = (place: string): Said => {
    const known = said.get(place) ?? { hint: null, tags: [] };
    said.set(place, known);
    return known;
  };
  const note = (
    directives: readonly ConstDirectiveNode[],
    own: readonly string[],
    place: (graph: string) => string,
  ) => {
    for (const directive of directives) {
      if (directive.name.value === 'cacheControl') for (const graph of own) at(place(graph)).hint = hintOf(directive);
      const format = formatOf(directive);
      if (format === null) continue;
      for (const graph of format.graphs ?? own) at(place(graph)).tags.push(format.text);
    }
  };
  for (const type of supergraph.definitions) {
    if (!isType(type)) continue;
    const ofType = graphsOf(type.directives ?? [], 'join__type');
    // Of a type that several subgraphs have nobody can tell whose hint it is; they put theirs on fields.
    const hinting = new Set(ofType).size === 1;
    note(
      (type.directives ?? []).filter(({ name }) => hinting || name.value !== 'cacheControl'),
      ofType,
      (graph) => `${graph} ${type.name.value}`,
    );
    for (const field of type.fields ?? []) {
      const own = ownersOf(field, ofType);
      const place = (graph: string) => `${graph} ${type.name.value}.${field.name.value}`;
      for (const graph of own) resolved.add(place(graph));
      note(field.directives ?? [], own, place);
    }
  }
  const names = new Map([...graphs].map(([graph, name]) => [name, graph]));
  const find = (subgraph: string, place: string) => said.get(`${names.get(subgraph)} ${place}`);
  return {
    hintOfType: (subgraph, type) => find(subgraph, type)?.hint ?? null,
    hintOfField: (subgraph, type, field) => find(subgraph, `${type}.${field}`)?.hint ?? null,
    tagsOfType: (subgraph, type) => find(subgraph, type)?.tags ?? [],
    tagsOfField: (subgraph, type, field) => find(subgraph, `${type}.${field}`)?.tags ?? [],
    resolves: (subgraph, type, field) => resolved.has(`${names.get(subgraph)} ${type}.${field}`),
  };
}

function isType(
  node: DocumentNode['definitions'][number],
): node is ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

function graphsOf(directives: readonly ConstDirectiveNode[], name: string): string[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .flatMap((directive) => textArgument(directive, 'graph') ?? []);
}

/** Those that resolve a field: all that have its type, unless it names some. */
function ownersOf(field: FieldDefinitionNode, ofType: readonly string[]): readonly string[] {
  const joins = (field.directives ?? []).filter(({ name }) => name.value === 'join__field');
  if (joins.length === 0) return ofType;
  return graphsOf(
    joins.filter((join) => !isTrue(join, 'external')),
    'join__field',
  );
}

function hintOf(directive: ConstDirectiveNode): Hint {
  const seconds = (name: string): number | null => {
    const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
    return value?.kind === Kind.INT ? Math.max(0, Number(value.value)) : null;
  };
  return {
    maxAge: seconds('maxAge'),
    staleIfError: seconds('staleIfError') ?? 0,
    shared: textArgument(directive, 'scope') === 'PUBLIC',
    inherits: isTrue(directive, 'inheritMaxAge'),
  };
}

/** Of either form of `@cacheTag`; `graphs` is null where the form does not say whose it is. */
function formatOf(
  directive: ConstDirectiveNode,
): { readonly text: string; readonly graphs: readonly string[] | null } | null {
  if (directive.name.value === 'cacheTag') {
    const text = textArgument(directive, 'format');
    return text === null ? null : { text, graphs: null };
  }
  if (directive.name.value !== 'join__directive' || textArgument(directive, 'name') !== 'federation__cacheTag')
    return null;
  const value = (name: string) => directive.arguments?.find((argument) => argument.name.value === name)?.value;
  const args = value('args');
  const format =
    args?.kind === Kind.OBJECT ? args.fields.find(({ name }) => name.value === 'format')?.value : undefined;
  const list = value('graphs');
  const graphs =
    list?.kind === Kind.LIST ? list.values.flatMap((each) => (each.kind === Kind.ENUM ? each.value : [])) : [];
  return format?.kind === Kind.STRING ? { text: format.value, graphs } : null;
}
