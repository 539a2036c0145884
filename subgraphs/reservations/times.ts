/**
 * Wall times at an airport, and the instants they stand for.
 *
 * Reservation systems send local times without an offset. On the night the clocks go forward a time may name no instant: it
 * is then read with the offset from before the change (02:30 that night is 03:30 by the new time), as an aircraft cannot
 * leave earlier than it was sold. On the night they go back a time names two: the earlier is taken, so that nobody comes
 * late for a flight. An instant is derived from the time's own date, so an arrival on the next day needs no day count.
 */
import { Temporal } from 'temporal-polyfill';
import { type Read, SourceError } from '../shared/errors.ts';
import { airport } from './airports.ts';

const wallTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/** Null when there is no time (only a date), no zone, or either means nothing. */
export function instantOf(local: string | null, timeZone: string | null): Date | null {
  if (local === null || timeZone === null || !wallTime.test(local)) return null;
  try {
    const zoned = Temporal.PlainDateTime.from(local, { overflow: 'reject' }).toZonedDateTime(timeZone, {
      disambiguation: 'compatible',
    });
    return new Date(zoned.epochMilliseconds);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The instant of a wall time at an airport. A time that could not be read stays the error it is. */
export function instantAt(local: Read<string>, airportCode: string): Read<Date> {
  return local instanceof SourceError ? local : instantOf(local, airport(airportCode).timeZone);
}

/** The wall time alone: null where the system gave only a date. */
export function timeOf(local: Read<string>): Read<string> {
  return local instanceof SourceError || local === null || wallTime.test(local) ? local : null;
}

/** The date of a wall time or a date. */
export function dateOf(local: Read<string>): Read<string> {
  return typeof local === 'string' ? local.slice(0, 10) : local;
}

/** Longest distance of a place's clock behind UTC, in milliseconds. */
const farthestWest = 12 * 3_600_000;

/**
 * When a departure is over for certain. Where only the date or no zone is known, the latest instant it can mean: whatever may
 * still be to come counts as to come.
 */
export function latestInstant(local: string, airportCode: string | null): Date | null {
  const exact = airportCode === null ? null : instantOf(local, airport(airportCode).timeZone);
  if (exact !== null) return exact;
  const milliseconds = Date.parse(wallTime.test(local) ? `${local.slice(0, 16)}Z` : `${local}T23:59:59Z`);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds + farthestWest);
}
