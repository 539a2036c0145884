/**
 * Bookings and passengers by what names them. All give null for what the system does not hold, and to whoever does not see everybody's:
 * nothing says here whose they are. Him they are shown below their customer alone (customer-bookings.ts).
 */

import { pageSize } from '../shared/connection.ts';
import { utcDate } from '../shared/dates.ts';
import { compareSurnames, surnameKeys } from '../shared/names.ts';
import { seesEveryone } from '../shared/privacy/rows.ts';
import { segmentEnds } from './flights.ts';
import { bookingId, parseId } from './ids.ts';
import { flightKeyOf, surnameText } from './inputs.ts';
import { isFlight } from './itinerary.ts';
import type { Context } from './loaders.ts';
import { parsePassengerName } from './passenger-name.ts';
import { type BookedPassenger, findPassenger } from './passengers.ts';
import type { BookingRecord, FlightKey } from './source.ts';

export async function bookingByLocator(locator: string, { loaders, rows }: Context): Promise<BookingRecord | null> {
  return seesEveryone(rows) ? loaders.booking.load(locator) : null;
}

/** A booking created on another day is not the one the id names, though it has its locator. */
export async function bookingById(id: string, { loaders, system, rows }: Context): Promise<BookingRecord | null> {
  const key = parseId(id);
  if (key === null || key.system !== system || !seesEveryone(rows)) return null;
  const booking = await loaders.booking.load(key.recordLocator);
  return booking !== null && bookingId(booking) === key.id ? booking : null;
}

export async function passengerById(id: string, context: Context): Promise<BookedPassenger | null> {
  const booking = await bookingById(id, context);
  return booking === null ? null : findPassenger(booking, parseId(id)?.tattoo ?? null);
}

/** As the service desk holds a case. `openedAt` is an instant in text, as it travels. */
export interface CaseReference {
  readonly id: string;
  readonly recordLocator?: string | null;
  readonly openedAt?: string | Date | null;
}

/** An agent types what he hears: a locator that cannot be one is no booking. One created after the case is another's. */
export async function bookingOfCase(
  reference: CaseReference,
  { loaders, rows }: Context,
): Promise<BookingRecord | null> {
  // Whoever writes to the desk may name any locator.
  if (!seesEveryone(rows)) return null;
  const locator = reference.recordLocator?.trim().toUpperCase() ?? '';
  const opened = new Date(reference.openedAt ?? Number.NaN);
  if (!/^[A-Z0-9]{5,8}$/.test(locator) || Number.isNaN(opened.getTime())) return null;
  const booking = await loaders.booking.load(locator);
  if (booking === null) return null;
  const { createdAt, createdOn } = booking;
  if (createdAt instanceof Date) return createdAt <= opened ? booking : null;
  return typeof createdOn === 'string' && createdOn <= utcDate(opened) ? booking : null;
}

/** Bookings on a departure under a surname, in every spelling a reservation may have it, by locator. */
export async function bookingsOnFlight(
  args: FlightKey & { readonly surname: string; readonly first?: number | null | undefined },
  { source, loaders, signal, rows }: Context,
): Promise<BookingRecord[]> {
  const size = pageSize(args.first, 20, 50);
  const key = flightKeyOf(args);
  const surname = surnameText(args.surname);
  if (!seesEveryone(rows)) return [];
  const lists = await Promise.all(
    surnameKeys(surname).map((spelling) => source.listByFlightAndName(key, spelling, signal)),
  );
  const locators = [...new Set(lists.flat().map((summary) => summary.recordLocator))].sort().slice(0, size);
  const bookings = await Promise.all(locators.map((locator) => loaders.booking.load(locator)));
  return bookings.filter((booking) => booking !== null).filter((booking) => isOnBoard(booking, key, surname));
}

/** The list said so; the booking itself has to say so too. */
function isOnBoard(booking: BookingRecord, key: FlightKey, surname: string): boolean {
  const named = booking.passengers.some((passenger) => {
    const booked = parsePassengerName(passenger.surname, passenger.firstName);
    return !['DIFFERENT', 'MISSING'].includes(compareSurnames(booked.surname, surname));
  });
  return (
    named &&
    booking.segments.some((segment) => {
      const flown = isFlight(segment) ? segmentEnds(segment).departure?.flight : null;
      return flown != null && flown.departureDate === key.departureDate && flown.origin === key.origin;
    })
  );
}
