/** What the cache has to know of a fetch, worked out once. */
import { createHash } from 'node:crypto';
import { type GraphQLSchema, type OperationDefinitionNode, parse, print, visit } from 'graphql';
import type { KeysBySubgraph } from '../engine/entities/keys.ts';
import type { Fetch } from '../engine/plan/steps.ts';
import type { Variables } from '../engine/shape/conditions.ts';
import { readDeclarations } from './declarations.ts';
import { readFetchText } from './fetch-text.ts';
import { type Keeping, keepingOf } from './lifetime.ts';
import { type Tagging, tagging } from './tagging.ts';

export interface CachedSupergraph {
  readonly sdl: string;
  readonly fullSchema: GraphQLSchema;
  readonly keys: KeysBySubgraph;
}

/** A fetch as it is sent when its answer may be kept. */
export interface CachedFetch<F extends Fetch = Fetch> {
  readonly fetch: F;
  readonly tagging: Tagging;
  /** Null when nothing of it may be kept. */
  readonly keeping: Keeping | null;
  /** What all its questions have in common, as a hash. */
  readonly selection: string;
  /** Its variables, but for the representations. */
  readonly variables: readonly string[];
}

export function cachedFetches(supergraph: CachedSupergraph): (fetch: Fetch) => CachedFetch {
  const declarations = readDeclarations(parse(supergraph.sdl, { noLocation: true }));
  const version = hash(supergraph.sdl);
  const known = new WeakMap<Fetch, CachedFetch>();
  return (fetch) => {
    const existing = known.get(fetch);
    if (existing) return existing;
    const text = readFetchText(fetch.query);
    const about = {
      subgraph: fetch.subgraph,
      schema: supergraph.fullSchema,
      declarations,
      keys: supergraph.keys.resolved.get(fetch.subgraph) ?? new Map(),
    };
    const tags = tagging(text, about);
    const made: CachedFetch = {
      fetch: { ...fetch, query: tags.query },
      tagging: tags,
      keeping: keepingOf(text, about),
      selection: `${version} ${fetch.subgraph} ${hash(withoutNames(tags.query))}`,
      variables: variablesOf(text.operation).filter((name) => name !== 'representations'),
    };
    known.set(fetch, made);
    return made;
  };
}

/** In their order; a value that is missing is another than null. */
export function valuesText({ variables: names }: CachedFetch, variables: Variables): string {
  return JSON.stringify(names.map((name) => (variables[name] === undefined ? [] : [variables[name]])));
}

const variablesOf = ({ variableDefinitions = [] }: OperationDefinitionNode): string[] =>
  variableDefinitions.map(({ variable }) => variable.name.value);

/** However an operation and its variables are called, it asks the same. */
function withoutNames(query: string): string {
  const { operation } = readFetchText(query);
  const places = new Map(variablesOf(operation).map((name, place) => [name, `v${place}`]));
  return print(
    visit(parse(query, { noLocation: true }), {
      OperationDefinition: ({ name: _, ...rest }) => rest,
      Variable: (node) => ({ ...node, name: { ...node.name, value: places.get(node.name.value) ?? '' } }),
    }),
  );
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
