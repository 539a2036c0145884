/** Partners by their keys, made and revoked by the command while the gateway runs, and clients behind a proxy by their certificates. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { authConfig } from '../support/auth-config.ts';
import { startSmallGateway, type TestGateway } from '../support/gateway.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'keys-'));
const file = join(folder, 'keys.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `npm run keys -- ...`, as its own process. */
function keys(...words: string[]) {
  return new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'gateway/keys.ts', ...words], {
      cwd: root,
      env: { PATH: process.env.PATH },
    });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    child.once('close', (code) => resolve({ code, output, errors }));
  });
}

async function make(client: string, ...more: string[]): Promise<{ id: string; key: string }> {
  const { code, output, errors } = await keys(
    'make',
    '--client',
    client,
    '--tenant',
    'Portal Ltd',
    '--file',
    file,
    ...more,
  );
  expect([code, errors]).toEqual([0, '']);
  const [, id = '', key = ''] = /^Key (\w+) of .*\n(acg_[\w-]{43})\n$/.exec(output) ?? [];
  expect(id).not.toBe('');
  return { id, key };
}

const query = '{ customer(id: "1") { name } }';
const statusOf = async (gateway: TestGateway, headers: Record<string, string>) =>
  (await gateway.ask(query, {}, headers)).status;
const withKey = (key: string) => ({ 'x-api-key': key });
/** From the change on; the promise is two seconds, and the machine may be busy. */
const soon = { timeout: 6_000, interval: 100 };

