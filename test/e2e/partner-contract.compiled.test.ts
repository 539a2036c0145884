/** A partner of the demo, and one with a key of his own: led to a part of the graph in which they can check a membership, and do nothing else. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readContractOperations } from '../../gateway/explorer/saved-operations.ts';
import { sha256Of } from '../../gateway/registered/documents.ts';
import { type Product, startProduct } from '../support/product.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [saved] = readContractOperations(new URL('../../gateway/operations/', import.meta.url)).get('partner') ?? [];
const { query = '', variables = {} } = saved ?? {};
const answer = {
  loyaltyMembership: {
    number: '2000000101',
    programme: { code: 'AX', name: expect.any(String) },
    status: 'ACTIVE',
    tier: { level: 'GOLD', name: expect.any(String), validUntil: expect.any(String) },
  },
};
const beyond = '{ customer(id: "C0000101") { id } }';

/** Parsed JSON, of whatever shape a test expects. */
type Answer = ReturnType<typeof JSON.parse>;

async function post(product: Product, address: string, headers: Record<string, string>, body: Record<string, unknown>) {
  const reply = await fetch(new URL(address, product.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const told: { status: number; body: Answer } = { status: reply.status, body: await reply.json() };
  return told;
}

describe('in a demo a partner', () => {
  let product: Product;
  let headers: Record<string, string>;
  let address: string;
  beforeAll(async () => {
    product = await startProduct({ AUTH: '' });
    const { principals }: Answer = await (await fetch(new URL('/demo/principals', product.url))).json();
    const byName = new Map<string, { token: string; address: string }>(
      principals.map((each: { name: string }) => [each.name, each]),
    );
    ({ address } = byName.get('partner') ?? { address: '' });
    headers = { authorization: `Bearer ${byName.get('partner')?.token}` };
    expect(byName.get('agent')?.address).toBe('/graphql');
  });
  afterAll(() => product?.close());

  test('is led to his contract, and finds whether a membership is good', async () => {
    expect(address).toBe('/graphql/partner');
    expect(await post(product, address, headers, { query, variables })).toEqual({
      status: 200,
      body: { data: answer },
    });
  });

  test('finds nobody, and no address but his own', async () => {
    const { status, body } = await post(product, address, headers, { query: beyond });
    expect([status, body.errors[0].message]).toEqual([400, 'Cannot query field "customer" on type "Query".']);
    for (const other of ['/graphql', '/graphql/marketing']) {
      const refused = await post(product, other, headers, { query });
      expect([refused.status, refused.body.errors[0].message]).toEqual([404, 'Operations go to /graphql/partner.']);
    }
    // The agent, who asks where nobody says who he is, is none of his.
    expect((await post(product, address, {}, { query, variables })).status).toBe(404);
  });

  test('is shown his schema, and his operations in the explorer', async () => {
    const { body } = await post(product, address, headers, { query: getIntrospectionQuery() });
    const schema = printSchema(buildClientSchema(body.data));
    expect(schema).toMatch(/type Query {[\s\S]*?\n {2}loyaltyMembership\(number: String!\): LoyaltyMembership\n}/);
    expect(schema).not.toMatch(/type (Customer|Booking|ServiceCase|MilesBalance)/);
    const operations: Answer = await (await fetch(new URL('/explorer/operations.json', product.url))).json();
    expect(operations).toContainEqual(expect.objectContaining({ contract: 'partner', id: 'membership' }));
  });
});

describe('with AUTH=required a partner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'partner-'));
  const authFile = join(folder, 'auth.json');
  let product: Product;
  let headers: Record<string, string>;
  beforeAll(async () => {
    writeFileSync(authFile, JSON.stringify({ apiKeys: { file: 'keys.json' } }));
    const words = ['make', '--client', 'travel-portal', '--tenant', 'Portal Ltd', '--roles', 'partner'];
    const purposes = ['--purposes', 'membership-check', '--file', join(folder, 'keys.json')];
    const made = await promisify(execFile)(process.execPath, ['gateway/keys.ts', ...words, ...purposes], { cwd: root });
    headers = { 'x-api-key': /acg_[\w-]{43}/.exec(made.stdout)?.[0] ?? '' };
    mkdirSync(join(folder, 'trusted', 'travel-portal'), { recursive: true });
    mkdirSync(join(folder, 'audit'));
    const manifest = {
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [entry(query), entry(beyond)],
    };
    writeFileSync(join(folder, 'trusted', 'travel-portal', 'web.json'), JSON.stringify(manifest));
    product = await startProduct({
      AUTH: 'required',
      AUTH_FILE: authFile,
      AUDIT_FOLDER: join(folder, 'audit'),
      CONTRACTS_FILE: 'gateway/contracts.yaml',
      POLICY_FILE: 'gateway/policy.yaml',
      TRUSTED_DOCUMENTS: join(folder, 'trusted'),
      ENGINE: 'compiled',
    });
  });
  afterAll(async () => {
    await product?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const entry = (body: string) => ({ id: sha256Of(body), body, type: 'query' });

  test('asks for what his build registered, in his contract alone', async () => {
    const asked = (text: string) =>
      post(product, '/graphql/partner', headers, { documentId: sha256Of(text), variables });
    expect(await asked(query)).toEqual({ status: 200, body: { data: answer } });
    // What is registered is not thereby in it.
    const { status, body } = await asked(beyond);
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    const free = await post(product, '/graphql/partner', headers, { query: `${query} `, variables });
    expect([free.status, free.body.errors[0].extensions.code]).toEqual([403, 'PERSISTED_QUERY_ONLY']);
    expect((await post(product, '/graphql', headers, { query, variables })).status).toBe(404);
  });
});

test('a contract that cannot be made of the supergraph keeps the gateway from starting, with the reason', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'contracts-'));
  const file = join(folder, 'contracts.yaml');
  try {
    writeFileSync(file, 'version: 1\ncontracts:\n  lounge: { include: [lounge], roles: [lounge] }\n');
    await expect(startProduct({ CONTRACTS_FILE: file })).rejects.toThrow(
      'The gateway could not start: contract lounge: nothing in the supergraph has the tag lounge.',
    );
    writeFileSync(file, 'version: 1\ncontracts:\n  lounge: { include: [partner] }\n');
    await expect(startProduct({ CONTRACTS_FILE: file })).rejects.toThrow(
      'CONTRACTS_FILE: contracts.lounge.roles: write a list of roles in [ ].',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
