/**
 * The keys of an issuer as they are now. They are asked for every 45 seconds and when a token names one that is not among them, but
 * never twice within 30 seconds, however it goes: so a new key is known, and one that was taken away forgotten, within a minute. While
 * the issuer does not answer, what it said last holds for a day.
 */
import {
  type CryptoKey,
  createLocalJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
  type LocalJWKSet,
} from 'jose';
import { type KeyFetcher, KeysUnavailable } from './fetch-keys.ts';

/** Milliseconds. */
export interface KeyTiming {
  /** From one question to the next, at least. */
  readonly pause: number;
  /** As often they are asked for without an occasion. */
  readonly refresh: number;
  /** As long the last ones hold while there are no newer ones. */
  readonly kept: number;
}

export const usualTiming: KeyTiming = { pause: 30_000, refresh: 45_000, kept: 86_400_000 };

export interface KeySetOptions {
  readonly fetcher: KeyFetcher;
  readonly timing: KeyTiming;
  /** Milliseconds, on a clock that only goes forward. */
  readonly elapsed: () => number;
  /** `error` is null when they came. */
  readonly onFetched: (error: Error | null) => void;
}

export interface KeySet {
  /** For jose. Rejects with KeysUnavailable while there are none, and with jose's errors when none fits. */
  find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey>;
  /** Another number for other keys; null when there are none to be trusted. What was checked by other keys is to be checked anew. */
  version(): number | null;
  /** Asks for the first; does not wait for them. */
  start(): void;
  close(): Promise<void>;
}

interface Known {
  readonly keys: LocalJWKSet;
  readonly text: string;
  readonly version: number;
  readonly at: number;
}

export function keySet({ fetcher, timing, elapsed, onFetched }: KeySetOptions): KeySet {
  let known: Known | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const current = (): Known | null => (known !== null && elapsed() - known.at <= timing.kept ? known : null);
  const take = (found: JSONWebKeySet): void => {
    const text = JSON.stringify(found);
    const at = elapsed();
    if (known?.text === text) known = { ...known, at };
    else known = { keys: createLocalJWKSet(found), text, version: (known?.version ?? 0) + 1, at };
  };
  const ask = async (): Promise<void> => {
    try {
      take(await fetcher.fetch());
      if (!closed) onFetched(null);
    } catch (error) {
      if (!closed) onFetched(error instanceof Error ? error : new Error('unknown'));
    } finally {
      asking = null;
      arm();
    }
  };
  /** Sooner when they are missed. Counted from the question, which may have taken long. */
  const arm = (): void => {
    clearTimeout(timer);
    if (closed) return;
    const left = askedAt + (current() ? timing.refresh : timing.pause) - elapsed();
    // Timers may come a little early.
    timer = setTimeout(() => (elapsed() - askedAt < timing.pause ? arm() : void renew()), Math.max(1, left)).unref();
  };
  /** Done at once when it is too early to ask again. */
  const renew = (): Promise<void> => {
    if (asking) return asking;
    if (closed || elapsed() - askedAt < timing.pause) return Promise.resolve();
    askedAt = elapsed();
    asking = ask();
    return asking;
  };
  return {
    version: () => current()?.version ?? null,
    find: async (header, token) => {
      if (current() === null) await renew();
      const now = current();
      if (now === null) throw new KeysUnavailable('there are no keys');
      try {
        return await now.keys(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await renew();
        const newer = current();
        if (newer === null || newer.version === now.version) throw error;
        return newer.keys(header, token);
      }
    },
    start: () => void renew(),
    close: () => {
      closed = true;
      clearTimeout(timer);
      return fetcher.close();
    },
  };
}
