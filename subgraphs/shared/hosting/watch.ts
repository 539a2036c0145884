/**
 * What the operator of a subgraph service sees of it: one log line a request, and figures for Prometheus at /metrics. As at the
 * gateway, never variables, data, addresses or texts of errors. The request's id is the gateway's, so that both lines are found.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { SourceCall } from '../subgraph.ts';
import { describeCause } from './describe-cause.ts';
import { onRequestEnd } from './http-server.ts';
import { countCalls, legacyCallMetrics } from './legacy-calls.ts';

export interface Watch {
  /** For the subgraph's `runtime.onCall`. */
  onCall(call: SourceCall): void;
  /** Those made so far for the request that is being answered. */
  calls(): readonly SourceCall[];
  /** Before the server's routes are added. */
  attach(app: FastifyInstance): void;
}

const causesTold = 10;
const sensibleId = /^[A-Za-z0-9._-]{8,64}$/;

export function createWatch(log: Logger): Watch {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const observe = legacyCallMetrics(registry);
  const currentCalls = new AsyncLocalStorage<SourceCall[]>();
  return {
    onCall: (call) => {
      observe(call);
      currentCalls.getStore()?.push(call);
    },
    calls: () => currentCalls.getStore() ?? [],
    attach: (app) => {
      app.get('/metrics', async (_request, reply) => {
        reply.header('content-type', registry.contentType);
        return registry.metrics();
      });
      const callsOf = new WeakMap<object, SourceCall[]>();
      app.addHook('preHandler', (request, _reply, done) => {
        const calls: SourceCall[] = [];
        callsOf.set(request, calls);
        currentCalls.run(calls, done);
      });
      onRequestEnd(app, (request, reply, status) => {
        if (request.url !== '/graphql') return;
        const id = request.headers['x-request-id'];
        const errors = request.answered?.errors ?? [];
        const causes = errors.flatMap(({ cause }) => (cause === undefined ? [] : [describeCause(cause)]));
        const line = {
          requestId: typeof id === 'string' && sensibleId.test(id) ? id : null,
          status,
          milliseconds: Math.round(reply.elapsedTime),
          codes: [...new Set(errors.map(({ extensions }) => extensions.code))],
          calls: countCalls(callsOf.get(request) ?? []),
          ...(causes.length > 0 && { causes: causes.slice(0, causesTold) }),
        };
        if (status >= 500 || line.codes.includes('INTERNAL_SERVER_ERROR')) log.error(line, 'operation');
        else log.info(line, 'operation');
      });
    },
  };
}
