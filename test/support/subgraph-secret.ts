/** A secret that a gateway and its subgraph services share in tests, and what the gateway says with it. */
import { createSecretKey } from 'node:crypto';
import { type SignToken, tokenSigner } from '../../gateway/data-sources/subgraph-token.ts';

/** Its text must never be seen in a log, a metric or a trace. */
export const secretText = 'kanarienvogel-geheimnis-0123456789abcdef-4711';
export const secret = createSecretKey(secretText, 'utf8');

/** Signs as a gateway does for the subgraph of this name. */
export const signerOf = (name: string): SignToken => tokenSigner(secret, name, () => new Date());

/** Of a request a subgraph got: the token's claims, unverified; undefined when there was none. */
export function claimsOf(headers: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> | undefined {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(String(headers?.authorization))?.[1];
  return payload === undefined ? undefined : JSON.parse(Buffer.from(payload, 'base64url').toString());
}
