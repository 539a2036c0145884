/**
 * What is wrong in the customer master, as in every one. Who has which flaw follows from the customer number, and none of the
 * personas (below C0000200) has any:
 *
 * - every 97th customer has a birth date that no calendar has (30 February),
 * - every 89th has a VIP letter that the code table does not explain (`Q`),
 * - every 53rd has one more telephone entry that is no number (`siehe Notiz`).
 */
import type { Person } from '../world/types.ts';
import { isPersona } from './notation.ts';

export function flawedBirthDate(person: Person): string | null {
  const every = at(person, 97);
  return every && person.birthDate !== null ? `${person.birthDate.slice(0, 4)}0230` : null;
}

export const flawedVip = (person: Person): string | null => (at(person, 89) ? 'Q' : null);

export const flawedPhone = (person: Person): string | null => (at(person, 53) ? 'siehe Notiz' : null);

function at({ customerId }: Person, every: number): boolean {
  return !isPersona(customerId) && Number(customerId?.slice(1)) % every === 0;
}
