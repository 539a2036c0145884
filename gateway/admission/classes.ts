/** Who asks, and so who goes first when there is more to do than can be done. */
import { BlockList, isIP } from 'node:net';

/** The most important first: the airline's own desks and apps, its staff's tools, its partners. */
export const clientClasses = ['first-party', 'internal', 'partner'] as const;
export type ClientClass = (typeof clientClasses)[number];

/** Places in `clientClasses`. */
export const highest = 0;
export const lowest = clientClasses.length - 1;

export const classHeader = 'x-client-class';

export interface Asker {
  /** The value of `classHeader`. */
  readonly stated: string | string[] | undefined;
  /** Of the connection: the client's, or the proxy's it came through. */
  readonly address: string | undefined;
}

/**
 * The asker's place in `clientClasses`. A class counts only where a trusted proxy states it; who comes without one is in the lowest.
 * Where no proxy is trusted there are no classes, and everybody is in the highest.
 */
export function classifier(trusted: readonly string[]): (asker: Asker) => number {
  if (trusted.length === 0) return () => highest;
  const proxies = blockListOf(trusted);
  return ({ stated, address }) => {
    const place = typeof stated === 'string' ? places.get(stated) : undefined;
    if (place === undefined || address === undefined) return lowest;
    return proxies.check(address, address.includes(':') ? 'ipv6' : 'ipv4') ? place : lowest;
  };
}

const places = new Map<string, number>(clientClasses.map((name, place) => [name, place]));

/** `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. */
export function isAddressOrBlock(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function blockListOf(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.split('/');
    const version = address.includes(':') ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, version);
    else list.addSubnet(address, Number(bits), version);
  }
  return list;
}
