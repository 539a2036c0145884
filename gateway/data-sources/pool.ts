/** The data sources of whichever supergraph is served: what stays the same from one to the next is kept open. */
import type { SystemName } from '../../subgraphs/shared/subgraph.ts';
import type { Graph } from '../supergraph/graphs.ts';
import type { DataSource } from './data-source.ts';
import type { Place } from './placement.ts';

export interface SourcePool {
  /** Opens what is not open yet. Rejects, with nothing left open, when one cannot be. */
  sourcesFor(graphs: readonly Graph[]): Promise<ReadonlyMap<SystemName, DataSource>>;
  /** Closes, after the requests in flight have had their time, what these sources do not include. */
  keepOnly(sources: ReadonlyMap<SystemName, DataSource>): void;
  close(): Promise<void>;
}

export function sourcePool(options: {
  readonly placeOf: (graph: Graph) => Place;
  readonly open: (name: SystemName, place: Place) => Promise<DataSource>;
  /** Milliseconds a request may take. */
  readonly requestTimeout: number;
}): SourcePool {
  const opened = new Map<string, DataSource>();
  const leaving = new Map<NodeJS.Timeout, DataSource>();
  const keyOf = (name: SystemName, place: Place) => `${name} ${place.kind === 'remote' ? place.url.href : ''}`;
  return {
    sourcesFor: async (graphs) => {
      const wanted = graphs.map((graph) => ({ name: graph.name, place: options.placeOf(graph) }));
      const found = await Promise.allSettled(
        wanted.map(async ({ name, place }) => {
          const key = keyOf(name, place);
          return { key, source: opened.get(key) ?? closedOnce(await options.open(name, place)) };
        }),
      );
      const ready = found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      const failed = found.find((result) => result.status === 'rejected');
      if (failed) {
        await Promise.all(ready.filter(({ key }) => !opened.has(key)).map(({ source }) => source.close()));
        throw failed.reason;
      }
      for (const { key, source } of ready) opened.set(key, source);
      return new Map(ready.map(({ source }) => [source.name, source]));
    },
    keepOnly: (sources) => {
      const kept = new Set(sources.values());
      for (const [key, source] of opened) {
        if (kept.has(source)) continue;
        opened.delete(key);
        const timer = setTimeout(() => {
          leaving.delete(timer);
          void source.close();
        }, options.requestTimeout + 1_000);
        leaving.set(timer.unref(), source);
      }
    },
    close: async () => {
      const all = [...opened.values(), ...leaving.values()];
      for (const timer of leaving.keys()) clearTimeout(timer);
      opened.clear();
      leaving.clear();
      await Promise.all(all.map((source) => source.close()));
    },
  };
}

function closedOnce(source: DataSource): DataSource {
  let closing: Promise<void> | null = null;
  return {
    ...source,
    close: () => {
      closing ??= source.close();
      return closing;
    },
  };
}
