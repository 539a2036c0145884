/** What a token's claims make of its bearer, and what answers may depend on of him. */
import { describe, expect, test } from 'vitest';
import { principalFrom, principalRules } from '../../gateway/identity/claim-rules.ts';
import { identityText, type Principal, purposeOf } from '../../gateway/identity/principal.ts';

const from = (rules: Record<string, unknown>, claims: Record<string, unknown>) =>
  principalFrom(
    { sub: 'u1', azp: 'desk', ...claims },
    principalRules.parse({ kind: { is: 'staff' }, tenant: { is: 'airline' }, ...rules }),
    'test',
  );

describe('claims', () => {
  test('become a principal by the rules, with the names OpenID Connect and OAuth use where there are none', () => {
    expect(from({}, { scope: 'b a b' })).toEqual({
      issuer: 'test',
      kind: 'staff',
      tenant: 'airline',
      subject: 'u1',
      client: 'desk',
      roles: [],
      scopes: ['a', 'b'],
      purposes: [],
      customerId: null,
      clientClass: 'first-party',
    });
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, Partial<Principal> | null]>([
    [
      'roles of Keycloak',
      { roles: { claim: ['realm_access', 'roles'] } },
      { realm_access: { roles: ['b', 'a'] } },
      { roles: ['a', 'b'] },
    ],
    [
      'roles of Entra',
      { roles: { claim: 'roles' } },
      { roles: ['Agent'], scp: 'read write' },
      { roles: ['Agent'], scopes: ['read', 'write'] },
    ],
    [
      'a claim of Auth0, dots and all',
      { roles: { claim: 'https://x.example.com/roles' } },
      { 'https://x.example.com/roles': ['a'] },
      { roles: ['a'] },
    ],
    [
      'one role as a text, blanks and all',
      { roles: { claim: 'role' } },
      { role: 'Gate Agent' },
      { roles: ['Gate Agent'] },
    ],
    [
      'other names for roles; the rest are dropped',
      { roles: { claim: 'g', values: { 'id-1': ['agent', 'lead'], 'id-2': 'gate' } } },
      { g: ['id-1', 'id-2', 'id-3'] },
      { roles: ['agent', 'gate', 'lead'] },
    ],
    [
      'a role called as what every object has',
      { roles: { claim: 'g', values: { a: 'b' } } },
      { g: ['constructor', '__proto__', 'toString'] },
      { roles: [] },
    ],
    ['no roles', { roles: { claim: 'roles' } }, {}, { roles: [] }],
    ['null for roles', { roles: { claim: 'roles' } }, { roles: null }, { roles: [] }],
    ['an object for roles', { roles: { claim: 'roles' } }, { roles: { admin: true } }, null],
    ['an object among roles', { roles: { claim: 'roles' } }, { roles: ['a', {}] }, null],
    [
      'a kind by a claim',
      { kind: { claim: 'type', values: { employee: 'staff', bot: 'service' } } },
      { type: 'bot' },
      { kind: 'service', clientClass: 'internal' },
    ],
    ['a kind nobody knows', { kind: { claim: 'type', values: { employee: 'staff' } } }, { type: 'boss' }, null],
    ['a kind that is none', { kind: { claim: 'type' } }, { type: 'admin' }, null],
    ['a kind every object has', { kind: { claim: 'type', values: { a: 'staff' } } }, { type: 'toString' }, null],
    ['no kind', { kind: { claim: 'type' } }, {}, null],
    [
      'a customer',
      { kind: { is: 'customer' }, customerId: { claim: 'cid' } },
      { cid: 'C1' },
      { kind: 'customer', customerId: 'C1' },
    ],
    [
      'a customer by a number',
      { kind: { is: 'customer' }, customerId: { claim: 'cid' } },
      { cid: 17 },
      { customerId: '17' },
    ],
    ['a customer without his id', { kind: { is: 'customer' }, customerId: { claim: 'cid' } }, {}, null],
    ['a customer whose id is empty', { kind: { is: 'customer' }, customerId: { claim: 'cid' } }, { cid: '' }, null],
    ['staff with an id of a customer', { customerId: { claim: 'cid' } }, { cid: 'C1' }, { customerId: null }],
    ['another tenant', { tenant: { claim: 'tid' } }, { tid: 't-9' }, { tenant: 't-9' }],
    ['no tenant', { tenant: { claim: 'tid' } }, {}, null],
    ['a client of OAuth', {}, { azp: undefined, client_id: 'c' }, { client: 'c' }],
    ['a client of Entra', {}, { azp: undefined, appid: 'c' }, { client: 'c' }],
    ['a client of its own', { client: { is: 'all-desks' } }, {}, { client: 'all-desks' }],
    ['no client', {}, { azp: undefined }, null],
    ['a line end in a client', {}, { azp: 'a\nb' }, null],
    ['a long subject', {}, { sub: 'x'.repeat(257) }, null],
    ['purposes in their order', { purposes: { claim: 'p' } }, { p: ['z', 'a', 'z'] }, { purposes: ['z', 'a'] }],
    ['fixed purposes', { purposes: { is: ['service'] } }, { p: ['z'] }, { purposes: ['service'] }],
    ['another class', { class: 'partner' }, {}, { clientClass: 'partner' }],
    [
      'scopes of another claim',
      { scopes: { claim: 'permissions' } },
      { permissions: ['x'], scope: 'y' },
      { scopes: ['x'] },
    ],
  ])('%s', (_, rules, claims, expected) => {
    const found = from(rules, claims);
    if (expected === null) expect(found).toBe(null);
    else expect(found).toMatchObject(expected);
  });
});

describe('what an answer may depend on', () => {
  const ada = from({ purposes: { is: ['a', 'b'] } }, { scope: 'x y' });
  if (ada === null) throw new Error('Ada is somebody');
  const text = identityText(ada, 'a');

  test('is alike for the same person by another token, and has no blank', () => {
    expect(identityText({ ...ada }, 'a')).toBe(text);
    expect(text).toMatch(/^\S{43}$/);
    expect(text).not.toContain('u1');
  });

  test.each<[string, Partial<Principal>]>([
    ['issuer', { issuer: 'other' }],
    ['kind', { kind: 'service' }],
    ['tenant', { tenant: 'other' }],
    ['subject', { subject: 'other' }],
    ['client', { client: 'other' }],
    ['roles', { roles: ['other'] }],
    ['scopes', { scopes: ['x'] }],
    ['scopes as one', { scopes: ['x y'] }],
    ['customer', { customerId: 'C1' }],
  ])('is another for another %s', (_, change) => {
    expect(identityText({ ...ada, ...change }, 'a')).not.toBe(text);
  });

  test('is another for another purpose, or none', () => {
    expect(new Set([text, identityText(ada, 'b'), identityText(ada, null)]).size).toBe(3);
  });

  test('is in no order and no names that could be moved from one to another', () => {
    const one = identityText({ ...ada, tenant: 'a","b' }, 'a');
    const other = identityText({ ...ada, tenant: 'a', subject: 'b","u1' }, 'a');
    expect(one).not.toBe(other);
  });

  test('knows his purpose: his first, or the one he says, if it is his', () => {
    expect(purposeOf(ada, undefined)).toBe('a');
    expect(purposeOf(ada, 'b')).toBe('b');
    for (const stated of ['c', '', ['a', 'b']]) expect(purposeOf(ada, stated)).toBe(undefined);
    expect(purposeOf({ ...ada, purposes: [] }, undefined)).toBe(null);
    expect(purposeOf({ ...ada, purposes: [] }, 'a')).toBe(undefined);
  });
});
