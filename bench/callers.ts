/** Somebody a gateway has to know: an issuer on loopback, a token of it, and the settings by which a gateway believes it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface KnownCaller {
  readonly headers: Readonly<Record<string, string>>;
  /** Of a gateway that asks who callers are, lets them see what the policy table says and keeps an audit. */
  readonly settings: Readonly<Record<string, string>>;
  close(): void;
}

const audience = 'customer-graph';

/** He sees all of the graph, so that answers are those of a gateway that asks nobody. */
export async function knownCaller(): Promise<KnownCaller> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-callers-'));
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const key = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => {
    const told = request.url === '/jwks' ? { keys: [key] } : { issuer, jwks_uri: `${issuer}/jwks` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address: AddressInfo | string | null = server.address();
  const issuer = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  const token = await new SignJWT({ azp: 'bench', roles: ['privacy-officer'], purposes: ['privacy-request'] })
    .setProtectedHeader({ alg: 'RS256', kid: 'bench', typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject('bench')
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(privateKey);
  const principal = {
    kind: { is: 'staff' },
    tenant: { is: 'airline' },
    roles: { claim: 'roles' },
    purposes: { claim: 'purposes' },
  };
  const file = join(folder, 'auth.json');
  writeFileSync(file, JSON.stringify({ issuers: [{ name: 'bench', issuer, audience, principal }] }));
  return {
    headers: { authorization: `Bearer ${token}` },
    settings: {
      AUTH: 'required',
      AUTH_FILE: file,
      POLICY_FILE: fileURLToPath(new URL('../gateway/policy.yaml', import.meta.url)),
      AUDIT_FOLDER: mkdtempSync(join(folder, 'audit-')),
    },
    close: () => {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
