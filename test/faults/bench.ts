/** Hosts, product and load for the rows of one layout. */
import { type CachedProduct, startCached } from './cached-product.ts';
import type { Hosts } from './hosts.ts';
import { type Asker, asker } from './load.ts';
import { type Layout, startProduct } from './product.ts';
import { heldForGood } from './program.ts';
import type { Bench } from './row.ts';
import { questionTo, systems } from './systems.ts';

/** Long enough for the product to be as fast as it gets, more or less. Milliseconds. */
const warmth = 6_000;
/** And for its heap to have the size it works with: some 7,000 requests. What it holds then is what it is to come back to. */
const settling = 40_000;

export async function startBench(
  layout: Layout,
  hosts: Hosts,
  seconds: number,
): Promise<Bench & { close(): Promise<void> }> {
  const product = await startProduct(layout, hosts);
  const own = asker(product.url);
  const questions = hosts.people.map((person) => questionTo(systems, person));
  await own.learn(questions);
  const warm = (one: Asker, milliseconds: number) =>
    one.run({ name: 'warm-up', questions, connections: 12, every: 50 }, milliseconds, { systems: [], codes: [] });
  await warm(own, settling);
  let cached: Promise<CachedProduct> | null = null;
  const startAnother = async () => {
    const another = await startCached({ hosts, product }, { kind: 'none' }, own.known());
    await warm(another.asker, warmth);
    return another;
  };
  return {
    hosts,
    product,
    cached: () => (cached ??= startAnother()),
    asker: own,
    seconds,
    atStart: await heldForGood(product.programs()),
    close: async () => {
      await own.close();
      await cached?.then(
        (another) => another.close(),
        () => {},
      );
      await product.stop();
    },
  };
}
