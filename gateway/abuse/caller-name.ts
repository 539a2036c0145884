/** Under which name a caller's requests are counted: his own, or, where nobody is asked who he is, that of where he comes from. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { addressCheck } from '../admission/classes.ts';
import type { Principal } from '../identity/principal.ts';

export const principalName = ({ issuer, tenant, subject }: Principal): string =>
  `principal ${JSON.stringify([issuer, tenant, subject])}`;

type Sent = Pick<IncomingMessage, 'headers' | 'socket'>;

/** `trustedProxies` are believed about whom they speak for, in `x-forwarded-for`; the last of those who is none of them it is. */
export function addressName(trustedProxies: readonly string[]): (request: Sent) => string {
  const isTrusted = addressCheck(trustedProxies);
  return ({ headers, socket }) => {
    let address = plain(socket.remoteAddress ?? '');
    const stated = headers['x-forwarded-for'];
    for (const hop of String(stated ?? '')
      .split(',')
      .toReversed()) {
      const next = plain(hop.trim());
      if (!isTrusted(address) || isIP(next) === 0) break;
      address = next;
    }
    return `address ${isIP(address) === 6 ? network(address) : address}`;
  };
}

/** An IPv4 address in the form of the other kind is the same address. */
const plain = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/** Its first 64 bits: the rest anybody may choose who has one. */
function network(address: string): string {
  const [before = '', after] = (address.split('%')[0] ?? '').split('::');
  const [left, right] = [before, after ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const filled =
    after === undefined ? [] : Array.from({ length: 8 - (left?.length ?? 0) - (right?.length ?? 0) }, () => '0');
  const groups = [...(left ?? []), ...filled, ...(right ?? [])];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
