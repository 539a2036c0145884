/** The timetable flown day by day around `now`, with what goes wrong on the way. */
import { at, dateOf, dayAt, hour, instantOf, localDay, minute } from './dates.ts';
import { carrier, hub, type Leg, timetable } from './network.ts';
import type { Random } from './random.ts';
import type { Flight } from './types.ts';

export const firstDay = -153;
export const lastDay = 31;

/** Legs the personas have flown or fly soon: never late, never cancelled. */
const dependable = new Set(
  '101 102 106 121 124 201 202 203 221 222 231 232 251 252 271 272 301 302 303 304 401 402 405 406 407 408 457'.split(
    ' ',
  ),
);
/** The delay of Siobhan's solved case; its date is counted in days from today at her home airport. */
const fixedDelay = { number: '458', home: 'LHR', days: -70, minutes: 245 } as const;

type Cabins = readonly { readonly cabin: 'F' | 'C' | 'W' | 'Y'; readonly seats: number }[];
const shortHaul: Cabins = [
  { cabin: 'C', seats: 24 },
  { cabin: 'Y', seats: 132 },
];
const regional: Cabins = [
  { cabin: 'C', seats: 12 },
  { cabin: 'Y', seats: 88 },
];
const longHaul: Cabins = [
  { cabin: 'C', seats: 48 },
  { cabin: 'W', seats: 28 },
  { cabin: 'Y', seats: 217 },
];
const withFirst: Cabins = [{ cabin: 'F', seats: 8 }, ...longHaul];
const layouts: Readonly<Record<string, Cabins>> = { E95: regional, E75: regional, '359': withFirst, '788': longHaul };
const layout = (aircraft: string): Cabins => layouts[aircraft] ?? (aircraft.startsWith('7') ? longHaul : shortHaul);

export interface FlightIndex {
  readonly flights: readonly Flight[];
  /** Flights sold as AX from one airport to another, by departure; places in `flights`. */
  route(origin: string, destination: string): readonly number[];
  /** The first flight at or after an instant; undefined when the window has none. */
  after(origin: string, destination: string, instant: number): number | undefined;
  /** By designator and local date. */
  find(carrier: string, number: string, date: string, origin: string): number | undefined;
}

export function buildFlights(random: Random, now: Date): FlightIndex {
  const flights: Flight[] = [];
  const today = dayAt(now);
  const incidents = forcedIncidents(now);
  for (let date = today + firstDay; date <= today + lastDay; date += 1) {
    for (const leg of timetable) {
      // Weekday 4 is 1970-01-01.
      if (leg.days.includes((((date + 4) % 7) + 7) % 7)) flights.push(...fly(random, leg, date, now, incidents));
    }
  }
  return indexed(flights);
}

/** What must happen once in every world, whatever the dice say. */
function forcedIncidents(now: Date) {
  const wanted = new Set(['cancelled', 'delayed', 'diverted']);
  return (kind: 'cancelled' | 'delayed' | 'diverted', scheduled: number): boolean => {
    const ahead = scheduled - now.getTime();
    const fits = kind === 'diverted' ? ahead > -3 * 24 * hour && ahead < -12 * hour : ahead > hour && ahead < 10 * hour;
    return fits && wanted.delete(kind);
  };
}

function fly(
  random: Random,
  leg: Leg,
  date: number,
  now: Date,
  incident: ReturnType<typeof forcedIncidents>,
): readonly Flight[] {
  const departure = instantOf(leg.origin, date, leg.departure);
  const arrival = departure + leg.block * minute;
  const told = leg.number === fixedDelay.number && date - localDay(fixedDelay.home, now) === fixedDelay.days;
  const fate = told
    ? statusAt(departure, arrival, now.getTime(), fixedDelay.minutes * minute)
    : fateOf(random, leg, departure, arrival, now.getTime(), incident);
  const flight: Flight = {
    carrier: leg.operator,
    number: leg.number,
    operating: null,
    origin: leg.origin,
    destination: leg.destination,
    departureDate: dateOf(date),
    departureTerminal: terminal(leg.origin),
    arrivalTerminal: terminal(leg.destination),
    gate: departure - now.getTime() < 24 * hour ? `${random.pick(['A', 'B', 'C', 'Z'])}${random.int(1, 68)}` : null,
    scheduledDeparture: at(departure),
    scheduledArrival: at(arrival),
    ...fate,
    aircraft: leg.aircraft,
    cabins: cabinsOf(random, leg.aircraft, departure, now.getTime()),
  };
  const operating = { carrier: leg.operator, number: leg.number };
  return [flight, ...leg.marketedAs.map((sold) => ({ ...flight, ...sold, operating }))];
}

