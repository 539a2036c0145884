/** What the segments of a booking amount to: kinds, the kind of trip, first and last departure, what is still to come. */

import type { Read } from '../shared/errors.ts';
import { sameCity } from './airports.ts';
import type { SegmentKind, TripType } from './generated.ts';
import type { BookingRecord, SegmentRecord } from './source.ts';
import { serviceStatus } from './special-services.ts';
import { dateOf, instantAt, latestInstant } from './times.ts';

/** A segment in its booking. */
export interface BookedSegment {
  readonly booking: BookingRecord;
  readonly segment: SegmentRecord;
}

const kinds: ReadonlyMap<string, SegmentKind> = new Map([
  ['AIR', 'FLIGHT'],
  ['HHL', 'HOTEL'],
  ['HTL', 'HOTEL'],
  ['CCR', 'CAR'],
  ['CAR', 'CAR'],
  ['RU', 'OTHER'],
  ['TRN', 'RAIL'],
  ['RAI', 'RAIL'],
  ['ARNK', 'SURFACE'],
  ['SUR', 'SURFACE'],
]);

export function segmentKind(raw: string): SegmentKind {
  return kinds.get(raw.trim().toUpperCase()) ?? 'OTHER';
}

export function isFlight(segment: SegmentRecord): boolean {
  return segmentKind(segment.kind) === 'FLIGHT';
}

/** A stop of less than this between two flights is a connection. */
const longestConnection = 24 * 3_600_000;

interface Leg {
  readonly origin: string;
  readonly destination: string;
  /** Cities touched, so that a flight back to one of them is seen as a return. */
  readonly touched: readonly string[];
  readonly arrival: Read<Date>;
}

/**
 * Flights joined into legs where they connect; there and back is RETURN (airports of one city count as one place), one leg is
 * ONE_WAY, all else MULTI_CITY. Null without a flight.
 */
export function tripType(segments: readonly SegmentRecord[]): TripType | null {
  const [out, back, ...more] = legs(segments);
  if (out === undefined) return null;
  if (back === undefined) return 'ONE_WAY';
  const returns = sameCity(out.destination, back.origin) && sameCity(back.destination, out.origin);
  return returns && more.length === 0 ? 'RETURN' : 'MULTI_CITY';
}

function legs(segments: readonly SegmentRecord[]): Leg[] {
  const done: Leg[] = [];
  for (const { origin, destination, departure, arrival } of segments.filter(isFlight)) {
    if (origin === null || destination === null) continue;
    const [departs, arrives] = [instantAt(departure, origin), instantAt(arrival, destination)];
    const leg = done.at(-1);
    const onward = leg !== undefined && continues(leg, origin, destination, departs);
    const touched = [...(onward ? leg.touched : [origin]), destination];
    const next = { origin: onward ? leg.origin : origin, destination, touched, arrival: arrives };
    done.splice(onward ? -1 : done.length, 1, next);
  }
  return done;
}

function continues(leg: Leg, origin: string, destination: string, departs: Read<Date>): boolean {
  if (!(departs instanceof Date) || !(leg.arrival instanceof Date)) return false;
  const stop = departs.getTime() - leg.arrival.getTime();
  return (
    leg.destination === origin && stop < longestConnection && !leg.touched.some((place) => sameCity(place, destination))
  );
}

/** Segments by which a booking is coming or past: its flights, or all it has when there is none. */
function decisive(booking: BookingRecord): readonly SegmentRecord[] {
  const flights = booking.segments.filter(isFlight);
  return flights.length > 0 ? flights : booking.segments;
}

/** Local date of the first departure; null when no segment has a date that can be read. */
export function firstDeparture(booking: BookingRecord): string | null {
  const dates = decisive(booking).map(({ departure }) => dateOf(departure));
  return dates.filter((date) => typeof date === 'string').sort()[0] ?? null;
}

/** A segment whose departure nobody can read has not departed as far as anybody knows. */
function isToCome(segment: SegmentRecord, now: Date): boolean {
  if (typeof segment.departure !== 'string') return segmentKind(segment.kind) !== 'SURFACE';
  const departure = latestInstant(segment.departure, segment.origin);
  return departure === null || departure > now;
}

/** True with a segment that has not yet departed, and for a booking without any date. */
export function isUpcoming(booking: BookingRecord, now: Date): boolean {
  const segments = decisive(booking);
  return segments.length === 0 || segments.some((segment) => isToCome(segment, now));
}

/** Flights the passengers still have to take. */
export function comingFlights(booking: BookingRecord, now: Date): SegmentRecord[] {
  const dead = new Set(['CANCELLED', 'UNABLE']);
  return booking.segments.filter(
    (segment) => isFlight(segment) && !dead.has(serviceStatus(segment.status)) && isToCome(segment, now),
  );
}