describe('API keys', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    await make('portal', '--scopes', 'itinerary:read', '--purposes', 'servicing');
    gateway = await startSmallGateway({
      config: {
        auth: authConfig({ apiKeys: { file: 'keys.json' } }, {}, { file, keys: [] }),
      },
    });
  });
  afterAll(() => gateway?.close());

  test('work within two seconds from being made, in either header, and no longer once revoked', async () => {
    const { id, key } = await make('portal', '--scopes', 'itinerary:read');
    await expect.poll(() => statusOf(gateway, withKey(key)), soon).toBe(200);
    expect(await statusOf(gateway, { authorization: `Bearer ${key}` })).toBe(200);
    expect((await keys('revoke', id, '--file', file)).output).toBe(`Key ${id} is revoked.\n`);
    await expect.poll(() => statusOf(gateway, withKey(key)), soon).toBe(401);
    await expect.poll(() => gateway.lines.some(({ refusal }) => refusal === 'revoked')).toBe(true);
  });

  test('of one client may be several at once, so that it can change them without an interruption', async () => {
    const [old, next] = [await make('rotating'), await make('rotating')];
    for (const { key } of [old, next]) await expect.poll(() => statusOf(gateway, withKey(key)), soon).toBe(200);
    await keys('revoke', old.id, '--file', file);
    await expect.poll(() => statusOf(gateway, withKey(old.key)), soon).toBe(401);
    expect(await statusOf(gateway, withKey(next.key))).toBe(200);
  });

  test('may be made by several people at once, and none is lost', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, (_, index) => make(`at-once-${index}`)));
    const { output } = await keys('list', '--file', file);
    for (const { id } of made) expect(output).toContain(`${id} valid until `);
    for (const { key } of made) expect(output).not.toContain(key);
    expect(readdirSync(folder)).toEqual(['keys.json']);
    await make('with-rights', '--roles', 'partner', '--scopes', 'a,b', '--purposes', 'servicing,booking');
    expect((await keys('list', '--file', file)).output).toMatch(
      / with-rights \(.*\) roles partner scopes a,b purposes servicing,booking$/m,
    );
  });

  test('have limits of their own, which the gateway tells their client, and no senseless ones', async () => {
    const limits = ['--rate', '7/1m', '--quota', '1000/1d', '--look-ups', '50/1h'];
    const { key } = await make('limited', ...limits);
    expect((await keys('list', '--file', file)).output).toMatch(
      / limited \(.*\) rate 7\/1m quota 1000\/1d look-ups 50\/1h$/m,
    );
    await expect.poll(() => statusOf(gateway, withKey(key)), soon).toBe(200);
    const { headers } = await gateway.ask(query, {}, withKey(key));
    expect(headers.get('ratelimit-policy')).toBe('"rate";q=7;w=60, "quota";q=1000;w=86400');
    const wrong = await keys('make', '--client', 'x', '--tenant', 'y', '--look-ups', 'many', '--file', file);
    expect(wrong.code).not.toBe(0);
    expect(wrong.errors).toContain('100/1m');
  });

  test('are kept as hashes alone, in a file for its owner', async () => {
    const { key } = await make('hashed');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(key);
    expect(text).not.toContain(key.slice(4));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o640);
    await make('readable-to-a-group');
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  test('that have expired do not work, nor does one that differs in a letter', async () => {
    const { id, key } = await make('expired');
    await expect.poll(() => statusOf(gateway, withKey(key)), soon).toBe(200);
    const other = `${key.slice(0, -1)}${key.endsWith('A') ? 'E' : 'A'}`;
    for (const each of [other, key.toUpperCase(), `${key} `.trim().slice(0, -1), `${key}A`])
      expect(await statusOf(gateway, withKey(each))).toBe(401);
    const all = JSON.parse(readFileSync(file, 'utf8'));
    const past = all.keys.map((each: { id: string }) =>
      each.id === id ? { ...each, expires: '2020-01-01T00:00:00Z' } : each,
    );
    writeFileSync(file, JSON.stringify({ keys: past }));
    await expect.poll(() => statusOf(gateway, withKey(key)), soon).toBe(401);
    expect((await keys('list', '--file', file)).output).toContain(`${id} expired until 2020-01-01`);
  });

  test.each([
    ['no JSON', '{ "keys": ['],
    ['another shape', '{ "keys": [{ "id": "abcd" }] }'],
    ['a key in clear', '{ "keys": [], "key": "acg_" }'],
    ['empty', ''],
  ])('stay as they were, and the log complains, when their file is %s', async (_, text) => {
    const { key } = await make('lasting');
    await expect.poll(() => statusOf(gateway, withKey(key)), soon).toBe(200);
    const good = readFileSync(file, 'utf8');
    const complaints = () =>
      gateway.lines.filter(({ level, msg }) => level === 50 && /key file is refused/.test(String(msg))).length;
    const before = complaints();
    writeFileSync(file, text);
    await expect.poll(complaints, soon).toBe(before + 1);
    expect(await statusOf(gateway, withKey(key))).toBe(200);
    // Nor does the command write over what it does not understand.
    expect(await keys('revoke', 'abcd', '--file', file)).toMatchObject({ code: 1, output: '' });
    expect(readFileSync(file, 'utf8')).toBe(text);
    writeFileSync(file, good);
    const { key: later } = await make('later');
    await expect.poll(() => statusOf(gateway, withKey(later)), soon).toBe(200);
  });

  test('stay as they were when their file is gone', async () => {
    const { key } = await make('lasting');
    await expect.poll(() => statusOf(gateway, withKey(key)), soon).toBe(200);
    const good = readFileSync(file, 'utf8');
    rmSync(file);
    await expect
      .poll(() => gateway.lines.some(({ reason }) => reason === 'it cannot be read: ENOENT'), soon)
      .toBe(true);
    expect(await statusOf(gateway, withKey(key))).toBe(200);
    writeFileSync(file, good);
  });

  test('are in no line of the log; the client is', async () => {
    const { key } = await make('logged');
    await expect.poll(() => statusOf(gateway, { ...withKey(key), 'x-request-id': 'logged-key' }), soon).toBe(200);
    await expect
      .poll(() => gateway.lines.findLast(({ requestId, caller }) => requestId === 'logged-key' && caller)?.caller)
      .toEqual({ kind: 'partner', tenant: 'Portal Ltd', client: 'logged' });
    expect(JSON.stringify(gateway.lines)).not.toContain(key.slice(4));
  });
});

