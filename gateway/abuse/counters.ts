/**
 * Counts things in windows of time, for all replicas where there is a Redis they share. While it cannot be asked each replica counts for
 * itself: somebody may then do his share once with each, and nobody waits.
 */
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { patience } from '../cache/patience.ts';
import { connectRedis } from '../cache/redis.ts';
import type { RedisAddress } from '../cache/redis-address.ts';

export interface Count {
  readonly used: number;
  /** Milliseconds until it begins anew. */
  readonly resets: number;
}

export interface Counters {
  /**
   * Counts `by` more under a name, and tells how many that makes in the window that its first began; less than 0 takes some back.
   * `seconds`: of the window. Never rejects.
   */
  count(name: string, seconds: number, by: number): Promise<Count>;
  close(): Promise<void>;
}

export interface SharedCounters {
  readonly address: RedisAddress;
  /** How all our keys begin. */
  readonly prefix: string;
  /** What a name is called there: nobody's number is to be read from it. */
  readonly nameOf: (name: string) => string;
  readonly onCounted: (outcome: 'ok' | 'failed' | 'skipped') => void;
}

/** Milliseconds anybody waits for Redis. */
const budget = 30;
/** Milliseconds until a command is given up. */
const commandTimeout = 250;

type Limiter = Pick<RateLimiterMemory, 'penalty'>;

/** `shared`: null where each process counts for itself. */
export function createCounters(shared: SharedCounters | null): Counters {
  const own = new RateLimiterMemory({ points: 1, duration: 1 });
  if (shared === null) return { count: (...what) => counted(own, ...what), close: async () => {} };
  const { address, prefix, nameOf, onCounted } = shared;
  const client = connectRedis(address, commandTimeout);
  // Whether it is there is told by every count.
  client.on('error', () => {});
  const limiter = new RateLimiterRedis({ storeClient: client, keyPrefix: `${prefix}:counts`, points: 1, duration: 1 });
  const store = patience({ budget, probe: () => client.ping(), onLook: onCounted });
  return {
    count: async (name, seconds, by) =>
      (await store.look(() => counted(limiter, nameOf(name), seconds, by))) ?? counted(own, name, seconds, by),
    close: async () => client.disconnect(),
  };
}

/** By `penalty`, which only counts: whether that is too much is for those who ask. */
async function counted(limiter: Limiter, name: string, seconds: number, by: number): Promise<Count> {
  const { consumedPoints, msBeforeNext } = await limiter.penalty(name, by, { customDuration: seconds });
  return { used: consumedPoints, resets: Math.max(0, msBeforeNext) };
}
