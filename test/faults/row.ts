/** What every row of the table is, and what it is run on. */
import type { CachedProduct } from './cached-product.ts';
import type { Hosts } from './hosts.ts';
import type { Asker } from './load.ts';
import type { Layout, Product } from './product.ts';
import type { Holding } from './program.ts';

export interface Check {
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
  readonly ok: boolean;
}

export interface Bench {
  readonly hosts: Hosts;
  readonly product: Product;
  readonly asker: Asker;
  /** The product over a cache in Redis, warm; the same one each time. */
  cached(): Promise<CachedProduct>;
  /** How long a fault is held, and half of what one is that takes its time. */
  readonly seconds: number;
  /** What the product held once it was warm, and before any fault. */
  readonly atStart: Holding;
}

export interface Row {
  readonly layout: Layout;
  readonly name: string;
  run(bench: Bench): Promise<Check[]>;
}
