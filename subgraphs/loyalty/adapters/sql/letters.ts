/** The ledger's code letters. One it does not list here is shown raw, as UNKNOWN or OTHER. */
import type { ActivityKind, AwardRecord, MembershipRecord, TierLevel } from '../../source.ts';

export const statusLetters: Readonly<Record<string, MembershipRecord['status']>> = {
  A: 'ACTIVE',
  M: 'MERGED',
  S: 'SUSPENDED',
  C: 'CLOSED',
};

export const entryLetters: Readonly<Record<string, ActivityKind>> = {
  F: 'EARNED_FLIGHT',
  P: 'EARNED_PARTNER',
  R: 'REDEEMED',
  U: 'UPGRADED',
  D: 'DONATED',
  J: 'ADJUSTED',
  X: 'EXPIRED',
};

export const tierCodes: Readonly<Record<string, TierLevel>> = {
  BA: 'BASE',
  SI: 'SILVER',
  GO: 'GOLD',
  PL: 'PLATINUM',
};

export const awardLetters: Readonly<Record<string, AwardRecord['kind']>> = {
  U: 'UPGRADE',
  F: 'AWARD_FLIGHT',
  P: 'PARTNER',
  C: 'CHARITY',
};

/** The value of a letter that is really listed; `constructor` and the like are not. */
export function lookUp<T>(table: Readonly<Record<string, T>>, letter: string | null): T | null {
  return letter !== null && Object.hasOwn(table, letter) ? (table[letter] ?? null) : null;
}
