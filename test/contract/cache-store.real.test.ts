/** The contract on real Redis servers, and what else only they can show: that they go away, freeze and come back. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyValues } from '../../gateway/cache/key-values.ts';
import { redisValues } from '../../gateway/cache/redis.ts';
import { readRedisAddress } from '../../gateway/cache/redis-address.ts';
import { taggedStore } from '../../gateway/cache/store.ts';
import { cli, type RedisServers, startCluster, startRedis, startSentinels, until } from '../support/redis-servers.ts';
import { describeCacheStore } from './cache-store.ts';

const prefix = `test-${randomUUID()}`;

async function opened(address: string): Promise<KeyValues> {
  const values = redisValues({ address: readRedisAddress(address)!, prefix });
  await until(async () => {
    await values.setMany([{ key: 'ready', value: Buffer.from('yes'), milliseconds: 60_000 }], 'always');
    return true;
  });
  return values;
}

describeCacheStore('a Redis server', () => opened('redis://127.0.0.1:6379/1'));

let sentinels: RedisServers;
let cluster: RedisServers;
beforeAll(async () => {
  [sentinels, cluster] = await Promise.all([startSentinels(), startCluster()]);
});
afterAll(async () => {
  await sentinels?.close();
  await cluster?.close();
});
describeCacheStore('Redis under sentinels', () => opened(sentinels.address));
describeCacheStore('a Redis cluster', () => opened(cluster.address));

test('In a cluster entries are spread over its nodes', async () => {
  const values = await opened(cluster.address);
  const keys = Array.from({ length: 100 }, (_, index) => `spread-${index}`);
  await values.setMany(
    keys.map((key) => ({ key, value: Buffer.from('x'), milliseconds: 60_000 })),
    'always',
  );
  const counts = await Promise.all(cluster.ports.map((port) => cli(port, 'keys', `${prefix}:*spread-*`)));
  const each = counts.map((text) => text.trim().split('\n').filter(Boolean).length);
  expect(each.reduce((sum, count) => sum + count, 0)).toBe(100);
  expect(Math.min(...each)).toBeGreaterThan(10);
  await values.close();
});

test('When the primary dies, sentinels name another and the cache goes on', async () => {
  const values = await opened(sentinels.address);
  sentinels.processes[0]!.kill('SIGKILL');
  await until(async () => {
    await values.setMany([{ key: 'after', value: Buffer.from('there'), milliseconds: 60_000 }], 'always');
    return true;
  });
  const [found] = await values.getMany(['after']);
  expect(found?.toString()).toBe('there');
  expect(await cli(sentinels.ports[1]!, 'role')).toContain('master');
  await values.close();
});

describe('A Redis that', () => {
  test('is not there fails at once, and is used as soon as it is', async () => {
    const first = await startRedis();
    const [port] = first.ports;
    await first.close();
    const states: string[] = [];
    const values = redisValues({
      address: readRedisAddress(first.address)!,
      prefix,
      onState: (state) => states.push(state),
    });
    const start = performance.now();
    await expect(values.getMany(['x'])).rejects.toThrow();
    expect(performance.now() - start).toBeLessThan(1_000);
    const second = await startRedis(port);
    await until(async () => (await values.getMany(['x'])).length === 1);
    expect(states.at(-1)).toBe('connected');
    await values.close();
    await second.close();
  });

  test('freezes costs each command its time alone, and is used again when it wakes', async () => {
    const server = await startRedis();
    const values = await opened(server.address);
    server.processes[0]!.kill('SIGSTOP');
    const start = performance.now();
    await expect(values.getMany(['x'])).rejects.toThrow();
    expect(performance.now() - start).toBeLessThan(2_000);
    server.processes[0]!.kill('SIGCONT');
    await until(async () => (await values.getMany(['x'])).length === 1);
    await values.close();
    await server.close();
  });

  test('was away during an invalidation finds nothing afterwards that was to be forgotten', async () => {
    const server = await startRedis();
    const values = await opened(server.address);
    const store = taggedStore(values);
    const { moment } = await store.getMany(['k']);
    await store.setMany(moment, [{ key: 'k', tags: ['t'], value: Buffer.from('old'), milliseconds: 60_000 }]);
    expect((await store.getMany(['k'])).values[0]?.toString()).toBe('old');
    server.processes[0]!.kill('SIGSTOP');
    await expect(store.invalidate(['t'])).rejects.toThrow();
    server.processes[0]!.kill('SIGCONT');
    await until(async () => (await store.getMany(['k'])).values.length === 1);
    expect((await store.getMany(['k'])).values).toEqual([null]);
    await values.close();
    await server.close();
  });
});
