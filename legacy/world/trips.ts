/** Which flights a journey takes. */

import type { PlannedSegment } from './book.ts';
import { day, hour, minute } from './dates.ts';
import type { FlightIndex } from './flights.ts';
import { hub } from './network.ts';
import { every, type Random } from './random.ts';
import type { BookedSegment } from './types.ts';

export interface Trip {
  readonly segments: readonly PlannedSegment[];
  /** Scheduled, milliseconds. */
  readonly departs: number;
  readonly lands: number;
}

interface Wish {
  readonly from: string;
  readonly to: string;
  readonly instant: number;
  /** Days until the way back; null for one way. */
  readonly stay: number | null;
  readonly cabin: BookedSegment['cabin'];
}

const leastConnection = 40 * minute;
const longestConnection = 22 * hour;
/** Beyond the hub's own network. */
const via: Readonly<Record<string, readonly string[]>> = { SYD: [hub, 'SIN'] };

export type Planner = (wish: Wish) => Trip | null;

export function planner(random: Random, flights: FlightIndex): Planner {
  const hotel = every(0.04);
  const surface = every(0.15);
  const partnerCode = every(0.02);

  /** Flights one way, or null when the window has none that connect. */
  function way(from: string, to: string, instant: number): number[] | null {
    const stops = [from, ...between(flights, from, to), to];
    const taken: number[] = [];
    let earliest = instant;
    for (let stop = 0; stop + 1 < stops.length; stop += 1) {
      const place = flights.after(stops[stop] ?? '', stops[stop + 1] ?? '', earliest);
      const flight = place === undefined ? undefined : flights.flights[place];
      if (place === undefined || flight === undefined) return null;
      const wait = flight.scheduledDeparture.getTime() - earliest;
      if (stop > 0 && wait > longestConnection) return null;
      taken.push(place);
      earliest = flight.scheduledArrival.getTime() + leastConnection;
    }
    return taken;
  }

  const seat = (place: number, cabin: BookedSegment['cabin']): PlannedSegment => ({
    kind: 'AIR',
    flight: partnerCode() ? sold(flights, place) : place,
    cabin: cabinOn(flights, place, cabin),
  });

  return ({ from, to, instant, stay, cabin }) => {
    const out = way(from, to, instant);
    if (out === null) return null;
    const landed = flights.flights[out.at(-1) ?? -1]?.scheduledArrival.getTime() ?? instant;
    const elsewhere = stay === null ? null : otherEnd(random, flights, to);
    const open = elsewhere !== null && surface() ? elsewhere : null;
    const back = stay === null ? [] : way(open ?? to, from, landed + stay * day);
    if (back === null) return null;
    const segments: PlannedSegment[] = out.map((place) => seat(place, cabin));
    if (stay !== null && hotel()) {
      segments.push({
        kind: 'HHL',
        hotel: {
          name: random.pick(['HOTEL MIRADOR', 'PARK INN EXAMPLE', 'GRAND HOTEL EXAMPLE', 'STATION HOTEL']),
          city: to,
          checkIn: new Date(landed).toISOString().slice(0, 10),
          checkOut: new Date(landed + stay * day).toISOString().slice(0, 10),
        },
      });
    }
    if (open !== null) segments.push({ kind: 'ARNK' });
    segments.push(...back.map((place) => seat(place, cabin)));
    const first = flights.flights[out[0] ?? -1];
    const last = flights.flights[back.at(-1) ?? out.at(-1) ?? -1];
    if (first === undefined || last === undefined) return null;
    return { segments, departs: first.scheduledDeparture.getTime(), lands: last.scheduledArrival.getTime() };
  };
}

function between(flights: FlightIndex, from: string, to: string): readonly string[] {
  if (flights.route(from, to).length > 0) return [];
  const stops = via[to] ?? (via[from] === undefined ? [hub] : [...via[from]].reverse());
  return stops.filter((stop) => stop !== from && stop !== to);
}

function otherEnd(random: Random, flights: FlightIndex, to: string): string | null {
  const near: Readonly<Record<string, readonly string[]>> = {
    MAD: ['BCN'],
    BCN: ['MAD'],
    LIS: ['OPO'],
    OPO: ['LIS'],
    JFK: ['IAD'],
    IAD: ['JFK'],
    FCO: ['MXP'],
    MXP: ['FCO'],
    CDG: ['AMS'],
    LHR: ['EDI'],
  };
  const choice = near[to];
  const place = choice === undefined ? null : random.pick(choice);
  return place !== null && flights.route(place, hub).length > 0 ? place : null;
}

/** The same departure under a partner's designator, where one sells it. */
function sold(flights: FlightIndex, place: number): number {
  const [flight, next] = [flights.flights[place], flights.flights[place + 1]];
  const same =
    next?.operating != null && next.operating.number === flight?.number && next.operating.carrier === flight.carrier;
  return same ? place + 1 : place;
}

/** What is nearest to the wish on this aircraft. */
function cabinOn(flights: FlightIndex, place: number, wish: BookedSegment['cabin']): BookedSegment['cabin'] {
  const cabins = flights.flights[place]?.cabins.map(({ cabin }) => cabin) ?? [];
  if (cabins.includes(wish)) return wish;
  return wish === 'F' ? 'C' : 'Y';
}
