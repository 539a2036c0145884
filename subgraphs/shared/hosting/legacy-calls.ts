/** Legacy calls as metrics and log lines show them, whoever hosts the subgraph that made them. */
import { Counter, Histogram, type Registry } from 'prom-client';
import type { SourceCall } from '../subgraph.ts';

/** Upper bounds of the histograms, in seconds. */
export const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Registers the figures; returns what is to be told of each call. */
export function legacyCallMetrics(registry: Registry): (call: SourceCall) => void {
  const registers = [registry];
  const calls = new Counter({
    name: 'legacy_calls_total',
    help: 'Calls to a legacy system, by how they ended.',
    labelNames: ['system', 'operation', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'legacy_call_duration_seconds',
    help: 'Time a legacy system took for a call, waiting for a slot not included.',
    labelNames: ['system', 'operation'],
    buckets,
    registers,
  });
  const keys = new Counter({
    name: 'legacy_keys_total',
    help: 'Keys carried by calls to a legacy system.',
    labelNames: ['system', 'operation'],
    registers,
  });
  return ({ system, operation, keys: carried, milliseconds, outcome }) => {
    calls.inc({ system, operation, outcome });
    durations.observe({ system, operation }, milliseconds / 1000);
    keys.inc({ system, operation }, carried);
  };
}

/** For a log line: `loyalty members ok` -> how often. */
export function countCalls(calls: readonly SourceCall[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { system, operation, outcome } of calls) {
    const name = `${system} ${operation} ${outcome}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
