/** What the gateway signs is believed by the service it is for, for a moment, and nothing else is. */
import { createSecretKey } from 'node:crypto';
import { inspect } from 'node:util';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { signerFor } from '../../gateway/data-sources/subgraph-token.ts';
import type { Principal } from '../../gateway/identity/principal.ts';
import { readSubgraphSecrets } from '../../subgraphs/shared/hosting/subgraph-secret.ts';
import { operationDigest, tokenVerifier } from '../../subgraphs/shared/hosting/subgraph-token.ts';
import { lowest, setPlace } from '../../subgraphs/shared/policies/client-class.ts';
import { claimsOf, secret, secretText, signerOf } from '../support/subgraph-secret.ts';

const query = '{ customer(id: "C1") { name { full } } }';
const principal: Principal = {
  issuer: 'customers',
  kind: 'customer',
  tenant: 'airline',
  subject: 'subject-of-ada',
  client: 'app',
  roles: ['customer'],
  scopes: ['customer:read'],
  purposes: ['self-service'],
  customerId: 'C0000101',
  clientClass: 'first-party',
};
const occasion = (changes: object = {}) => ({
  principal,
  purpose: 'self-service',
  signal: new AbortController().signal,
  timeLeft: 5_000,
  ...changes,
});
const real = () => new Date();
const sign = signerOf('loyalty');
const read = tokenVerifier([secret], 'loyalty');

describe('the gateway’s token', () => {
  test('tells the service who asks, for what, and which operation', async () => {
    const word = await read(sign(query, { ...occasion(), needs: ['Customer.name'] }));
    expect(word).toEqual({
      caller: {
        kind: 'customer',
        tenant: 'airline',
        subject: expect.stringMatching(/^[\w-]{43}$/),
        roles: ['customer'],
        scopes: ['customer:read'],
        purpose: 'self-service',
        customerId: 'C0000101',
      },
      clientClass: null,
      needs: ['Customer.name'],
      digest: operationDigest(query),
    });
  });

  test('tells that nobody is asked who he is, and whose turn is later', async () => {
    const { signal } = new AbortController();
    setPlace(signal, lowest);
    const word = await read(sign(query, occasion({ principal: null, purpose: null, signal })));
    expect(word).toMatchObject({ caller: null, clientClass: 'partner', needs: [] });
  });

  test('has not the subject itself in it', () => {
    expect(JSON.stringify(claimsOf({ authorization: sign(query, occasion()) }))).not.toContain('subject-of-ada');
  });

  test.each([
    [60_000, 30],
    [5_000, 6],
    [1, 2],
    [-20, 1],
  ])('for a request that has %d ms is good for %d s', (timeLeft, seconds) => {
    const claims = claimsOf({ authorization: sign(query, occasion({ timeLeft })) });
    expect(Number(claims?.exp) - Number(claims?.iat)).toBe(seconds);
  });

  test('is not sent to an address with a user and a password, nor without a secret', () => {
    expect(signerFor('loyalty', new URL('http://127.0.0.1:1/graphql'), [secret], real)).not.toBeNull();
    expect(signerFor('loyalty', new URL('http://user:word@127.0.0.1:1/graphql'), [secret], real)).toBeNull();
    expect(signerFor('loyalty', new URL('http://127.0.0.1:1/graphql'), [], real)).toBeNull();
  });
});

const other = createSecretKey('another-secret-of-32-characters-and-more', 'utf8');
const now = () => Math.floor(Date.now() / 1_000);
const claims = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  iss: 'customer-graph-gateway',
  aud: 'loyalty',
  op: operationDigest(query),
  iat: now(),
  exp: now() + 10,
  caller: null,
  ...changes,
});
const made = async (payload: Record<string, unknown>, key = secret, alg = 'HS256') =>
  `Bearer ${await new SignJWT(payload).setProtectedHeader({ alg }).sign(key)}`;

