/** Nobody is told who a customer is, with a cache in a real Redis: neither its names nor its values tell. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { everythingIn, type RedisServers, startRedis } from '../support/redis-servers.ts';
import { describeSilence } from '../support/silence.ts';

let redis: RedisServers;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.close());

const cache = () => ({ CACHE: redis.address, CACHE_KEYS: `k1:${randomBytes(32).toString('base64')}` });
const kept = () => everythingIn(redis);
describeSilence([
  { title: 'with a cache in Redis', apart: false, cache, kept },
  { title: 'in five with a cache in Redis', apart: true, cache, kept },
]);
