/**
 * Values of a context asked of a subgraph that only names them.
 *
 * A subgraph that takes an argument from a context names the field it comes from, `@external` where another subgraph has it. The
 * planner, on its way from the one to the other, at times takes the name for the field and asks the first: which has no answer.
 * Here it is asked of the subgraph the plan is on its way to, by the key it is reached by.
 */
import type { FetchNode, FlattenNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, type FieldNode, Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import { graphNames } from '../entities/keys.ts';
import { onType } from '../plan/rewrites.ts';
import { contextSelections, isTrue, textArgument } from './join-directives.ts';

/** By `Type.field`: the subgraphs that only name it, and those that have it. */
export type Owners = ReadonlyMap<string, { readonly external: ReadonlySet<string>; readonly own: ReadonlySet<string> }>;

/** Of fields that are `@external` somewhere; none for a supergraph without arguments from a context. */
export function readOwners(supergraph: DocumentNode): Owners {
  const owners = new Map<string, { external: Set<string>; own: Set<string> }>();
  if (contextSelections(supergraph).length === 0) return owners;
  const graphs = graphNames(supergraph);
  for (const type of supergraph.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name, directives = [] } of type.fields ?? []) {
      const joined = directives.filter((directive) => directive.name.value === 'join__field');
      if (!joined.some((directive) => isTrue(directive, 'external'))) continue;
      const of = (external: boolean) =>
        joined
          .filter((directive) => isTrue(directive, 'external') === external)
          .map((directive) => graphs.get(textArgument(directive, 'graph') ?? '') ?? '');
      owners.set(`${type.name.value}.${name.value}`, { external: new Set(of(true)), own: new Set(of(false)) });
    }
  }
  return owners;
}

interface Placed {
  readonly fetch: FetchNode;
  /** As the plan has it, with `@` for the items of lists. */
  readonly path: readonly (string | number)[];
}

/** A field of a context; `at` is where the object it is of stands, without list positions. */
interface Source {
  readonly at: readonly string[];
  readonly type: string;
  readonly field: string;
}

export function withOwnedContexts(plan: QueryPlan, owners: Owners): QueryPlan {
  const { node } = plan;
  if (owners.size === 0 || node === undefined || node.kind === 'Subscription') return plan;
  const fetches = fetchesIn(node, []);
  const sources = fetches.flatMap(sourcesOf);
  return sources.length === 0 ? plan : { ...plan, node: mend(node, [], { fetches, sources, owners }) };
}

interface Mending {
  readonly fetches: readonly Placed[];
  readonly sources: readonly Source[];
  readonly owners: Owners;
}

function mend(node: PlanNode, path: Placed['path'], mending: Mending): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => mend(child, path, mending)) };
    case 'Condition':
      return {
        ...node,
        ...(node.ifClause && { ifClause: mend(node.ifClause, path, mending) }),
        ...(node.elseClause && { elseClause: mend(node.elseClause, path, mending) }),
      };
    case 'Defer':
      return {
        ...node,
        primary: { ...node.primary, ...(node.primary.node && { node: mend(node.primary.node, path, mending) }) },
        deferred: node.deferred.map((each) => ({
          ...each,
          ...(each.node && { node: mend(each.node, path, mending) }),
        })),
      };
    case 'Flatten':
      if (node.node.kind !== 'Fetch') return { ...node, node: mend(node.node, [...path, ...node.path], mending) };
      return mendFetch(
        { fetch: node.node, path: [...path, ...node.path] },
        (fetch) => ({ ...node, node: fetch }),
        mending,
      );
    case 'Fetch':
      return mendFetch({ fetch: node, path }, (fetch) => fetch, mending);
  }
}

function mendFetch(
  placed: Placed,
  put: (fetch: FetchNode) => PlanNode,
  { fetches, sources, owners }: Mending,
): PlanNode {
  let { fetch } = placed;
  const moved: FlattenNode[] = [];
  for (const { at, type, field } of sources) {
    const of = owners.get(`${type}.${field}`);
    if (!of?.external.has(fetch.serviceName)) continue;
    const there = fetches.find(
      (other) => other.fetch.requires && of.own.has(other.fetch.serviceName) && same(objects(other.path), at),
    );
    const way = at.slice(objects(placed.path).length);
    const found = there && startsWith(at, objects(placed.path)) ? without(fetch, way, field) : null;
    if (!there || !found) continue;
    fetch = { ...fetch, operation: found.operation };
    moved.push({ kind: 'Flatten', path: [...there.path], node: asking(there.fetch, type, found.field) });
  }
  return moved.length === 0
    ? put(fetch)
    : { kind: 'Sequence', nodes: [put(fetch), { kind: 'Parallel', nodes: moved }] };
}

/** An entity fetch like another one, for one field. */
function asking(
  { serviceName, operationKind, requires, inputRewrites }: FetchNode,
  type: string,
  field: FieldNode,
): FetchNode {
  const operation = `query($representations:[_Any!]!){_entities(representations:$representations){...on ${type}{${print(field)}}}}`;
  return {
    kind: 'Fetch',
    serviceName,
    operationKind,
    operationName: undefined,
    operation: stripIgnoredCharacters(operation),
    variableUsages: [],
    ...(requires && { requires }),
    ...(inputRewrites && { inputRewrites }),
  };
}

/** The operation without the field of the objects at the end of the way; null when it does not ask for it. */
function without(fetch: FetchNode, way: readonly string[], name: string) {
  const wanted = [...(fetch.requires ? ['_entities'] : []), ...way, name];
  const at: string[] = [];
  const found: FieldNode[] = [];
  const document = visit(parse(fetch.operation, { noLocation: true }), {
    Field: {
      enter: (field) => {
        at.push((field.alias ?? field.name).value);
        if (!same(at, wanted)) return undefined;
        at.pop();
        found.push(field);
        return null;
      },
      leave: () => void at.pop(),
    },
    InlineFragment: { leave: ({ selectionSet }) => (selectionSet.selections.length === 0 ? null : undefined) },
  });
  const [field] = found;
  return field ? { field, operation: stripIgnoredCharacters(print(document)) } : null;
}

function fetchesIn(node: PlanNode, path: Placed['path']): Placed[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((child) => fetchesIn(child, path));
    case 'Flatten':
      return fetchesIn(node.node, [...path, ...node.path]);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((clause) => (clause ? fetchesIn(clause, path) : []));
    case 'Defer':
      return [node.primary.node, ...node.deferred.map((each) => each.node)].flatMap((each) =>
        each ? fetchesIn(each, path) : [],
      );
    case 'Fetch':
      return [{ fetch: node, path }];
  }
}

function sourcesOf({ fetch, path }: Placed): Source[] {
  return (fetch.contextRewrites ?? []).flatMap((rewrite) => {
    const up = rewrite.path.filter((element) => element === '..').length;
    const around = objects(path);
    const [first, ...rest] = rewrite.path.slice(up);
    const own = fetch.requires?.[0];
    const typed = first?.startsWith(onType);
    const type = typed ? first?.slice(onType.length) : own?.kind === 'InlineFragment' && up === 0 && own.typeCondition;
    const field = typed ? rest.find((element) => !element.startsWith(onType)) : first;
    return type && field ? [{ at: around.slice(0, around.length - up), type, field }] : [];
  });
}

const objects = (path: Placed['path']) => path.map(String).filter((segment) => segment !== '@');
const startsWith = (path: readonly string[], start: readonly string[]) =>
  start.every((each, index) => path[index] === each);
const same = (left: readonly string[], right: readonly string[]) =>
  left.length === right.length && startsWith(left, right);
