import { describe, expect, test } from 'vitest';
import { addressName } from '../../gateway/abuse/caller-name.ts';
import { createCounters } from '../../gateway/abuse/counters.ts';
import { readRateLimit } from '../../gateway/abuse/rate-limit.ts';
import { readConfig } from '../../gateway/config.ts';
import { subgraphs } from '../../subgraphs/index.ts';

const graphs = subgraphs.map(({ name }) => ({ name, url: 'http://localhost:4001/graphql' }));
const home = new Map(graphs.map(({ name, url }) => [name, url] as const));
const read = (environment: Record<string, string>) => readConfig(environment, subgraphs, graphs, home);
const problems = (environment: Record<string, string>) => {
  const result = read(environment);
  return 'problems' in result ? result.problems : [];
};

describe('a rate limit', () => {
  test.each([
    ['100/1m', 100, 60],
    ['10000/1d', 10_000, 86_400],
    ['5/15m', 5, 900],
    ['1/24d', 1, 2_073_600],
  ])('%s is so many in so many seconds', (text, count, seconds) => {
    expect(readRateLimit('rate', text)).toEqual({ name: 'rate', count, seconds });
  });

  test.each(['', '100', '100/m', '0/1m', '100/0m', '-1/1m', '1.5/1m', '100/1w', '100/25d', '100 / 1m'])(
    '"%s" is none',
    (text) => expect(readRateLimit('rate', text)).toBeNull(),
  );
});

describe('the settings', () => {
  test('say what is wrong with a limit, and what to write', () => {
    expect(problems({ RATE_LIMIT_PARTNER: 'many' })).toEqual([
      'RATE_LIMIT_PARTNER: write off, or how many in which time, for example 100/1m or 10000/1d; at most 24d.',
    ]);
    expect(problems({ COST_BUDGET_PARTNER: '0' })).toHaveLength(1);
    expect(problems({ COST_BUGDET_PARTNER: '1' })).toHaveLength(1);
  });

  test('want keys to name callers by where replicas count together', () => {
    expect(problems({ RATE_LIMIT_REDIS: 'redis://localhost' })[0]).toMatch(/^CACHE_KEYS: /);
    expect(problems({ RATE_LIMIT_REDIS: 'nowhere' })[0]).toMatch(/^RATE_LIMIT_REDIS: /);
  });

  test.each(['off', 'demo'])('keep nobody from exploring with AUTH=%s', (AUTH) => {
    expect(problems({ EXPLORER_ROLES: 'explorer', AUTH })).toEqual([
      'EXPLORER_ROLES: remove it, or set AUTH=required: without it everybody may explore.',
    ]);
    const result = read({ AUTH });
    expect('config' in result && result.config.abuse.explorerRoles).toBeNull();
  });

  test('limit nobody’s requests as they stand where callers are not asked who they are', () => {
    const result = read({ AUTH: 'off' });
    if (!('config' in result)) throw new Error(result.problems.join('\n'));
    expect(result.config.abuse).toMatchObject({
      rates: { 'first-party': [], internal: [], partner: [] },
      costBudgets: { 'first-party': 50_000, internal: 50_000, partner: 10_000 },
      counters: null,
      explorerRoles: null,
    });
  });
});

describe('an address', () => {
  const name = (address: string, forwarded?: string) =>
    addressName(['10.0.0.0/8'])({
      headers: { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) },
      // Only the address is looked at.
      socket: Object.assign(Object.create(null), { remoteAddress: address }),
    });

  test.each([
    ['the connection’s', '192.0.2.7', undefined, 'address 192.0.2.7'],
    ['not what somebody says of himself', '192.0.2.7', '198.51.100.1', 'address 192.0.2.7'],
    ['what a trusted proxy says', '10.0.0.1', '198.51.100.1', 'address 198.51.100.1'],
    ['the last that no trusted proxy has', '10.0.0.1', '203.0.113.9, 198.51.100.1, 10.2.2.2', 'address 198.51.100.1'],
    ['the proxy’s where it says nothing sensible', '10.0.0.1', 'unknown', 'address 10.0.0.1'],
    ['the same in either form', '::ffff:192.0.2.7', undefined, 'address 192.0.2.7'],
    ['a network of the other kind', '2001:db8:1:2:3:4:5:6', undefined, 'address 2001:db8:1:2::/64'],
    ['a shortened one of these', '2001:db8::1', undefined, 'address 2001:db8:0:0::/64'],
  ])('is %s', (_, address, forwarded, expected) => {
    expect(name(address, forwarded)).toBe(expected);
  });
});

test('counters count up, each name for itself, and take back', async () => {
  const counters = createCounters(null);
  expect((await counters.count('a', 60, 1)).used).toBe(1);
  expect((await counters.count('a', 60, 2)).used).toBe(3);
  expect((await counters.count('b', 60, 1)).used).toBe(1);
  const after = await counters.count('a', 60, -1);
  expect(after.used).toBe(2);
  expect(after.resets).toBeGreaterThan(50_000);
  expect(after.resets).toBeLessThanOrEqual(60_000);
});

test('counters begin anew when their time is up', async () => {
  const counters = createCounters(null);
  await counters.count('a', 1, 5);
  await expect.poll(async () => (await counters.count('a', 1, 0)).used, { timeout: 5_000 }).toBe(0);
});
