/**
 * Values in Redis: one server, a primary that sentinels name, or a cluster. Commands fail at once while it is not connected and after a
 * short time when it does not answer; it connects again by itself.
 */
import { createHash } from 'node:crypto';
import { Cluster, Redis } from 'ioredis';
import type { KeyValue, KeyValues } from './key-values.ts';
import type { RedisAddress } from './redis-address.ts';

export interface RedisValuesOptions {
  readonly address: RedisAddress;
  /** How all our keys begin. */
  readonly prefix: string;
  /** Milliseconds a command may take. */
  readonly commandTimeout?: number;
  /** Told when it is lost or found again. */
  readonly onState?: (state: 'connected' | 'lost') => void;
}

/** In a cluster our keys are spread over as many groups; those of a group stay together and are read at once. */
const groups = 256;

export function redisValues(options: RedisValuesOptions): KeyValues {
  const { address, prefix, commandTimeout = 250, onState = () => {} } = options;
  const client = connectRedis(address, commandTimeout);
  const channel = `${prefix}:announcements`;
  const listeners = new Set<(text: string) => void>();
  const subscriber = subscribe(address, channel, (text) => {
    for (const listener of listeners) listener(text);
  });
  const nameOf = (key: string) =>
    address.kind === 'cluster' ? `${prefix}:{${groupOf(key)}}:${key}` : `${prefix}:${key}`;
  let state: 'connected' | 'lost' | null = null;
  const become = (next: 'connected' | 'lost') => {
    if (state === next) return;
    state = next;
    onState(next);
  };
  client.on('ready', () => become('connected'));
  client.on('close', () => become('lost'));
  // Every failed attempt to connect; commands tell whoever needs to know.
  client.on('error', () => become('lost'));

  return {
    getMany: async (keys) => {
      const found: (Buffer | null)[] = keys.map(() => null);
      await Promise.all(
        inGroups(keys, address).map(async (places) => {
          const values = await client.mgetBuffer(places.map((place) => nameOf(keys[place] ?? '')));
          for (const [index, place] of places.entries()) found[place] = values[index] ?? null;
        }),
      );
      return found;
    },
    setMany: async (entries, when) => {
      await Promise.all(entries.map((entry) => set(client, nameOf(entry.key), entry, when)));
    },
    announce: async (text) => void (await client.publish(channel, text)),
    onAnnounced: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      client.disconnect();
      subscriber.disconnect();
    },
  };
}

function set(
  client: Redis | Cluster,
  name: string,
  { value, milliseconds }: KeyValue,
  when: 'always' | 'absent' | 'present',
) {
  if (when === 'absent') return client.set(name, value, 'PX', milliseconds, 'NX');
  if (when === 'present') return client.set(name, value, 'PX', milliseconds, 'XX');
  return client.set(name, value, 'PX', milliseconds);
}

/** Places of keys that one command may name. */
function inGroups(keys: readonly string[], { kind }: RedisAddress): number[][] {
  const places = keys.map((_, place) => place);
  if (keys.length === 0) return [];
  return kind === 'cluster' ? [...Map.groupBy(places, (place) => groupOf(keys[place] ?? '')).values()] : [places];
}

function groupOf(key: string): number {
  return (createHash('sha1').update(key).digest()[0] ?? 0) % groups;
}

/** Milliseconds. */
const connectTimeout = 1_000;
/** Without a word from a server that owes us an answer, its connection is given up. Milliseconds. */
const silence = 2_000;

/** `commandTimeout`: milliseconds. */
export function connectRedis(address: RedisAddress, commandTimeout: number): Redis | Cluster {
  const each = { ...common(address), enableAutoPipelining: true, commandTimeout, socketTimeout: silence };
  if (address.kind !== 'cluster') return start(new Redis({ ...each, ...placeOf(address), ...atOnce }));
  return start(
    new Cluster([...address.hosts], {
      redisOptions: { ...each, maxRetriesPerRequest: 1 },
      enableOfflineQueue: false,
      enableAutoPipelining: true,
      slotsRefreshTimeout: connectTimeout,
      slotsRefreshInterval: 5_000,
      ...clustered,
    }),
  );
}

/** In a cluster a message reaches every node, so that any will do. */
function subscribe(address: RedisAddress, channel: string, take: (text: string) => void): Redis | Cluster {
  const client =
    address.kind === 'cluster'
      ? new Cluster([...address.hosts], { redisOptions: common(address), ...clustered })
      : new Redis({ ...common(address), ...placeOf(address), maxRetriesPerRequest: null, lazyConnect: true });
  client.on('message', (_channel: string, text: string) => take(text));
  client.on('error', () => {});
  start(client);
  // Waits until it is connected, and is done again whenever it is.
  client.subscribe(channel).catch(() => {});
  return client;
}

function start<C extends Redis | Cluster>(client: C): C {
  // Whether it is there now or later makes no difference.
  client.connect().catch(() => {});
  return client;
}

const again = (attempt: number) => Math.min(2_000, 50 * 2 ** Math.min(attempt, 10)) * (0.5 + Math.random() / 2);

const atOnce = { enableOfflineQueue: false, maxRetriesPerRequest: 1, lazyConnect: true } as const;
const clustered = { lazyConnect: true, clusterRetryStrategy: again } as const;

function common({ username, password, tls }: RedisAddress) {
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
    connectTimeout,
    retryStrategy: again,
    sentinelRetryStrategy: again,
  };
}

function placeOf(address: Exclude<RedisAddress, { readonly kind: 'cluster' }>) {
  return address.kind === 'single'
    ? { ...address.host, db: address.database }
    : { sentinels: [...address.hosts], name: address.name, db: address.database };
}
