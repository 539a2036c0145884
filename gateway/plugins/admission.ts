/**
 * Lets requests wait when there are more than can be begun, and turns them away when there are more than can be answered: before a body is
 * read or anything is made of them. First-party requests go before internal ones, those before partners'. Who they are says the token, key
 * or certificate they are known by, or else a trusted proxy in `x-client-class`.
 */
import type { IncomingMessage } from 'node:http';
import { Counter, Gauge, type Registry } from 'prom-client';
import { callerClasses } from '../admission/caller-class.ts';
import { clientClasses } from '../admission/classes.ts';
import type { Gate } from '../admission/gate.ts';
import { lookAtProcess } from '../admission/look.ts';
import { askerOf, refuse } from '../admission/refusal.ts';
import type { Authenticator } from '../identity/authenticator.ts';
import type { GatewayPlugin } from './plugin.ts';

export interface AdmissionOptions {
  readonly gate: Gate;
  readonly trustedProxies: readonly string[];
  /** Null when callers are not asked who they are. */
  readonly authenticator: Authenticator | null;
  /** Web origins that may read a refusal. */
  readonly allowedOrigins: readonly string[];
  readonly registry: Registry;
  /** Milliseconds this thread has had a processor. */
  readonly threadTime: () => number;
}

export function admission(options: AdmissionOptions): GatewayPlugin {
  const { gate, trustedProxies, authenticator, allowedOrigins, registry, threadTime } = options;
  const classes = callerClasses(trustedProxies, authenticator);
  show(gate, registry);
  return {
    name: 'admission',
    everywhere: (app) => {
      const stop = lookAtProcess(threadTime, gate.look);
      app.addHook('onClose', async () => stop());
    },
    first: (request, response, go) => {
      if (request.method !== 'POST' || !isGraphql(request.url) || gate.atOnce()) return false;
      const asker = askerOf(request.rawHeaders);
      const place = classes.placeOf(request, asker.stated);
      gate.wait({
        place,
        begin: (waited) => {
          // He may have left meanwhile.
          if (response.destroyed) return;
          waitedFor.set(request, waited);
          go();
        },
        refuse: () => {
          classes.turnedAway(request);
          refuse(response, asker, place, allowedOrigins);
        },
      });
      return true;
    },
  };
}

/** Milliseconds a request has waited to be let in, which are gone of its time. */
const waitedFor = new WeakMap<IncomingMessage, number>();
export const waitOf = (request: IncomingMessage): number => waitedFor.get(request) ?? 0;

function isGraphql(url: string | undefined): boolean {
  return url === '/graphql' || /^\/graphql[?/]/.test(url ?? '');
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
  gauge('graph_requests_waiting', 'Requests that wait to be begun.', () => gate.state().waiting);
  gauge('graph_requests_refusing', '1 when requests were turned away within the last second.', () =>
    gate.state().refusing ? 1 : 0,
  );
  gauge('graph_requests_waiting_limit', 'How many may wait; more are turned away.', () => gate.state().room);
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
