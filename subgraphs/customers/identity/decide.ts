/** From a comparison to a verdict: the deterministic tiers, the vetoes, and a score for what is only possible. */
import { type Comparison, type Evidence, fits, type Outcome, outcomeOf } from './evidence.ts';

export type Method =
  | 'CUSTOMER_ID'
  | 'FREQUENT_FLYER_NUMBER'
  | 'TRAVEL_DOCUMENT'
  | 'VERIFIED_CONTACT'
  | 'BOOKING_REFERENCE'
  | 'POSSIBLE';

export type Tier = Exclude<Method, 'POSSIBLE'>;

export interface Decision {
  /** Every tier that holds, strongest first; none means that the match is possible at most. */
  readonly holding: readonly Tier[];
  /** How sure it would be without any tier; 0 to `highestPossible`. */
  readonly score: number;
  /** Something speaks against it for good. */
  readonly excluded: boolean;
}

/** Strongest first. */
export const tiers = [
  'CUSTOMER_ID',
  'FREQUENT_FLYER_NUMBER',
  'TRAVEL_DOCUMENT',
  'VERIFIED_CONTACT',
  'BOOKING_REFERENCE',
] as const satisfies readonly Tier[];

export const confidenceOf: Readonly<Record<Tier, number>> = {
  CUSTOMER_ID: 1,
  FREQUENT_FLYER_NUMBER: 0.98,
  TRAVEL_DOCUMENT: 0.97,
  VERIFIED_CONTACT: 0.95,
  BOOKING_REFERENCE: 0.93,
};

/** What is not deterministic stays below. */
const highestPossible = 0.89;

export function decide(comparison: Comparison): Decision {
  const { evidence } = comparison;
  const excluded = evidence.some(({ outcome }) => outcome === 'VETO');
  if (excluded) return { holding: [], score: 0, excluded };
  return { holding: tiers.filter((tier) => holds(tier, comparison)), score: possibleScore(evidence), excluded };
}

/**
 * Every tier asks that no name says another person: with one number between them, twins and spouses would else be one. Only
 * a travel document with its birth date outweighs a name, as names change by marriage. A son is booked with his father's
 * telephone and in his father's bookings, so those do not make him his father either.
 */
function holds(tier: Tier, comparison: Comparison): boolean {
  const { evidence, verifiedContact, singleName } = comparison;
  // Of two who may be meant, neither is known to be the one.
  const isOne = !comparison.suffixMissing && !comparison.hasNamesake;
  const is = (attribute: Evidence['attribute'], ...outcomes: (Outcome | null)[]) =>
    outcomes.includes(outcomeOf(evidence, attribute));
  if (is('passengerType', 'DIFFERENT')) return false;
  if (tier === 'TRAVEL_DOCUMENT') return is('document', 'SAME') && is('dateOfBirth', 'SAME');
  if (is('givenName', 'DIFFERENT') || is('surname', 'DIFFERENT')) return false;
  const surname = fits(outcomeOf(evidence, 'surname'));
  const given = fits(outcomeOf(evidence, 'givenName')) || singleName;
  switch (tier) {
    case 'CUSTOMER_ID':
      return is('customerId', 'SAME');
    case 'FREQUENT_FLYER_NUMBER':
      return is('membershipNumber', 'SAME') && surname;
    case 'VERIFIED_CONTACT':
      return verifiedContact && surname && given && isOne;
    case 'BOOKING_REFERENCE':
      return is('bookingReference', 'SAME') && surname && isOne;
  }
}

/** How much one equal attribute alone would convince. */
const weights: Readonly<Partial<Record<Evidence['attribute'], Partial<Record<Outcome, number>>>>> = {
  customerId: { SAME: 0.8 },
  membershipNumber: { SAME: 0.7 },
  document: { SAME: 0.7 },
  email: { SAME: 0.6, SHARED: 0.15 },
  phone: { SAME: 0.5, SHARED: 0.15 },
  bookingReference: { SAME: 0.5 },
  dateOfBirth: { SAME: 0.4, COMPATIBLE: 0.3 },
  surname: { SAME: 0.25, COMPATIBLE: 0.2 },
  givenName: { SAME: 0.25, COMPATIBLE: 0.15 },
};
/** What a contradiction leaves of it. */
const penalties: Readonly<Partial<Record<Evidence['attribute'], number>>> = {
  customerId: 0.5,
  surname: 0.5,
  givenName: 0.5,
  passengerType: 0.5,
};

/** Independent signs add up as chances do; contradictions scale the sum down. Two decimals. */
function possibleScore(evidence: readonly Evidence[]): number {
  const doubt = evidence.reduce((left, { attribute, outcome }) => left * (1 - (weights[attribute]?.[outcome] ?? 0)), 1);
  const kept = evidence.reduce(
    (left, { attribute, outcome }) => (outcome === 'DIFFERENT' ? left * (penalties[attribute] ?? 1) : left),
    1,
  );
  return Math.min(highestPossible, Math.round((1 - doubt) * kept * 100) / 100);
}
