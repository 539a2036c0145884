/** Figures for Prometheus at /metrics: operations, fetches from subgraphs, calls to legacy systems. No label has endless values. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { onRequestEnd } from '../../subgraphs/shared/hosting/http-server.ts';
import { buckets, legacyCallMetrics } from '../../subgraphs/shared/hosting/legacy-calls.ts';
import { inFlight, lostSpans, outcomeOf } from '../../subgraphs/shared/hosting/server-metrics.ts';
import { sourceMetrics } from '../../subgraphs/shared/hosting/source-watch.ts';
import { clientClasses, placeOf } from '../../subgraphs/shared/policies/client-class.ts';
import type { SourceCall } from '../../subgraphs/shared/subgraph.ts';
import type { AuditEvents } from '../audit/journal.ts';
import type { CacheEvents } from '../cache/cache.ts';
import type { DataSource } from '../data-sources/data-source.ts';
import type { EngineEvents } from '../engine/events.ts';
import type { IdentityEvents } from '../identity/outcome.ts';
import type { OperationFacts, RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';
import type { RegisteredOperationsOptions } from './registered-operations.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly operations: Histogram<'operation' | 'outcome'>;
  readonly errors: Counter<'operation' | 'code'>;
  readonly fetches: Histogram<'subgraph' | 'outcome'>;
  /** Operations, by whether Apollo Server's pipeline was needed. */
  readonly ways: Counter<'way'>;
  /** Changed supergraph files, by what became of them. */
  readonly supergraphs: Counter<'outcome'>;
  /** What was refused for being too much or none of his business. */
  readonly limited: Counter<'class' | 'reason'>;
  /** Counts of all replicas together: whether Redis could be asked. */
  readonly sharedCounts: Counter<'outcome'>;
  /** For the subgraphs' `runtime.onCall`. */
  observeCall(call: SourceCall): void;
  /** For the engine. */
  readonly engine: EngineEvents;
  /** The label of an operation: its name when that is one of the saved ones, `other`, or `none` for what never became one. */
  labelOf(operation: OperationFacts | null): string;
  /** For the server's hooks: one more operation, one less. */
  onInFlight(change: 1 | -1): void;
  /** For tracing. */
  onSpansLost(spans: number): void;
  /** For its cache. */
  readonly cache: CacheEvents;
  /** For who asks. */
  readonly identity: IdentityEvents;
  /** For the audit; `watch` is told how to find out what waits. */
  readonly audit: { readonly events: AuditEvents; watch(waiting: () => number): void };
  /** For operations that are, or should be, registered. */
  readonly onRegistration: RegisteredOperationsOptions['onAsked'];
}

