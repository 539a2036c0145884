/** Frequent-flyer numbers, travel documents and record locators, in the form they are compared in. */
import { alpha2 } from '../../shared/countries.ts';

const joined = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
/** Longest number any programme or state issues, with room to spare. */
const longest = 24;

export interface MembershipKey {
  readonly programme: string;
  readonly number: string;
}

/** Blanks, hyphens and a repeated programme before the digits fall away (`AX`, `AX 2000-000-101`). Null for what is no number. */
export function membershipKey(programme: string, number: string): MembershipKey | null {
  const carrier = joined(programme);
  const whole = joined(number);
  const rest =
    whole.startsWith(carrier) && /^\d+$/.test(whole.slice(carrier.length)) ? whole.slice(carrier.length) : whole;
  return /^[A-Z0-9]{2,3}$/.test(carrier) && rest !== '' && rest.length <= longest
    ? { programme: carrier, number: rest }
    : null;
}

export interface DocumentKey {
  /** `P` passport, `I` identity card, `V` visa, otherwise as given. */
  readonly type: string;
  /** Alpha-2; null when not given or no country. */
  readonly country: string | null;
  readonly number: string;
}

/** Null for an empty number. A reservation's type may be more precise than the master's (`PS` for a service passport). */
export function documentKey(type: string, country: string | null, number: string): DocumentKey | null {
  const code = joined(number);
  if (code === '' || code.length > longest) return null;
  return { type: joined(type).slice(0, 1), country: country === null ? null : alpha2(country), number: code };
}

/** One document: same number, and nothing else that contradicts. */
export function sameDocument(left: DocumentKey, right: DocumentKey): boolean {
  const agree = (a: string | null, b: string | null) => a === null || b === null || a === '' || b === '' || a === b;
  return left.number === right.number && agree(left.type, right.type) && agree(left.country, right.country);
}

/** Upper case; null for what cannot be a locator. */
export function locatorKey(text: string): string | null {
  const upper = text.trim().toUpperCase();
  return /^[A-Z0-9]{5,8}$/.test(upper) ? upper : null;
}
