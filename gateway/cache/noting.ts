/** Notes where the answer of a cached fetch came from: for log and metrics, and for a client who wants to know. */
import { type CallCost, noCalls } from '../../subgraphs/shared/hosting/call-cost.ts';
import type { Origin, SubgraphReply } from '../../subgraphs/shared/hosting/reply.ts';
import type { Fetch } from '../engine/plan/steps.ts';
import type { Variables } from '../engine/shape/conditions.ts';
import type { ProvenanceRecord } from '../provenance/record.ts';
import type { RequestContext } from '../request-context.ts';
import type { CallFor } from './cached-calls.ts';
import type { Outcome } from './read-through.ts';

export interface Noting {
  /** Instead of the request's own: what is noted of calls made in it is part of this fetch. */
  readonly context: RequestContext;
  readonly live: CallFor;
  /** Once, at the end; returns the reply with its origins. */
  done(outcomes: readonly Outcome[], reply: SubgraphReply): SubgraphReply;
}

export function noting(request: RequestContext, fetch: Fetch, variables: Variables, live: CallFor): Noting {
  const { provenance, fetches, now } = request;
  const start = performance.now();
  const askedAt = now().getTime();
  const inner = provenance === null ? null : { ...provenance, records: [] };
  const context = inner === null ? request : { ...request, provenance: inner };
  let called = false;
  return {
    context,
    live: (by) => {
      called ||= by === context;
      return live(by);
    },
    done: (outcomes, { data, errors }) => {
      const origins = originsOf(outcomes);
      const milliseconds = performance.now() - start;
      for (const origin of origins) {
        // A call has noted itself.
        if (origin.from === 'live' && called) continue;
        fetches.push({ subgraph: fetch.subgraph, milliseconds, outcome: 'ok', ...origin });
      }
      const reply: SubgraphReply = { data, errors, origins };
      const cost = costOf(inner?.records ?? []);
      provenance?.records.push({ system: fetch.subgraph, place: fetch, variables, reply, askedAt, milliseconds, cost });
      return reply;
    },
  };
}

/** Each state once, as of its oldest part; what has failed has none. */
function originsOf(outcomes: readonly Outcome[]): Origin[] {
  const oldest = new Map<Origin['from'], number>();
  for (const { from, asOf, row, errors } of outcomes) {
    if (row !== null || errors.length === 0) oldest.set(from, Math.min(asOf, oldest.get(from) ?? asOf));
  }
  return [...oldest].map(([from, asOf]) => ({ from, asOf }));
}

/** Null when one of them does not say. */
function costOf(records: readonly ProvenanceRecord[]): CallCost | null {
  let sum: CallCost = noCalls;
  for (const { cost } of records) {
    if (cost === null) return null;
    sum = { made: sum.made + cost.made, failed: sum.failed + cost.failed };
  }
  return sum;
}
