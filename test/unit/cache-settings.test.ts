import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readRedisAddress } from '../../gateway/cache/redis-address.ts';
import { cacheSettings, readCacheConfig } from '../../gateway/cache/settings.ts';

const secret = Buffer.alloc(32, 7).toString('base64');
const read = (environment: Record<string, string>) => readCacheConfig(z.object(cacheSettings).parse(environment));
const wrong = (environment: Record<string, string>) =>
  z
    .object(cacheSettings)
    .safeParse(environment)
    .error?.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);

describe('An address of Redis', () => {
  test.each([
    [
      'redis://cache.example.com',
      { kind: 'single', host: { host: 'cache.example.com', port: 6379 }, database: 0, tls: false },
    ],
    [
      'rediss://ann:p%40ss@[::1]:7000/3',
      { kind: 'single', host: { host: '::1', port: 7000 }, database: 3, tls: true, username: 'ann', password: 'p@ss' },
    ],
    ['redis://:word@h:1', { kind: 'single', host: { host: 'h', port: 1 }, database: 0, tls: false, password: 'word' }],
    [
      'redis+sentinel://a,b:26380/loyal/2',
      {
        kind: 'sentinel',
        hosts: [
          { host: 'a', port: 26379 },
          { host: 'b', port: 26380 },
        ],
        name: 'loyal',
        database: 2,
        tls: false,
      },
    ],
    [
      'rediss+cluster://a:1,b:2',
      {
        kind: 'cluster',
        hosts: [
          { host: 'a', port: 1 },
          { host: 'b', port: 2 },
        ],
        tls: true,
      },
    ],
  ])('%s', (text, address) => expect(readRedisAddress(text)).toEqual(address));

  test.each([
    '',
    'memory',
    'redis://',
    'http://a',
    'redis://a,b',
    'redis://a:x',
    'redis://a/b',
    'redis://a/1/2',
    'redis://a:99999',
    'redis+sentinel://a:1',
    'redis+cluster://a/1',
    'redis+cluster://a,,b',
  ])('is not %j', (text) => expect(readRedisAddress(text)).toBeNull());
});

describe('The cache’s settings', () => {
  test('make none when nothing is set', () => {
    expect(read({})).toEqual({ cache: null, admin: null, keys: [], problems: [] });
  });

  test('in memory need no key', () => {
    expect(read({ CACHE: 'memory', CACHE_MB: '8' }).cache).toEqual({
      place: { kind: 'memory', bytes: 8_388_608 },
      keys: [],
      prefix: 'customer-graph',
    });
  });

  test('in Redis need one, from a setting or a file', () => {
    expect(read({ CACHE: 'redis://a' }).problems).toEqual([
      expect.stringMatching(/^CACHE_KEYS: set it, or CACHE_KEYS_FILE/),
    ]);
    expect(read({ CACHE: 'redis://a', CACHE_KEYS: `k1:${secret}` }).cache?.keys).toEqual([
      { id: 'k1', secret: Buffer.alloc(32, 7) },
    ]);
    const file = join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys');
    writeFileSync(file, `k2:${secret}\nk1:${secret}\n`);
    expect(read({ CACHE: 'redis://a', CACHE_KEYS_FILE: file }).cache?.keys.map(({ id }) => id)).toEqual(['k2', 'k1']);
    expect(read({ CACHE: 'redis://a', CACHE_KEYS_FILE: `${file}-not` }).problems).toEqual([
      'CACHE_KEYS_FILE: the file cannot be read.',
    ]);
  });

  test('that are wrong are told with what to write, and never with what was written', () => {
    expect(
      wrong({ CACHE: 'redis:secret', CACHE_KEYS: 'k1:short', ADMIN_TOKEN: 'guess me', CACHE_PREFIX: 'a b' }),
    ).toEqual([
      expect.stringMatching(/^CACHE: write off, memory, redis:/),
      expect.stringMatching(/^CACHE_KEYS: write <id>:<32 bytes/),
      expect.stringMatching(/^CACHE_PREFIX: write up to/),
      expect.stringMatching(/^ADMIN_TOKEN: write at least 24/),
    ]);
    expect(wrong({ CACHE_KEYS: `a:${secret},a:${secret}` })).toHaveLength(1);
  });

  test('open an admin port only with a token, and to something', () => {
    const token = 'x'.repeat(24);
    expect(read({ ADMIN_PORT: '0', CACHE: 'memory' }).problems).toEqual([
      expect.stringMatching(/^ADMIN_TOKEN: set it/),
    ]);
    expect(read({ ADMIN_PORT: '0', ADMIN_TOKEN: token }).problems).toEqual([
      expect.stringMatching(/^ADMIN_PORT: remove it/),
    ]);
    expect(read({ ADMIN_PORT: '0', ADMIN_TOKEN: token, CACHE: 'memory' }).admin).toEqual({ port: 0, token });
  });
});
