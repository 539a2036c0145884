/**
 * The API keys that hold now. Their file is looked at every second, so that a new key works and a revoked one does not within two, without
 * a restart. A file that cannot be read, or is wrong, changes nothing but for a line in the log.
 */
import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { type ApiKeyRecord, apiKeyHash, isApiKey, principalOfKey, readApiKeys, stateOf } from './api-key.ts';
import type { Outcome } from './outcome.ts';
import type { Principal } from './principal.ts';

export interface ApiKeys {
  find(key: string): Outcome;
  close(): void;
}

export interface ApiKeyOptions {
  readonly file: string;
  /** What was in it when the settings were read. */
  readonly keys: readonly ApiKeyRecord[];
  /** The real time. */
  readonly now: () => Date;
  readonly log: Logger;
  /** Milliseconds between two looks. */
  readonly interval?: number;
}

interface Held extends Pick<ApiKeyRecord, 'expires' | 'revoked'> {
  readonly principal: Principal;
}

export function apiKeys({ file, keys, now, log, interval = 1_000 }: ApiKeyOptions): ApiKeys {
  let held = byHash(keys);
  let text: string | null = null;
  let refused: string | null = null;
  let closed = false;

  const refuse = (reason: string): void => {
    if (refused === reason) return;
    refused = reason;
    log.error({ reason }, 'the changed API key file is refused; the keys from before still hold');
  };
  const reload = async (): Promise<void> => {
    let next: string;
    try {
      next = await readFile(file, 'utf8');
    } catch (error) {
      return refuse(`it cannot be read: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}`);
    }
    if (closed) return;
    if (next === text) {
      refused = null;
      return;
    }
    const read = readApiKeys(next);
    if ('problems' in read) return refuse(read.problems.join(' '));
    const first = text === null;
    text = next;
    refused = null;
    held = byHash(read.keys);
    const valid = read.keys.filter((key) => stateOf(key, now()) === 'valid').length;
    if (!first) log.info({ keys: read.keys.length, valid }, 'API keys were read');
  };
  /** One at a time, in order. */
  let last = Promise.resolve();
  const look = (): void => {
    last = last.then(reload);
  };
  watchFile(file, { interval, persistent: false }, look);
  // What changed since the settings were read, before the first look, is no change to the one who looks.
  const first = setTimeout(look, interval).unref();
  return {
    find: (key) => {
      if (!isApiKey(key)) return 'malformed';
      const found = held.get(apiKeyHash(key));
      if (found === undefined) return 'unknown';
      const state = stateOf(found, now());
      return state === 'valid' ? found.principal : state;
    },
    close: () => {
      closed = true;
      clearTimeout(first);
      unwatchFile(file, look);
    },
  };
}

function byHash(keys: readonly ApiKeyRecord[]): ReadonlyMap<string, Held> {
  return new Map(
    keys.map((key) => [key.sha256, { principal: principalOfKey(key), expires: key.expires, revoked: key.revoked }]),
  );
}
