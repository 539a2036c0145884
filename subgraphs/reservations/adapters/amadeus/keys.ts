/** Many keys over an interface that takes one key a call. */
import { SourceError } from '../../../shared/errors.ts';

/**
 * Asks for each distinct key, at most `limit` at a time so that one request does not fill the source's queue. A key that
 * fails has its error in its place; one that is not found has no entry. Any other failure (the client left) rejects, and
 * nothing more is asked.
 */
export async function eachKey<K, V>(
  keys: readonly K[],
  limit: number,
  identify: (key: K) => string,
  ask: (key: K) => Promise<V | null>,
): Promise<ReadonlyMap<string, V | SourceError>> {
  const pending = new Map(keys.map((key) => [identify(key), key])).entries();
  const results = new Map<string, V | SourceError>();
  let isStopped = false;
  const worker = async () => {
    for (const [id, key] of pending) {
      if (isStopped) return;
      const result = await ask(key).catch(asResult);
      if (result !== null) results.set(id, result);
    }
  };
  const asResult = (error: unknown): SourceError => {
    if (error instanceof SourceError) return error;
    isStopped = true;
    throw error;
  };
  await Promise.all(Array.from({ length: Math.min(limit, keys.length) }, worker));
  return results;
}
