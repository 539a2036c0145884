/** How much a caller may ask in a time, and how he is told. */
import { afterEach, describe, expect, test } from 'vitest';
import { unlimited } from '../../gateway/abuse/settings.ts';
import { keysOf, keyRecord as record, withKey } from '../support/api-keys.ts';
import { type Answer, startSmallGateway, type TestGateway } from '../support/gateway.ts';

const query = '{ customer(id: "1") { name } }';

let gateway: TestGateway;
afterEach(() => gateway?.close());

const statuses = async (times: number, headers: Record<string, string> = {}) => {
  const answers: Answer[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await gateway.ask(query, {}, headers));
  return answers;
};
const limited = async () => String((await gateway.send('/metrics')).body).match(/^graph_limited_total\{.*$/gm) ?? [];

describe('an API key', () => {
  test('lets ask as much as it says, tells what is left, and refuses the rest', async () => {
    gateway = await startSmallGateway({ config: { auth: keysOf(record('a', { rate: '3/1m', quota: '100/1d' })) } });
    const answers = await statuses(5, withKey('a'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    const [first, , last, refused] = answers;
    expect(first?.headers.get('ratelimit-policy')).toBe('"rate";q=3;w=60, "quota";q=100;w=86400');
    expect(first?.headers.get('ratelimit')).toMatch(/^"rate";r=2;t=(60|5\d), "quota";r=99;t=86\d\d\d$/);
    expect(last?.headers.get('ratelimit')).toMatch(/^"rate";r=0;t=\d+, "quota";r=97;t=\d+$/);
    expect(first?.headers.get('retry-after')).toBeNull();
    expect(refused?.headers.get('ratelimit')).toMatch(/^"rate";r=0;t=\d+$/);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(30);
    expect(refused?.body).toEqual({
      errors: [
        {
          message: 'You have asked as much as you may; send this again later.',
          extensions: { code: 'RATE_LIMITED', requestId: refused?.headers.get('x-request-id') },
        },
      ],
    });
    expect(await limited()).toEqual(['graph_limited_total{class="partner",reason="rate"} 2']);
  });

  test('has a quota beside its rate', async () => {
    gateway = await startSmallGateway({ config: { auth: keysOf(record('a', { rate: '50/1m', quota: '2/1d' })) } });
    const answers = await statuses(3, withKey('a'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(80_000);
  });

  test('counts for its client, whichever of its keys it sends, and for no other', async () => {
    gateway = await startSmallGateway({
      config: {
        auth: keysOf(
          record('a', { client: 'portal', rate: '2/1m' }),
          record('b', { client: 'portal', rate: '2/1m' }),
          record('c', { rate: '2/1m' }),
          record('d', {}),
        ),
      },
    });
    await statuses(1, withKey('a'));
    await statuses(1, withKey('b'));
    expect((await statuses(1, withKey('a')))[0]?.status).toBe(429);
    expect((await statuses(1, withKey('c')))[0]?.status).toBe(200);
    const [free] = await statuses(1, withKey('d'));
    expect([free?.status, free?.headers.get('ratelimit')]).toEqual([200, null]);
  });

  test('without limits of its own has those of its class', async () => {
    gateway = await startSmallGateway({
      config: {
        auth: keysOf(record('a', {}), record('b', { kind: 'service' })),
        abuse: { ...unlimited, rates: { ...unlimited.rates, partner: [{ name: 'rate', count: 1, seconds: 60 }] } },
      },
    });
    expect((await statuses(2, withKey('a'))).map(({ status }) => status)).toEqual([200, 429]);
    expect((await statuses(2, withKey('b'))).map(({ status }) => status)).toEqual([200, 200]);
  });

  test('is refused before its body is read, whatever it sends', async () => {
    gateway = await startSmallGateway({ config: { auth: keysOf(record('a', { rate: '1/1m' })) } });
    await statuses(1, withKey('a'));
    const answer = await gateway.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...withKey('a') },
      body: '[{"query":"{ __typename }"}]',
    });
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([429, 'RATE_LIMITED']);
  });
});

describe('where nobody is asked who he is', () => {
  const rates = { ...unlimited.rates, 'first-party': [{ name: 'rate', count: 2, seconds: 60 }] };

  test('an address is counted, and the word of nobody else about it', async () => {
    gateway = await startSmallGateway({ config: { abuse: { ...unlimited, rates } } });
    const answers = [...(await statuses(2)), ...(await statuses(1, { 'x-forwarded-for': '203.0.113.7' }))];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  });

  test('a trusted proxy says for whom it speaks', async () => {
    const partner = [{ name: 'rate', count: 1, seconds: 60 }];
    gateway = await startSmallGateway({
      config: { trustedProxies: ['127.0.0.1'], abuse: { ...unlimited, rates: { ...unlimited.rates, partner } } },
    });
    const of = async (address: string) => (await statuses(1, { 'x-forwarded-for': address }))[0]?.status;
    expect([await of('203.0.113.7'), await of('203.0.113.8'), await of('203.0.113.7')]).toEqual([200, 200, 429]);
  });

  test('100 at once are counted each', async () => {
    gateway = await startSmallGateway({ config: { abuse: { ...unlimited, rates } } });
    const answers = await Promise.all(Array.from({ length: 100 }, () => gateway.ask(query)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(98);
  });
});
