/**
 * Is this case this customer's?
 *
 * The desk's agent may have linked the customer: that decides, for and against. Else the customer's own membership number, or
 * a verified address nobody else has, each only with a requester whose name fits. Nothing weaker ever shows a case.
 */
import { utcDate } from '../shared/dates.ts';
import {
  compareFullName,
  type NameComparison,
  type NameParts,
  type NameReference,
  nameParts,
} from '../shared/names.ts';
import type { EvidenceOutcome, MatchEvidence, MatchMethod, RecordMatch } from './generated.ts';
import { type CaseKey, type CaseRecord, comparable } from './source.ts';

/** As the customer master holds the customer; what it could not say is missing. */
export interface CustomerIdentity {
  readonly id: string;
  readonly name?: NameReference | null | undefined;
  readonly emails?:
    | readonly { readonly address: string; readonly verified: boolean; readonly shared: boolean }[]
    | null
    | undefined;
  readonly membershipNumbers?: readonly { readonly programme: string; readonly number: string }[] | null | undefined;
}

export interface BookingIdentity {
  readonly recordLocator: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly createdOn: string;
}

/**
 * Null when the reservation system could not say: nobody knows then whether there are cases, and an empty list would say
 * that there are none.
 */
export function bookingIdentity(booking: object): BookingIdentity | null {
  const { recordLocator, createdOn } = { recordLocator: null, createdOn: null, ...booking };
  return typeof recordLocator === 'string' && typeof createdOn === 'string' ? { recordLocator, createdOn } : null;
}

export type Match = Pick<RecordMatch, 'method' | 'confidence' | 'evidence'>;

const confidences: Partial<Record<MatchMethod, number>> = {
  CUSTOMER_ID: 1,
  FREQUENT_FLYER_NUMBER: 0.97,
  VERIFIED_CONTACT: 0.93,
  BOOKING_REFERENCE: 0.95,
};

/** What to search the desk for. `programme` is the one whose numbers the desk records. */
export function customerKeys(customer: CustomerIdentity, programme: string): CaseKey[] {
  return [
    { kind: 'customerId', value: customer.id },
    ...ownNumbers(customer, programme).map((value) => ({ kind: 'membershipNumber' as const, value })),
    ...ownAddresses(customer).map((value) => ({ kind: 'email' as const, value })),
  ];
}

/** Null when the case is not known to be the customer's. */
export function matchCustomer(found: CaseRecord, customer: CustomerIdentity, programme: string): Match | null {
  const names = compareRequester(found.requester.name, nameParts(customer.name));
  const nameEvidence: MatchEvidence[] = [
    { attribute: 'surname', outcome: names.suffixConflict ? 'VETO' : names.surname },
    { attribute: 'givenName', outcome: names.givenName },
  ];
  if (found.customerId !== null) {
    if (comparable(found.customerId) !== comparable(customer.id)) return null;
    return match('CUSTOMER_ID', [{ attribute: 'customerId', outcome: 'SAME' }, ...nameEvidence]);
  }
  const number = outcome(found.membershipNumber, ownNumbers(customer, programme));
  const email = found.requesterEmails
    .map((address) => outcome(address, ownAddresses(customer)))
    .find((o) => o === 'SAME');
  const evidence: MatchEvidence[] = [
    { attribute: 'membershipNumber', outcome: number },
    { attribute: 'email', outcome: email ?? (found.requesterEmails.length === 0 ? 'MISSING' : 'DIFFERENT') },
    ...nameEvidence,
  ];
  if (!fits(names, customer)) return null;
  // Father and son may share name and, mis-keyed, number: where one name has a suffix and the other none, it takes the address.
  if (number === 'SAME' && (!names.suffixDoubt || email === 'SAME')) return match('FREQUENT_FLYER_NUMBER', evidence);
  return email === 'SAME' ? match('VERIFIED_CONTACT', evidence) : null;
}

/** A locator is given away again after a while, so a case counts only from the day the booking was made. */
export function matchBooking(found: CaseRecord, { recordLocator, createdOn }: BookingIdentity): Match | null {
  if (found.recordLocator === null) return null;
  if (comparable(found.recordLocator) !== comparable(recordLocator)) return null;
  if (!(found.openedAt instanceof Date) || utcDate(found.openedAt) < createdOn) return null;
  return match('BOOKING_REFERENCE', [{ attribute: 'bookingReference', outcome: 'SAME' }]);
}

/** A match in the graph's form. */
export function recordMatch({ method, confidence, evidence }: Match, asOf: Date): RecordMatch {
  return { system: 'service-cases', method, confidence, evidence, asOf };
}

function match(method: MatchMethod, evidence: MatchEvidence[]): Match {
  const bent = evidence.filter(({ outcome }) => outcome !== 'SAME' && outcome !== 'MISSING').length;
  const sure = (confidences[method] ?? 0) - (method === 'CUSTOMER_ID' ? 0 : 0.02 * bent);
  return { method, confidence: Math.round(sure * 100) / 100, evidence };
}

function ownNumbers(customer: CustomerIdentity, programme: string): string[] {
  const own = (customer.membershipNumbers ?? []).filter((held) => comparable(held.programme) === comparable(programme));
  return own.map(({ number }) => number.trim()).filter((number) => number !== '');
}

function ownAddresses(customer: CustomerIdentity): string[] {
  const own = (customer.emails ?? []).filter(({ verified, shared }) => verified && !shared);
  return own.map(({ address }) => address.trim()).filter((address) => address !== '');
}

function outcome(value: string | null, own: readonly string[]): EvidenceOutcome {
  if (value === null || own.length === 0) return 'MISSING';
  return own.some((held) => comparable(held) === comparable(value)) ? 'SAME' : 'DIFFERENT';
}

type Comparison = NameComparison & { readonly suffixDoubt: boolean };

function fits({ surname, givenName, suffixConflict }: Comparison, customer: CustomerIdentity): boolean {
  if (suffixConflict || surname === 'MISSING' || surname === 'DIFFERENT' || givenName === 'DIFFERENT') return false;
  const mononym = (customer.name?.givenNames ?? '').trim() === '';
  return givenName !== 'MISSING' || mononym;
}

/** The desk keeps a name as one text, which is taken apart in the way that fits best. */
function compareRequester(text: string | null, name: NameParts | null): Comparison {
  const none: Comparison = { surname: 'MISSING', givenName: 'MISSING', suffixConflict: false, suffixDoubt: false };
  if (text === null || name === null) return none;
  const suffixed = /\s(jr|sr|junior|senior|ii|iii|iv)\.?$/i.test(text.trim());
  return { ...compareFullName(text, name), suffixDoubt: ((name.suffix ?? '').trim() !== '') !== suffixed };
}
