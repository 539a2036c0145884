/** The product as its own process with AUTH: what it says at the start, and that no trace of who asked is left where it tells of itself. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newApiKey } from '../../gateway/identity/api-key.ts';
import { issuerEntry } from '../support/auth-config.ts';
import { type Collector, startCollector } from '../support/collector.ts';
import { hostileTokens } from '../support/hostile-tokens.ts';
import { type IdentityProvider, startIdentityProvider, usualSubject } from '../support/identity-provider.ts';
import { type Product, startProduct } from '../support/product.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'auth-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

function run(file: string, environment: Record<string, string>, ...words: string[]) {
  return new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...words], {
      cwd: root,
      env: { PATH: process.env.PATH, ...environment },
    });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    child.once('close', (code) => resolve({ code, output, errors }));
  });
}

test('A start with a wrong AUTH_FILE tells a line for each mistake, and ends with 78', async () => {
  const file = written('wrong.json', {
    issuers: [
      {
        name: 'Staff!',
        issuer: 'http://login.example.com',
        audience: [],
        algorithms: ['HS256'],
        principal: { kind: 'staff' },
      },
    ],
    colour: 'red',
  });
  const { code, errors, output } = await run('gateway/main.ts', { AUTH: 'required', AUTH_FILE: file });
  expect([code, output]).toEqual([78, '']);
  const lines = errors.trim().split('\n');
  expect(lines[0]).toBe(`The gateway was not started: ${lines.length - 1} of its settings are wrong.`);
  for (const line of [
    /^ {2}AUTH_FILE: issuers\[0\]\.name: write up to 32 small letters, digits and -\.$/,
    /^ {2}AUTH_FILE: issuers\[0\]\.algorithms\[0\]: write some of RS256, /,
    /^ {2}AUTH_FILE: issuers\[0\]\.principal\.kind: write \{ "is": \.\.\. \}/,
    /^ {2}AUTH_FILE: issuers\[0\]\.principal\.tenant: write \{ "is": \.\.\. \}/,
    /^ {2}AUTH_FILE: colour is not known here; see docs\/authentication\.md\.$/,
  ])
    expect(
      lines.some((each) => line.test(each)),
      `${line} in ${errors}`,
    ).toBe(true);
});

test('A start without authentication says so, and louder where others can reach it', async () => {
  const alone = await startProduct();
  expect(alone.output()).toMatch(
    /^Callers {4}are not asked who they are \(AUTH=off\): everybody on this machine sees everything\.$/m,
  );
  expect(await alone.close()).toBe(0);
  const reachable = await startProduct({ HOST: '0.0.0.0' });
  expect(reachable.output()).toMatch(
    /^Callers {4}ARE NOT ASKED WHO THEY ARE .* EVERYBODY WHO REACHES 0\.0\.0\.0 SEES EVERYTHING/m,
  );
  await expect.poll(reachable.output).toMatch(/"level":40.*AUTH=off on an address others can reach/);
  expect(await reachable.close()).toBe(0);
});

describe('the product with AUTH=required', () => {
  let provider: IdentityProvider;
  let collector: Collector;
  let product: Product;
  let authFile: string;
  beforeAll(async () => {
    [provider, collector] = await Promise.all([startIdentityProvider(), startCollector()]);
    authFile = written('auth.json', {
      issuers: [issuerEntry('staff', provider.issuer)],
      apiKeys: { file: 'api-keys.json' },
    });
    await run('gateway/keys.ts', { AUTH_FILE: authFile }, 'make', '--client', 'first', '--tenant', 'Portal Ltd');
    product = await startProduct({
      AUTH: 'required',
      AUTH_FILE: authFile,
      POLICY_FILE: join(root, 'gateway/policy.yaml'),
      CACHE: 'memory',
      AUDIT_FOLDER: mkdtempSync(join(folder, 'audit-')),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '50',
    });
  });
  afterAll(async () => {
    await product?.close();
    await Promise.all([provider?.close(), collector?.close()]);
  });

  const query = '{ customer(id: "C0000101") { name { full } loyalty { number } } }';

  test('says at the start that callers say who they are, and answers those who do, whatever its own clock says', async () => {
    expect(product.output()).toMatch(/^Callers {4}say who they are/m);
    const { status, errors } = await product.ask(query);
    expect([status, errors[0]?.extensions?.code]).toEqual([401, 'UNAUTHENTICATED']);
    const token = await provider.token({ roles: ['agent'], purposes: ['customer-service'] });
    const answer = await product.ask(query, {}, { authorization: `Bearer ${token}` });
    expect(answer.data).toMatchObject({ customer: { name: { full: 'Mrs Ada Marie Lindqvist' } } });
  });

  test('takes a key that was made while it runs', async () => {
    const { output } = await run(
      'gateway/keys.ts',
      { AUTH_FILE: authFile },
      'make',
      '--client',
      'portal',
      '--tenant',
      'Portal Ltd',
    );
    const key = output.trim().split('\n').at(-1)!;
    await expect
      .poll(async () => (await product.ask(query, {}, { 'x-api-key': key })).status, { timeout: 6_000 })
      .toBe(200);
  });

  test('leaves nothing of tokens, keys and subjects in log, metrics, traces and answers', async () => {
    const secrets: string[] = [usualSubject, 'kanarienvogel'];
    const bodies: string[] = [];
    const ask = async (headers: Record<string, string>) => {
      const { data: _, ...told } = await product.ask(query, {}, headers);
      bodies.push(JSON.stringify(told.errors), JSON.stringify([...told.headers]));
    };
    for (const { make } of [...hostileTokens, { make: () => provider.token() }]) {
      const token = await make(provider);
      // Signatures and payloads; a header says nothing of anybody.
      secrets.push(
        ...token
          .split('.')
          .slice(1)
          .filter((part) => part.length > 12),
      );
      await ask({ authorization: `Bearer ${token}` });
    }
    const key = newApiKey();
    secrets.push(key.slice(4));
    await ask({ 'x-api-key': key });
    await ask({ 'x-api-key': `${key}x`, 'x-request-id': 'the-last-of-them' });
    await ask({ authorization: `Basic ${Buffer.from(`${usualSubject}:x`).toString('base64')}` });
    secrets.push(Buffer.from(`${usualSubject}:x`).toString('base64').slice(0, 20));
    provider.state = 'garbled';
    await ask({ authorization: `Bearer ${await provider.token({}, { kid: 'another' })}` });
    await expect.poll(product.output).toContain('the-last-of-them');
    await expect.poll(() => collector.spans().length).toBeGreaterThan(10);
    const metrics = await (await fetch(`${product.url}metrics`)).text();
    const all = [product.output(), metrics, JSON.stringify(collector.spans()), ...bodies].join('\n');
    expect(all).toContain('"refusal":"signature"');
    expect(all).toContain('"caller":{"kind":"staff","tenant":"airline","client":"agent-desktop"}');
    for (const secret of secrets) expect(all.includes(secret), secret).toBe(false);
  });
});
