/**
 * Ten thousand requests of people who may see different things, at random and at once, with a warm cache, shared calls and gathered
 * fetches: each is told what it is told when it asks alone of a product that keeps and shares nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSavedOperations } from '../../gateway/explorer/saved-operations.ts';
import { hash } from '../fuzz/random.ts';
import { issuerEntry } from '../support/auth-config.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { type Product, startProduct } from '../support/product.ts';

const requests = 10_000;
const atOnce = 24;
const root = new URL('../../', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'interleaved-'));

interface Caller {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Question {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

let provider: IdentityProvider;
let alone: Product;
let busy: Product;
let callers: readonly Caller[];

beforeAll(async () => {
  provider = await startIdentityProvider();
  const authFile = join(folder, 'auth.json');
  const staff = issuerEntry('staff', provider.issuer).principal;
  const kind = { claim: 'user_type', values: { employee: 'staff', traveller: 'customer', company: 'partner' } };
  const principal = { ...staff, kind, customerId: { claim: 'customer_id' } };
  writeFileSync(authFile, JSON.stringify({ issuers: [issuerEntry('all', provider.issuer, { principal })] }));
  const environment = {
    AUTH: 'required',
    AUTH_FILE: authFile,
    POLICY_FILE: fileURLToPath(new URL('gateway/policy.yaml', root)),
    // What somebody asked before is to make no difference here.
    LOOK_UP_LIMIT_CALLER: 'off',
    LOOK_UP_LIMIT_LOCATOR: 'off',
    RATE_LIMIT_PARTNER: '1000000/1s',
  };
  const auditFolder = () => ({ AUDIT_FOLDER: mkdtempSync(join(folder, 'audit-')) });
  [alone, busy, callers] = await Promise.all([
    startProduct({ ...environment, ...auditFolder(), GATHER_MS: '0' }),
    startProduct({ ...environment, ...auditFolder(), CACHE: 'memory' }),
    Promise.all([...staffCallers, ...customerIds.map(customer)].map(known)),
  ]);
});
afterAll(async () => {
  await Promise.all([alone?.close(), busy?.close(), provider?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const customerIds = ['C0000101', 'C0000102', 'C0000103', 'C0000111', 'C0000112', 'C0000120', 'C0000150', 'C0000200'];

type Claims = { readonly name: string; readonly purpose: string } & Readonly<Record<string, unknown>>;

const staffCallers: readonly Claims[] = [
  { name: 'an agent', user_type: 'employee', sub: 'agent-1', roles: ['agent'], purpose: 'customer-service' },
  { name: 'another agent', user_type: 'employee', sub: 'agent-2', roles: ['agent'], purpose: 'customer-service' },
  { name: 'check-in', user_type: 'employee', sub: 'desk-1', roles: ['check-in'], purpose: 'travel' },
  { name: 'marketing', user_type: 'employee', sub: 'campaign-1', roles: ['marketing'], purpose: 'marketing' },
  { name: 'privacy', user_type: 'employee', sub: 'privacy-1', roles: ['privacy-officer'], purpose: 'privacy-request' },
  { name: 'a partner', user_type: 'company', sub: 'portal-1', roles: ['partner'], purpose: 'membership-check' },
  { name: 'nobody much', user_type: 'employee', sub: 'nobody-1', roles: [], purpose: 'customer-service' },
];

const customer = (id: string): Claims => ({
  name: `customer ${id}`,
  user_type: 'traveller',
  sub: `traveller-${id}`,
  roles: ['customer'],
  customer_id: id,
  purpose: 'self-service',
});

async function known({ name, purpose, ...claims }: Claims): Promise<Caller> {
  const token = await provider.token({ ...claims, purposes: [purpose] });
  return { name, headers: { authorization: `Bearer ${token}`, 'x-purpose': purpose } };
}

/** The saved operations about each of some customers, and one that asks for several. */
function questions(): Question[] {
  const saved = readSavedOperations(new URL('gateway/operations/', root)).map(
    ({ operationName, query, variables }) => ({
      name: operationName,
      query,
      variables,
    }),
  );
  const about = saved.filter(({ variables }) => 'id' in variables && String(variables.id).startsWith('C'));
  const list = `query Several($ids: [ID!]!) { customers(ids: $ids) {
    id name { full } dateOfBirth emails { address } phones { e164 } loyalty { number tier { name } }
  } }`;
  return [
    ...saved,
    ...about.flatMap((each) =>
      customerIds.map((id) => ({ ...each, name: `${each.name} ${id}`, variables: { ...each.variables, id } })),
    ),
    ...customerIds.map((id, index) => ({
      name: `Several from ${id}`,
      query: list,
      variables: { ids: [...customerIds.slice(index), 'C9999999', ...customerIds.slice(0, index)] },
    })),
  ];
}

/** Where two texts part. */
function differing(one: string, other: string): string {
  const at = [...one].findIndex((character, index) => character !== other[index]);
  const part = (text: string) => text.slice(Math.max(0, at - 100), at + 200);
  return `${part(one)} instead of ${part(other)}`;
}

/** What somebody is told: the order of errors says nothing, each request has an id of its own. */
async function told(product: Product, { query, variables }: Question, { headers }: Caller): Promise<string> {
  const { status, data, errors, extensions } = await product.ask(query, variables, headers);
  const sorted = errors.map((error) => JSON.stringify(error).replace(/"requestId":"[^"]*"/, '')).toSorted();
  const text = JSON.stringify({ status, data, errors: sorted, masked: extensions.masked });
  // When a match was made is when it was asked for, and a gate may change meanwhile.
  return text.replaceAll(/"asOf":"[^"]*"|"gate":("[^"]*"|null)/g, '');
}

test(
  'Nobody is ever shown what another may see',
  async () => {
    const cases: { question: Question; caller: Caller; expected: string }[] = [];
    for (const caller of callers) {
      for (const question of questions())
        cases.push({ question, caller, expected: await told(alone, question, caller) });
    }
    // They differ, or there would be nothing to mix up.
    const answersTo = (name: string) =>
      new Set(cases.filter(({ question }) => question.name === name).map(({ expected }) => expected)).size;
    expect(answersTo('Me C0000101')).toBeGreaterThan(4);
    expect(answersTo('Several from C0000101')).toBeGreaterThan(10);

    const wrong: string[] = [];
    let left = requests;
    const ask = async () => {
      while (left > 0) {
        left -= 1;
        const drawn = cases[hash('interleaved', left) % cases.length]!;
        // Who is turned away, as there is too much to do at once or the disk is slow, asks again.
        let answer = await told(busy, drawn.question, drawn.caller);
        for (let again = 0; again < 50 && /OVERLOADED|AUDIT_UNAVAILABLE/.test(answer); again += 1) {
          await new Promise((resolve) => setTimeout(resolve, 20));
          answer = await told(busy, drawn.question, drawn.caller);
        }
        if (answer !== drawn.expected) {
          wrong.push(`${drawn.caller.name}, ${drawn.question.name}: ${differing(answer, drawn.expected)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, ask));
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(wrong).toHaveLength(0);
    const kept = await (await fetch(`${busy.url}metrics`)).text();
    const hits = [...kept.matchAll(/^graph_cache_rows_total\{[^}]*outcome="hit"[^}]*\} (\d+)/gm)];
    expect(hits.reduce((sum, [, count]) => sum + Number(count), 0)).toBeGreaterThan(requests / 10);
  },
  10 * 60_000,
);
