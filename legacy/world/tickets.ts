/** Electronic tickets: numbers, prices, coupons and what became of them. */
import type { Random } from './random.ts';
import type { BookedSegment, Flight, Ticket } from './types.ts';

export const ticketPrefix = '899';

/** Decimals of the currencies the airline sells in. */
export const decimals: Readonly<Record<string, number>> = { EUR: 2, GBP: 2, USD: 2, JPY: 0 };

/** `minor` is in the currency's smallest unit. */
export function money(minor: number, currency: string): string {
  const places = decimals[currency] ?? 2;
  return (minor / 10 ** places).toFixed(places);
}

export type TicketNumbers = () => string;

/** Consecutive, as a ticket stock is; 13 digits. */
export function ticketNumbers(): TicketNumbers {
  let last = 2_400_000_122;
  return () => {
    last += 1;
    return `${ticketPrefix}${last}`;
  };
}

interface TicketOrder {
  readonly segments: readonly BookedSegment[];
  readonly flights: readonly Flight[];
  readonly checkedIn: readonly number[];
  readonly issuedOn: string;
  readonly currency: string;
  readonly type: 'ADT' | 'CHD' | 'INF';
}

const couponsPerTicket = 4;
const cabinFactor = { F: 9, C: 5, W: 2.2, Y: 1 } as const;

/** One ticket for up to four flights, more with consecutive numbers for longer journeys; none for an itinerary without flights. */
export function issue(random: Random, next: TicketNumbers, now: Date, order: TicketOrder): Ticket[] {
  const air = order.segments.filter((segment) => segment.kind === 'AIR');
  const tickets: Ticket[] = [];
  for (let start = 0; start < air.length; start += couponsPerTicket) {
    tickets.push(one(random, next(), now, order, air.slice(start, start + couponsPerTicket)));
  }
  return tickets;
}

function one(random: Random, number: string, now: Date, order: TicketOrder, air: readonly BookedSegment[]): Ticket {
  const { currency } = order;
  const unit = currency === 'JPY' ? 160 : 100;
  const share = order.type === 'INF' ? 0.1 : order.type === 'CHD' ? 0.75 : 1;
  const perLeg = air.map((segment) => (45 + random.int(0, 180)) * cabinFactor[segment.cabin] * share);
  const fare = Math.round(perLeg.reduce((sum, value) => sum + value, 0)) * unit;
  const taxes = [
    { code: 'DE', minor: Math.round(random.int(15, 40) * unit * (order.type === 'INF' ? 0 : 1)) },
    { code: 'RA', minor: random.int(18, 60) * unit },
    { code: 'YQ', minor: random.int(10, 180) * unit },
  ].filter((tax) => tax.minor > 0);
  const total = fare + taxes.reduce((sum, tax) => sum + tax.minor, 0);
  return {
    number,
    issuedOn: order.issuedOn,
    fare: money(fare, currency),
    total: money(total, currency),
    currency,
    taxes: taxes.map((tax) => ({ code: tax.code, amount: money(tax.minor, currency) })),
    coupons: air.map((segment, place) => ({
      number: place + 1,
      segment: segment.tattoo,
      status: couponStatus(random, segment, order, now),
      fareBasis: `${segment.bookingClass}${random.pick(['LSAVER', 'FLEX', 'LIGHT', 'CLSC'])}${order.type === 'CHD' ? '/CH' : order.type === 'INF' ? '/IN' : ''}`,
      baggage: order.type === 'INF' ? '10K' : segment.cabin === 'Y' ? random.pick(['23K', '1PC', '0PC']) : '2PC',
    })),
  };
}

function couponStatus(random: Random, segment: BookedSegment, order: TicketOrder, now: Date): string {
  const flight = segment.flight === null ? undefined : order.flights[segment.flight];
  if (flight === undefined) return 'I';
  if (segment.status === 'HX' || segment.status === 'NO') return random.pick(['RF', 'RF', 'V']);
  if (segment.status === 'UN') return random.pick(['E', 'RF']);
  if (segment.status === 'HL') return 'I';
  if (flight.status === 'CANCELLED') return flight.scheduledDeparture < now ? 'RF' : 'I';
  if (flight.status === 'ARRIVED' || flight.status === 'DIVERTED')
    return order.checkedIn.includes(segment.tattoo) ? 'B' : 'S';
  if (flight.status === 'DEPARTED') return 'L';
  return order.checkedIn.includes(segment.tattoo) ? 'C' : 'I';
}
