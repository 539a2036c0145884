/**
 * A booking as one of its passengers may see it who sees nobody else's records: his itinerary, and what of the rest is his.
 *
 * The others in it are left out whole, not shown without their names: who travels with whom, on which seat and with what needs tells of
 * them as much as a name, and whoever made a booking may have put strangers into it (a group, an agency). Only their number is told. An
 * infant on his lap is his to look after. What was given for the whole booking - contacts, payment, remarks - may be another's, so it is
 * shown to him who has the booking to himself.
 */
import type { BookingRecord, PassengerRecord } from './source.ts';

/** Kept for as long as the part is. */
const wholes = new WeakMap<BookingRecord, BookingRecord>();

/** `passenger`: null when several fit equally well, and so nobody knows which of them is his. */
export function partOf(booking: BookingRecord, passenger: PassengerRecord | null): BookingRecord {
  const { passengers, numberInParty, contacts } = booking;
  const own = passenger === null ? [] : passengers.filter((one) => one === passenger || isInfantOf(one, passenger));
  const alone = own.length === passengers.length;
  const tattoos = new Set(own.map(({ tattoo }) => tattoo));
  const part: BookingRecord = {
    ...booking,
    passengers: own,
    numberInParty: Math.max(numberInParty ?? 0, passengers.length),
    contacts: contacts.filter((contact) =>
      contact.passengers.length === 0 ? alone : contact.passengers.every((tattoo) => tattoos.has(tattoo)),
    ),
    payments: alone ? booking.payments : [],
    remarks: alone ? booking.remarks : [],
    // Others' by now: what was split off is for those who went.
    associated: [],
  };
  wholes.set(part, booking);
  return part;
}

/** For what is compared within a booking and not shown. */
export const wholeOf = (booking: BookingRecord): BookingRecord => wholes.get(booking) ?? booking;

const isInfantOf = ({ accompaniedBy }: PassengerRecord, { tattoo }: PassengerRecord): boolean =>
  accompaniedBy === tattoo;
