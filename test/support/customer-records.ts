/** Customers as a source would return them, made from the personas: only what a test is about has to be said. */
import { personas } from '../../legacy/world/personas.ts';
import { compare } from '../../subgraphs/customers/identity/compare.ts';
import { identityOf } from '../../subgraphs/customers/identity/customer-identity.ts';
import { rank } from '../../subgraphs/customers/identity/rank.ts';
import { nobody, type Subject } from '../../subgraphs/customers/identity/subject.ts';
import type { CustomerRecord } from '../../subgraphs/customers/source.ts';

export const today = '2026-11-24';

const blank: CustomerRecord = {
  id: 'C0',
  name: { title: null, givenNames: null, surname: '', suffix: null },
  dateOfBirth: null,
  gender: null,
  nationality: null,
  residence: null,
  language: null,
  vipClass: null,
  emails: [],
  phones: [],
  addresses: [],
  documents: [],
  meal: null,
  seat: null,
  cabin: null,
  channel: null,
  payment: null,
  consents: [],
  memberships: [],
  bookings: [],
  alternatives: [],
  updatedAt: null,
};

interface Who {
  readonly customerId: string;
  readonly givenNames: string;
  readonly surname: string;
  readonly suffix?: string;
  readonly birthDate: string;
  readonly email: string;
  readonly phone: string;
  readonly membershipNumber?: string;
  readonly recordLocator?: string;
}

/** A persona's record: verified e-mail and telephone of his own, his membership, his booking of 1 October. */
export function record(
  name: Exclude<keyof typeof personas, 'jonas'>,
  sketch: Partial<CustomerRecord> = {},
): CustomerRecord {
  const who: Who = personas[name];
  const { customerId, givenNames, surname, suffix, birthDate, email, phone } = who;
  const contact = { verified: true, preferred: true, shared: false };
  return {
    ...blank,
    id: customerId,
    name: { title: null, givenNames: givenNames === '' ? null : givenNames, surname, suffix: suffix ?? null },
    dateOfBirth: birthDate,
    emails: [{ ...contact, address: email }],
    phones: [{ ...contact, raw: phone, kind: 'MOBILE' }],
    memberships: who.membershipNumber === undefined ? [] : [membership(who.membershipNumber)],
    bookings: who.recordLocator === undefined ? [] : [booking(who.recordLocator)],
    ...sketch,
  };
}

export const membership = (number: string, live = true) => ({
  programme: 'AX',
  number,
  live,
  shared: false,
  recordedAt: null,
});

export const booking = (recordLocator: string, createdOn = '2026-10-01') => ({
  system: '1A',
  recordLocator,
  createdOn,
  recordedAt: null,
});

export const passport = (number: string) => ({
  type: 'PASSPORT' as const,
  rawType: 'P',
  number,
  issuingCountry: 'DEU',
  nationality: 'DE',
  expiresOn: null,
});

export const subject = (sketch: Partial<Subject>): Subject => ({ ...nobody, ...sketch });

/** Everybody ranked for one subject, by id. */
export function ranked(who: Partial<Subject>, customers: readonly CustomerRecord[]) {
  const compared = customers.map((customer) => ({
    customer,
    comparison: compare(subject(who), identityOf(customer, 'DE'), today),
  }));
  return rank(compared).map(({ customer, ...match }) => ({ id: customer.id, ...match }));
}
