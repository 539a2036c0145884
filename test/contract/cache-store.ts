/** What the entity cache expects of whatever it is kept in. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyValues } from '../../gateway/cache/key-values.ts';
import { type Entry, taggedStore } from '../../gateway/cache/store.ts';

const minute = 60_000;

/** `open` opens the same values every time, as another replica would; it may reject until they are ready. */
export function describeCacheStore(name: string, open: () => Promise<KeyValues>): void {
  describe(`The cache in ${name}`, () => {
    let values: KeyValues;
    beforeAll(async () => {
      values = await open();
    });
    afterAll(() => values?.close());
    const unique = (what: string) => `${what}-${randomUUID()}`;
    const entry = (key: string, text: string, tags: readonly string[] = []): Entry => ({
      key,
      tags,
      value: Buffer.from(text),
      milliseconds: minute,
    });
    const textsOf = async (store: ReturnType<typeof taggedStore>, keys: readonly string[]) =>
      (await store.getMany(keys)).values.map((value) => value?.toString() ?? null);

    test('gives each key its own value, and null for what it does not hold', async () => {
      const store = taggedStore(values);
      const [a, b, c] = [unique('a'), unique('b'), unique('c')];
      const { moment } = await store.getMany([a]);
      await store.setMany(moment, [entry(a, 'anna'), entry(b, 'ben')]);
      expect(await textsOf(store, [c, b, a, b])).toEqual([null, 'ben', 'anna', 'ben']);
      expect(await textsOf(store, [])).toEqual([]);
    });

    test('keeps bytes as they are, of any length', async () => {
      const store = taggedStore(values);
      const all = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
      const key = unique('bytes');
      const { moment } = await store.getMany([]);
      await store.setMany(moment, [{ key, tags: [unique('tag')], value: all, milliseconds: minute }]);
      const [found] = (await store.getMany([key])).values;
      expect(found && all.equals(found)).toBe(true);
    });

    test('keeps hundreds at once, wherever they are kept', async () => {
      const store = taggedStore(values);
      const keys = Array.from({ length: 300 }, (_, index) => unique(String(index)));
      const { moment } = await store.getMany(keys);
      await store.setMany(
        moment,
        keys.map((key) => entry(key, key, [`${key}.tag`, 'all'])),
      );
      expect(await textsOf(store, keys)).toEqual(keys);
    });

    test('forgets a value when its time is over', async () => {
      const store = taggedStore(values);
      const [short, long] = [unique('short'), unique('long')];
      const { moment } = await store.getMany([]);
      await store.setMany(moment, [{ ...entry(short, 's'), milliseconds: 20 }, entry(long, 'l')]);
      for (let tries = 0; tries < 100 && (await textsOf(store, [short]))[0] !== null; tries += 1) await pause(20);
      expect(await textsOf(store, [short, long])).toEqual([null, 'l']);
    });

    test('forgets every value that carries an invalidated tag, and no other', async () => {
      const store = taggedStore(values);
      const [a, b, c] = [unique('a'), unique('b'), unique('c')];
      const [tier, balance] = [unique('tier'), unique('balance')];
      const { moment } = await store.getMany([]);
      await store.setMany(moment, [entry(a, '1', [tier]), entry(b, '2', [balance, tier]), entry(c, '3', [balance])]);
      await store.invalidate([tier, unique('nobody-has-it')]);
      expect(await textsOf(store, [a, b, c])).toEqual([null, null, '3']);
      await store.invalidate([balance]);
      expect(await textsOf(store, [c])).toEqual([null]);
    });

    test('drops what was read from its source before an invalidation and is written after it', async () => {
      const store = taggedStore(values);
      const [key, tag] = [unique('key'), unique('tag')];
      const { moment: before } = await store.getMany([key]);
      await store.invalidate([tag]);
      await store.setMany(before, [entry(key, 'old', [tag])]);
      expect(await textsOf(store, [key])).toEqual([null]);
      const { moment: after } = await store.getMany([key]);
      await store.setMany(after, [entry(key, 'new', [tag])]);
      expect(await textsOf(store, [key])).toEqual(['new']);
    });

    test('takes bytes that are none of its own for nothing', async () => {
      const store = taggedStore(values);
      const keys = ['', '\n', 'x', '=\nx', 'a=b', ' \nvalue', 'tag=\u0000\nvalue'].map((junk) => ({
        key: unique('junk'),
        junk,
      }));
      await values.setMany(
        keys.map(({ key, junk }) => ({ key: `row:${key}`, value: Buffer.from(junk), milliseconds: minute })),
        'always',
      );
      expect(
        await textsOf(
          store,
          keys.map(({ key }) => key),
        ),
      ).toEqual(keys.map(() => null));
    });

    test('is one with what another replica opens: values, invalidations and the news of them', async () => {
      const others = await open();
      const [own, other] = [taggedStore(values), taggedStore(others)];
      const [key, tag] = [unique('key'), unique('tag')];
      try {
        const { moment } = await own.getMany([key]);
        await own.setMany(moment, [entry(key, 'shared', [tag])]);
        expect(await textsOf(other, [key])).toEqual(['shared']);
        let told = 0;
        const release = own.onInvalidated(() => (told += 1));
        // A replica that has just connected may not listen yet.
        for (let tries = 0; tries < 100 && told === 0; tries += 1) {
          await other.invalidate([tag]);
          await pause(20);
        }
        release();
        expect(told).toBeGreaterThan(0);
        expect(await textsOf(own, [key])).toEqual([null]);
      } finally {
        if (others !== values) await others.close();
      }
    });
  });
}
