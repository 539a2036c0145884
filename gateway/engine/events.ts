/** What an engine tells whoever counts. */
export interface EngineEvents {
  /** An operation was found planned, waited for another request's planning, was planned, or was refused. Milliseconds. */
  onPlan(outcome: 'kept' | 'shared' | 'planned' | 'refused', milliseconds: number): void;
  /** A request was served by another's fetch. */
  onSharedFetch(subgraph: string): void;
  /** A request's fetch went along in another's call. */
  onGatheredFetch(subgraph: string): void;
}

export const uncounted: EngineEvents = { onPlan: () => {}, onSharedFetch: () => {}, onGatheredFetch: () => {} };
