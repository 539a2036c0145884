/** The whole graph and the contracts' parts of it, which take another supergraph together or not at all. */
import type { ServedSupergraph } from '../engine/engine.ts';
import type { ServedGraph } from '../served-graph.ts';
import type { Contract } from './contracts.ts';
import { contractSdl } from './filter.ts';

export interface GraphsOptions {
  readonly contracts: readonly Contract[];
  readonly served: ServedSupergraph;
  /** `contract`: null for the whole. */
  readonly serve: (contract: Contract | null, served: ServedSupergraph) => Promise<ServedGraph>;
}

export interface Graphs {
  /** Null for the whole one. Undefined when there is none of this name. */
  find(contract: string | null): ServedGraph | undefined;
  /** Rejects, changing nothing, when one of them cannot be served. */
  update(next: ServedSupergraph): Promise<void>;
  stop(): Promise<void>;
}

/** Rejects when one of them cannot be served. */
export async function serveTogether({ contracts, served, serve }: GraphsOptions): Promise<Graphs> {
  const all: readonly (Contract | null)[] = [null, ...contracts];
  /** Throws before anything is changed when a contract does not hold of it. */
  const partsOf = (whole: ServedSupergraph): ServedSupergraph[] =>
    all.map((contract) => (contract ? { ...whole, supergraphSdl: contractSdl(whole.supergraphSdl, contract) } : whole));
  let parts = partsOf(served);
  const graphs: ServedGraph[] = [];
  for (const [place, part] of parts.entries()) graphs.push(await serve(all[place] ?? null, part));
  const byName = new Map(all.map((contract, place) => [contract?.name ?? null, graphs[place]] as const));
  return {
    find: (contract) => byName.get(contract),
    update: async (next) => {
      const before = parts;
      const after = partsOf(next);
      let done = 0;
      try {
        for (const [place, graph] of graphs.entries()) {
          await graph.update(after[place] ?? next);
          done += 1;
        }
        parts = after;
      } catch (error) {
        for (const [place, graph] of graphs.slice(0, done).entries()) await graph.update(before[place] ?? served);
        throw error;
      }
    },
    stop: async () => {
      for (const graph of graphs) await graph.stop();
    },
  };
}
