/** Many keys over an interface that takes one key a call. */
import { SourceError } from '../../../shared/errors.ts';

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
