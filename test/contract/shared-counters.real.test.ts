/** What several gateways count together in Redis, and what each does without it. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Counters, createCounters } from '../../gateway/abuse/counters.ts';
import { unlimited } from '../../gateway/abuse/settings.ts';
import { createKeyring } from '../../gateway/cache/keyring.ts';
import { readRedisAddress } from '../../gateway/cache/redis-address.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { lookUpGraph } from '../support/look-up-graph.ts';
import { everythingIn, type RedisServers, startCluster, startRedis, until } from '../support/redis-servers.ts';

const key = { id: 'test', secret: Buffer.alloc(32, 7) };

function opened(servers: RedisServers) {
  const outcomes: string[] = [];
  const counters = createCounters({
    address: readRedisAddress(servers.address)!,
    prefix: `test-${servers.ports[0]}`,
    nameOf: createKeyring([key]).name,
    onCounted: (outcome) => outcomes.push(outcome),
  });
  return { counters, outcomes, together: async () => connected(counters, outcomes) };
}

/** From now on it counts in Redis. */
const connected = (counters: Counters, outcomes: string[]) =>
  until(async () => {
    await counters.count(randomUUID(), 60, 1);
    return outcomes.at(-1) === 'ok';
  });

describe.each([
  ['one server', startRedis],
  ['a cluster', startCluster],
])('Counters in %s', (_, start: () => Promise<RedisServers>) => {
  test('are the same for all gateways, and nobody’s name is to be read there', async () => {
    const servers = await start();
    const [here, there] = [opened(servers), opened(servers)];
    try {
      await Promise.all([here.together(), there.together()]);
      const name = 'rate principal ["staff","airline","kanarienvogel-4471"]';
      for (const used of [1, 2, 3, 4]) {
        const { counters } = used % 2 === 0 ? here : there;
        expect((await counters.count(name, 60, 1)).used).toBe(used);
      }
      const { used, resets } = await here.counters.count(name, 60, -1);
      expect(used).toBe(3);
      expect(resets).toBeGreaterThan(1_000);
      expect((await everythingIn(servers)).join('\n')).not.toContain('kanarienvogel');
    } finally {
      await here.counters.close();
      await there.counters.close();
      await servers.close();
    }
  });
});

test('When Redis freezes each gateway counts for itself, after one short wait, and together again when it wakes', async () => {
  const servers = await startRedis();
  const { counters, outcomes, together } = opened(servers);
  try {
    await together();
    await counters.count('a', 60, 1);
    servers.processes[0]!.kill('SIGSTOP');
    outcomes.length = 0;
    // Nobody waits for what another has waited for.
    for (let number = 1; number <= 50; number += 1) expect((await counters.count('a', 60, 1)).used).toBe(number);
    expect(outcomes.filter((outcome) => outcome === 'failed')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'skipped')).toHaveLength(49);
    servers.processes[0]!.kill('SIGCONT');
    await together();
    expect((await counters.count('a', 60, 0)).used).toBeGreaterThanOrEqual(1);
  } finally {
    await counters.close();
    await servers.close();
  }
});

test('Counters work without a Redis that was never there', async () => {
  const servers = await startRedis();
  await servers.close();
  const { counters } = opened(servers);
  expect((await counters.count('a', 60, 1)).used).toBe(1);
  expect((await counters.count('a', 60, 1)).used).toBe(2);
  await counters.close();
});

test('What callers fail to find is counted by all gateways together, and in Redis nobody sees who looked for what', async () => {
  const servers = await startRedis();
  const graph = lookUpGraph();
  const five = { name: 'look-up', count: 5, seconds: 900 };
  const abuse = {
    ...unlimited,
    lookUps: { ofCaller: null, ofKey: five },
    counters: { address: readRedisAddress(servers.address)!, prefix: 'shared-look-ups', keys: [key] as const },
  };
  const gateways = await Promise.all(
    [1, 2].map(() => startGateway(graph.supergraph, [graph.source], { abuse, engine: 'compiled' })),
  );
  const [here, there] = gateways;
  const look = (gateway: TestGateway | undefined, locator: string) =>
    gateway?.ask(`{ trip(locator: "${locator}", surname: "X") { locator } }`);
  const together = async (gateway: TestGateway | undefined) =>
    until(async () => {
      await look(gateway, randomUUID());
      return /outcome="ok"/.test(String((await gateway?.send('/metrics'))?.body));
    });
  try {
    await Promise.all([together(here), together(there)]);
    const statuses = [];
    for (const gateway of [here, there, here, there, here, there, here]) {
      statuses.push((await look(gateway, 'KANARI'))?.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect((await everythingIn(servers)).join('\n')).not.toMatch(/kanari/i);
    await servers.close();
    // Each for itself from now on, and still not more than it may.
    const alone = [];
    for (let time = 0; time < 7; time += 1) alone.push((await look(here, 'LONELY'))?.status);
    expect(alone).toEqual([200, 200, 200, 200, 200, 429, 429]);
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await servers.close();
  }
});
