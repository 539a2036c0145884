/** Each wrong setting of authentication is told in a line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readAuthConfig } from '../../gateway/identity/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'auth-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, 'auth.json');
function problems(content: unknown, trustedProxies = false): readonly string[] {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readAuthConfig({ AUTH: 'required', AUTH_FILE: path }, { trustedProxies, noDemo: null }).problems;
}
const alone = { trustedProxies: false, noDemo: null };

const principal = { kind: { is: 'staff' }, tenant: { is: 'airline' } };
const issuer = {
  name: 'staff',
  issuer: 'https://login.example.com/realms/staff',
  audience: 'customer-graph',
  principal,
};
const certificate = { fingerprint: 'ab'.repeat(32), client: 'gate', tenant: 'airline', kind: 'staff' };

describe('AUTH and AUTH_FILE', () => {
  test('belong together', () => {
    expect(readAuthConfig({ AUTH: 'off', AUTH_FILE: '' }, alone)).toEqual({ auth: null, problems: [] });
    expect(readAuthConfig({ AUTH: 'off', AUTH_FILE: path }, alone).problems).toEqual([
      'AUTH_FILE: set AUTH=required too, or remove it: with AUTH=off it protects nothing.',
    ]);
    expect(readAuthConfig({ AUTH: 'required', AUTH_FILE: '' }, alone).problems).toEqual([
      'AUTH_FILE: write the path of the file that says who vouches for callers, as AUTH=required.',
    ]);
    expect(readAuthConfig({ AUTH: 'required', AUTH_FILE: join(folder, 'none') }, alone).problems).toEqual([
      'AUTH_FILE: the file cannot be read.',
    ]);
  });

  test('are a demo where that can be', () => {
    const demo = expect.objectContaining({ demo: true, issuers: [], apiKeys: null, certificates: null });
    expect(readAuthConfig({ AUTH: 'demo', AUTH_FILE: '' }, alone)).toEqual({ auth: demo, problems: [] });
    expect(
      readAuthConfig({ AUTH: 'demo', AUTH_FILE: '' }, { ...alone, noDemo: 'write required, as it is cold.' }),
    ).toEqual({
      auth: null,
      problems: ['AUTH: write required, as it is cold.'],
    });
    expect(readAuthConfig({ AUTH: 'demo', AUTH_FILE: path }, alone).problems).toEqual([
      'AUTH_FILE: set AUTH=required too, or remove it: with AUTH=demo it protects nothing.',
    ]);
  });

  test('may have issuers alone, with all else as usual', () => {
    writeFileSync(path, JSON.stringify({ issuers: [issuer] }));
    const { auth } = readAuthConfig({ AUTH: 'required', AUTH_FILE: path }, alone);
    expect(auth?.issuers).toMatchObject([
      {
        audience: ['customer-graph'],
        algorithms: ['RS256', 'PS256', 'ES256'],
        types: ['at+jwt', 'jwt'],
        jwksUri: null,
      },
    ]);
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '{', 'it is not JSON.'],
    ['nobody', {}, 'write issuers, apiKeys or clientCertificates: nobody could say who he is.'],
    ['an unknown name', { issuers: [issuer], issuer: [] }, 'issuer is not known here; see docs/authentication.md.'],
    [
      'two of one name',
      { issuers: [issuer, { ...issuer, issuer: 'https://other.example.com' }] },
      'issuers: two have the name staff.',
    ],
    [
      'one issuer twice',
      { issuers: [issuer, { ...issuer, name: 'other' }] },
      `issuers: ${issuer.issuer} is there twice.`,
    ],
    [
      'HS256',
      { issuers: [{ ...issuer, algorithms: ['HS256'] }] },
      'issuers[0].algorithms[0]: write some of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519.',
    ],
    [
      'none',
      { issuers: [{ ...issuer, algorithms: ['none'] }] },
      'issuers[0].algorithms[0]: write some of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519.',
    ],
    [
      'no audience',
      { issuers: [{ ...issuer, audience: undefined }] },
      'issuers[0].audience: write a text, or a list of texts in [ ].',
    ],
    [
      'an audience of nobody',
      { issuers: [{ ...issuer, audience: [] }] },
      'issuers[0].audience: write a text, or a list of texts in [ ].',
    ],
    [
      'keys by http',
      { issuers: [{ ...issuer, jwksUri: 'http://login.example.com/keys' }] },
      'issuers[0].jwksUri: write an address that begins with https://, or http:// on this machine.',
    ],
    [
      'an issuer by http',
      { issuers: [{ ...issuer, issuer: 'http://login.example.com' }] },
      'issuers[0].jwksUri: write where its keys are, as no discovery document can be asked of this issuer: its address is not https.',
    ],
    [
      'an unknown kind',
      { issuers: [{ ...issuer, principal: { ...principal, kind: { is: 'boss' } } }] },
      'issuers[0].principal.kind: write { "is": ... } for what is always so, or { "claim": ... }, with "values" if its values have other names here.',
    ],
    [
      'customers without an id',
      { issuers: [{ ...issuer, principal: { ...principal, kind: { is: 'customer' } } }] },
      'issuers: staff vouches for customers; say in principal.customerId which claim has their id.',
    ],
    [
      'perhaps customers without an id',
      { issuers: [{ ...issuer, principal: { ...principal, kind: { claim: 'k' } } }] },
      'issuers: staff vouches for customers; say in principal.customerId which claim has their id.',
    ],
    [
      'a key file that is not there',
      { apiKeys: { file: 'none.json' } },
      'apiKeys.file: the file cannot be read; `npm run keys -- make` makes it.',
    ],
    [
      'a certificate without a mark',
      { clientCertificates: { clients: [{ ...certificate, fingerprint: undefined }] } },
      'clientCertificates.clients[0]: write either fingerprint or subject.',
    ],
    [
      'a SHA-1',
      { clientCertificates: { fingerprintHeader: 'x', clients: [{ ...certificate, fingerprint: 'ab'.repeat(20) }] } },
      'clientCertificates.clients[0].fingerprint: write the SHA-256 of the certificate: 64 hexadecimal digits, with or without colons.',
    ],
    [
      'no header',
      { clientCertificates: { clients: [certificate] } },
      'clientCertificates.fingerprintHeader: write in which header the proxy states it.',
    ],
    [
      'a certificate twice',
      { clientCertificates: { fingerprintHeader: 'x', clients: [certificate, { ...certificate, client: 'other' }] } },
      'clientCertificates.clients: two have the same certificate.',
    ],
    [
      'a customer by certificate',
      { clientCertificates: { fingerprintHeader: 'x', clients: [{ ...certificate, kind: 'customer' }] } },
      'clientCertificates.clients[0].kind: write one of staff, partner, service.',
    ],
  ])('that has %s is told so', (_, content, problem) => {
    expect(problems(content, true)).toEqual([`AUTH_FILE: ${problem}`]);
  });

  test('with certificates need a proxy that is trusted', () => {
    const content = { clientCertificates: { fingerprintHeader: 'x-print', clients: [certificate] } };
    expect(problems(content)).toEqual([
      'TRUSTED_PROXIES: set it, as nobody else is believed about client certificates.',
    ]);
    expect(problems(content, true)).toEqual([]);
  });

  test('tell what is wrong in the key file, and no hash', () => {
    const sha256 = 'ab'.repeat(32);
    writeFileSync(
      join(folder, 'keys.json'),
      JSON.stringify({ keys: [{ id: 'abcd', sha256, client: 'x', tenant: 'y', created: 'now' }] }),
    );
    const told = problems({ apiKeys: { file: 'keys.json' } });
    expect(told).toEqual([
      'AUTH_FILE: apiKeys.file: keys[0].created: write an instant such as 2027-01-31T00:00:00Z.',
      'AUTH_FILE: apiKeys.file: keys[0].expires: write an instant such as 2027-01-31T00:00:00Z.',
    ]);
    expect(told.join()).not.toContain(sha256);
  });
});

describe('docs/authentication.md', () => {
  const guide = readFileSync(new URL('../../docs/authentication.md', import.meta.url), 'utf8');
  const blocks = [...guide.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

  test('shows settings that are right', () => {
    expect(blocks.length).toBeGreaterThan(3);
    for (const text of blocks) {
      const content = JSON.parse(text);
      const wrong = problems(content.apiKeys ? { ...content, apiKeys: undefined } : content, true);
      expect(
        wrong.filter((line) => !line.includes('nobody could say who he is')),
        text,
      ).toEqual([]);
    }
  });
});
