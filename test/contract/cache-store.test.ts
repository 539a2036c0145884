import { expect, test } from 'vitest';
import { memoryValues } from '../../gateway/cache/memory.ts';
import { taggedStore } from '../../gateway/cache/store.ts';
import { describeCacheStore } from './cache-store.ts';

const memory = memoryValues({ bytes: 16 * 1_048_576 });
describeCacheStore('memory', async () => memory);

test('Memory holds as many bytes as it is given, and lets the least recently used go', async () => {
  const store = taggedStore(memoryValues({ bytes: 100_000 }));
  const value = Buffer.alloc(1_000);
  const keys = Array.from({ length: 500 }, (_, index) => `k${index}`);
  for (const key of keys) {
    const { moment } = await store.getMany([]);
    await store.setMany(moment, [{ key, tags: [], value, milliseconds: 60_000 }]);
  }
  const held = (await store.getMany(keys)).values.filter((found) => found !== null).length;
  expect(held).toBeGreaterThan(50);
  expect(held).toBeLessThan(100);
});
