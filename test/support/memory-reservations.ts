/** A reservation source held in memory, which counts what is asked of it, key by key. */

import {
  type BookingRecord,
  type BookingSummary,
  type FlightRecord,
  ffnKey,
  flightKey,
  type ReservationSource,
  type TicketRecord,
} from '../../subgraphs/reservations/source.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';

export interface Held {
  readonly bookings?: readonly (BookingRecord | { readonly recordLocator: string; readonly error: SourceError })[];
  /** By `ffnKey`. */
  readonly lists?: Readonly<Record<string, readonly BookingSummary[] | SourceError>>;
  /** By `flightKey` and surname. */
  readonly onFlights?: Readonly<Record<string, readonly BookingSummary[]>>;
  readonly tickets?: readonly TicketRecord[];
  readonly flights?: readonly FlightRecord[];
}

/** `asked` holds one entry a key, for example `booking K7PQ2M`, in the order they were asked for. */
export function memoryReservations(held: Held): { readonly source: ReservationSource; readonly asked: string[] } {
  const asked: string[] = [];
  const bookings = new Map(
    (held.bookings ?? []).map((each) => [each.recordLocator, 'error' in each ? each.error : each]),
  );
  const lists = new Map(Object.entries(held.lists ?? {}));
  const tickets = new Map((held.tickets ?? []).map((ticket) => [ticket.number, ticket]));
  const flights = new Map((held.flights ?? []).map((flight) => [flightKey(flight), flight]));
  const pick = <V>(kind: string, from: ReadonlyMap<string, V>, keys: readonly string[]) => {
    asked.push(...keys.map((key) => `${kind} ${key}`));
    return Promise.resolve(new Map([...from].filter(([key]) => keys.includes(key)).reverse()));
  };
  const source: ReservationSource = {
    capabilities: {
      maxKeysPerCall: 1,
      concurrency: 10,
      searchableBy: ['recordLocator', 'frequentFlyer', 'flightAndName', 'ticket', 'flight'],
    },
    bookings: (locators) => pick('booking', bookings, locators),
    listByFrequentFlyer: (numbers) => pick('list', lists, numbers.map(ffnKey)),
    listByFlightAndName: (flight, surname) => {
      const key = `${flightKey(flight)} ${surname}`;
      asked.push(`onFlight ${key}`);
      return Promise.resolve(held.onFlights?.[key] ?? []);
    },
    tickets: (numbers) => pick('ticket', tickets, numbers),
    flights: (keys) => pick('flight', flights, keys.map(flightKey)),
    health: () => Promise.resolve({ state: 'up', milliseconds: 0 }),
    close: () => Promise.resolve(),
  };
  return { source, asked };
}

/** What a list says of a booking, taken from the booking. */
export function summaryOf(booking: BookingRecord, changes: Partial<BookingSummary> = {}): BookingSummary {
  const dates = booking.segments
    .map(({ departure }) => (typeof departure === 'string' ? departure.slice(0, 10) : ''))
    .sort();
  return {
    recordLocator: booking.recordLocator,
    createdOn: typeof booking.createdOn === 'string' ? booking.createdOn : null,
    surname: booking.passengers[0]?.surname ?? null,
    firstName: booking.passengers[0]?.firstName ?? null,
    firstDeparture: dates[0] ?? null,
    lastDeparture: dates.at(-1) ?? null,
    ...changes,
  };
}

export const down = () => new SourceError('reservations', 'LEGACY_UNAVAILABLE', 'test');
