/** Batching by key for one request. Results are found by their key, never by their place in a reply. */
import DataLoader from 'dataloader';
import type { SourceError } from './errors.ts';

/**
 * A loader that asks for up to `maxKeysPerCall` distinct keys at a time and gives null for a key the source has nothing for.
 * When a call fails, the keys it carried fail and no others; an error among the results fails its own key alone.
 *
 * `identify` makes the text by which two keys are the same, and by which `load` names its results.
 */
export function keyedLoader<K, V>(options: {
  readonly maxKeysPerCall: number;
  readonly identify: (key: K) => string;
  readonly load: (keys: readonly K[]) => Promise<ReadonlyMap<string, V | SourceError>>;
}): DataLoader<K, V | null, string> {
  const { maxKeysPerCall, identify, load } = options;
  return new DataLoader<K, V | null, string>(
    async (keys) => {
      const calls = chunks(keys, maxKeysPerCall).map((chunk) => load(chunk).catch(asError));
      const replies = await Promise.all(calls);
      return keys.map((key, index) => {
        const reply = replies[Math.floor(index / maxKeysPerCall)];
        return reply instanceof Error ? reply : (reply?.get(identify(key)) ?? null);
      });
    },
    { cacheKeyFn: identify },
  );
}

/** In order; the last one may be shorter. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < items.length; start += size) result.push(items.slice(start, start + size));
  return result;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
