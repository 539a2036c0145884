/** One running product, served one supergraph after another by a change of its file, as an operator would. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, startProduct } from '../support/product.ts';

export interface ReloadingProduct {
  readonly ask: Product['ask'];
  /** Resolves when it is served; rejects with the product's own reason when it is refused. */
  serve(supergraph: string): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds for a changed file to be seen and taken over. */
const swapTime = 30_000;

/** Rejects when not even the first supergraph can be served. */
export async function startReloading(first: string): Promise<ReloadingProduct> {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  const file = join(folder, 'supergraph.graphql');
  writeFileSync(file, first);
  const product = await startProduct({ SUPERGRAPH_FILE: file }).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const end = () => void product.process.kill();
  process.once('exit', end);
  const outcomes = async () => {
    const metrics = await (await fetch(`${product.url}metrics`)).text();
    const count = (outcome: string) =>
      Number(new RegExp(`graph_supergraph_changes_total\\{outcome="${outcome}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0);
    return { swapped: count('swapped'), refused: count('refused') };
  };
  return {
    ask: product.ask,
    serve: async (supergraph) => {
      const before = await outcomes();
      const said = product.output().length;
      writeFileSync(`${file}.next`, supergraph);
      renameSync(`${file}.next`, file);
      const start = performance.now();
      while (performance.now() - start < swapTime) {
        const now = await outcomes();
        if (now.swapped > before.swapped) return;
        if (now.refused > before.refused) throw new Error(`refused: ${product.output().slice(said)}`);
        await new Promise((done) => setTimeout(done, 100));
      }
      throw new Error('the changed supergraph was not taken over in time');
    },
    close: async () => {
      await product.close();
      process.off('exit', end);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
