/** Many keys over an interface that takes one key a call. */
import { type BulkheadPolicy, bulkhead } from 'cockatiel';
import { SourceError } from '../../../shared/errors.ts';
import { keepingSpan } from '../../../shared/tracing.ts';

/**
 * Asks for each distinct key. A key that fails has its error in its place; one that is not found has no entry. Any other
 * failure (the client left) rejects.
 */
export async function eachKey<K, V>(
  keys: readonly K[],
  identify: (key: K) => string,
  ask: (key: K) => Promise<V | null>,
): Promise<ReadonlyMap<string, V | SourceError>> {
  const results = new Map<string, V | SourceError>();
  const distinct = new Map(keys.map((key) => [identify(key), key]));
  await Promise.all(
    [...distinct].map(async ([id, key]) => {
      const result = await ask(key).catch(asResult);
      if (result !== null) results.set(id, result);
    }),
  );
  return results;
}

function asResult(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  throw error;
}

export type Share = <T>(signal: AbortSignal, call: () => Promise<T>) => Promise<T>;

/**
 * At most `limit` calls at a time for one request, known by its signal. Its other calls wait here and not in the source's
 * queue, where a request of fifty customers would turn everybody else's calls away, and in the end its own.
 */
export function perRequest(limit: number): Share {
  const shares = new WeakMap<AbortSignal, BulkheadPolicy>();
  return (signal, call) => {
    const share = shares.get(signal) ?? bulkhead(limit, Number.POSITIVE_INFINITY);
    shares.set(signal, share);
    return share.execute(keepingSpan(call));
  };
}
