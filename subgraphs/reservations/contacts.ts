/** Contacts of a booking in their usual form. */

import { emailAddress, phoneNumber } from '../shared/contacts.ts';
import { alpha2 } from '../shared/countries.ts';
import type { BookingContact } from './generated.ts';
import { partId } from './ids.ts';
import type { BookingRecord, ContactRecord } from './source.ts';

/** Telephones without a country code are read as of the country where the booking was sold. What cannot be read stays raw. */
export function bookingContact(booking: BookingRecord, contact: ContactRecord): BookingContact {
  const { kind, raw } = contact;
  const sold = booking.pointOfSale.country;
  const value = kind === 'EMAIL' ? emailAddress(raw) : phoneNumber(raw, sold === null ? null : alpha2(sold));
  return { kind, value: value ?? raw, raw, passengerIds: contact.passengers.map((tattoo) => partId(booking, tattoo)) };
}
