/**
 * Entries that carry tags, over any key-values.
 *
 * Each tag has a generation, a random text. An entry names the generations of its tags as they were when it was written, and is found
 * only while they are still the same; to invalidate a tag is to give it another. A write that raced an invalidation is caught by the
 * moment, a generation that every invalidation renews before those of its tags: what is written under a moment that has passed is
 * dropped. So a value read from its source before an invalidation is never found after it, in whatever order the steps interleave.
 * A generation that is lost, evicted or expired, makes misses and never brings an old value back.
 */
import { randomBytes } from 'node:crypto';
import { readEnvelope, writeEnvelope } from './envelope.ts';
import type { KeyValues } from './key-values.ts';

export interface CacheStore {
  /** In the order of the keys; null for one that is not there or not valid any more. Rejects when it cannot be known. */
  getMany(keys: readonly string[]): Promise<Looked>;
  /** `moment`: that of the look before the values were read from their source. */
  setMany(moment: string, entries: readonly Entry[]): Promise<void>;
  /** Rejects when it is not known to be done; the store then finds nothing until it is. */
  invalidate(tags: readonly string[]): Promise<void>;
  /** Told of every invalidation, by whichever process. */
  onInvalidated(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface Looked {
  readonly moment: string;
  readonly values: readonly (Buffer | null)[];
}

export interface Entry {
  readonly key: string;
  readonly tags: readonly string[];
  readonly value: Buffer;
  readonly milliseconds: number;
}

/** A generation's own time: entries live a day at most. Milliseconds. */
const generationKept = 7 * 86_400_000;

/** Of the generation that every invalidation renews. */
const momentKey = 'moment';
/** A tag of every entry. */
const everything = '*';

/** More tags than this that could not be invalidated become one: everything. */
const mostOwed = 10_000;

export function taggedStore(values: KeyValues, fresh = newGeneration): CacheStore {
  const owed = new Set<string>();
  const tagKey = (tag: string) => `tag:${tag}`;
  const generation = (key: string) => ({ key, value: Buffer.from(fresh()), milliseconds: generationKept });

  const pay = async (): Promise<void> => {
    const tags = [...owed];
    // The moment first: whoever sees a tag's new generation must see that his moment has passed.
    await values.setMany([generation(momentKey)], 'always');
    await values.setMany(
      tags.map((tag) => generation(tagKey(tag))),
      'present',
    );
    for (const tag of tags) owed.delete(tag);
  };
  const generationsOf = async (tags: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const found = await values.getMany(tags.map(tagKey));
    return new Map(
      tags.flatMap((tag, index) => {
        const value = found[index];
        return value ? [[tag, value.toString('latin1')] as const] : [];
      }),
    );
  };
  /** As they are; those that are not there are made first. */
  const madeGenerations = async (tags: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const found = await generationsOf(tags);
    const missing = tags.filter((tag) => !found.has(tag));
    if (missing.length === 0) return found;
    await values.setMany(
      missing.map((tag) => generation(tagKey(tag))),
      'absent',
    );
    return new Map([...found, ...(await generationsOf(missing))]);
  };
  const momentNow = async (): Promise<string> => {
    const [found] = await values.getMany([momentKey]);
    return found?.toString('latin1') ?? '';
  };

  return {
    getMany: async (keys) => {
      if (owed.size > 0) await pay();
      const [moment = null, ...found] = await values.getMany([momentKey, ...keys.map(entryKey)]);
      const envelopes = found.map((value) => value && readEnvelope(value));
      const tags = new Set(envelopes.flatMap((envelope) => (envelope ? [...envelope.generations.keys()] : [])));
      const current = tags.size === 0 ? new Map() : await generationsOf([...tags]);
      const valid = envelopes.map((envelope) => {
        if (!envelope) return null;
        for (const [tag, own] of envelope.generations) if (current.get(tag) !== own) return null;
        return envelope.value;
      });
      return { moment: moment?.toString('latin1') ?? (await madeMoment()), values: valid };
    },
    setMany: async (moment, entries) => {
      if (owed.size > 0) await pay();
      const tags = [...new Set([everything, ...entries.flatMap((entry) => entry.tags)])];
      const current = await madeGenerations(tags);
      if ((await momentNow()) !== moment) return;
      const written = entries.flatMap(({ key, tags: own, value, milliseconds }) => {
        const generations = new Map([everything, ...own].map((tag) => [tag, current.get(tag) ?? '']));
        const known = [...generations.values()].every((text) => text !== '');
        return known ? [{ key: entryKey(key), value: writeEnvelope({ generations, value }), milliseconds }] : [];
      });
      await values.setMany(written, 'always');
    },
    invalidate: async (tags) => {
      for (const tag of tags) owed.add(tag);
      if (owed.size > mostOwed) {
        owed.clear();
        owed.add(everything);
      }
      await pay();
      await values.announce('invalidated');
    },
    onInvalidated: (listener) => values.onAnnounced(listener),
    close: () => values.close(),
  };

  async function madeMoment(): Promise<string> {
    await values.setMany([generation(momentKey)], 'absent');
    return momentNow();
  }
}

const entryKey = (key: string) => `row:${key}`;

function newGeneration(): string {
  return randomBytes(9).toString('base64url');
}
