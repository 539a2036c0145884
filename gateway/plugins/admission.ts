/**
 * Turns requests away early when there are more than can be answered: from the socket's first bytes, before a body is read or
 * anything is made of them, with 503, Retry-After and OVERLOADED. First-party requests go before internal ones, those before
 * partners'. Who they are is what a trusted proxy says in `x-client-class`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Counter, Gauge, type Registry } from 'prom-client';
import { classHeader, classifier, clientClasses } from '../admission/classes.ts';
import type { Gate } from '../admission/gate.ts';
import { lookAtProcess } from '../admission/look.ts';
import type { GatewayPlugin } from './plugin.ts';
import { requestIdOf } from './request-id.ts';
import { safeHeaders } from './security-headers.ts';

export interface AdmissionOptions {
  readonly gate: Gate;
  readonly trustedProxies: readonly string[];
  /** Web origins that may read a refusal. */
  readonly allowedOrigins: readonly string[];
  readonly registry: Registry;
  /** Milliseconds this thread has had a processor. */
  readonly threadTime: () => number;
}

/** Seconds after which to come again, by class: who gives way comes later. */
const retryAfter = ['1', '2', '5'] as const;
const message = 'There are more requests than can be answered now; send this one again later.';

export function admission(options: AdmissionOptions): GatewayPlugin {
  const { gate, trustedProxies, allowedOrigins, registry, threadTime } = options;
  const placeOf = classifier(trustedProxies);
  show(gate, registry);
  return {
    name: 'admission',
    everywhere: (app) => {
      const stop = lookAtProcess(threadTime, gate.look);
      app.addHook('onClose', async () => stop());
    },
    first: (request, response) => {
      if (request.method !== 'POST' || !isGraphql(request.url)) return false;
      const { headers, socket } = request;
      const place = placeOf({ stated: headers[classHeader], address: socket.remoteAddress });
      if (gate.admit(place)) return false;
      refuse(request, response, retryAfter[place] ?? '5', allowedOrigins);
      return true;
    },
  };
}

function isGraphql(url: string | undefined): boolean {
  return url === '/graphql' || (url?.startsWith('/graphql?') ?? false);
}

/** As `refuse` of error-codes.ts does, without a framework around it: under load this is what costs. */
function refuse(request: IncomingMessage, response: ServerResponse, after: string, origins: readonly string[]): void {
  const { accept, origin } = request.headers;
  const requestId = requestIdOf(request);
  const body = JSON.stringify({
    errors: [{ message, extensions: { code: 'OVERLOADED', retryable: true, requestId } }],
  });
  const kind = accept?.includes('application/graphql-response+json') ? 'graphql-response+json' : 'json';
  response.writeHead(503, {
    ...safeHeaders,
    'content-type': `application/${kind}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'retry-after': after,
    'x-request-id': requestId,
    ...(origin !== undefined && origins.includes(origin) && { 'access-control-allow-origin': origin, vary: 'Origin' }),
  });
  response.end(body);
}

/** Read when somebody asks for the figures, not kept up to date for nobody. */
function show(gate: Gate, registry: Registry): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  gauge(
    'graph_admission_budget_seconds',
    'New work that a turn of the event loop may begin; +Inf while it is not bounded.',
    () => gate.state().budget / 1000,
  );
  gauge(
    'graph_event_loop_turn_seconds',
    'Mean time of a turn of the event loop, at the last look; 0.01 at rest.',
    () => gate.state().turn / 1000,
  );
  new Counter({
    name: 'graph_refused_requests_total',
    help: 'Requests turned away with 503, by class, and for what: the gateway was busy, or its memory nearly full.',
    labelNames: ['class', 'reason'],
    registers,
    collect() {
      this.reset();
      for (const [place, { busy, memory }] of gate.state().refused.entries()) {
        const name = clientClasses[place] ?? '';
        this.inc({ class: name, reason: 'busy' }, busy);
        this.inc({ class: name, reason: 'memory' }, memory);
      }
    },
  });
}
