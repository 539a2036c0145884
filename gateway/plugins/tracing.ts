/**
 * Traces requests: a span for each, with those of its plan, its fetches and its legacy calls below. Of a request a span tells the
 * operation's name and kind and how it ended: no address, header, document or variable, all of which may be somebody's.
 */
import { clientLeft, onRequestEnd } from '../../subgraphs/shared/hosting/http-server.ts';
import type { Tracing } from '../../subgraphs/shared/hosting/tracing.ts';
import { currentSpan, withinSpan } from '../../subgraphs/shared/tracing.ts';
import type { EngineEvents } from '../engine/events.ts';
import type { RequestContext } from '../request-context.ts';
import type { GatewayPlugin } from './plugin.ts';

export function tracing(options: { readonly tracing: Tracing }): GatewayPlugin {
  return {
    name: 'tracing',
    graphql: (scope) => {
      scope.addHook('onRequest', (request, _reply, done) => {
        if (request.graph) {
          const { url: route = '/graphql' } = request.routeOptions;
          request.graph.span = options.tracing.receive('POST /graphql', request.headers, {
            'http.request.method': methods.has(request.method) ? request.method : '_OTHER',
            'http.route': route,
            // Of what is none of ours nothing is told.
            'url.path': route,
            'url.scheme': request.protocol,
          });
        }
        done();
      });
      scope.addHook('preHandler', (request, _reply, done) => {
        const span = request.graph?.span;
        if (span) withinSpan(span, done);
        else done();
      });
      onRequestEnd(scope, ({ graph }, _reply, status) => {
        if (graph) finish(graph, status);
      });
    },
  };
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

function finish({ span, operation, codes }: RequestContext, status: number): void {
  if (span === null) return;
  span.note({
    'http.response.status_code': status,
    ...(operation && { 'graphql.operation.type': operation.type }),
    ...(operation?.name != null && { 'graphql.operation.name': operation.name }),
    ...(codes.size > 0 && { 'graph.codes': [...codes].join(' ') }),
  });
  const failed = status >= 500 || codes.has('INTERNAL_SERVER_ERROR');
  span.end(status === clientLeft ? 'ClientLeft' : failed ? String(status) : null);
}

/** The same, with a span for each plan: whether it was kept, or how long it took to make. */
export function planSpans(events: EngineEvents): EngineEvents {
  return {
    ...events,
    onPlan: (outcome, milliseconds) => {
      events.onPlan(outcome, milliseconds);
      const span = currentSpan()?.begin('plan', 'internal', { 'graph.plan.outcome': outcome }, milliseconds);
      span?.end(outcome === 'refused' ? 'refused' : null);
    },
  };
}
