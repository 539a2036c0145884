/** The entity cache of a gateway: what is kept where, and how it is invalidated. Whichever supergraph is served, it is the same one. */

import { type KeptRows, keptRows, type StoreEvents } from './kept-rows.ts';
import type { KeyValues } from './key-values.ts';
import { createKeyring, type Keyring, randomKey } from './keyring.ts';
import { memoryValues } from './memory.ts';
import { within } from './patience.ts';
import { type ReadEvents, type ReadThrough, readThrough } from './read-through.ts';
import { redisValues } from './redis.ts';
import type { CacheConfig } from './settings.ts';
import { taggedStore } from './store.ts';

export interface Invalidation {
  readonly tags?: readonly string[];
  /** All there is of these subgraphs. */
  readonly subgraphs?: readonly string[];
}

export interface EntityCache {
  readonly keyring: Keyring;
  readonly reads: ReadThrough;
  /** The name a tag goes by in the store. */
  tagName(tag: string): string;
  /** A tag of every row of a subgraph. */
  subgraphName(subgraph: string): string;
  /** False when it could not be done now: nothing is served from here until it is. */
  invalidate(what: Invalidation): Promise<boolean>;
  /** Told of each, by whichever replica. */
  onInvalidated(listener: () => void): () => void;
  close(): Promise<void>;
}

export type CacheEvents = StoreEvents & ReadEvents;

export interface CacheOptions {
  readonly config: CacheConfig;
  readonly events: CacheEvents;
  /** Milliseconds for a call that refreshes what is soon too old. */
  readonly refreshTimeout: number;
  readonly onState?: (state: 'connected' | 'lost') => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random?: () => number;
}

/** An invalidation that takes longer goes on without whoever waits. Milliseconds. */
const invalidationBudget = 300;

export function createCache(options: CacheOptions): EntityCache {
  return cacheOver(openValues(options), options);
}

export function cacheOver(values: KeyValues, options: CacheOptions): EntityCache {
  const { config, events, refreshTimeout, now, random = Math.random } = options;
  const [first = randomKey(), ...others] = config.keys;
  const keyring = createKeyring([first, ...others]);
  const store = taggedStore(values);
  const kept: KeptRows = keptRows({ store, keyring, now, events });
  const reads = readThrough({ kept, now, random, refreshTimeout, events });
  const listeners = new Set<() => void>();
  const forget = (): void => {
    reads.forget();
    for (const listener of listeners) listener();
  };
  store.onInvalidated(forget);
  return {
    keyring,
    reads,
    tagName: (tag) => keyring.name(tagText(tag)),
    subgraphName: (subgraph) => keyring.name(subgraphText(subgraph)),
    invalidate: async ({ tags = [], subgraphs = [] }) => {
      const texts = [...tags.map(tagText), ...subgraphs.map(subgraphText)];
      forget();
      const done = store.invalidate(texts.flatMap((text) => keyring.names(text))).then(() => true);
      const ok = (await within(invalidationBudget, done)) === true;
      forget();
      events.onStore('invalidate', ok ? 'ok' : 'failed');
      return ok;
    },
    onInvalidated: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => store.close(),
  };
}

function openValues({ config, onState }: CacheOptions): KeyValues {
  const { place, prefix } = config;
  if (place.kind === 'memory') return memoryValues({ bytes: place.bytes });
  return redisValues({ address: place.address, prefix, ...(onState && { onState }) });
}

const tagText = (tag: string) => `tag ${tag}`;
const subgraphText = (subgraph: string) => `subgraph ${subgraph}`;
