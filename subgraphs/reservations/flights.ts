/**
 * Flights and their two ends, as bookings, tickets and flight information know them.
 *
 * A booking already says where and when its flight goes and who flies it. Only what it cannot know (status, aircraft,
 * cabins, gate, estimates, the operating number) is asked from the system, once a departure.
 */
import { type Read, readable } from '../shared/errors.ts';
import { cabinOfCode } from './cabins.ts';
import type { FlightCabin, FlightStatus } from './generated.ts';
import { readFlightKey } from './inputs.ts';
import { isFlight } from './itinerary.ts';
import type { Loaders } from './loaders.ts';
import type { CouponRecord, FlightKey, FlightRecord, SegmentRecord } from './source.ts';
import { dateOf } from './times.ts';

export interface FlightView extends FlightKey {
  /** What the booking or the ticket says; null when only the key is known. */
  readonly booked: {
    readonly operating: string | null;
    readonly departure: FlightPointView | null;
    readonly arrival: FlightPointView | null;
  } | null;
}

/** One end. `undefined` stands for what only the flight itself can say. */
export interface FlightPointView {
  readonly end: 'departure' | 'arrival';
  readonly airport: string;
  readonly terminal: string | null | undefined;
  /** Local wall time, or a date alone. */
  readonly scheduled: Read<string> | undefined;
  /** The departure to ask for the rest; null where there is none, as for a hotel. */
  readonly flight: FlightKey | null;
}

type Ends = Pick<NonNullable<FlightView['booked']>, 'departure' | 'arrival'>;
type FlightLoader = Pick<Loaders, 'flight'>;

/** A flight of which only the key is known; null for none. */
export function flightOf(key: FlightKey | null): FlightView | null {
  return key === null ? null : { ...key, booked: null };
}

/** Null when the system operates no such flight. */
export async function operatedFlight(key: FlightKey, loaders: FlightLoader): Promise<FlightView | null> {
  return (await loaders.flight.load(key)) === null ? null : flightOf(key);
}

/** Null unless the segment is a flight on a certain day. Throws when the day cannot be read. */
export function segmentFlight(segment: SegmentRecord): FlightView | null {
  const key = segmentKey(segment, readable(dateOf(segment.departure)));
  if (key === null) return null;
  const operating = segment.operatingCarrier ?? key.carrier;
  return { ...key, booked: { operating, ...segmentEnds(segment) } };
}

export function segmentEnds(segment: SegmentRecord): Ends {
  const { origin, destination, departure, arrival, departureTerminal, arrivalTerminal } = segment;
  const date = dateOf(departure);
  const flight = typeof date === 'string' ? segmentKey(segment, date) : null;
  return {
    departure: origin === null ? null : point('departure', origin, departureTerminal, departure, flight),
    arrival: destination === null ? null : point('arrival', destination, arrivalTerminal, arrival, flight),
  };
}

function segmentKey(segment: SegmentRecord, departureDate: string | null): FlightKey | null {
  if (!isFlight(segment)) return null;
  const { marketingCarrier: carrier, marketingFlightNumber: number, origin } = segment;
  return readFlightKey({ carrier, number, departureDate, origin });
}

/** Null for a coupon without a date. Throws when the date cannot be read. */
export function couponFlight(coupon: CouponRecord): FlightView | null {
  return flightOf(couponKey(coupon, readable(dateOf(coupon.departure))));
}

export function couponEnds(coupon: CouponRecord): Ends {
  const { origin, destination, departure } = coupon;
  const date = dateOf(departure);
  const flight = typeof date === 'string' ? couponKey(coupon, date) : null;
  return {
    departure: origin === null ? null : point('departure', origin, undefined, departure, flight),
    arrival: destination === null ? null : point('arrival', destination, undefined, undefined, flight),
  };
}

function couponKey(coupon: CouponRecord, departureDate: string | null): FlightKey | null {
  const { carrier, flightNumber: number, origin } = coupon;
  return readFlightKey({ carrier, number, departureDate, origin });
}

