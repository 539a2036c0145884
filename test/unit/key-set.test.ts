/** When an issuer is asked for its keys, and how long they hold: on a clock of its own, with the times the product has. */
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeysUnavailable } from '../../gateway/identity/fetch-keys.ts';
import { type KeySet, keySet, usualTiming } from '../../gateway/identity/key-set.ts';
import { newSigningKey, type SigningKey } from '../support/identity-provider.ts';

let keys: SigningKey[];
let [first, second]: [SigningKey | undefined, SigningKey | undefined] = [undefined, undefined];
/** Seconds since the start at which it was asked. */
let asked: number[];
let down: boolean;
let outcomes: string[];
let set: KeySet;
let start: number;

const seconds = () => Math.round((Date.now() - start) / 1_000);
const later = (duration: number) => vi.advanceTimersByTimeAsync(duration * 1_000);

beforeEach(async () => {
  [first, second] = [await newSigningKey('one', 'ES256'), await newSigningKey('two', 'ES256')];
  vi.useFakeTimers();
  start = Date.now();
  [keys, asked, outcomes, down] = [[first], [], [], false];
  set = keySet({
    fetcher: {
      fetch: async (): Promise<JSONWebKeySet> => {
        asked.push(seconds());
        if (down) throw new KeysUnavailable('down');
        return { keys: keys.map(({ publicJwk }) => publicJwk) };
      },
      close: async () => {},
    },
    timing: usualTiming,
    elapsed: () => Date.now(),
    onFetched: (error) => outcomes.push(error?.message ?? 'ok'),
  });
});
afterEach(async () => {
  await set.close();
  vi.useRealTimers();
});

const token = { payload: '', signature: '' };
const find = (kid: string) =>
  set.find({ alg: 'ES256', kid }, token).then(
    () => 'found',
    (error: Error) => error.name,
  );

describe('the keys of an issuer', () => {
  test('are asked for at the start and every 45 seconds, whoever comes', async () => {
    set.start();
    await later(200);
    expect(asked).toEqual([0, 45, 90, 135, 180]);
    expect(outcomes).toEqual(Array(5).fill('ok'));
  });

  test('are asked for when there are none yet, once for all who wait', async () => {
    expect(await Promise.all([find('one'), find('one'), find('one')])).toEqual(['found', 'found', 'found']);
    expect(asked).toEqual([0]);
  });

  test('are asked for when a token names an unknown one, never twice within 30 seconds', async () => {
    set.start();
    await later(10);
    keys = [first!, second!];
    // It is too early; nobody waits.
    expect(await find('two')).toBe('JWKSNoMatchingKey');
    expect(asked).toEqual([0]);
    await later(21);
    expect(await Promise.all([find('two'), find('two'), find('one')])).toEqual(['found', 'found', 'found']);
    for (let each = 0; each < 100; each += 1) expect(await find(`nobody-${each}`)).toBe('JWKSNoMatchingKey');
    expect(asked).toEqual([0, 31]);
    // From then on every 45 seconds again.
    await later(46);
    expect(asked).toEqual([0, 31, 76]);
  });

  test('that are new are known, and that are gone forgotten, within a minute at any time', async () => {
    set.start();
    for (const offset of [1, 20, 44]) {
      keys = [first!];
      await later(60);
      const before = set.version();
      await later(offset);
      keys = [second!];
      await later(60);
      expect(set.version()).not.toBe(before);
      expect(await find('two')).toBe('found');
      expect(await find('one')).toBe('JWKSNoMatchingKey');
    }
    const pauses = asked.slice(1).map((at, place) => at - asked[place]!);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(30);
  });

  test('have the same number while they are the same', async () => {
    set.start();
    await later(1);
    const version = set.version();
    await later(300);
    expect(set.version()).toBe(version);
  });

  test('hold for a day while it does not answer, and it is asked no more often', async () => {
    set.start();
    await later(1);
    const version = set.version();
    down = true;
    await later(86_000);
    expect(set.version()).toBe(version);
    expect(await find('one')).toBe('found');
    const pauses = asked.slice(1).map((at, place) => at - asked[place]!);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(30);
    await later(500);
    expect(set.version()).toBe(null);
    expect(await find('one')).toBe('KeysUnavailable');
    down = false;
    await later(31);
    expect(await find('one')).toBe('found');
  });

  test('are asked for every 30 seconds while there are none', async () => {
    down = true;
    set.start();
    await later(95);
    expect(asked).toEqual([0, 30, 60, 90]);
    expect(await find('one')).toBe('KeysUnavailable');
    expect(asked).toHaveLength(4);
    down = false;
    await later(30);
    expect(await find('one')).toBe('found');
  });

  test('are not asked for any more once it is closed', async () => {
    set.start();
    await later(1);
    await set.close();
    await later(600);
    expect(asked).toEqual([0]);
  });
});

test('jose takes no key of a set for another kind of signature', async () => {
  const local = createLocalJWKSet({ keys: [first!.publicJwk] });
  await expect(local({ alg: 'RS256', kid: 'one' }, token)).rejects.toThrow();
  await expect(local({ alg: 'HS256', kid: 'one' }, token)).rejects.toThrow();
});
