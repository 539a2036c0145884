/** The demo's issuer: its tokens are those of any issuer, hold for a while, and are not the way around the check. */
import { pino } from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Authenticator } from '../../gateway/identity/authenticator.ts';
import { createDemo, type Demo, demoAuthenticator } from '../../gateway/identity/demo.ts';
import { demoPrincipals } from '../../gateway/identity/demo-principals.ts';
import { demoPurposes } from '../../gateway/identity/demo-purposes.ts';
import { isRefusal } from '../../gateway/identity/outcome.ts';
import { readAuthConfig } from '../../gateway/identity/settings.ts';
import { readPolicyFile } from '../../subgraphs/shared/privacy/policy-file.ts';

const minute = 60_000;
let time: number;
let demo: Demo;
let callers: Authenticator;
const now = () => new Date(time);
const purposesOf = (role: string) => (role === 'agent' ? [{ name: 'customer-service', may: 'Sees all.' }] : []);

function authenticatorOf(own: Demo): Authenticator {
  const { auth } = readAuthConfig({ AUTH: 'demo', AUTH_FILE: '' }, { trustedProxies: false, noDemo: null });
  return demoAuthenticator(
    {
      config: auth!,
      trustedProxies: [],
      now,
      log: pino({ level: 'silent' }),
      events: { onAuthentication: () => {}, onKeysFetched: () => {} },
    },
    own,
  );
}

beforeEach(async () => {
  time = Date.parse('2026-11-25T09:00:00Z');
  demo = await createDemo({ now, purposesOf });
  callers = authenticatorOf(demo);
});

const ask = async (headers: Record<string, string> = {}) =>
  (await callers.authenticate({ headers, address: '127.0.0.1' })).outcome;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('the demo', () => {
  test('knows each of its principals by his token, with his role, and the customer by her own record', async () => {
    const credentials = await demo.credentials();
    expect(credentials.map(({ name }) => name)).toEqual(demoPrincipals.map(({ name }) => name));
    for (const { name, kind, tenant, customerId, token } of credentials) {
      const purposes = name === 'agent' ? ['customer-service'] : [];
      const known = { issuer: 'demo', subject: name, client: `demo-${name}`, kind, tenant, customerId, purposes };
      expect(await ask(bearer(token))).toMatchObject({ ...known, roles: [name] });
    }
    expect(credentials.filter(({ customerId }) => customerId !== null)).toMatchObject([
      { name: 'customer', kind: 'customer', customerId: 'C0000101' },
    ]);
  });

  test('takes who says nothing for the agent, at once from the second time on', async () => {
    expect(callers.known({ headers: {}, address: undefined })).toBe(null);
    expect(await ask()).toMatchObject({ subject: 'agent' });
    expect(callers.known({ headers: {}, address: undefined })).toMatchObject({ subject: 'agent' });
    expect(callers.authenticate({ headers: {}, address: undefined })).not.toBeInstanceOf(Promise);
  });

  test('takes nobody for the agent who says something else', async () => {
    const [{ token } = { token: '' }] = await demo.credentials();
    const [header, payload, signature] = token.split('.');
    const supervisor = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(payload!, 'base64url').toString()), roles: ['supervisor'] }),
    ).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    const other = await (await createDemo({ now, purposesOf })).credentials();
    for (const [headers, refusal] of [
      [bearer(`${header}.${supervisor}.${signature}`), 'signature'],
      [bearer(`${unsigned}.${supervisor}.`), 'algorithm'],
      [bearer(other[0]!.token), 'unknown-key'],
      [bearer(''), 'scheme'],
      [{ authorization: '' }, 'scheme'],
      [{ authorization: 'Basic YTpi' }, 'scheme'],
      [{ 'x-api-key': `acg_${'a'.repeat(43)}` }, 'unknown'],
      [{ 'x-api-key': '' }, 'unknown'],
    ] as const) {
      const outcome = await ask(headers);
      expect(outcome).toBe(refusal);
      expect(isRefusal(outcome)).toBe(true);
    }
  });

  test('hands out tokens that hold for 20 minutes at least, the same ones as long as they do', async () => {
    const first = await demo.credentials();
    time += 39 * minute;
    expect(demo.credentials()).toBe(first);
    time += 2 * minute;
    const renewing = demo.credentials();
    expect(demo.credentials()).toBe(renewing);
    const next = await renewing;
    expect(demo.credentials()).toBe(next);
    expect(next[0]!.token).not.toBe(first[0]!.token);
    expect(next[0]!.expires).toEqual(new Date(time + 60 * minute));
    // Those from before hold until they expire.
    expect(await ask(bearer(first[0]!.token))).toMatchObject({ subject: 'agent' });
    time += 30 * minute;
    expect(await ask(bearer(first[0]!.token))).toBe('expired');
  });

  test('still knows who says nothing after a night in which nobody asked', async () => {
    expect(await ask()).toMatchObject({ subject: 'agent' });
    time += 600 * minute;
    expect(callers.known({ headers: {}, address: undefined })).toBe(null);
    expect(await ask()).toMatchObject({ subject: 'agent' });
  });
});

test('What one sees for a purpose is told from the policy table', () => {
  const read = readPolicyFile(`
version: 1
purposes: { help: To help., travel: To travel., letters: To write. }
roles:
  agent:
    help: { subjects: everyone, shown: [look-up, basic, contact], masked: [identity, special-category] }
    travel: { subjects: own, shown: [travel] }
  marketing:
    letters: { subjects: consented, masked: [contact] }
`);
  if ('problems' in read) throw new Error(read.problems.join(' '));
  expect(demoPurposes(read.table, 'agent')).toEqual([
    {
      name: 'help',
      may: 'Sees basic and contact data of everybody, identity and special category data masked, and may look people up.',
    },
    { name: 'travel', may: 'Sees travel data of oneself alone.' },
  ]);
  expect(demoPurposes(read.table, 'marketing')).toEqual([
    { name: 'letters', may: 'Sees what is public of those who allow it, contact data masked.' },
  ]);
  expect(demoPurposes(read.table, 'nobody')).toEqual([]);
});
