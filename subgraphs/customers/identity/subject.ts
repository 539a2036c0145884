/**
 * Somebody who is to be recognised, whoever asks: a passenger, a member, a case's requester, a caller, another customer.
 * All keys are normalised; an empty list or null means that the record has none.
 */
import type { NameParts } from '../../shared/names.ts';
import { surnameKeys } from '../../shared/names.ts';
import type { SearchKey } from '../source.ts';
import type { DocumentKey, MembershipKey } from './numbers.ts';

export interface Subject {
  /** In parts, or as one line whose parts nobody marked. */
  readonly name: NameParts | string | null;
  readonly dateOfBirth: string | null;
  readonly passengerType: 'ADULT' | 'CHILD' | 'INFANT' | null;
  /** Numbers that are taken to be live. */
  readonly memberships: readonly MembershipKey[];
  readonly documents: readonly DocumentKey[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly booking: { readonly system: string; readonly recordLocator: string; readonly createdOn: string } | null;
  /** Booking and contacts belong to somebody else of a fitting name too. */
  readonly hasNamesake: boolean;
  /** The customer the record itself names. */
  readonly customerId: string | null;
}

export const nobody: Subject = {
  name: null,
  dateOfBirth: null,
  passengerType: null,
  memberships: [],
  documents: [],
  emails: [],
  phones: [],
  booking: null,
  hasNamesake: false,
  customerId: null,
};

/** What to search the customer master for. A surname without a birth date finds too many and is not searched. */
export function searchKeys(subject: Subject): SearchKey[] {
  const { booking, dateOfBirth } = subject;
  return [
    ...subject.memberships.map((key): SearchKey => ({ kind: 'MEMBERSHIP', ...key })),
    ...subject.emails.map((address): SearchKey => ({ kind: 'EMAIL', address })),
    ...subject.phones.map((e164): SearchKey => ({ kind: 'PHONE', e164 })),
    ...subject.documents.map(({ number }): SearchKey => ({ kind: 'DOCUMENT', number })),
    ...(booking === null
      ? []
      : [{ kind: 'BOOKING', recordLocator: booking.recordLocator, createdOn: booking.createdOn } as const]),
    ...(dateOfBirth === null
      ? []
      : surnames(subject.name).map(
          (surname): SearchKey => ({ kind: 'SURNAME_AND_BIRTH_DATE', surname, birthDate: dateOfBirth }),
        )),
  ];
}

/** The surname's keys, and the given name's in case the two were swapped. */
function surnames(name: Subject['name']): string[] {
  if (name === null || typeof name === 'string') return [];
  return [...new Set([...surnameKeys(name.surname), ...surnameKeys(name.givenNames ?? '')])];
}
