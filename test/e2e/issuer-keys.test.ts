/** The keys of an issuer change, or cannot be had, while the gateway runs. On short times; the real ones are in the unit test. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { usualTiming } from '../../gateway/identity/key-set.ts';
import { authConfig, issuerEntry } from '../support/auth-config.ts';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { freePort } from '../support/product.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const query = '{ customer(id: "1") { name } }';
const never = 600_000;

async function start(timing: Parameters<typeof authConfig>[1], provider?: IdentityProvider) {
  const own = provider ?? (await startIdentityProvider());
  if (!open.includes(own)) open.push(own);
  const gateway = await startSmallGateway({
    config: { auth: authConfig({ issuers: [issuerEntry('staff', own.issuer)] }, timing) },
  });
  open.push(gateway);
  return { provider: own, gateway };
}

const statusOf = async (gateway: TestGateway, token: string, headers: Record<string, string> = {}) =>
  (await gateway.ask(query, {}, { authorization: `Bearer ${token}`, ...headers })).status;

async function fetches(gateway: TestGateway): Promise<Record<string, number>> {
  const page: string = (await gateway.send('/metrics')).body;
  const found = [...page.matchAll(/^graph_jwks_fetches_total\{issuer="staff",outcome="(\w+)"\} (\d+)$/gm)];
  return Object.fromEntries(found.map(([, outcome, count]) => [outcome, Number(count)]));
}

describe('a new key', () => {
  test('is asked for when a token names it, once for all who come with it, and others hold on', async () => {
    const { provider, gateway } = await start({ pause: 0, refresh: never });
    const before = await provider.token();
    expect(await statusOf(gateway, before)).toBe(200);
    const asked = provider.asked.keys;
    await provider.rotate('published');
    const after = await provider.token();
    const all = await Promise.all(Array.from({ length: 20 }, () => statusOf(gateway, after)));
    expect(all).toEqual(Array(20).fill(200));
    expect(provider.asked.keys - asked).toBe(1);
    expect(await statusOf(gateway, before)).toBe(200);
  });

  test('is seen without a token that names it, and one that is gone is not believed any more, known tokens included', async () => {
    const { provider, gateway } = await start({ pause: 50, refresh: 100 });
    const before = await provider.token();
    expect(await statusOf(gateway, before)).toBe(200);
    await provider.rotate('gone');
    // Nobody asks with the new one.
    await expect.poll(() => statusOf(gateway, before)).toBe(401);
    expect(await statusOf(gateway, await provider.token())).toBe(200);
  });
});

describe('the issuer', () => {
  test('is asked once in thirty seconds at most, whatever tokens come', async () => {
    const { provider, gateway } = await start({});
    expect(usualTiming.pause).toBe(30_000);
    expect(await statusOf(gateway, await provider.token())).toBe(200);
    const wrong = await Promise.all(
      Array.from({ length: 50 }, (_, index) => provider.token({}, { kid: `nobody-${index}` })),
    );
    expect(await Promise.all(wrong.map((token) => statusOf(gateway, token)))).toEqual(Array(50).fill(401));
    expect(provider.asked).toEqual({ keys: 1, discovery: 1 });
    expect(await fetches(gateway)).toEqual({ ok: 1 });
  });

  test.each(['refusing', 'hanging', 'garbled', 'empty'] as const)(
    'that is %s costs nobody his answer whose key is known',
    async (state) => {
      const { provider, gateway } = await start({ pause: 20, refresh: 40 });
      const old = await provider.token();
      expect(await statusOf(gateway, old)).toBe(200);
      provider.state = state;
      const asked = provider.asked.keys + provider.asked.discovery;
      await expect.poll(() => provider.asked.keys + provider.asked.discovery).toBeGreaterThan(asked);
      // Those that are known, and those that have to be checked.
      expect(await statusOf(gateway, old)).toBe(200);
      expect(await statusOf(gateway, await provider.token({ azp: 'another-desktop' }))).toBe(200);
      if (state === 'hanging') return;
      await expect.poll(async () => (await fetches(gateway)).failed ?? 0).toBeGreaterThan(0);
      expect(gateway.lines.some(({ issuer, reason }) => issuer === 'staff' && typeof reason === 'string')).toBe(true);
      provider.state = 'up';
      await provider.rotate('gone');
      await expect.poll(async () => statusOf(gateway, await provider.token())).toBe(200);
    },
  );

  test('that is down for longer than its keys are kept is not spoken for any more', async () => {
    const { provider, gateway } = await start({ pause: 20, refresh: 40, kept: 400 });
    const token = await provider.token();
    expect(await statusOf(gateway, token)).toBe(200);
    provider.state = 'refusing';
    await expect.poll(() => statusOf(gateway, token)).toBe(503);
    provider.state = 'up';
    await expect.poll(() => statusOf(gateway, token)).toBe(200);
  });

  test('may be down when the gateway starts: nobody is let in, all else is served, and it is asked again', async () => {
    const port = await freePort();
    const issuer = `http://127.0.0.1:${port}`;
    const gateway = await startSmallGateway({
      config: { auth: authConfig({ issuers: [issuerEntry('staff', issuer)] }, { pause: 50, refresh: never }) },
    });
    open.push(gateway);
    expect((await gateway.send('/healthz')).status).toBe(200);
    const elsewhere = await startIdentityProvider();
    open.push(elsewhere);
    const unchecked = await elsewhere.token({ iss: issuer });
    const { status, headers, body } = await gateway.ask(query, {}, { authorization: `Bearer ${unchecked}` });
    expect([status, headers.get('retry-after'), body.errors[0].extensions.code]).toEqual([
      503,
      '30',
      'UNAUTHENTICATED',
    ]);
    // What could never be a token of his is told as ever.
    expect(await statusOf(gateway, 'letmein')).toBe(401);
    const provider = await startIdentityProvider(port);
    open.push(provider);
    await expect.poll(async () => statusOf(gateway, await provider.token())).toBe(200);
  });

  test('that hangs at the start holds nobody up beyond his time', async () => {
    const provider = await startIdentityProvider();
    provider.state = 'hanging';
    const { gateway } = await start({}, provider);
    const start1 = await statusOf(gateway, await provider.token(), { 'x-time-left-ms': '150' });
    expect(start1).toBe(503);
  });

  test('whose discovery document is another’s is not believed', async () => {
    const provider = await startIdentityProvider();
    provider.claimedIssuer = 'https://evil.example.com';
    const { gateway } = await start({ pause: 50 }, provider);
    expect(await statusOf(gateway, await provider.token())).toBe(503);
    expect(provider.asked.keys).toBe(0);
    expect(gateway.lines).toContainEqual(
      expect.objectContaining({ issuer: 'staff', reason: 'the discovery document is of another issuer' }),
    );
  });
});

test('Told to stop, the gateway asks nobody any more', async () => {
  const { provider, gateway } = await start({ pause: 10, refresh: 20 });
  await expect.poll(() => provider.asked.keys).toBeGreaterThan(1);
  open.splice(open.indexOf(gateway), 1);
  await gateway.close();
  const asked = provider.asked.keys;
  await pause(100);
  expect(provider.asked.keys).toBe(asked);
});
