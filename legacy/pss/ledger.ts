/** Look-ups in the world's bookings, tickets and flights. Each index is built when first asked. */
import { personas, strangersLocator } from '../world/personas.ts';
import type { BookedSegment, Booking, Flight, Ticket, Traveller, World } from '../world/types.ts';

export interface Hit {
  readonly booking: Booking;
  readonly traveller: Traveller;
}

export interface TicketHit extends Hit {
  readonly ticket: Ticket;
}

export interface FlightCriterion {
  readonly carrier: string;
  readonly number: string;
  /** `YYYY-MM-DD`, local. */
  readonly date: string;
  readonly origin: string | null;
  readonly destination: string | null;
}

export interface Ledger {
  readonly world: World;
  booking(locator: string): Booking | undefined;
  ticket(number: string): TicketHit | undefined;
  tickets(): readonly TicketHit[];
  byFrequentTraveller(programme: string, number: string): readonly Hit[];
  byFlightAndSurname(flight: FlightCriterion, surname: string): readonly Hit[];
  flight(criterion: FlightCriterion): Flight | undefined;
  flightOf(segment: BookedSegment): Flight | undefined;
  /** Comes with a warning of simultaneous changes. */
  isChanging(booking: Booking): boolean;
  /** Shown to nobody. */
  isRestricted(booking: Booking): boolean;
}

/** As the host compares names. */
export const letters = (name: string): string => name.toUpperCase().replace(/[^A-Z]/g, '');

export function openLedger(world: World): Ledger {
  const kept = lazily(() => world.bookings.filter((booking) => !booking.purged));
  const positions = lazily(() => new Map(world.bookings.map((booking, index) => [booking, index])));
  const byLocator = lazily(() => new Map(kept().map((booking) => [booking.recordLocator, booking])));
  const tickets = lazily(() => new Map(world.bookings.flatMap(ticketsOf)));
  const frequent = lazily(() => groups(kept().flatMap(frequentOf)));
  const flown = lazily(() => groups(kept().flatMap(flightsIn)));
  const departures = lazily(() => departuresOf(world.flights));
  const personal = new Set<string>([strangersLocator, ...Object.values(personas).flatMap(locatorsOf)]);
  const position = (booking: Booking) => positions().get(booking) ?? -1;
  const matching = (criterion: FlightCriterion) =>
    (departures().get(departureKey(criterion.carrier, criterion.number, criterion.date)) ?? []).filter((index) =>
      fits(world.flights[index], criterion),
    );
  return {
    world,
    booking: (locator) => byLocator().get(locator.toUpperCase()),
    ticket: (number) => tickets().get(number),
    tickets: () => [...tickets().values()],
    byFrequentTraveller: (programme, number) => frequent().get(`${programme.toUpperCase()} ${number}`) ?? [],
    byFlightAndSurname: (criterion, surname) =>
      [...new Set(matching(criterion).flatMap((index) => flown().get(index) ?? []))].flatMap((booking) => {
        const traveller = booking.travellers.find((one) => letters(one.surname) === letters(surname));
        return traveller === undefined ? [] : [{ booking, traveller }];
      }),
    flight(criterion) {
      const [index] = matching(criterion);
      return index === undefined ? undefined : world.flights[index];
    },
    flightOf: (segment) => (segment.flight === null ? undefined : world.flights[segment.flight]),
    isChanging: (booking) =>
      booking.recordLocator === personas.suryanto.recordLocator ||
      (position(booking) % 97 === 0 && !personal.has(booking.recordLocator)),
    isRestricted: (booking) => position(booking) % 211 === 150 && !personal.has(booking.recordLocator),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function groups<K, V>(pairs: Iterable<readonly [K, V]>): Map<K, V[]> {
  const map = new Map<K, V[]>();
  for (const [key, value] of pairs) {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  }
  return map;
}

const ticketsOf = (booking: Booking) =>
  booking.travellers.flatMap((traveller) =>
    traveller.tickets.map((ticket) => [ticket.number, { booking, traveller, ticket }] as const),
  );

const frequentOf = (booking: Booking) =>
  booking.travellers.flatMap((traveller) =>
    traveller.frequentFlyer.map(({ programme, number }) => [`${programme} ${number}`, { booking, traveller }] as const),
  );

const flightsIn = (booking: Booking) =>
  booking.segments.flatMap(({ flight }) => (flight === null ? [] : [[flight, booking] as const]));

const departureKey = (carrier: string, number: string, date: string): string =>
  `${carrier.toUpperCase()}${number.toUpperCase().replace(/^0+(?=\d)/, '')} ${date}`;

/** Under the designator sold first, so that it wins over the same number of an operating carrier. */
function departuresOf(flights: readonly Flight[]): Map<string, number[]> {
  const sold = flights.map(({ carrier, number, departureDate }, index) => {
    return [departureKey(carrier, number, departureDate), index] as const;
  });
  const operated = flights.flatMap(({ operating, departureDate }, index) =>
    operating === null ? [] : [[departureKey(operating.carrier, operating.number, departureDate), index] as const],
  );
  return groups([...sold, ...operated]);
}

function fits(flight: Flight | undefined, { origin, destination }: FlightCriterion): boolean {
  if (flight === undefined || (origin !== null && flight.origin !== origin)) return false;
  return destination === null || flight.destination === destination;
}

function locatorsOf(persona: Readonly<Record<string, unknown>>): string[] {
  return [persona.recordLocator, persona.reusedRecordLocator].filter((value) => typeof value === 'string');
}