describe('the command', () => {
  test.each([
    [['make'], 'Write --client and --tenant.'],
    [['make', '--client', 'x', '--tenant', 'y', '--kind', 'customer'], '--kind: write one of staff, partner, service.'],
    [
      ['make', '--client', 'x', '--tenant', 'y', '--kind', 'boss'],
      '--kind: write one of staff, customer, partner, service.',
    ],
    [['make', '--client', 'x', '--tenant', 'y', '--expires', 'never'], '--expires: write days such as 90d'],
    [['make', '--client', 'x', '--tenant', 'y', '--expires', '9999d'], '--expires: write days such as 90d'],
    [['make', '--client', '', '--tenant', 'y'], '--client: write a text of 1 to 256 letters, digits and signs.'],
    [['make', '--colour', 'red'], "Unknown option '--colour'"],
    [['remove', 'abcd'], 'Write make, list, or revoke and the id of a key.'],
    [['revoke'], 'Write make, list, or revoke and the id of a key.'],
  ])('tells what is wrong with %j, and how it is used', async (words, message) => {
    const { code, output, errors } = await keys(...words, '--file', join(folder, 'none.json'));
    expect([code, output]).toEqual([64, '']);
    expect(errors.startsWith(message), errors).toBe(true);
    expect(errors).toContain('npm run keys -- make');
    expect(readdirSync(folder)).not.toContain('none.json');
  });

  test('needs to be told a file', async () => {
    const { code, errors } = await keys('list');
    expect([code, errors.split('\n')[0]]).toEqual([
      64,
      'Write --file, or set AUTH_FILE to a file that names one in apiKeys.',
    ]);
  });

  test('says that there is no such key', async () => {
    expect(await keys('revoke', 'nobody', '--file', file)).toMatchObject({
      code: 1,
      errors: 'There is no key nobody.\n',
    });
  });
});

describe('a client certificate', () => {
  const print = 'AB:'.repeat(31).concat('AB');
  const clientCertificates = {
    fingerprintHeader: 'X-Client-Cert-SHA256',
    subjectHeader: 'X-Client-Cert-Subject',
    clients: [
      { fingerprint: print, client: 'check-in', tenant: 'airline', kind: 'service' },
      { subject: 'CN=gate-7,O=Airline', client: 'gate', tenant: 'airline', kind: 'staff' },
    ],
  };
  let gateway: TestGateway | undefined;
  afterEach(() => gateway?.close());
  const start = async (trustedProxies: string[]) => {
    gateway = await startSmallGateway({ config: { trustedProxies, auth: authConfig({ clientCertificates }) } });
    return gateway;
  };
  const byPrint = { 'x-client-cert-sha256': print.replaceAll(':', '').toLowerCase() };
  const bySubject = { 'x-client-cert-subject': 'CN=gate-7,O=Airline' };

  test('that a trusted proxy states says who asks', async () => {
    const own = await start(['127.0.0.0/8']);
    expect(await statusOf(own, byPrint)).toBe(200);
    expect(await statusOf(own, { ...bySubject, 'x-request-id': 'by-subject' })).toBe(200);
    await expect
      .poll(() => own.lines.find(({ requestId }) => requestId === 'by-subject')?.caller)
      .toEqual({ kind: 'staff', tenant: 'airline', client: 'gate' });
    // Nobody's certificate, and a token that is none though the certificate is good.
    expect(await statusOf(own, { 'x-client-cert-sha256': 'cd'.repeat(32) })).toBe(401);
    expect(await statusOf(own, { 'x-client-cert-subject': 'CN=gate-7' })).toBe(401);
    expect(await statusOf(own, { ...byPrint, authorization: 'Bearer letmein' })).toBe(401);
    expect(await statusOf(own, { 'x-client-cert-sha256': '', 'x-client-cert-subject': '' })).toBe(401);
  });

  test('that anybody else states is nothing', async () => {
    const own = await start(['10.0.0.0/8']);
    for (const headers of [byPrint, bySubject]) expect(await statusOf(own, headers)).toBe(401);
  });
});
