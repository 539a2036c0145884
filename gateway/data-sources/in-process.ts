/** A subgraph that runs in the gateway's own process. */
import { type SubgraphOperation, subgraphExecutor } from '../../subgraphs/shared/hosting/execute.ts';
import type { Asker } from '../../subgraphs/shared/privacy/kept-back.ts';
import type { Subgraph } from '../../subgraphs/shared/subgraph.ts';
import { callerOf } from '../identity/caller.ts';
import type { RequestContext } from '../request-context.ts';
import type { DataSource } from './data-source.ts';

/** Shares one context, and so its loaders, among the fetches of a client request. */
export function inProcess(subgraph: Subgraph): DataSource {
  // What the planner made needs no second validation.
  const execute = subgraphExecutor(subgraph, { validate: false });
  return {
    name: subgraph.name,
    inProcess: true,
    fetch: (operation, context) => execute(operation, sharedContext(subgraph, context), askerOf(operation, context)),
    health: () => subgraph.health(),
    ...(subgraph.state && { state: subgraph.state }),
    close: () => subgraph.close(),
  };
}

/** Null where nothing is kept back: nobody is asked who he is, or the engine is one that enforces no field policies. */
function askerOf({ needs }: SubgraphOperation, { access }: RequestContext): Asker | null {
  return access === null || needs === undefined ? null : { access, needs };
}

/** One context for all fetches of a client request, so that they share loaders and never load a key twice. */
function sharedContext(subgraph: Subgraph, request: RequestContext): unknown {
  const existing = request.subgraphContexts.get(subgraph.name);
  if (existing !== undefined) return existing;
  const { signal, access } = request;
  const made = subgraph.context({ signal, caller: callerOf(request), subjects: access?.subjects ?? 'everyone' });
  request.subgraphContexts.set(subgraph.name, made);
  return made;
}
