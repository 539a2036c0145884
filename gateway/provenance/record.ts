/** Where a request's answer came from, noted fetch by fetch. Only for a request that wants to know. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type CallCost, noCalls, withCall } from '../../subgraphs/shared/hosting/call-cost.ts';
import type { SubgraphReply } from '../../subgraphs/shared/hosting/reply.ts';
import type { SourceCall, SystemName } from '../../subgraphs/shared/subgraph.ts';

/** What a fetch is for; the plan's own object, so that it can be told which deferred part it belongs to. */
export interface FetchPlace {
  /** From the answer's root to the objects it fills; `@` stands for every item of a list. */
  readonly path: readonly string[];
  /** The operation, as the planner made it. */
  readonly asked: string;
}

export interface ProvenanceRecord {
  readonly system: SystemName;
  readonly place: FetchPlace;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly reply: SubgraphReply;
  /** When it was asked, in milliseconds since 1970. */
  readonly askedAt: number;
  readonly milliseconds: number;
  /** Null when the subgraph runs elsewhere and does not say. */
  readonly cost: CallCost | null;
}

export interface Provenance {
  /** Is there such a field in the client's operation? A path without list positions. */
  readonly isAsked: (path: readonly string[]) => boolean;
  readonly records: ProvenanceRecord[];
  /** Those that have been told already, of an answer in parts. */
  readonly told: Set<ProvenanceRecord>;
}

export const noProvenance = (isAsked: Provenance['isAsked']): Provenance => ({
  isAsked,
  records: [],
  told: new Set(),
});

/** The cost of one fetch, while it goes on. */
export interface Tally {
  cost: CallCost;
}

export const newTally = (): Tally => ({ cost: noCalls });

/** The fetch on whose behalf code deep down is running, where someone wants to know what it costs. */
export const currentTally = new AsyncLocalStorage<Tally>();

/** For the subgraphs' `runtime.onCall`. A call for keys of several fetches counts for the first. */
export function tallyCall(call: SourceCall): void {
  const tally = currentTally.getStore();
  if (tally) tally.cost = withCall(tally.cost, call);
}
