/**
 * Ids of bookings, passengers and segments. A locator is reused after purge, so a booking is named by system, locator and
 * creation date together: `1A-K7PQ2M-2026-10-03`, its second passenger `1A-K7PQ2M-2026-10-03-PT2`.
 */
import type { BookingRecord } from './source.ts';

/** Stands in the date's place for a booking whose creation date is missing or cannot be read. */
const undated = 'undated';

const shape = /^([A-Z0-9]{2,4})-([A-Z0-9]{5,8})-(\d{4}-\d{2}-\d{2}|undated)(?:-([PS]T\d+(?:-INF)?))?$/;

export interface BookingKey {
  readonly id: string;
  readonly system: string;
  readonly recordLocator: string;
  /** Of a passenger or a segment; null in a booking's own id. */
  readonly tattoo: string | null;
}

export function bookingId(booking: Pick<BookingRecord, 'system' | 'recordLocator' | 'createdOn'>): string {
  const created = typeof booking.createdOn === 'string' ? booking.createdOn : undated;
  return `${booking.system}-${booking.recordLocator}-${created}`;
}

export function partId(booking: BookingRecord, tattoo: string): string {
  return `${bookingId(booking)}-${tattoo}`;
}

/** Null for a text that is no such id. `id` is the booking's, whichever part was named. */
export function parseId(text: string): BookingKey | null {
  const [, system, recordLocator, created, tattoo = null] = shape.exec(text) ?? [];
  if (system === undefined || recordLocator === undefined) return null;
  return { id: `${system}-${recordLocator}-${created}`, system, recordLocator, tattoo };
}