function point(
  end: FlightPointView['end'],
  airport: string,
  terminal: string | null | undefined,
  scheduled: Read<string> | undefined,
  flight: FlightKey | null,
): FlightPointView {
  return { end, airport, terminal, scheduled, flight };
}

/** One end of a flight: as booked, otherwise as the system knows it. Null when it knows no such flight. */
export async function flightEnd(
  view: FlightView,
  end: FlightPointView['end'],
  loaders: FlightLoader,
): Promise<FlightPointView | null> {
  if (view.booked !== null) return view.booked[end];
  const record = await loaders.flight.load(view);
  if (record === null) return null;
  return end === 'departure'
    ? point(end, record.origin, record.departureTerminal, record.scheduledDeparture, view)
    : point(end, record.destination, record.arrivalTerminal, record.scheduledArrival, view);
}

export async function terminal(
  { terminal: booked, flight, end }: FlightPointView,
  loaders: FlightLoader,
): Promise<string | null> {
  if (booked !== undefined) return booked;
  const record = flight === null ? null : await loaders.flight.load(flight);
  return (end === 'departure' ? record?.departureTerminal : record?.arrivalTerminal) ?? null;
}

/** Departure gate; arrivals have none here. */
export async function gate({ flight, end }: FlightPointView, loaders: FlightLoader): Promise<string | null> {
  return flight === null || end === 'arrival' ? null : ((await loaders.flight.load(flight))?.gate ?? null);
}

export async function scheduled(
  { scheduled: booked, flight, end }: FlightPointView,
  loaders: FlightLoader,
): Promise<Read<string>> {
  if (booked !== undefined) return booked;
  const record = flight === null ? null : await loaders.flight.load(flight);
  return (end === 'departure' ? record?.scheduledDeparture : record?.scheduledArrival) ?? null;
}

export async function estimated({ flight, end }: FlightPointView, loaders: FlightLoader): Promise<Read<string>> {
  const record = flight === null ? null : await loaders.flight.load(flight);
  return (end === 'departure' ? record?.estimatedDeparture : record?.estimatedArrival) ?? null;
}

/** Designator or name of whoever flies it. A flight that is no code-share flies under its own designator. */
export async function operating(view: FlightView, loaders: FlightLoader): Promise<string | null> {
  if (view.booked !== null) return view.booked.operating;
  const record = await loaders.flight.load(view);
  return record === null ? null : (record.operating?.carrier ?? record.carrier);
}

export async function operatingNumber(view: FlightView, loaders: FlightLoader): Promise<string | null> {
  const record = await loaders.flight.load(view);
  return record === null ? null : (record.operating?.number ?? record.number);
}

const statuses: ReadonlyMap<string, FlightStatus> = new Map([
  ...['SCHEDULED', 'SKD', 'ONTIME', 'OK'].map((word) => [word, 'SCHEDULED'] as const),
  ...['DELAYED', 'DLY', 'DL'].map((word) => [word, 'DELAYED'] as const),
  ...['CANCELLED', 'CANCELED', 'CNL', 'CX', 'XX'].map((word) => [word, 'CANCELLED'] as const),
  ...['DEPARTED', 'AIRBORNE', 'DEP', 'OFF'].map((word) => [word, 'DEPARTED'] as const),
  ...['ARRIVED', 'LANDED', 'ARR', 'ON', 'IN'].map((word) => [word, 'ARRIVED'] as const),
  ...['DIVERTED', 'DIV'].map((word) => [word, 'DIVERTED'] as const),
]);

/** Null when the system says nothing; UNKNOWN for a word this graph does not know. */
export function flightStatus(raw: string | null): FlightStatus | null {
  if (raw === null) return null;
  return statuses.get(raw.toUpperCase().replace(/[^A-Z]/g, '')) ?? 'UNKNOWN';
}

/** Cabins the flight has, best first; those this graph cannot name are left out. */
export function flightCabins(record: FlightRecord | null): FlightCabin[] | null {
  return (
    record?.cabins.flatMap(({ code, seatsLeft }) => {
      const cabin = cabinOfCode(code);
      return cabin === null ? [] : [{ cabin, seatsLeft }];
    }) ?? null
  );
}
