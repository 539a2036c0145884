/** What a source's policies are doing, as operators see it. */

import type { SystemName } from '../subgraph.ts';
import type { CircuitState } from './circuit.ts';

export interface SourceState {
  readonly circuit: CircuitState;
  /** Calls it is given at once now. */
  readonly limit: number;
  readonly inFlight: number;
  /** Calls that wait for a slot. */
  readonly queued: number;
  /** Second tries since the start. */
  readonly retries: number;
  /** Calls that were not made since the start: the circuit was open, or there was no slot in time. */
  readonly refused: { readonly circuit: number; readonly queue: number };
}

export interface CircuitChange {
  readonly system: SystemName;
  readonly state: CircuitState;
  /** Milliseconds until it is tried again; 0 unless it opened. */
  readonly openFor: number;
}
