/** The product's own audit: what the start says of it, that no value is in it, and what `npm run audit-log` makes of it, tampered with or not. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import { type Legacy, startLegacy } from '../../legacy/index.ts';
import { buildWorld } from '../../legacy/world/build.ts';
import { answersIn, chainFiles } from '../support/audit.ts';
import { issuerEntry } from '../support/auth-config.ts';
import { canariesIn, canary, plantedWorld, withCanaries } from '../support/canaries.ts';
import { type IdentityProvider, startIdentityProvider, usualSubject } from '../support/identity-provider.ts';
import { type Product, startProduct } from '../support/product.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'audit-'));
const folder = mkdtempSync(join(home, 'kept-'));
const keyFile = join(home, 'key');
const authFile = join(home, 'auth.json');
const policyFile = join(root, 'gateway/policy.yaml');
const environment = { AUDIT_FOLDER: folder, AUDIT_KEY_FILE: keyFile };

let provider: IdentityProvider;
let legacy: Legacy;
let settings: Record<string, string>;
let headers: Record<string, string>;
beforeAll(async () => {
  provider = await startIdentityProvider();
  legacy = await startLegacy({
    world: plantedWorld(buildWorld({ seed: 1, people: 400, now: new Date('2026-11-24T09:00:00Z') })),
  });
  writeFileSync(authFile, JSON.stringify({ issuers: [issuerEntry('staff', provider.issuer)] }));
  writeFileSync(keyFile, `${Buffer.alloc(32, 5).toString('base64')}\n`);
  settings = { ...legacy.settings, AUTH: 'required', AUTH_FILE: authFile, POLICY_FILE: policyFile, ...environment };
  headers = {
    authorization: `Bearer ${await provider.token({ roles: ['privacy-officer'], purposes: ['privacy-request'] })}`,
  };
});
afterAll(async () => {
  await Promise.all([provider?.close(), legacy?.close()]);
  rmSync(home, { recursive: true, force: true });
});

/** `npm run audit-log`, as its user has it. */
const auditLog = (...words: string[]) =>
  new Promise<{ readonly code: number; readonly output: string; readonly errors: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'gateway/audit-log.ts', ...words],
      { cwd: root, env: { PATH: process.env.PATH, ...environment } },
      (_, output, errors) => resolve({ code: child.exitCode ?? -1, output, errors }),
    );
  });
const query = `query Look($id: ID!) { customer(id: $id) { name { full } dateOfBirth emails { address } } }`;

