/** Calendar dates as `YYYY-MM-DD` and as day numbers since 1970-01-01, and local wall times of airports. */
import { Temporal } from 'temporal-polyfill';
import { airport } from './airports.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const known = new Map<number, string>();

/** `YYYY-MM-DD` of a day number. */
export function dateOf(dayNumber: number): string {
  const seen = known.get(dayNumber);
  if (seen !== undefined) return seen;
  const text = new Date(dayNumber * day).toISOString().slice(0, 10);
  known.set(dayNumber, text);
  return text;
}

export const dayOf = (date: string): number => Math.floor(Date.parse(date) / day);
/** Day number in UTC. */
export const dayAt = (instant: Date | number): number => Math.floor(Number(instant) / day);
export const addDays = (date: string, days: number): string => dateOf(dayOf(date) + days);
export const at = (milliseconds: number): Date => new Date(milliseconds);

interface Span {
  readonly from: number;
  readonly until: number;
  /** Milliseconds ahead of UTC. */
  readonly offset: number;
}

const spans = new Map<string, Span[]>();

/** Milliseconds the zone is ahead of UTC at an instant. Asked of Temporal once between two changes of the clock. */
function offsetAt(zone: string, instant: number): number {
  const list = spans.get(zone) ?? [];
  spans.set(zone, list);
  const found = list.find((span) => instant >= span.from && instant < span.until);
  if (found !== undefined) return found.offset;
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const next = zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  list.push({ from: instant, until: next, offset: zoned.offsetNanoseconds / 1e6 });
  return zoned.offsetNanoseconds / 1e6;
}

/**
 * The instant of a local wall time at an airport. A time the clock skips is read with the offset before the change (02:30
 * becomes 03:30), one it repeats is the first of the two.
 */
export function instantOf(airportCode: string, date: string | number, minutes: number): number {
  const { zone } = airport(airportCode);
  const wall = (typeof date === 'string' ? dayOf(date) : date) * day + minutes * minute;
  const before = offsetAt(zone, wall - day);
  const after = offsetAt(zone, wall + day);
  if (before === after || offsetAt(zone, wall - before) === before) return wall - before;
  return offsetAt(zone, wall - after) === after ? wall - after : wall - before;
}

/** Local wall time at an airport, `YYYY-MM-DDTHH:MM`. */
export function wallTime(airportCode: string, instant: Date | number): string {
  const time = Number(instant);
  return new Date(time + offsetAt(airport(airportCode).zone, time)).toISOString().slice(0, 16);
}

/** Local day number at an airport. */
export function localDay(airportCode: string, instant: Date | number): number {
  const time = Number(instant);
  return dayAt(time + offsetAt(airport(airportCode).zone, time));
}
