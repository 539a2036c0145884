/** What a comparison found, attribute by attribute. Never the compared values. */

export type Attribute =
  | 'customerId'
  | 'membershipNumber'
  | 'document'
  | 'email'
  | 'phone'
  | 'bookingReference'
  | 'surname'
  | 'givenName'
  | 'dateOfBirth'
  | 'passengerType';

export type Outcome = 'SAME' | 'COMPATIBLE' | 'SHARED' | 'MISSING' | 'DIFFERENT' | 'VETO';

export interface Evidence {
  readonly attribute: Attribute;
  readonly outcome: Outcome;
}

/** The evidence, and what of it the client is not told in so many words. */
export interface Comparison {
  readonly evidence: readonly Evidence[];
  /** The equal e-mail address or telephone number is one the customer has proved to be his. */
  readonly verifiedContact: boolean;
  /** The subject is a junior or the like, and the customer's record knows of no suffix: it may be the father's. */
  readonly suffixMissing: boolean;
  /** Somebody else of a fitting name shares the subject's contacts and booking, so these say no more which of the two it is. */
  readonly hasNamesake: boolean;
  /** Neither side has a given name: a person with one name, so the surname is the whole name. */
  readonly singleName: boolean;
}

export function outcomeOf(evidence: readonly Evidence[], attribute: Attribute): Outcome | null {
  return evidence.find((item) => item.attribute === attribute)?.outcome ?? null;
}

export const fits = (outcome: Outcome | null): boolean => outcome === 'SAME' || outcome === 'COMPATIBLE';
