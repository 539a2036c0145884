/** The part of a customer's record that says who he is, normalised for comparing. */
import { emailKey, phoneNumber } from '../../shared/contacts.ts';
import type { NameParts } from '../../shared/names.ts';
import type { CustomerRecord } from '../source.ts';
import { birthDateOf, otherBirthDates } from '../winning-values.ts';
import { type DocumentKey, documentKey, type MembershipKey, membershipKey } from './numbers.ts';

export interface CustomerIdentity {
  readonly id: string;
  readonly name: NameParts;
  /** Null when none is on file or the one on file cannot be read. */
  readonly dateOfBirth: string | null;
  readonly otherBirthDates: readonly string[];
  readonly memberships: readonly (MembershipKey & { readonly live: boolean })[];
  readonly documents: readonly DocumentKey[];
  readonly emails: readonly { readonly key: string; readonly verified: boolean; readonly shared: boolean }[];
  readonly phones: readonly { readonly key: string; readonly verified: boolean; readonly shared: boolean }[];
  readonly bookings: readonly {
    readonly system: string;
    readonly recordLocator: string;
    readonly createdOn: string | null;
  }[];
}

/** Telephone numbers without a country are read as of `home`. */
export function identityOf(record: CustomerRecord, home: string): CustomerIdentity {
  const keyed = <T extends object, K extends object>(items: readonly T[], make: (item: T) => K | null): (T & K)[] =>
    items.flatMap((item) => {
      const key = make(item);
      return key === null ? [] : [{ ...item, ...key }];
    });
  const contactKey = (key: string | null) => (key === null ? null : { key });
  return {
    id: record.id,
    name: record.name,
    dateOfBirth: legible(birthDateOf(record)),
    otherBirthDates: otherBirthDates(record),
    memberships: keyed(record.memberships, ({ programme, number }) => membershipKey(programme, number)),
    documents: record.documents.flatMap(({ rawType, issuingCountry, number }) => {
      const key = documentKey(rawType, issuingCountry, number);
      return key === null ? [] : [key];
    }),
    emails: keyed(record.emails, ({ address }) => contactKey(emailKey(address))),
    phones: keyed(record.phones, ({ raw }) => contactKey(phoneNumber(raw, home))),
    bookings: record.bookings.map(({ system, recordLocator, createdOn }) => ({
      system,
      recordLocator: recordLocator.toUpperCase(),
      createdOn: legible(createdOn),
    })),
  };
}

/** For comparing, what cannot be read is as good as missing. */
const legible = (value: unknown): string | null => (typeof value === 'string' ? value : null);
