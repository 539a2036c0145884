/** Values in this process, as many as a number of bytes holds; the least recently used goes first. */
import { LRUCache } from 'lru-cache';
import type { KeyValues } from './key-values.ts';

/** What an entry takes besides its key and value, estimated. */
const overhead = 200;

export function memoryValues(options: { readonly bytes: number; readonly now?: () => number }): KeyValues {
  const { bytes, now } = options;
  const values = new LRUCache<string, Buffer>({
    maxSize: bytes,
    sizeCalculation: (value, key) => value.byteLength + key.length + overhead,
    // Its clock would otherwise be read at every look, and be a millisecond old.
    ...(now && { perf: { now }, ttlResolution: 0 }),
  });
  const listeners = new Set<(text: string) => void>();
  return {
    getMany: async (keys) => keys.map((key) => values.get(key) ?? null),
    setMany: async (entries, when) => {
      for (const { key, value, milliseconds } of entries) {
        if (when === 'always' || values.has(key) === (when === 'present'))
          values.set(key, value, { ttl: milliseconds });
      }
    },
    announce: async (text) => {
      for (const listener of listeners) listener(text);
    },
    onAnnounced: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      values.clear();
      listeners.clear();
    },
  };
}