describe('a service believes', () => {
  test('what another library signs by the same rules', async () => {
    expect(await read(await made(claims()))).toMatchObject({ caller: null, digest: operationDigest(query) });
  });

  test('clocks that are a few seconds off', async () => {
    expect(await read(await made(claims({ iat: now() - 15, exp: now() - 3 })))).not.toBeNull();
    expect(await read(await made(claims({ iat: now() + 3 })))).not.toBeNull();
  });

  test('two secrets while they change', async () => {
    const changing = tokenVerifier([other, secret], 'loyalty');
    expect(await changing(await made(claims()))).not.toBeNull();
    expect(await changing(await made(claims(), other))).not.toBeNull();
    expect(await read(await made(claims(), other))).toBeNull();
  });

  test.each<[string, () => string | undefined | Promise<string>]>([
    ['nobody', () => undefined],
    ['a password', () => 'Basic Z2F0ZXdheTpzZWNyZXQ='],
    ['no token', () => 'Bearer secret'],
    ['another secret', () => made(claims(), other)],
    ['another algorithm of the same secret', () => made(claims(), secret, 'HS512')],
    ['no signature', () => `Bearer ${new UnsecuredJWT(claims()).encode()}`],
    ['a signature taken off', async () => (await made(claims())).replace(/[^.]+$/, '')],
    ['claims that were changed', async () => changed(await made(claims()))],
    ['what is for another subgraph', () => made(claims({ aud: 'customers' }))],
    ['what is for all of them', () => made(claims({ aud: ['loyalty', 'customers'] }))],
    ['another issuer', () => made(claims({ iss: 'somebody' }))],
    ['what is over', () => made(claims({ iat: now() - 20, exp: now() - 10 }))],
    [
      'what was signed long ago, however long it says it is good',
      () => made(claims({ iat: now() - 60, exp: now() + 600 })),
    ],
    ['what is of the future', () => made(claims({ iat: now() + 60, exp: now() + 70 }))],
    ['what has no end', () => made(claims({ exp: undefined }))],
    ['what has no beginning', () => made(claims({ iat: undefined }))],
    ['what is about no operation', () => made(claims({ op: undefined }))],
    ['what is silent about the caller', () => made(claims({ caller: undefined }))],
    ['a caller of no kind', () => made(claims({ caller: { kind: 'god' } }))],
    ['a class there is not', () => made(claims({ class: 'emperor' }))],
  ])('not %s', async (_, authorization) => {
    expect(await read(await authorization())).toBeNull();
  });
});

function changed(token: string): string {
  const [head, payload = '', signature] = token.split('.');
  const edited = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), exp: now() + 20 };
  return [head, Buffer.from(JSON.stringify(edited)).toString('base64url'), signature].join('.');
}

describe('the settings of the secret', () => {
  const settings = { SUBGRAPH_SECRET: '', SUBGRAPH_SECRET_FILE: '' };
  test.each([
    [{}, 0],
    [{ SUBGRAPH_SECRET: secretText }, 1],
    [{ SUBGRAPH_SECRET: `${secretText},${secretText}-before` }, 2],
  ])('%# give as many as they say', (given, count) => {
    const { secrets, problems } = readSubgraphSecrets({ ...settings, ...given });
    expect([secrets.length, problems]).toEqual([count, []]);
    // A key shows nothing of itself, wherever it gets to.
    expect(inspect(secrets, { depth: 9 }) + JSON.stringify(secrets)).not.toContain('kanarienvogel');
  });

  test.each([
    [{ SUBGRAPH_SECRET: 'short' }, /^SUBGRAPH_SECRET: write at least 32 characters/],
    [{ SUBGRAPH_SECRET: `${secretText},short` }, /^SUBGRAPH_SECRET: write/],
    [{ SUBGRAPH_SECRET: ', ,' }, /^SUBGRAPH_SECRET: write/],
    [{ SUBGRAPH_SECRET: `${secretText}ü` }, /^SUBGRAPH_SECRET: write/],
    [{ SUBGRAPH_SECRET_FILE: '/nowhere/secret' }, /^SUBGRAPH_SECRET_FILE: the file cannot be read/],
    [{ SUBGRAPH_SECRET: secretText, SUBGRAPH_SECRET_FILE: '/nowhere/secret' }, /^SUBGRAPH_SECRET_FILE: remove it/],
  ])('%# are wrong, and are told without the secret', (given, problem) => {
    const { secrets, problems } = readSubgraphSecrets({ ...settings, ...given });
    expect(secrets).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems.join()).not.toContain('kanarienvogel');
  });
});
