/** Tokens that must not be believed, as data: what is wrong with each, and how the log is to call it. */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { exportSPKI, importJWK } from 'jose';
import type { Refusal } from '../../gateway/identity/outcome.ts';
import { type IdentityProvider, newSigningKey, signed } from './identity-provider.ts';

export interface HostileToken {
  readonly title: string;
  readonly refusal: Refusal;
  readonly make: (provider: IdentityProvider) => Promise<string>;
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** Another header, payload or signature in a good token's place. */
async function altered(
  provider: IdentityProvider,
  change: (parts: { header: string; payload: string; signature: string }) => Partial<Record<string, string>>,
): Promise<string> {
  const [header = '', payload = '', signature = ''] = (await provider.token()).split('.');
  const all = { header, payload, signature, ...change({ header, payload, signature }) };
  return `${all.header}.${all.payload}.${all.signature}`;
}

const unsigned = (alg: string) => async (provider: IdentityProvider) =>
  altered(provider, () => ({ header: encoded({ alg, typ: 'at+jwt', kid: 'key-1' }), signature: '' }));

const withKid =
  (kid: unknown) =>
  (provider: IdentityProvider): Promise<string> =>
    provider.token({}, { kid });

/** Signed with the public key as if it were a shared secret, in the forms implementations have fallen for. */
const confused = (secret: (provider: IdentityProvider) => Promise<string>, alg = 'HS256') => {
  return async (provider: IdentityProvider) => {
    const { payload } = await parts(provider);
    const header = encoded({ alg, typ: 'at+jwt', kid: provider.key().kid });
    const hash = `sha${alg.slice(2)}`;
    const signature = createHmac(hash, await secret(provider))
      .update(`${header}.${payload}`)
      .digest('base64url');
    return `${header}.${payload}.${signature}`;
  };
};

async function parts(provider: IdentityProvider) {
  const [header = '', payload = '', signature = ''] = (await provider.token()).split('.');
  return { header, payload, signature };
}

async function pem(provider: IdentityProvider): Promise<string> {
  const key = await importJWK(provider.key().publicJwk, 'RS256', { extractable: true });
  if (key instanceof Uint8Array) throw new Error('a public key was expected');
  return exportSPKI(key);
}

/** A key of the attacker's own, brought along. */
const broughtAlong = (field: string, value: (jwk: unknown) => unknown) => async (provider: IdentityProvider) => {
  const own = await newSigningKey(provider.key().kid);
  return signed(provider.issuer, own, {}, { [field]: value(own.publicJwk) });
};

export const hostileTokens: readonly HostileToken[] = [
  { title: 'without a signature, alg none', refusal: 'algorithm', make: unsigned('none') },
  { title: 'alg None', refusal: 'algorithm', make: unsigned('None') },
  { title: 'alg NONE', refusal: 'algorithm', make: unsigned('NONE') },
  { title: 'alg nOnE', refusal: 'algorithm', make: unsigned('nOnE') },
  {
    title: 'with a good header and no signature',
    refusal: 'signature',
    make: (p) => altered(p, () => ({ signature: '' })),
  },
  {
    title: 'without alg',
    refusal: 'algorithm',
    make: (p) => altered(p, () => ({ header: encoded({ typ: 'at+jwt' }) })),
  },
  {
    title: 'with a list for alg',
    refusal: 'algorithm',
    make: (p) => altered(p, () => ({ header: encoded({ alg: ['RS256'], typ: 'at+jwt' }) })),
  },
  { title: 'HS256 with the public key as PEM', refusal: 'algorithm', make: confused(pem) },
  {
    title: 'HS256 with the public key as PEM, trimmed',
    refusal: 'algorithm',
    make: confused(async (p) => (await pem(p)).trim()),
  },
  {
    title: 'HS256 with the public key as JWK',
    refusal: 'algorithm',
    make: confused(async (p) => JSON.stringify(p.key().publicJwk)),
  },
  { title: 'HS256 with the modulus', refusal: 'algorithm', make: confused(async (p) => String(p.key().publicJwk.n)) },
  { title: 'HS512 with the public key as PEM', refusal: 'algorithm', make: confused(pem, 'HS512') },
  { title: 'HS256 with an empty secret', refusal: 'algorithm', make: confused(async () => '') },
  {
    title: 'an algorithm that is not allowed, of a good key',
    refusal: 'algorithm',
    make: (p) => altered(p, () => ({ header: encoded({ alg: 'RS512', typ: 'at+jwt', kid: 'key-1' }) })),
  },
  { title: 'kid that is a path', refusal: 'key-id', make: withKid('../../../../dev/null') },
  { title: 'kid that is an absolute path', refusal: 'unknown-key', make: withKid('/etc/passwd') },
  { title: 'kid that is an address', refusal: 'key-id', make: withKid('https://evil.example.com/jwks') },
  { title: 'kid that is SQL', refusal: 'key-id', make: withKid("x' UNION SELECT 'secret' --") },
  { title: 'kid that is a command', refusal: 'key-id', make: withKid('key-1|whoami') },
  { title: 'kid with a zero', refusal: 'key-id', make: withKid('key-1\0') },
  { title: 'kid with a line end', refusal: 'key-id', make: withKid('key-1\r\nx-role: admin') },
  { title: 'kid that is too long', refusal: 'key-id', make: withKid('k'.repeat(1_000)) },
  { title: 'kid that is empty', refusal: 'key-id', make: withKid('') },
  { title: 'kid that is a number', refusal: 'key-id', make: withKid(1) },
  { title: 'kid that is a list', refusal: 'key-id', make: withKid(['key-1']) },
  { title: 'kid of the prototype', refusal: 'unknown-key', make: withKid('__proto__') },
  { title: 'a kid nobody has', refusal: 'unknown-key', make: withKid('key-99') },
  { title: 'an embedded jwk', refusal: 'embedded-key', make: broughtAlong('jwk', (jwk) => jwk) },
  {
    title: 'an embedded jwk that is the right one',
    refusal: 'embedded-key',
    make: (p) => p.token({}, { jwk: p.key().publicJwk }),
  },
  {
    title: 'jku of the attacker',
    refusal: 'embedded-key',
    make: broughtAlong('jku', () => 'https://evil.example.com/jwks'),
  },
  { title: 'jku of the issuer', refusal: 'embedded-key', make: broughtAlong('jku', () => 'http://127.0.0.1/jwks') },
  { title: 'x5u', refusal: 'embedded-key', make: broughtAlong('x5u', () => 'https://evil.example.com/cert.pem') },
  { title: 'x5c', refusal: 'embedded-key', make: broughtAlong('x5c', () => ['MIIB']) },
  {
    title: 'crit that nobody understands',
    refusal: 'malformed',
    make: (p) =>
      altered(p, () => ({ header: encoded({ alg: 'RS256', typ: 'at+jwt', kid: 'key-1', crit: ['exp'], exp: 1 }) })),
  },
  {
    title: 'b64 false',
    refusal: 'signature',
    make: (p) =>
      altered(p, () => ({ header: encoded({ alg: 'RS256', typ: 'at+jwt', kid: 'key-1', crit: ['b64'], b64: false }) })),
  },
  { title: 'an ID of a person, by its typ', refusal: 'type', make: (p) => p.token({}, { typ: 'id+jwt' }) },
  { title: 'a logout token', refusal: 'type', make: (p) => p.token({}, { typ: 'logout+jwt' }) },
  { title: 'a proof of possession', refusal: 'type', make: (p) => p.token({}, { typ: 'dpop+jwt' }) },
  { title: 'without a typ', refusal: 'type', make: (p) => p.token({}, { typ: undefined }) },
  { title: 'a typ that is a number', refusal: 'type', make: (p) => p.token({}, { typ: 7 }) },
  {
    title: 'of another key under a good kid',
    refusal: 'signature',
    make: async (p) => signed(p.issuer, await newSigningKey(p.key().kid)),
  },
  {
    title: 'with another payload',
    refusal: 'signature',
    make: (p) =>
      altered(p, ({ payload }) => ({
        payload: encoded({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), roles: ['admin'] }),
      })),
  },
  {
    title: 'with a cut signature',
    refusal: 'signature',
    make: (p) => altered(p, ({ signature }) => ({ signature: signature.slice(0, -8) })),
  },
  {
    title: 'of an issuer nobody knows',
    refusal: 'unknown-issuer',
    make: (p) => p.token({ iss: 'https://evil.example.com' }),
  },
  {
    title: 'of an issuer that is nearly known',
    refusal: 'unknown-issuer',
    make: (p) => p.token({ iss: `${p.issuer}/` }),
  },
  { title: 'without an issuer', refusal: 'unknown-issuer', make: (p) => p.token({ iss: undefined }) },
  {
    title: 'with a list of issuers',
    refusal: 'unknown-issuer',
    make: (p) => altered(p, () => ({ payload: encoded({ iss: [p.issuer] }) })),
  },
  { title: 'for another audience', refusal: 'audience', make: (p) => p.token({ aud: 'another-api' }) },
  {
    title: 'for several others',
    refusal: 'audience',
    make: (p) => p.token({ aud: ['another-api', 'customer-graph-admin'] }),
  },
  { title: 'for nobody', refusal: 'audience', make: (p) => p.token({ aud: undefined }) },
  { title: 'that expired 61 seconds ago', refusal: 'expired', make: (p) => p.token({ exp: inSeconds(-61) }) },
  { title: 'that never expires', refusal: 'claims', make: (p) => p.token({ exp: undefined }) },
  { title: 'with a text for an expiry', refusal: 'claims', make: (p) => p.token({ exp: '9999999999' }) },
  {
    title: 'that holds from in two minutes on',
    refusal: 'not-yet-valid',
    make: (p) => p.token({ nbf: inSeconds(120) }),
  },
  { title: 'without a subject', refusal: 'claims', make: (p) => p.token({ sub: undefined }) },
  { title: 'with an object for a subject', refusal: 'claims', make: (p) => p.token({ sub: { id: 'x' } }) },
  { title: 'without a client', refusal: 'claims', make: (p) => p.token({ azp: undefined }) },
  { title: 'with roles that are none', refusal: 'claims', make: (p) => p.token({ roles: [{ admin: true }] }) },
  { title: 'too long', refusal: 'oversized', make: (p) => p.token({ filler: 'x'.repeat(9_000) }) },
  { title: 'that is no token', refusal: 'malformed', make: async () => 'letmein' },
  {
    title: 'of two parts',
    refusal: 'malformed',
    make: async (p) => (await p.token()).split('.').slice(0, 2).join('.'),
  },
  { title: 'of four parts', refusal: 'malformed', make: async (p) => `${await p.token()}.x` },
  {
    title: 'that is encrypted',
    refusal: 'malformed',
    make: async () => `${encoded({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`,
  },
  {
    title: 'whose header is no JSON',
    refusal: 'malformed',
    make: (p) => altered(p, () => ({ header: 'bm90IGpzb24' })),
  },
  { title: 'whose header is a list', refusal: 'malformed', make: (p) => altered(p, () => ({ header: encoded([]) })) },
  {
    title: 'whose payload is a text',
    refusal: 'malformed',
    make: (p) => altered(p, () => ({ payload: encoded('x') })),
  },
  { title: 'of a weak key', refusal: 'signature', make: weak },
];

/** 1024 bits, under the kid of a good key. */
async function weak(provider: IdentityProvider): Promise<string> {
  const { payload } = await parts(provider);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const header = encoded({ alg: 'RS256', typ: 'at+jwt', kid: provider.key().kid });
  return `${header}.${payload}.${sign('sha256', Buffer.from(`${header}.${payload}`), privateKey).toString('base64url')}`;
}
