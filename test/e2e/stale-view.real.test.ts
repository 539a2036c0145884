/** As in memory, but by a gateway that has only just started and never saw a system alive: its Redis is warm. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { readRedisAddress } from '../../gateway/cache/redis-address.ts';
import { type RedisServers, startRedis } from '../support/redis-servers.ts';
import { describeStaleView } from '../support/stale-view.ts';

let redis: RedisServers;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.close());

const keys = [{ id: 'k1', secret: randomBytes(32) }];
describeStaleView(
  'Redis',
  () => ({ place: { kind: 'redis', address: readRedisAddress(redis.address)! }, keys, prefix: 'test' }),
  true,
);
