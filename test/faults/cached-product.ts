/** A product of its own over a cache in Redis that nobody else reads, by way of a line that can fail. */
import { randomBytes } from 'node:crypto';
import { type FaultProxy, type ProxyFault, startFaultProxy } from '../../legacy/shared/fault-proxy.ts';
import type { Hosts } from './hosts.ts';
import { type Asker, asker } from './load.ts';
import { type Layout, type Product, startProduct } from './product.ts';

const redis = new URL(process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379');

export interface CachedProduct {
  readonly product: Product;
  readonly asker: Asker;
  /** Between the gateway and Redis. */
  readonly line: FaultProxy;
  close(): Promise<void>;
}

/** `known`: what another product has learnt. */
export async function startCached(
  { hosts, product: { layout } }: { readonly hosts: Hosts; readonly product: { readonly layout: Layout } },
  fault: ProxyFault,
  known: ReadonlyMap<string, string>,
): Promise<CachedProduct> {
  const line = await startFaultProxy({ host: redis.hostname, port: Number(redis.port || 6379) });
  line.setFault(fault);
  const product = await startProduct(layout, hosts, {
    CACHE: `redis://${line.host}:${line.port}`,
    CACHE_KEYS: `faults:${randomBytes(32).toString('base64')}`,
    CACHE_PREFIX: `faults-${randomBytes(6).toString('hex')}`,
  });
  const own = asker(product.url, known);
  return {
    product,
    asker: own,
    line,
    close: async () => {
      await own.close();
      await product.stop();
      await line.close();
    },
  };
}
