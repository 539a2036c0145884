/** The state of sources' policies as metrics, log lines and /readyz show it, whoever hosts them. */
import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { CircuitChange, SourceState } from '../policies/source-state.ts';
import type { SourceHealth, SystemName } from '../subgraph.ts';

export interface WatchedSource {
  readonly name: SystemName;
  /** None for a source that has no policies here. */
  readonly state?: (() => SourceState) | undefined;
}

const circuits = { closed: 0, 'half-open': 1, open: 2 } as const;

/** Registers the figures. They are read when they are asked for, so calls do not pay for them. */
export function sourceMetrics(registry: Registry, sources: () => readonly WatchedSource[]): void {
  const told = () => sources().flatMap(({ name, state }) => (state ? [{ system: name, ...state() }] : []));
  const gauge = (name: string, help: string, read: (state: SourceState) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['system'],
      registers: [registry],
      collect() {
        this.reset();
        for (const state of told()) this.set({ system: state.system }, read(state));
      },
    });
  };
  gauge(
    'source_circuit_state',
    'Circuit of a source: 0 closed, 1 half-open, 2 open.',
    ({ circuit }) => circuits[circuit],
  );
  gauge(
    'source_call_limit',
    'Calls a source is given at once now; its declared cap while all is well.',
    ({ limit }) => limit,
  );
  gauge('source_calls_in_flight', 'Calls under way to a source.', ({ inFlight }) => inFlight);
  gauge('source_calls_queued', 'Calls that wait for a slot of a source.', ({ queued }) => queued);
  new Counter({
    name: 'source_retries_total',
    help: 'Calls to a source that were made a second time.',
    labelNames: ['system'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { system, retries } of told()) this.inc({ system }, retries);
    },
  });
  new Counter({
    name: 'source_calls_refused_total',
    help: 'Calls to a source that were not made: its circuit was open, or there was no slot in time (queue).',
    labelNames: ['system', 'by'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { system, refused } of told()) {
        for (const [by, count] of Object.entries(refused)) this.inc({ system, by }, count);
      }
    },
  });
}

/** For a subgraph's `runtime.onCircuit`. */
export const circuitLog =
  (log: Logger) =>
  ({ system, state, openFor }: CircuitChange): void => {
    if (state === 'open') log.warn({ system, circuit: state, milliseconds: openFor }, 'circuit');
    else log.info({ system, circuit: state }, 'circuit');
  };

/** A source as /readyz shows it. */
export function shownSource({ state, code, milliseconds }: SourceHealth, policies: SourceState | undefined) {
  const { circuit, limit, inFlight, queued } = policies ?? {};
  return {
    state,
    ...(code !== undefined && { code }),
    milliseconds: Math.round(milliseconds),
    ...(circuit !== undefined && { circuit, limit, inFlight, queued }),
  };
}
