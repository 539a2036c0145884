/** One subject against one customer, attribute by attribute. Only attributes the subject has are compared. */
import { compareFullName, compareNames, type NameComparison, statedSuffix } from '../../shared/names.ts';
import { comparePassengerType } from './age.ts';
import type { CustomerIdentity } from './customer-identity.ts';
import type { Comparison, Evidence, Outcome } from './evidence.ts';
import { sameDocument } from './numbers.ts';
import type { Subject } from './subject.ts';

/** `today` is `YYYY-MM-DD`; ages are taken on the day the booking was made, or today. */
export function compare(subject: Subject, customer: CustomerIdentity, today: string): Comparison {
  const names = nameComparison(subject.name, customer);
  const emails = contactOutcome(subject.emails, customer.emails);
  const phones = contactOutcome(subject.phones, customer.phones);
  const found: (readonly [Evidence['attribute'], Outcome | null])[] = [
    ['customerId', subject.customerId === null ? null : subject.customerId === customer.id ? 'SAME' : 'DIFFERENT'],
    ['membershipNumber', membershipOutcome(subject, customer)],
    ['document', documentOutcome(subject, customer)],
    ['email', emails.outcome],
    ['phone', phones.outcome],
    ['bookingReference', bookingOutcome(subject, customer)],
    // Father and son: the suffix is part of the surname here.
    ['surname', names === null ? null : names.suffixConflict ? 'VETO' : names.surname],
    ['givenName', names?.givenName ?? null],
    ['dateOfBirth', birthDateOutcome(subject.dateOfBirth, customer)],
    [
      'passengerType',
      comparePassengerType(subject.passengerType, customer.dateOfBirth, subject.booking?.createdOn ?? today),
    ],
  ];
  return {
    evidence: found.flatMap(([attribute, outcome]) => (outcome === null ? [] : [{ attribute, outcome }])),
    verifiedContact: emails.verified || phones.verified,
    hasNamesake: subject.hasNamesake,
    suffixMissing: hasSuffixBeyond(subject.name, customer),
    singleName: isSingleName(subject.name) && (customer.name.givenNames ?? '') === '',
  };
}

function nameComparison(name: Subject['name'], customer: CustomerIdentity): NameComparison | null {
  if (name === null) return null;
  return typeof name === 'string' ? compareFullName(name, customer.name) : compareNames(name, customer.name);
}

function hasSuffixBeyond(name: Subject['name'], customer: CustomerIdentity): boolean {
  if (name === null) return false;
  const parts = typeof name === 'string' ? { surname: name, givenNames: null } : name;
  return statedSuffix(parts, customer.name) !== null && statedSuffix(customer.name, parts) === null;
}

function isSingleName(name: Subject['name']): boolean {
  if (name === null) return false;
  if (typeof name === 'string') return name.trim() !== '' && !/\s/.test(name.trim());
  return name.surname !== '' && /^(FNU|NFN|XXX)?$/i.test(name.givenNames?.trim() ?? '');
}

function membershipOutcome(subject: Subject, customer: CustomerIdentity): Outcome | null {
  if (subject.memberships.length === 0) return null;
  const held = customer.memberships;
  if (
    subject.memberships.some((mine) =>
      held.some((his) => mine.programme === his.programme && mine.number === his.number),
    )
  )
    return 'SAME';
  // A number we do not know to be dead counts as live, so this is the veto of two live numbers in one programme.
  if (subject.memberships.some((mine) => held.some((his) => his.live && mine.programme === his.programme)))
    return 'VETO';
  return 'MISSING';
}

function documentOutcome(subject: Subject, customer: CustomerIdentity): Outcome | null {
  if (subject.documents.length === 0) return null;
  if (customer.documents.length === 0) return 'MISSING';
  return subject.documents.some((mine) => customer.documents.some((his) => sameDocument(mine, his)))
    ? 'SAME'
    : 'DIFFERENT';
}

interface Contact {
  readonly key: string;
  readonly verified: boolean;
  readonly shared: boolean;
}

function contactOutcome(
  mine: readonly string[],
  his: readonly Contact[],
): { readonly outcome: Outcome | null; readonly verified: boolean } {
  if (mine.length === 0) return { outcome: null, verified: false };
  const equal = his.filter(({ key }) => mine.includes(key));
  const own = equal.filter(({ shared }) => !shared);
  if (own.length > 0) return { outcome: 'SAME', verified: own.some(({ verified }) => verified) };
  const outcome = equal.length > 0 ? 'SHARED' : his.length > 0 ? 'DIFFERENT' : 'MISSING';
  return { outcome, verified: false };
}

function bookingOutcome({ booking }: Subject, customer: CustomerIdentity): Outcome | null {
  if (booking === null) return null;
  if (customer.bookings.length === 0) return 'MISSING';
  const named = customer.bookings.some(
    ({ system, recordLocator, createdOn }) =>
      recordLocator === booking.recordLocator &&
      createdOn === booking.createdOn &&
      (system === '' || booking.system === '' || system === booking.system),
  );
  return named ? 'SAME' : 'DIFFERENT';
}

function birthDateOutcome(mine: string | null, customer: CustomerIdentity): Outcome | null {
  if (mine === null) return null;
  if (customer.dateOfBirth === null) return 'MISSING';
  if (customer.dateOfBirth === mine) return 'SAME';
  // Another of the master's sources says this very date: no conflict, but no proof either.
  return customer.otherBirthDates.includes(mine) ? 'COMPATIBLE' : 'VETO';
}
