/** Membership numbers, as people and systems write them. */
import { BadUserInput } from '../shared/errors.ts';

/** Ten digits out of `AX 2000 000 101`, `2000-000-101` and the like; null for what cannot be a number of this programme. */
export function membershipNumber(text: string, programme: string): string | null {
  const joined = text.replace(/[\s-]/g, '').toUpperCase();
  const digits = joined.startsWith(programme) ? joined.slice(programme.length) : joined;
  return /^[0-9]{10}$/.test(digits) ? digits : null;
}

/** As `membershipNumber`, for what a client wrote. */
export function requireMembershipNumber(text: string, programme: string): string {
  const number = membershipNumber(text, programme);
  if (number !== null) return number;
  throw new BadUserInput(
    `number must be a membership number of ten digits, with or without ${programme} before it, such as ${programme} 2000000101.`,
  );
}
