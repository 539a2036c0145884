/**
 * Cabins.
 *
 * Where the reservation names the cabin, that counts. Otherwise the booking class has to tell; which class sells which cabin
 * is each airline's own affair, so the rule is the common one: F, A and P are first; J, C, D, I and Z business; W, R and E premium economy; every other letter economy.
 */
import type { CabinClass } from './generated.ts';

const firstLetters = 'FAP';
const businessLetters = 'JCDIZ';
const premiumLetters = 'WRE';

/** Null for no class, and for what is not one letter. */
export function cabinOfBookingClass(bookingClass: string | null): CabinClass | null {
  const letter = bookingClass?.trim().toUpperCase() ?? '';
  if (!/^[A-Z]$/.test(letter)) return null;
  if (firstLetters.includes(letter)) return 'FIRST';
  if (businessLetters.includes(letter)) return 'BUSINESS';
  return premiumLetters.includes(letter) ? 'PREMIUM_ECONOMY' : 'ECONOMY';
}

/** By the letter a segment or a flight's availability gives the cabin itself; null for none and for another letter. */
export function cabinOfCode(code: string | null): CabinClass | null {
  const cabins: Readonly<Record<string, CabinClass>> = {
    F: 'FIRST',
    C: 'BUSINESS',
    J: 'BUSINESS',
    W: 'PREMIUM_ECONOMY',
    Y: 'ECONOMY',
    M: 'ECONOMY',
  };
  return cabins[code?.trim().toUpperCase() ?? ''] ?? null;
}
