/** Figures for Prometheus at /metrics: operations, fetches from subgraphs, calls to legacy systems. No label has endless values. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { SourceCall } from '../../subgraphs/shared/subgraph.ts';
import type { EngineEvents } from '../engine/events.ts';
import { atEnd } from './at-end.ts';
import type { GatewayPlugin } from './plugin.ts';

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  readonly registry: Registry;
  readonly operations: Histogram<'outcome'>;
  readonly errors: Counter<'code'>;
  readonly fetches: Histogram<'subgraph' | 'outcome'>;
  /** Changed supergraph files, by what became of them. */
  readonly supergraphs: Counter<'outcome'>;
  /** For the subgraphs' `runtime.onCall`. */
  observeCall(call: SourceCall): void;
  /** For the engine. */
  readonly engine: EngineEvents;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const calls = new Counter({
    name: 'legacy_calls_total',
    help: 'Calls to a legacy system, by how they ended.',
    labelNames: ['system', 'operation', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'legacy_call_duration_seconds',
    help: 'Time a legacy system took for a call, waiting for a slot included.',
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
  const plans = new Counter({
    name: 'graph_plans_total',
    help: 'Operations that were found planned (kept), waited for the same one (shared), were planned, or refused.',
    labelNames: ['outcome'],
    registers,
  });
  const planning = new Histogram({
    name: 'graph_planning_duration_seconds',
    help: 'Time to plan and compile an operation that was not planned yet.',
    buckets,
    registers,
  });
  const sharedFetches = new Counter({
    name: 'graph_shared_fetches_total',
    help: 'Fetches answered by the call of another request that asked the same at the same time.',
    labelNames: ['subgraph'],
    registers,
  });
  return {
    registry,
    engine: {
      onPlan: (outcome, milliseconds) => {
        plans.inc({ outcome });
        if (outcome === 'planned') planning.observe(milliseconds / 1000);
      },
      onSharedFetch: (subgraph) => sharedFetches.inc({ subgraph }),
    },
    supergraphs: new Counter({
      name: 'graph_supergraph_changes_total',
      help: 'Changed supergraph files: swapped in, or refused.',
      labelNames: ['outcome'],
      registers,
    }),
    operations: new Histogram({
      name: 'graph_operation_duration_seconds',
      help: 'Operations, by outcome: ok, partial (data with errors), refused, failed.',
      labelNames: ['outcome'],
      buckets,
      registers,
    }),
    errors: new Counter({
      name: 'graph_operation_errors_total',
      help: 'Operations that carried at least one error of a code.',
      labelNames: ['code'],
      registers,
    }),
    fetches: new Histogram({
      name: 'graph_subgraph_fetch_duration_seconds',
      help: 'Fetches of plans, by subgraph and how they ended.',
      labelNames: ['subgraph', 'outcome'],
      buckets,
      registers,
    }),
    observeCall: ({ system, operation, keys: carried, milliseconds, outcome }) => {
      calls.inc({ system, operation, outcome });
      durations.observe({ system, operation }, milliseconds / 1000);
      keys.inc({ system, operation }, carried);
    },
  };
}

export function metrics(options: { readonly metrics: Metrics }): GatewayPlugin {
  const { registry, operations, errors, fetches } = options.metrics;
  return {
    name: 'metrics',
    everywhere: (app) => {
      app.get('/metrics', async (_request, reply) => {
        reply.header('content-type', registry.contentType);
        return registry.metrics();
      });
    },
    graphql: (scope) => {
      atEnd(scope, (request, reply) => {
        const { graph } = request;
        operations.observe({ outcome: outcomeOf(reply.statusCode, graph?.codes.size ?? 0) }, reply.elapsedTime / 1000);
        for (const code of graph?.codes ?? []) errors.inc({ code });
        for (const { subgraph, outcome, milliseconds } of graph?.fetches ?? []) {
          fetches.observe({ subgraph, outcome }, milliseconds / 1000);
        }
      });
    },
  };
}

function outcomeOf(status: number, codes: number): string {
  if (status >= 500) return 'failed';
  if (status >= 400) return 'refused';
  return codes > 0 ? 'partial' : 'ok';
}
