/**
 * E-mail addresses and telephone numbers as people and reservation systems write them, brought to one form each.
 *
 * Reservation messages cannot carry some characters: in them `//` is @, `..` is _, `./` is -, and `?+` is an escaped +. A
 * telephone there may end in its kind (`-M` mobile, `-B` business, `-H` home, ...), a language (`/DE`), or lack its plus.
 */
import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';

const emailShape = /^[^\s@\p{C}"(),:;<>[\\\]]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;

/** The address with its domain in lower case, all of it when it came without any; null when it is none. */
export function emailAddress(raw: string): string | null {
  const text = raw.trim().replace(/\?+\+/g, '+').normalize('NFC');
  const plain = text.includes('@')
    ? text
    : text
        .replace('//', '@')
        .replaceAll('./', '-')
        .replaceAll('..', '_')
        .replace(/\/[A-Z]{2}$/, '');
  if (plain.length > 254 || !emailShape.test(plain)) return null;
  if (plain === plain.toUpperCase()) return plain.toLowerCase();
  const at = plain.lastIndexOf('@');
  return plain.slice(0, at) + plain.slice(at).toLowerCase();
}

/** The text by which two addresses are compared; null when `raw` is none. */
export function emailKey(raw: string): string | null {
  return emailAddress(raw)?.toLowerCase() ?? null;
}

/** Whether numbers without a country code can be read as of this country (alpha-2). */
export const isPhoneCountry = (text: string): boolean => isSupportedCountry(text);

/** E.164. `country` (alpha-2) is where a number without a country code is read; null when `raw` is no telephone number. */
export function phoneNumber(raw: string, country: string | null): string | null {
  const text = raw
    .trim()
    .replaceAll('?+', '+')
    .replace(/-[A-Z]{1,2}$/i, '')
    .replace(/\/[A-Z]{2}$/i, '')
    .replace(/^\s*00(?=[1-9])/, '+');
  if (text.length > 60 || /\p{Cc}/u.test(text)) return null;
  const home = country !== null && isSupportedCountry(country) ? country : undefined;
  const national = home === undefined ? undefined : parsePhoneNumberFromString(text, home);
  if (text.includes('+')) return settled(international(text));
  const digits = text.replace(/\D/g, '');
  if (digits.length > 20) return null;
  const abroad = digits.startsWith('0') ? undefined : international(`+${digits}`);
  // Ten digits in North America are a number of there; elsewhere digits without a trunk prefix begin with a country code.
  const homeFirst = national?.countryCallingCode === '1' && digits.length === 10;
  const order = homeFirst ? [national, abroad] : [abroad, national];
  const best = order.find((number) => number?.isValid()) ?? order.find((number) => number?.isPossible());
  return settled(best);
}

/** Null for a number that would be read as another one: with zeros left over at its front it is none. */
function settled(number: PhoneNumber | undefined): string | null {
  if (number === undefined) return null;
  return international(number.number)?.number === number.number ? number.number : null;
}

function international(text: string): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(text.slice(text.indexOf('+')));
  return number?.isPossible() === true ? number : undefined;
}
