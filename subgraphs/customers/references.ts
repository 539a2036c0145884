/** What other subgraphs' records say about a person, as the representations bring it, made into subjects to recognise. */

import { emailKey, phoneNumber } from '../shared/contacts.ts';
import { type NameReference, nameParts } from '../shared/names.ts';
import { documentKey, locatorKey, membershipKey } from './identity/numbers.ts';
import { nobody, type Subject } from './identity/subject.ts';
import type { Context } from './loaders.ts';

type Optional<T> = T | null | undefined;

export interface PassengerReference {
  readonly id: string;
  readonly name?: Optional<NameReference>;
  readonly dateOfBirth?: Optional<string>;
  readonly type?: Optional<'ADULT' | 'CHILD' | 'INFANT'>;
  readonly frequentFlyerNumbers?: Optional<readonly { readonly programme: string; readonly number: string }[]>;
  readonly documentKeys?: Optional<
    readonly { readonly type: string; readonly issuingCountry?: Optional<string>; readonly number: string }[]
  >;
  readonly contacts?: Optional<readonly { readonly kind: 'EMAIL' | 'PHONE'; readonly value: string }[]>;
  readonly bookingReference?: Optional<{
    readonly system: string;
    readonly recordLocator: string;
    readonly createdOn: string;
  }>;
  readonly hasNamesake?: Optional<boolean>;
}

export interface MembershipReference {
  readonly number: string;
  readonly member?: Optional<{ readonly name: NameReference; readonly dateOfBirth?: Optional<string> }>;
}

export interface CaseReference {
  readonly id: string;
  readonly requester?: Optional<{
    readonly name?: Optional<string>;
    readonly email?: Optional<string>;
    readonly phone?: Optional<string>;
    readonly membershipNumber?: Optional<string>;
    readonly customerId?: Optional<string>;
  }>;
}

export function passengerSubject(passenger: PassengerReference, { home }: Context): Subject {
  const contacts = (kind: 'EMAIL' | 'PHONE') =>
    (passenger.contacts ?? []).filter((contact) => contact.kind === kind).map(({ value }) => value);
  const booking = passenger.bookingReference;
  const recordLocator = locatorKey(booking?.recordLocator ?? '');
  return {
    ...nobody,
    name: nameParts(passenger.name),
    dateOfBirth: passenger.dateOfBirth ?? null,
    passengerType: passenger.type ?? null,
    memberships: distinct(passenger.frequentFlyerNumbers, ({ programme, number }) => membershipKey(programme, number)),
    documents: distinct(passenger.documentKeys, ({ type, issuingCountry, number }) =>
      documentKey(type, issuingCountry ?? null, number),
    ),
    emails: distinct(contacts('EMAIL'), emailKey),
    phones: distinct(contacts('PHONE'), (value) => phoneNumber(value, home)),
    booking:
      booking == null || recordLocator === null
        ? null
        : { system: booking.system, recordLocator, createdOn: booking.createdOn },
    hasNamesake: passenger.hasNamesake ?? false,
  };
}

export function membershipSubject({ number, member }: MembershipReference, { programme }: Context): Subject {
  return {
    ...nobody,
    name: nameParts(member?.name),
    dateOfBirth: member?.dateOfBirth ?? null,
    memberships: distinct([number], (text) => membershipKey(programme, text)),
  };
}

export function requesterSubject({ requester }: CaseReference, { programme, home }: Context): Subject {
  const one = (text: Optional<string>) => (text == null ? [] : [text]);
  return {
    ...nobody,
    name: requester?.name ?? null,
    memberships: distinct(one(requester?.membershipNumber), (text) => membershipKey(programme, text)),
    emails: distinct(one(requester?.email), emailKey),
    phones: distinct(one(requester?.phone), (text) => phoneNumber(text, home)),
    customerId: requester?.customerId ?? null,
  };
}

/** Normalised, without what cannot be normalised and without repetitions. */
function distinct<T, K>(items: Optional<readonly T[]>, make: (item: T) => K | null): K[] {
  const keys = (items ?? []).map(make).filter((key) => key !== null);
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
}
