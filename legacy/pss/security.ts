/** Who calls: WS-Security UsernameToken with Amadeus' password digest, and the office. */
import { createHash } from 'node:crypto';
import { noSession, notAuthenticated } from './faults.ts';
import { find, text } from './xml.ts';

export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly office: string;
}

/** What the stand-in lets in. */
export const demo: Credentials = { user: 'WSAXDEMO', password: 'demo-password', office: 'FRAAX08AA' };

const rememberedNonces = 10_000;
const digestType = /#PasswordDigest$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([.:]\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A check of a request's SOAP header, as the soap package hands it over; throws SoapFault. Each nonce passes once. */
export function verifier(expected: Credentials): (header: unknown) => void {
  const seen = new Set<string>();
  return (header) => {
    if (find(header, 'Session', 'SessionId').length > 0) throw noSession();
    const token = find(header, 'Security', 'UsernameToken');
    const nonce = text(token, 'Nonce');
    const created = text(token, 'Created');
    const office = find(header, 'AMA_SecurityHostedUser', 'UserID', 'attributes', 'PseudoCityCode');
    const type = find(token, 'Password', 'attributes', 'Type');
    const good =
      text(token, 'Username') === expected.user &&
      office.length === 1 &&
      office[0] === expected.office &&
      type.length === 1 &&
      digestType.test(String(type[0])) &&
      nonce !== null &&
      created !== null &&
      instant.test(created) &&
      text(token, 'Password') === digest(nonce, created, expected.password);
    if (!good || nonce === null || seen.has(nonce)) throw notAuthenticated();
    seen.add(nonce);
    const [oldest] = seen;
    if (seen.size > rememberedNonces && oldest !== undefined) seen.delete(oldest);
  };
}

function digest(nonce: string, created: string, password: string): string {
  const inner = createHash('sha1').update(password).digest();
  return createHash('sha1').update(Buffer.from(nonce, 'base64')).update(created).update(inner).digest('base64');
}