/** `saved`: names of the saved operations. Any other is a client's own, and clients may have endless ones. */
export function createMetrics(saved: readonly string[] = []): Metrics {
  const registry = new Registry();
  const names = new Set(saved);
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
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
  const gatheredFetches = new Counter({
    name: 'graph_gathered_fetches_total',
    help: 'Entity fetches that went along in the call of another request that asked the same of other entities.',
    labelNames: ['subgraph'],
    registers,
  });
  const cacheRows = new Counter({
    name: 'graph_cache_rows_total',
    help: 'Rows of fetches that may be cached: found (hit), asked for (miss) or asked for as always (passed), joined, stale, refreshed.',
    labelNames: ['subgraph', 'outcome'],
    registers,
  });
  const cacheStore = new Counter({
    name: 'graph_cache_store_total',
    help: 'Looks into the cache, writes and invalidations: ok, failed (or too slow), skipped after several that failed.',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const authentications = new Counter({
    name: 'graph_authentications_total',
    help: 'Requests whose sender was let in (ok), or why he was not, by what he said who he is with.',
    labelNames: ['credential', 'outcome'],
    registers,
  });
  const keyFetches = new Counter({
    name: 'graph_jwks_fetches_total',
    help: 'Questions for the keys of an issuer of tokens, by how they ended.',
    labelNames: ['issuer', 'outcome'],
    registers,
  });
  const auditRecords = new Counter({
    name: 'graph_audit_records_total',
    help: 'Records of what was shown to whom: kept, or failed to be, each try counted.',
    labelNames: ['outcome'],
    registers,
  });
  const auditWrites = new Histogram({
    name: 'graph_audit_write_seconds',
    help: 'Time to keep a group of records for good.',
    labelNames: ['outcome'],
    buckets,
    registers,
  });
  const auditRefusals = new Counter({
    name: 'graph_audit_refused_total',
    help: 'Answers not shown, as their record could not be kept (unkept), or too many waited (full).',
    labelNames: ['reason'],
    registers,
  });
  let auditWaiting = () => 0;
  new Gauge({
    name: 'graph_audit_waiting',
    help: 'Records that are not kept yet.',
    registers,
    collect() {
      this.set(auditWaiting());
    },
  });
  const registrations = new Counter({
    name: 'graph_registered_operations_total',
    help: 'Operations asked for by the id of a registered one (id), by its text (text), unregistered, refused as such, or by an unknown id.',
    labelNames: ['client', 'rung', 'registration'],
    registers,
  });
  const clientLabel = boundedLabels(mostClients);
  return {
    registry,
    audit: {
      events: {
        onWritten: (outcome, records, milliseconds) => {
          auditRecords.inc({ outcome }, records);
          auditWrites.observe({ outcome }, milliseconds / 1000);
        },
        onRefused: (reason) => auditRefusals.inc({ reason }),
      },
      watch: (waiting) => {
        auditWaiting = waiting;
        // Of a series that begins with its first event, no alert sees it.
        for (const reason of ['unkept', 'full']) auditRefusals.inc({ reason }, 0);
        for (const outcome of ['kept', 'failed']) auditRecords.inc({ outcome }, 0);
      },
    },
    labelOf: (operation) => {
      if (operation === null) return 'none';
      return operation.name !== null && names.has(operation.name) ? operation.name : 'other';
    },
    onInFlight: inFlight(registry, 'graph_operations_in_flight', 'Operations that wait for their answer.'),
    onSpansLost: lostSpans(registry),
    cache: {
      onAnswered: (subgraph, outcome) => cacheRows.inc({ subgraph, outcome }),
      onStore: (operation, outcome) => cacheStore.inc({ operation, outcome }),
    },
    identity: {
      onAuthentication: (credential, outcome) => authentications.inc({ credential, outcome }),
      onKeysFetched: (issuer, outcome) => keyFetches.inc({ issuer, outcome }),
    },
    onRegistration: (client, rung, registration) =>
      registrations.inc({ client: client === null ? 'none' : clientLabel(client), rung, registration }),
    engine: {
      onPlan: (outcome, milliseconds) => {
        plans.inc({ outcome });
        if (outcome === 'planned') planning.observe(milliseconds / 1000);
      },
      onSharedFetch: (subgraph) => sharedFetches.inc({ subgraph }),
      onGatheredFetch: (subgraph) => gatheredFetches.inc({ subgraph }),
    },
    ways: new Counter({
      name: 'graph_operation_ways_total',
      help: "Operations: straight to the engine (direct), or through Apollo Server's pipeline (pipeline).",
      labelNames: ['way'],
      registers,
    }),
    supergraphs: new Counter({
      name: 'graph_supergraph_changes_total',
      help: 'Changed supergraph files: swapped in, or refused.',
      labelNames: ['outcome'],
      registers,
    }),
    limited: new Counter({
      name: 'graph_limited_total',
      help: 'Refused by class and reason: the size, cost, rate or quota of requests; look-ups that failed too often; the schema.',
      labelNames: ['class', 'reason'],
      registers,
    }),
    sharedCounts: new Counter({
      name: 'graph_shared_counts_total',
      help: 'Counts that all replicas make together: ok, failed (or too slow), skipped after several that failed.',
      labelNames: ['outcome'],
      registers,
    }),
    operations: new Histogram({
      name: 'graph_operation_duration_seconds',
      help: 'Operations, by name if it is a saved one, and outcome: ok, partial (data with errors), refused, failed, left (by the client).',
      labelNames: ['operation', 'outcome'],
      buckets,
      registers,
    }),
    errors: new Counter({
      name: 'graph_operation_errors_total',
      help: 'Operations that carried at least one error of a code.',
      labelNames: ['operation', 'code'],
      registers,
    }),
    fetches: new Histogram({
      name: 'graph_subgraph_fetch_duration_seconds',
      help: 'Fetches of plans, by subgraph and how they ended.',
      labelNames: ['subgraph', 'outcome'],
      buckets,
      registers,
    }),
    observeCall: legacyCallMetrics(registry),
  };
}

/** Counts a request that is refused for this reason. */
export const limitedBy =
  ({ limited }: Pick<Metrics, 'limited'>, reason: string) =>
  ({ signal }: Pick<RequestContext, 'signal'>): void =>
    limited.inc({ class: clientClasses[placeOf(signal)] ?? '', reason });

/** Told apart in figures. */
const mostClients = 200;

/** A token may name any program: those that come after the first `most` are `other`. */
function boundedLabels(most: number): (label: string) => string {
  const known = new Set<string>();
  return (label) => {
    if (known.size < most) known.add(label);
    return known.has(label) ? label : 'other';
  };
}

export function metrics(options: {
  readonly metrics: Metrics;
  readonly sources: () => readonly DataSource[];
}): GatewayPlugin {
  const { registry, operations, errors, fetches, labelOf, onInFlight } = options.metrics;
  sourceMetrics(registry, options.sources);
  return {
    name: 'metrics',
    everywhere: (app) => {
      app.get('/metrics', async (_request, reply) => {
        reply.header('content-type', registry.contentType);
        return registry.metrics();
      });
    },
    graphql: (scope) => {
      scope.addHook('onRequest', ({ graph }, _reply, done) => {
        if (graph) {
          graph.inFlight = true;
          onInFlight(1);
        }
        done();
      });
      onRequestEnd(scope, (request, reply, status) => {
        const { graph } = request;
        // Who was turned away before never came so far.
        if (graph?.inFlight) onInFlight(-1);
        const operation = labelOf(graph?.operation ?? null);
        operations.observe({ operation, outcome: outcomeOf(status, graph?.codes.size ?? 0) }, reply.elapsedTime / 1000);
        for (const code of graph?.codes ?? []) errors.inc({ operation, code });
        for (const { subgraph, outcome, milliseconds, from } of graph?.fetches ?? []) {
          if (from === 'live') fetches.observe({ subgraph, outcome }, milliseconds / 1000);
        }
      });
    },
  };
}
