/** A supergraph that cannot be served is put in the place of the one that is: nobody notices. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersOf } from '../checks.ts';
import { figuresOf } from '../figures.ts';
import { asker } from '../load.ts';
import { layouts, startProduct } from '../product.ts';
import type { Bench, Check, Row } from '../row.ts';
import { questionTo, systems } from '../systems.ts';
import { nobody } from '../turn.ts';

export const reloadingRows: readonly Row[] = layouts.map((layout) => ({ layout, name: 'a bad supergraph', run }));

async function run({ hosts, asker: well, product: { layout } }: Bench): Promise<Check[]> {
  const folder = mkdtempSync(join(tmpdir(), 'supergraph-'));
  const file = join(folder, 'supergraph.graphql');
  copyFileSync(new URL('../../../gateway/supergraph.graphql', import.meta.url), file);
  const product = await startProduct(layout, hosts, { SUPERGRAPH_FILE: file });
  const own = asker(product.url, well.known());
  const questions = hosts.people.map((person) => questionTo(systems, person));
  try {
    await own.learn(questions);
    const asked = own.run({ name: 'everything', questions, connections: 4, every: 200 }, 4_000, nobody);
    writeFileSync(file, 'type Query {');
    const figures = figuresOf(await asked);
    const metrics = await fetch(`${product.url}metrics`).then((reply) => reply.text());
    const refused = /^graph_supergraph_changes_total\{outcome="refused"\} (\d+)$/m.exec(metrics)?.[1] ?? '0';
    return [
      answersOf(figures, 'every answer whole'),
      { what: 'refused', expected: 'once, and told', seen: refused, ok: refused === '1' },
    ];
  } finally {
    await own.close();
    await product.stop();
    rmSync(folder, { recursive: true });
  }
}
