/** Lists of keys in statements. */

/**
 * As many keys as the next power of two, the last one repeated, so that servers keep few prepared statements; one empty
 * text, which is nobody's key, for none.
 */
export function padded(keys: readonly string[]): string[] {
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, keys.length)));
  return [...keys, ...Array<string>(size - keys.length).fill(keys.at(-1) ?? '')];
}