describe('the product with AUTH=required', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct(settings);
  });
  afterAll(() => product?.close());

  test('says at the start where it keeps who is shown whose data', () => {
    expect(product.output()).toContain(`Audit      who is shown whose data is kept in ${folder}.\n`);
  });

  test('records every saved operation’s answer, its people by id, and no value of it', async () => {
    for (const { query: text, variables } of readSavedOperations(
      new URL('../../gateway/operations/', import.meta.url),
    )) {
      const { errors } = await product.ask(text, JSON.parse(withCanaries(JSON.stringify(variables))), headers);
      expect(errors.map(({ message }) => message)).toEqual([]);
    }
    const { data } = await product.ask(query, { id: canary.customerId }, headers);
    expect(canariesIn(JSON.stringify(data))).not.toEqual([]);
    const answers = answersIn(folder);
    expect(answers.length).toBe(1 + readSavedOperations(new URL('../../gateway/operations/', import.meta.url)).length);
    expect(answers.at(-1)?.subjects).toEqual([canary.customerId]);
    const text = chainFiles(folder)
      .map((file) => file.text)
      .join('');
    // The id is what a person is found by; nothing else of her is there.
    expect(text).toContain(canary.customerId);
    expect(canariesIn(text.replaceAll(canary.customerId, '').replaceAll(usualSubject, ''))).toEqual([]);
  });

  test('has kept a record before its answer is there, so that a kill loses none, and goes on after it', async () => {
    const before = answersIn(folder).length;
    expect((await product.ask(query, { id: canary.customerId }, headers)).status).toBe(200);
    const ended = new Promise((resolve) => product.process.once('exit', resolve));
    product.process.kill('SIGKILL');
    await ended;
    expect(answersIn(folder)).toHaveLength(before + 1);
    product = await startProduct(settings);
    expect((await product.ask(query, { id: canary.customerId }, headers)).status).toBe(200);
    expect(answersIn(folder)).toHaveLength(before + 2);
    const { code, output } = await auditLog('verify');
    expect([code, output]).toEqual([0, expect.stringMatching(/The chain is as it was written\.\n$/)]);
  });

  test('finds for a person who saw her, when, by what, why and what; for another nobody', async () => {
    const { output } = await auditLog('search', '--subject', canary.customerId);
    const lines = output.trim().split('\n');
    expect(lines[0]).toMatch(/^when +who +why +operation +classes +of whom$/);
    expect(lines.at(-1)).toMatch(
      new RegExp(
        `^\\S+Z  ${usualSubject} \\(airline, agent-desktop\\) +privacy-request +Look +.*${canary.customerId}$`,
      ),
    );
    expect((await auditLog('search', '--subject', 'C9999999')).output.trim().split('\n')).toHaveLength(1);
    const { output: json } = await auditLog('search', '--subject', canary.customerId, '--json');
    expect(JSON.parse(json.trim().split('\n').at(-1) ?? '')).toMatchObject({
      purpose: 'privacy-request',
      view: { operation: { name: 'Look' } },
    });
  });

  test('finds who looked at a record without its person, by the value of its key', async () => {
    await product.ask(
      'query Membership($number: String!) { loyaltyMembership(number: $number) { status } }',
      { number: `AX ${canary.membershipNumber}` },
      headers,
    );
    const find = async (record: string) =>
      (await auditLog('search', '--record', record)).output.trim().split('\n').slice(1);
    await expect
      .poll(() => find(`LoyaltyMembership=${canary.membershipNumber}`))
      .toEqual([expect.stringMatching(/ Membership .*LoyaltyMembership:/)]);
    expect(await find('LoyaltyMembership=2000000000')).toEqual([]);
  });

  test('tells at its end, in its log, the record its chain ends with, which shows a cut end', async () => {
    expect(await product.close()).toBe(0);
    const [, head = ''] = /"audit":"(\d+:hmac-sha256:[0-9a-f]{64})","msg":"audit"/.exec(product.output()) ?? [];
    expect((await auditLog('verify', '--head', head)).code).toBe(0);
    const file = join(folder, chainFiles(folder).at(-1)?.name ?? '');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.split('\n').slice(0, -3).concat('').join('\n'));
    expect((await auditLog('verify')).code).toBe(0);
    const { code, output } = await auditLog('verify', '--head', head);
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/: truncated: record \d+, which is known, is not there\.$/m),
    ]);
    writeFileSync(file, text);
  });

  test.each<[string, (lines: string[]) => string[], RegExp]>([
    ['changed', (lines) => lines.map((line) => line.replace('privacy-request', 'complaint')), /changed/],
    ['taken away', (lines) => lines.toSpliced(3, 1), /removed: record 4 should stand before it/],
    ['moved', (lines) => [...lines.slice(0, 3), lines[4]!, lines[3]!, ...lines.slice(5)], /moved/],
    ['put in', (lines) => lines.toSpliced(4, 0, lines[3]!), /inserted/],
  ])('tells, and ends with code 1, that records were %s', async (_, tamper, told) => {
    const file = join(folder, chainFiles(folder)[0]?.name ?? '');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${tamper(text.trimEnd().split('\n')).join('\n')}\n`);
    const { code, output } = await auditLog('verify');
    writeFileSync(file, text);
    expect([code, output]).toEqual([1, expect.stringMatching(told)]);
  });
});

test('A wrong word is told, with what to write, and code 64', async () => {
  for (const [words, told] of [
    [['look'], /^Write verify, search, tail or table\./],
    [['verify', '--head', 'x'], /^--head: write a number and a hash/],
    [['search', '--record', 'x'], /^--record: write a type/],
    [['search', '--from', 'yesterday'], /^Write days such as/],
    [['search', '--folder', '/nowhere'], /^\/nowhere cannot be read\./],
  ] as const) {
    const { code, errors } = await auditLog(...words);
    expect([code, errors]).toEqual([64, expect.stringMatching(told)]);
  }
});

test('With AUTH=required the product does not start without a place to keep it', async () => {
  const without = (changes: Record<string, string>) => startProduct({ ...settings, ...changes });
  await expect(without({ AUDIT_FOLDER: '' })).rejects.toThrow(/ {2}AUDIT_FOLDER: write the path of a folder/);
  await expect(without({ AUDIT_FOLDER: '/nowhere' })).rejects.toThrow(/\/nowhere is not there, or cannot be written/);
  await expect(without({ AUDIT: 'off' })).rejects.toThrow(/ {2}AUDIT: write file or postgres: with AUTH=required/);
});

test('A demo keeps it in a folder that it says, and takes away at its end', async () => {
  const demo = await startProduct({ AUTH: '' });
  const [, own = ''] =
    /^Audit {6}who is shown whose data is kept in (\S+), until this stops\.$/m.exec(demo.output()) ?? [];
  await demo.ask(query, { id: 'C0000101' });
  expect(answersIn(own)).toMatchObject([{ subjects: ['C0000101'], caller: { client: 'demo-agent' } }]);
  expect(await demo.close()).toBe(0);
  expect(existsSync(own)).toBe(false);
});
