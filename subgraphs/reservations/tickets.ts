/** Tickets and their coupons. */
import { seesEveryone } from '../shared/privacy/rows.ts';
import type { CouponStatus, PersonName, TicketTax } from './generated.ts';
import type { Context, Loaders } from './loaders.ts';
import { personName } from './passenger-name.ts';
import type { BookingRecord, TicketRecord } from './source.ts';

/** A ticket by its number; what is on it is only read when asked for. */
export interface TicketNumber {
  readonly number: string;
  /** The booking it was found in, as it is shown. */
  readonly within?: BookingRecord;
}

/** By its number alone nothing says whose a ticket is: only who sees everybody's is shown it. */
export async function ticketByNumber(
  number: string | null,
  { loaders, rows }: Pick<Context, 'loaders' | 'rows'>,
): Promise<TicketRecord | null> {
  return seesEveryone(rows) ? ticketOf(number, loaders) : null;
}

async function ticketOf(number: string | null, loaders: Pick<Loaders, 'ticket'>): Promise<TicketRecord | null> {
  return number === null ? null : loaders.ticket.load(number);
}

const statuses: ReadonlyMap<string, CouponStatus> = new Map([
  ...['I', 'O', 'OK', 'AL'].map((letter) => [letter, 'OPEN'] as const),
  ...['C', 'CK'].map((letter) => [letter, 'CHECKED_IN'] as const),
  ...['L', 'BD'].map((letter) => [letter, 'BOARDED'] as const),
  ...['B', 'F'].map((letter) => [letter, 'FLOWN'] as const),
  ...['E', 'X'].map((letter) => [letter, 'EXCHANGED'] as const),
  ...['RF', 'R'].map((letter) => [letter, 'REFUNDED'] as const),
  ['V', 'VOID'],
  ['S', 'SUSPENDED'],
]);

export function couponStatus(raw: string): CouponStatus {
  return statuses.get(raw.trim().toUpperCase()) ?? 'UNKNOWN';
}

/** Whoever does not see everybody's is shown the booking he has come from, and of that his part. */
export async function bookingShown(ticket: TicketNumber, context: Context): Promise<BookingRecord | null> {
  if (!seesEveryone(context.rows)) return ticket.within ?? null;
  return bookingOfTicket(await context.loaders.ticket.load(ticket.number), context);
}

/**
 * The booking a ticket was issued for. A ticket outlives its booking, and the locator on it may be another's by now: only a
 * booking that has the ticket in it is the one.
 */
async function bookingOfTicket(ticket: TicketRecord | null, context: Context): Promise<BookingRecord | null> {
  const own = ticket?.locators.filter(({ system }) => system === context.system) ?? [];
  const bookings = await Promise.all(own.map(({ recordLocator }) => context.loaders.booking.load(recordLocator)));
  const holds = (booking: BookingRecord) =>
    booking.passengers.some((passenger) => passenger.ticketNumbers.includes(ticket?.number ?? ''));
  return bookings.find((booking) => booking !== null && holds(booking)) ?? null;
}

export function nameOnTicket(ticket: TicketRecord | null): PersonName | null {
  return ticket === null || ticket.surname === null ? null : personName(ticket.surname, ticket.firstName);
}

export function ticketTaxes(ticket: TicketRecord | null): TicketTax[] | null {
  return ticket?.taxes.map(({ code, amount, currency }) => ({ code, amount: { amount, currency } })) ?? null;
}
