/** Two gateways that keep one audit in a PostgreSQL, which TEST_POSTGRES_URL names. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issuerEntry } from '../support/auth-config.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { type Line, lineTo } from '../support/line.ts';
import { newDatabase, type TestDatabase } from '../support/postgres.ts';
import { type Product, startProduct } from '../support/product.ts';

const home = mkdtempSync(join(tmpdir(), 'audit-'));
let database: TestDatabase;
let line: Line;
let provider: IdentityProvider;
let products: Product[] = [];
beforeAll(async () => {
  [database, provider] = await Promise.all([newDatabase('audit'), startIdentityProvider()]);
  line = await lineTo(database.url);
  const file = join(home, 'auth.json');
  writeFileSync(file, JSON.stringify({ issuers: [issuerEntry('staff', provider.issuer)] }));
  const settings = {
    AUTH: 'required',
    AUTH_FILE: file,
    POLICY_FILE: 'gateway/policy.yaml',
    AUDIT_DATABASE_URL: line.url,
  };
  products = await Promise.all([startProduct(settings), startProduct(settings)]);
});
afterAll(async () => {
  await Promise.all(products.map((product) => product.close()));
  await provider?.close();
  await line?.close();
  await database?.remove();
  rmSync(home, { recursive: true, force: true });
});

const auditLog = (...words: string[]) => run({ AUDIT_DATABASE_URL: database.url }, ...words);
const run = (environment: Record<string, string>, ...words: string[]) =>
  new Promise<{ readonly code: number; readonly output: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'gateway/audit-log.ts', ...words],
      {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        env: { PATH: process.env.PATH, ...environment },
      },
      (_, output, errors) => resolve({ code: child.exitCode ?? -1, output: output + errors }),
    );
  });
const look = async (product: Product, id: string) =>
  product.ask(
    'query Look($id: ID!) { customer(id: $id) { name { full } dateOfBirth } }',
    { id },
    {
      authorization: `Bearer ${await provider.token({ roles: ['privacy-officer'], purposes: ['privacy-request'] })}`,
    },
  );

test('say at the start where they keep it', () => {
  for (const product of products)
    expect(product.output()).toContain(
      'Audit      who is shown whose data is kept in the table audit_record of AUDIT_DATABASE_URL.\n',
    );
});

test('write one chain, in which each is found', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, place) => look(products[place % 2]!, place < 10 ? 'C0000101' : 'C0000102')),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  const { code, output } = await auditLog('verify');
  expect([code, output]).toEqual([0, expect.stringMatching(/^2\d records, to [\s\S]*The chain is as it was written/)]);
  expect((await auditLog('search', '--subject', 'C0000101')).output.trim().split('\n')).toHaveLength(1 + 10);
  await database.query(
    "UPDATE audit_record SET line = replace(line, 'C0000102', 'C0000103') WHERE 'C0000102' = ANY(subjects)",
  );
  expect(await auditLog('verify')).toMatchObject({
    code: 1,
    output: expect.stringMatching(/^audit_record:\d+: changed: record \d+ is not as it was written/),
  });
});

test('say what is wrong when they cannot be read, and no address', async () => {
  const { code, output } = await auditLog('verify', '--folder', home);
  expect([code, output]).toEqual([0, expect.stringContaining('0 records')]);
  const wrong = await run({ AUDIT_DATABASE_URL: 'postgres://hunter2@127.0.0.1:1/audit' }, 'verify');
  expect(wrong).toEqual({ code: 74, output: 'The audit could not be read: ECONNREFUSED.\n' });
});

test('show no identity data while the database is away, hung or not, and go on when it is back', async () => {
  for (const kind of ['refuse', 'hang'] as const) {
    line.fault(kind);
    const { status, errors, milliseconds } = await look(products[0]!, 'C0000101');
    expect([status, errors[0]?.extensions?.code]).toEqual([503, 'AUDIT_UNAVAILABLE']);
    // A second for the record, and what the answer takes.
    expect(milliseconds).toBeLessThan(5_000);
    line.fault('none');
    await expect
      .poll(async () => (await look(products[0]!, 'C0000101')).status, { timeout: 20_000, interval: 500 })
      .toBe(200);
  }
});

test('end well, and the chain says so', async () => {
  for (const product of products.splice(0)) expect(await product.close()).toBe(0);
  const kinds = await database.query("SELECT count(*)::int AS count FROM audit_record WHERE kind = 'closed'");
  expect(kinds).toEqual([{ count: 2 }]);
});
