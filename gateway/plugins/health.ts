/**
 * `/healthz`: this process lives. `/readyz`: what each legacy system's state is and what its policies do, without saying where it is. A
 * gateway is ready (200) while any system answers, as every other field is then worth serving; with none, or while shutting down, it is
 * not (503). One that is overloaded stays ready: what it turns away would only fall on the others.
 */
import { shownSource } from '../../subgraphs/shared/hosting/source-watch.ts';
import { clientClasses } from '../admission/classes.ts';
import type { Gate } from '../admission/gate.ts';
import type { DataSource } from '../data-sources/data-source.ts';
import type { GatewayPlugin } from './plugin.ts';

/** Probes by however many pollers become one a source in this time. Milliseconds. */
const keptFor = 2_000;

export function health(options: {
  readonly sources: () => readonly DataSource[];
  readonly draining: () => boolean;
  readonly gate: Gate | null;
}): GatewayPlugin {
  const { sources, draining, gate } = options;
  const ask = keep(keptFor, async () =>
    Promise.all(sources().map(async (source) => ({ source, health: await source.health() }))),
  );
  return {
    name: 'health',
    everywhere: (app) => {
      app.get('/healthz', async () => ({ status: 'alive' }));
      app.get('/readyz', async (_request, reply) => {
        const systems = await ask();
        const up = systems.filter(({ health: { state } }) => state === 'up').length;
        const ready = up > 0 && !draining();
        reply.code(ready ? 200 : 503);
        const status = !ready ? 'not ready' : up < systems.length ? 'degraded' : 'ready';
        const shown = systems.map(
          ({ source, health }) => [source.name, shownSource(health, source.state?.())] as const,
        );
        return { status, systems: Object.fromEntries(shown), ...(gate && { load: publicLoad(gate) }) };
      });
    },
  };
}

function publicLoad(gate: Gate) {
  const { refusing, turn, refused } = gate.state();
  return {
    state: refusing ? 'overloaded' : 'normal',
    turnMilliseconds: Math.round(turn),
    refused: Object.fromEntries(
      refused.map(({ busy, memory }, place) => [clientClasses[place] ?? '', busy + memory] as const),
    ),
  };
}

/** One call at a time, its result kept for a while. */
function keep<T>(milliseconds: number, make: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly value: Promise<T> } | null = null;
  return () => {
    if (last === null || performance.now() - last.at > milliseconds) last = { at: performance.now(), value: make() };
    return last.value;
  };
}
