/**
 * What a fetch asks for, as the names its reply may have. A subgraph elsewhere that tells more is not heard: what it was not asked would
 * stand where another subgraph's word belongs.
 */
import { type FragmentDefinitionNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';
import { type SubgraphReply, toldError } from '../../subgraphs/shared/hosting/reply.ts';
import type { Fetch } from './plan/steps.ts';

/** By response name; null for a leaf, whose value may be anything. */
export type Shape = ReadonlyMap<string, Shape | null>;

interface AskedShape {
  readonly shape: Shape;
  /** Fields of the root that stand under no condition: a reply with data has them all. */
  readonly always: readonly string[];
}

type Making = Map<string, Making | null>;

const shapes = new WeakMap<Fetch, AskedShape>();

export function askedShape(fetch: Fetch): AskedShape {
  const known = shapes.get(fetch);
  if (known) return known;
  const { definitions } = parse(fetch.query, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const shape: Making = new Map();
  const always: string[] = [];
  for (const each of definitions) {
    if (each.kind !== Kind.OPERATION_DEFINITION) continue;
    add(each.selectionSet, shape, fragments);
    for (const selection of each.selectionSet.selections) {
      if (selection.kind === Kind.FIELD && !selection.directives?.length) {
        always.push((selection.alias ?? selection.name).value);
      }
    }
  }
  const made = { shape, always };
  shapes.set(fetch, made);
  return made;
}

/** Whatever types and conditions it stands under. */
function add(
  { selections }: SelectionSetNode,
  into: Making,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) add(selection.selectionSet, into, fragments);
    else if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(selection.name.value);
      if (fragment) add(fragment.selectionSet, into, fragments);
    } else {
      const name = (selection.alias ?? selection.name).value;
      if (!selection.selectionSet) {
        into.set(name, into.get(name) ?? null);
        continue;
      }
      const within = into.get(name) ?? new Map();
      into.set(name, within);
      add(selection.selectionSet, within, fragments);
    }
  }
}

/** Takes out of a reply, in place, what was not asked. */
export function takeOutUnasked(value: unknown, shape: Shape): void {
  if (Array.isArray(value)) {
    for (const item of value) takeOutUnasked(item, shape);
  } else if (isRecord(value)) {
    for (const name of Object.keys(value)) {
      const within = shape.get(name);
      if (within === undefined) delete value[name];
      else if (within !== null) takeOutUnasked(value[name], within);
    }
  }
}

/** The reply as far as it answers the fetch. What is missing at its root is an error: it would pass for what does not exist. */
export function heard(fetch: Fetch, reply: SubgraphReply): SubgraphReply {
  const { data } = reply;
  if (data === null) return reply;
  const { shape, always } = askedShape(fetch);
  takeOutUnasked(data, shape);
  if (fetch.entities !== null || always.every((name) => data[name] !== undefined)) return reply;
  const missing = always.filter((name) => data[name] === undefined);
  const error = new SourceError(fetch.subgraph, 'LEGACY_MALFORMED', 'a field did not come back');
  return { ...reply, errors: [...reply.errors, ...missing.map((name) => toldError(fetch.subgraph, error, [name]))] };
}
