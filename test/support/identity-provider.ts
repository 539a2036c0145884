/**
 * An identity provider on loopback: discovery document, key set, and tokens of its keys. It counts who asks for its keys, changes them,
 * and is down when a test wants it so.
 */
import { createServer, type ServerResponse } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

type State = 'up' | 'refusing' | 'hanging' | 'garbled' | 'empty';

export interface IdentityProvider {
  readonly issuer: string;
  readonly jwksUri: string;
  /** The one tokens are signed with. */
  key(): SigningKey;
  /** How often its keys were asked for, whatever was answered. */
  readonly asked: { keys: number; discovery: number };
  state: State;
  /** What the discovery document says of the issuer, when not the truth. */
  claimedIssuer: string | null;
  /** A new key signs from now on. The others are still published, or not. */
  rotate(others: 'published' | 'gone'): Promise<SigningKey>;
  /** Other keys; the last signs. */
  publish(keys: readonly SigningKey[]): void;
  /** A good token for Ada of the call centre; `claims` and `header` go over it, undefined takes one away. */
  token(claims?: Record<string, unknown>, header?: Record<string, unknown>, key?: SigningKey): Promise<string>;
  close(): Promise<void>;
}

export const audience = 'customer-graph';
/** What must never be seen in a log: the subject of its tokens. */
export const usualSubject = 'subject-kanarienvogel-7731';

export async function newSigningKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** `port`: 0 for any free one. */
export async function startIdentityProvider(port = 0): Promise<IdentityProvider> {
  let count = 1;
  let keys = [await newSigningKey('key-1')];
  const asked = { keys: 0, discovery: 0 };
  const server = createServer((request, response) => {
    const isKeys = request.url === '/jwks';
    if (isKeys) asked.keys += 1;
    else asked.discovery += 1;
    answer(response, provider.state, () =>
      isKeys
        ? { keys: keys.map(({ publicJwk }) => publicJwk) }
        : { issuer: provider.claimedIssuer ?? provider.issuer, jwks_uri: provider.jwksUri },
    );
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;
  const current = (): SigningKey => keys.at(-1)!;
  const provider: IdentityProvider = {
    issuer,
    jwksUri: `${issuer}/jwks`,
    key: current,
    asked,
    state: 'up',
    claimedIssuer: null,
    rotate: async (others) => {
      count += 1;
      const next = await newSigningKey(`key-${count}`);
      keys = others === 'gone' ? [next] : [...keys, next];
      return next;
    },
    publish: (others) => {
      keys = [...others];
    },
    token: (claims, header, key = current()) => signed(issuer, key, claims, header),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}

export function signed(
  issuer: string,
  { alg, kid, privateKey }: SigningKey,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const all: JWTPayload = {
    iss: issuer,
    aud: audience,
    sub: usualSubject,
    azp: 'agent-desktop',
    roles: ['agent'],
    scope: 'customer:read booking:read',
    purposes: ['customer-service', 'complaint'],
    iat: now,
    exp: now + 600,
    ...claims,
  };
  return new SignJWT(all).setProtectedHeader({ alg, kid, typ: 'at+jwt', ...header }).sign(privateKey);
}

function answer(response: ServerResponse, state: State, document: () => unknown): void {
  if (state === 'hanging') return;
  if (state === 'refusing') return void response.writeHead(503).end();
  const body = state === 'garbled' ? '{"keys": [' : JSON.stringify(state === 'empty' ? { keys: [] } : document());
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
}
