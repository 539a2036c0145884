/**
 * `/healthz`: this process lives. `/readyz`: what each legacy system's state is, without saying where it is. A gateway is ready (200)
 * while any system answers, as every other field is then worth serving; with none, or while shutting down, it is not (503).
 */
import type { SourceHealth } from '../../subgraphs/shared/subgraph.ts';
import type { DataSource } from '../data-sources/data-source.ts';
import type { GatewayPlugin } from './plugin.ts';

/** Probes by however many pollers become one a source in this time. Milliseconds. */
const keptFor = 2_000;

export function health(options: {
  readonly sources: () => readonly DataSource[];
  readonly draining: () => boolean;
}): GatewayPlugin {
  const { sources, draining } = options;
  const ask = keep(keptFor, async () =>
    Promise.all(sources().map(async (source) => [source.name, publicHealth(await source.health())] as const)),
  );
  return {
    name: 'health',
    everywhere: (app) => {
      app.get('/healthz', async () => ({ status: 'alive' }));
      app.get('/readyz', async (_request, reply) => {
        const systems = await ask();
        const up = systems.filter(([, { state }]) => state === 'up').length;
        const ready = up > 0 && !draining();
        reply.code(ready ? 200 : 503);
        const status = !ready ? 'not ready' : up < systems.length ? 'degraded' : 'ready';
        return { status, systems: Object.fromEntries(systems) };
      });
    },
  };
}

function publicHealth({ state, code, milliseconds }: SourceHealth) {
  return { state, ...(code !== undefined && { code }), milliseconds: Math.round(milliseconds) };
}

/** One call at a time, its result kept for a while. */
function keep<T>(milliseconds: number, make: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly value: Promise<T> } | null = null;
  return () => {
    if (last === null || performance.now() - last.at > milliseconds) last = { at: performance.now(), value: make() };
    return last.value;
  };
}