type Fate = Pick<Flight, 'estimatedDeparture' | 'estimatedArrival' | 'status'>;

function fateOf(
  random: Random,
  leg: Leg,
  departure: number,
  arrival: number,
  now: number,
  incident: ReturnType<typeof forcedIncidents>,
): Fate {
  const roll = random.next();
  const delay = Math.round(10 + random.next() ** 3 * 230) * minute;
  const calm = leg.operator === carrier && dependable.has(leg.number);
  const known = departure - now < 12 * hour;
  if (!known || calm) return statusAt(departure, arrival, now, null);
  const long = leg.operator === carrier && leg.origin === hub;
  if (roll < 0.013 || (!long && incident('cancelled', departure))) {
    return { estimatedDeparture: null, estimatedArrival: null, status: 'CANCELLED' };
  }
  const late = roll < 0.2 || incident('delayed', departure);
  const fate = statusAt(departure, arrival, now, late ? delay : null);
  const diverted = roll > 0.998 || incident('diverted', departure);
  return diverted && fate.status === 'ARRIVED' ? { ...fate, status: 'DIVERTED' } : fate;
}

function statusAt(departure: number, arrival: number, now: number, delay: number | null): Fate {
  const late = delay ?? 0;
  const estimates = {
    estimatedDeparture: delay === null ? null : at(departure + late),
    estimatedArrival: delay === null ? null : at(arrival + late),
  };
  if (arrival + late <= now) return { ...estimates, status: 'ARRIVED' };
  if (departure + late <= now) return { ...estimates, status: 'DEPARTED' };
  return { ...estimates, status: delay === null ? 'SCHEDULED' : 'DELAYED' };
}

function cabinsOf(random: Random, aircraft: string, departure: number, now: number): Flight['cabins'] {
  const daysAhead = Math.max(0, (departure - now) / (24 * hour));
  const full = Math.min(0.99, 0.55 + random.next() * 0.5 - daysAhead * 0.012);
  return layout(aircraft).map(({ cabin, seats }) => ({
    cabin,
    seats,
    left: departure < now ? 0 : Math.max(0, Math.round(seats * (1 - full) * (0.5 + random.next()))),
  }));
}

const terminals: Readonly<Record<string, string>> = {
  FRA: '1',
  MUC: '2',
  BER: '1',
  LHR: '2',
  CDG: '1',
  MAD: '2',
  JFK: '1',
  FCO: '3',
  HND: '3',
  SIN: '2',
  SYD: '1',
  LIS: '1',
};
const terminal = (airport: string): string | null => terminals[airport] ?? null;

function indexed(flights: readonly Flight[]): FlightIndex {
  const routes = new Map<string, number[]>();
  const designators = new Map<string, number>();
  flights.forEach((flight, place) => {
    designators.set(`${flight.carrier}${flight.number} ${flight.departureDate} ${flight.origin}`, place);
    if (flight.carrier !== carrier) return;
    const route = `${flight.origin}${flight.destination}`;
    const list = routes.get(route);
    if (list === undefined) routes.set(route, [place]);
    else list.push(place);
  });
  const departure = (place: number | undefined): number =>
    place === undefined ? Number.POSITIVE_INFINITY : (flights[place]?.scheduledDeparture.getTime() ?? 0);
  for (const list of routes.values()) list.sort((a, b) => departure(a) - departure(b));
  const route = (origin: string, destination: string) => routes.get(`${origin}${destination}`) ?? [];
  return {
    flights,
    route,
    after(origin, destination, instant) {
      const list = route(origin, destination);
      let [low, high] = [0, list.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (departure(list[middle]) < instant) low = middle + 1;
        else high = middle;
      }
      return list[low];
    },
    find: (designator, number, date, origin) => designators.get(`${designator}${number} ${date} ${origin}`),
  };
}
