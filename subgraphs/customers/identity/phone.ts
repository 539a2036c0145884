/** Telephone numbers as typed by customers and agents. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

export type { CountryCode } from 'libphonenumber-js';
export const isPhoneCountry = (text: string): text is CountryCode => isSupportedCountry(text);

/** Nobody types more; keeps the parser's work bounded. */
const longest = 40;

/**
 * The number in E.164, or null for what is none. `home` is the country a number without one is read as of. A reservation's
 * city before it (`FRA 069 ...`) and kind after it (`-B` business, `-H` home, `-M` mobile) do not belong to the number.
 */
export function phoneKey(text: string, home: CountryCode): string | null {
  const bare = text
    .trim()
    .slice(0, longest + 1)
    .replace(/^[A-Z]{3}\s*(?=[+(\d])/i, '')
    .replace(/\s*[-/]\s*[A-Z]{1,3}$/i, '')
    .replace(/^00(?=[1-9])/, '+');
  if (bare.length > longest) return null;
  const parsed = parsePhoneNumberFromString(bare, { defaultCountry: home, extract: false });
  return parsed?.isPossible() === true ? parsed.number : null;
}
