/**
 * What the operator of a subgraph service sees of it: one log line a request, figures for Prometheus at /metrics, and traces where they
 * are wanted. As at the gateway, never variables, data, addresses or texts of errors. The ids of request and trace are the gateway's,
 * so that both lines are found.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { CircuitChange } from '../policies/source-state.ts';
import type { SourceCall } from '../subgraph.ts';
import { type TraceSpan, withinSpan } from '../tracing.ts';
import { describeCause } from './describe-cause.ts';
import { onRequestEnd } from './http-server.ts';
import { buckets, countCalls, legacyCallMetrics } from './legacy-calls.ts';
import { inFlight, lostSpans, outcomeOf } from './server-metrics.ts';
import { circuitLog, sourceMetrics, type WatchedSource } from './source-watch.ts';
import type { Tracing } from './tracing.ts';

export interface Watch {
  /** For the subgraph's `runtime.onCall`. */
  onCall(call: SourceCall): void;
  /** For its `runtime.onCircuit`. */
  onCircuit(change: CircuitChange): void;
  /** Those made so far for the request that is being answered. */
  calls(): readonly SourceCall[];
  /** Before the server's routes are added. */
  attach(app: FastifyInstance, subgraph: WatchedSource): void;
  /** Sends the spans that are left. */
  close(): Promise<void>;
}

/** What is known of a request before it ends. */
interface Seen {
  readonly calls: SourceCall[];
  readonly span: TraceSpan | null;
}

const causesTold = 10;
const sensibleId = /^[A-Za-z0-9._-]{8,64}$/;
const path = '/graphql';

/** `openTracing` is given what is to be told of lost spans; null when nothing is traced. */
export function createWatch(
  log: Logger,
  openTracing: ((onLost: (spans: number) => void) => Tracing) | null = null,
): Watch {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const observe = legacyCallMetrics(registry);
  const sources: WatchedSource[] = [];
  sourceMetrics(registry, () => sources);
  const onInFlight = inFlight(registry, 'subgraph_operations_in_flight', 'Operations that wait for their answer.');
  const operations = new Histogram({
    name: 'subgraph_operation_duration_seconds',
    help: 'Operations, by outcome: ok, partial (data with errors), refused, failed, left (by the gateway).',
    labelNames: ['outcome'],
    buckets,
    registers: [registry],
  });
  const tracing = openTracing?.(lostSpans(registry)) ?? null;
  const currentCalls = new AsyncLocalStorage<SourceCall[]>();

  const tell = (request: FastifyRequest, reply: FastifyReply, status: number, seen: Seen | undefined): void => {
    const id = request.headers['x-request-id'];
    const errors = request.answered?.errors ?? [];
    const causes = errors.flatMap(({ cause }) => (cause === undefined ? [] : [describeCause(cause)]));
    const codes = [...new Set(errors.map(({ extensions }) => extensions.code))];
    const failed = status >= 500 || codes.includes('INTERNAL_SERVER_ERROR');
    const span = seen?.span;
    operations.observe({ outcome: outcomeOf(status, codes.length) }, reply.elapsedTime / 1000);
    span?.note({ 'http.response.status_code': status, ...(codes.length > 0 && { 'graph.codes': codes.join(' ') }) });
    span?.end(failed ? String(status) : null);
    const line = {
      requestId: typeof id === 'string' && sensibleId.test(id) ? id : null,
      status,
      milliseconds: Math.round(reply.elapsedTime),
      ...(span && { traceId: span.traceId }),
      codes,
      calls: countCalls(seen?.calls ?? []),
      ...(causes.length > 0 && { causes: causes.slice(0, causesTold) }),
    };
    if (failed) log.error(line, 'operation');
    else log.info(line, 'operation');
  };

  return {
    onCall: (call) => {
      observe(call);
      currentCalls.getStore()?.push(call);
    },
    onCircuit: circuitLog(log),
    calls: () => currentCalls.getStore() ?? [],
    attach: (app, subgraph) => {
      sources.push(subgraph);
      app.get('/metrics', async (_request, reply) => {
        reply.header('content-type', registry.contentType);
        return registry.metrics();
      });
      const all = new WeakMap<object, Seen>();
      app.addHook('onRequest', (request, _reply, done) => {
        if (request.url === path) {
          onInFlight(1);
          const span = tracing?.receive(`POST ${path}`, request.headers, { 'http.route': path, 'url.path': path });
          all.set(request, { calls: [], span: span ?? null });
        }
        done();
      });
      app.addHook('preHandler', (request, _reply, done) => {
        const seen = all.get(request);
        if (seen === undefined) return void done();
        const { calls, span } = seen;
        currentCalls.run(calls, () => (span === null ? done() : withinSpan(span, done)));
      });
      onRequestEnd(app, (request, reply, status) => {
        if (request.url !== path) return;
        onInFlight(-1);
        tell(request, reply, status, all.get(request));
      });
    },
    close: async () => tracing?.close(),
  };
}
