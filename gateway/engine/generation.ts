/** One supergraph in service: what it needs to answer, made once and left behind whole when another takes over. */
import { type DocumentNode, type GraphQLSchema, parse, validate } from 'graphql';
import type { AuditedGraph } from '../audit/audit.ts';
import { type CachedCalls, cachedCalls } from '../cache/cached-calls.ts';
import type { DataSource } from '../data-sources/data-source.ts';
import type { EngineOptions, ServedSupergraph } from './engine.ts';
import { uncounted } from './events.ts';
import { gatherFetches } from './gathered-fetches.ts';
import { createOperations, type HotOperation, type Operations } from './operations/index.ts';
import { createPlanner } from './planning/index.ts';
import { type SharedFetches, shareFetches } from './shared-fetches.ts';
import { type LoadedSupergraph, loadSupergraph } from './supergraph.ts';

export interface Generation {
  readonly supergraph: LoadedSupergraph;
  readonly sources: ReadonlyMap<string, DataSource>;
  readonly operations: Operations;
  readonly shared: SharedFetches;
  /** Null when nothing is cached. */
  readonly cached: CachedCalls | null;
  /** Null when nobody keeps who is shown what. */
  readonly audited: AuditedGraph | null;
  /** Gives back what is not needed once its last requests have ended. */
  retire(): void;
}

/** Throws an Error that says why this supergraph cannot be served. */
export function createGeneration(
  served: ServedSupergraph,
  options: Pick<
    EngineOptions,
    'planCache' | 'planningTimeout' | 'gatherWindow' | 'events' | 'random' | 'cache' | 'audit'
  >,
): Generation {
  const { planCache = 64 * 1_048_576, planningTimeout = 2_000, gatherWindow = 2 } = options;
  const { events = uncounted, random, cache, audit } = options;
  const supergraph = loadSupergraph(served.supergraphSdl);
  const unknown = supergraph.subgraphs.find(({ name }) => !served.sources.has(name));
  if (unknown) throw new Error(`The supergraph names the subgraph ${unknown.name}, which this gateway does not know.`);
  const planner = createPlanner(supergraph, { timeout: planningTimeout });
  const gathered = gatherFetches({ window: gatherWindow, onGathered: events.onGatheredFetch });
  const shared = shareFetches(gathered, events.onSharedFetch);
  // A call from before an invalidation may bring what was invalidated.
  const release = cache?.onInvalidated(shared.forget);
  const audited = audit?.of(supergraph) ?? null;
  return {
    supergraph,
    sources: served.sources,
    operations: createOperations({
      supergraph,
      planner,
      maxBytes: planCache,
      events,
      ...(audited && { alsoAsked: audited.asPlanned }),
      ...(random && { random }),
    }),
    shared,
    audited,
    cached: cache ? cachedCalls(cache, supergraph) : null,
    retire: () => {
      release?.();
      planner.retire();
    },
  };
}

/** Prepares operations ahead of their first request. What is not of this schema, or cannot be planned, is left out. */
export async function warmUp(
  { supergraph, operations }: Generation,
  wanted: readonly (string | HotOperation)[],
): Promise<void> {
  for (const each of wanted) {
    const { document: given, access } = typeof each === 'string' ? { document: each, access: null } : each;
    const document = readable(given, supergraph.apiSchema);
    if (document === null) continue;
    try {
      await operations.ready(document, undefined, access);
    } catch {
      // Its first request is told why.
    }
    // Requests come first.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function readable(given: string | DocumentNode, schema: GraphQLSchema): DocumentNode | null {
  try {
    const document = typeof given === 'string' ? parse(given, { noLocation: true }) : given;
    return validate(schema, document).length === 0 ? document : null;
  } catch {
    return null;
  }
}
