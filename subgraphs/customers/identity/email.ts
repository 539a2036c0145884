/** E-mail addresses as reservations, agents and people write them. */

const shape = /^[^\s@\p{C}"(),:;<>[\\\]]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u;
/** Of an address (RFC 5321). */
const longest = 254;

/**
 * The form two addresses are compared in: lower case, plain. Understands the forms of SSR CTCE, where `//` is @, `..` is _ and
 * `./` is -, and a plus escaped for EDIFACT (`?+`). Null for what is no address.
 */
export function emailKey(text: string): string | null {
  const plain = text
    .trim()
    .replace('//', '@')
    .replaceAll('..', '_')
    .replaceAll('./', '-')
    .replace(/\?+\+/g, '+')
    .normalize('NFC')
    .toLowerCase();
  return plain.length <= longest && shape.test(plain) ? plain : null;
}

/** For showing: the domain in lower case, the rest as given. */
export function shownEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return at === -1 ? address : address.slice(0, at) + address.slice(at).toLowerCase();
}
