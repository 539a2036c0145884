/** Who asks, and so who goes first when there is more to do than can be done. */
import { BlockList, isIP } from 'node:net';
import {
  type ClientClass,
  classHeader,
  clientClasses,
  highest,
  lowest,
  placeOfClass,
} from '../../subgraphs/shared/policies/client-class.ts';

export { type ClientClass, classHeader, clientClasses, highest, lowest, placeOfClass };

export interface Asker {
  /** The value of `classHeader`. */
  readonly stated: string | readonly string[] | null | undefined;
  /** Of the connection: the client's, or the proxy's it came through. */
  readonly address: string | undefined;
}

/**
 * The asker's place in `clientClasses`. A class counts only where a trusted proxy states it; who comes without one is in the lowest.
 * Where no proxy is trusted there are no classes, and everybody is in the highest.
 */
export function classifier(trusted: readonly string[]): (asker: Asker) => number {
  if (trusted.length === 0) return () => highest;
  const isTrusted = addressCheck(trusted);
  return ({ stated, address }) => {
    const place = typeof stated === 'string' ? placeOfClass(stated) : undefined;
    return place !== undefined && isTrusted(address) ? place : lowest;
  };
}

/** Whether an address is one of these, or in a block of them. */
export function addressCheck(trusted: readonly string[]): (address: string | undefined) => boolean {
  const list = blockListOf(trusted);
  return (address) => address !== undefined && list.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}

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
