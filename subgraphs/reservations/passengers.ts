/** What a booking says of a passenger, interpreted: type, birth date, companions, documents, seats. */
import { alpha2 } from '../shared/countries.ts';
import { compareNames } from '../shared/names.ts';
import type { BookingReference, Gender, PassengerType } from './generated.ts';
import { comingFlights } from './itinerary.ts';
import { wholeOf } from './own-part.ts';
import { parsePassengerName } from './passenger-name.ts';
import type { BookingRecord, ContactRecord, DocumentRecord, PassengerRecord, SpecialServiceRecord } from './source.ts';

/** A passenger in his booking. */
export interface BookedPassenger {
  readonly booking: BookingRecord;
  readonly passenger: PassengerRecord;
}

export type BookedSeat = { readonly booking: BookingRecord; readonly seat: PassengerRecord['seats'][number] };
export type BookedService = { readonly booking: BookingRecord; readonly service: SpecialServiceRecord };

const infantTypes = new Set(['INF', 'INS', 'ITF', 'INY']);
const childTypes = new Set(['CHD', 'CNN', 'CNE', 'UNN', 'UAM', 'UMNR', 'INN', 'CBC']);

/** By the type code; without one by the name's own mark (`MSTR`, `CHD`, `INF`). Whoever is not marked is an adult. */
export function passengerType({ typeCode, surname, firstName, accompaniedBy }: PassengerRecord): PassengerType {
  if (typeCode === null) {
    if (accompaniedBy !== null) return 'INFANT';
    return parsePassengerName(surname, firstName).age ?? 'ADULT';
  }
  if (infantTypes.has(typeCode)) return 'INFANT';
  return childTypes.has(typeCode) || /^C\d\d$/.test(typeCode) ? 'CHILD' : 'ADULT';
}

/** As booked, otherwise as in a travel document; null when neither says it or it cannot be read. */
export function birthDate({ birthDate: booked, documents }: PassengerRecord): string | null {
  const dates = [booked, ...documents.map((document) => document.birthDate)];
  return dates.find((date) => typeof date === 'string') ?? null;
}

export function findPassenger(booking: BookingRecord, tattoo: string | null): BookedPassenger | null {
  const passenger = booking.passengers.find((candidate) => candidate.tattoo === tattoo);
  return passenger === undefined ? null : { booking, passenger };
}

/** Somebody else in the booking may be meant by the same name: no birth date says otherwise. */
export function hasNamesake({ booking, passenger }: BookedPassenger): boolean {
  const { passengers } = wholeOf(booking);
  const name = parsePassengerName(passenger.surname, passenger.firstName);
  const born = birthDate(passenger);
  return passengers.some((other) => {
    if (other === passenger) return false;
    const theirs = birthDate(other);
    if (born !== null && theirs !== null && born !== theirs) return false;
    const compared = compareNames(name, parsePassengerName(other.surname, other.firstName));
    return compared.surname !== 'DIFFERENT' && compared.givenName !== 'DIFFERENT' && !compared.suffixConflict;
  });
}

/** The infant on this passenger's lap. */
export function infantOf({ booking, passenger }: BookedPassenger): BookedPassenger | null {
  const infant = booking.passengers.find((candidate) => candidate.accompaniedBy === passenger.tattoo);
  return infant === undefined ? null : { booking, passenger: infant };
}

export function contactsOf({ booking, passenger }: BookedPassenger): ContactRecord[] {
  return booking.contacts.filter((contact) => contact.passengers.includes(passenger.tattoo));
}

/** How documents are compared across systems: letters and digits alone, the country as alpha-2. */
export function documentKey({ type, number, issuingCountry }: DocumentRecord): {
  type: string;
  issuingCountry: string | null;
  number: string;
} {
  return {
    type: type.trim().toUpperCase(),
    issuingCountry: issuingCountry === null ? null : (alpha2(issuingCountry) ?? issuingCountry),
    number: number.toUpperCase().replace(/[^A-Z0-9]/g, ''),
  };
}

/** `F`, `M`, `X`, or those with `I` for an infant (in front or behind); null for none. */
export function gender(raw: string | null): Gender | null {
  const letter = raw?.toUpperCase().replace('I', '') ?? '';
  if (letter === 'F') return 'FEMALE';
  if (letter === 'M') return 'MALE';
  return letter === '' ? null : 'UNSPECIFIED';
}

/** Aircraft type of the segment a seat is on; null when the booking does not say. */
export function seatEquipment(booking: BookingRecord, segmentTattoo: string): string | null {
  return booking.segments.find((segment) => segment.tattoo === segmentTattoo)?.equipment ?? null;
}

/** True when every flight still to be taken is checked in for; null when there is none. */
export function checkedIn({ booking, passenger }: BookedPassenger, now: Date): boolean | null {
  const coming = comingFlights(booking, now);
  if (coming.length === 0) return null;
  return coming.every((segment) => passenger.checkedIn.includes(segment.tattoo));
}

/** Null for a booking whose creation date is not known: the locator alone names nothing for good. */
export function bookingReference({ system, recordLocator, createdOn }: BookingRecord): BookingReference | null {
  return typeof createdOn === 'string' ? { system, recordLocator, createdOn } : null;
}
