/**
 * The dates and times of Amadeus messages: DDMMYY, DDMMYYYY, DDMMMYY and HHMM, all local and without a zone.
 *
 * Two digits of a year get the latest century that the kind of date allows. A date that no calendar has becomes a
 * SourceError in the value's place, so that it costs only its own field.
 */
import { utcDate } from '../../../shared/dates.ts';
import type { Read } from '../../../shared/errors.ts';
import { malformed } from './failure.ts';

/** What a date is, which says how late it may be. */
export type DateKind = 'travel' | 'birth' | 'expiry';

/** Years after the present that a date of the kind may have; a birth date lies in the past to the day. */
const yearsAhead: Record<DateKind, number> = { travel: 10, birth: 0, expiry: 30 };

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** `YYYY-MM-DD`; null for no text. */
export function readDate(text: string | null, kind: DateKind, now: Date): Read<string> {
  if (text === null) return null;
  const parts =
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text) ?? /^(\d{2})([A-Z]{3})(\d{4}|\d{2})$/.exec(text.toUpperCase());
  if (parts === null) return malformed(`${kind} date`);
  const [, day = '', month = '', year = ''] = parts;
  const monthNumber = /\d/.test(month) ? Number(month) : months.indexOf(month) + 1;
  const fullYear = year.length === 4 ? Number(year) : withCentury(Number(year), monthNumber, Number(day), kind, now);
  return calendarDate(fullYear, monthNumber, Number(day)) ?? malformed(`${kind} date`);
}

/** `YYYY-MM-DDTHH:MM:00`, or the date alone when there is no time. */
export function readLocal(date: string | null, time: string | null, now: Date): Read<string> {
  const day = readDate(date, 'travel', now);
  if (day === null || day instanceof Error || time === null) return day;
  const clock = readClock(time);
  return clock === null ? malformed('time of day') : `${day}T${clock}:00`;
}

/** The instant of a date and a time given in UTC; null when either is absent. */
export function readInstant(date: string | null, time: string | null, now: Date): Read<Date> {
  if (time === null) return null;
  const local = readLocal(date, time, now);
  return typeof local === 'string' ? new Date(`${local}Z`) : local;
}

/** `HH:MM` of HHMM or HMM. */
function readClock(text: string): string | null {
  const parts = /^(\d{1,2})(\d{2})$/.exec(text);
  const [hours, minutes] = [Number(parts?.[1]), Number(parts?.[2])];
  if (parts === null || hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** The same wall date, so many days later. */
export function addDays(date: string, days: number): string {
  return utcDate(new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000));
}

/** `YYYY-MM-DD` to the DDMMYY of a request. */
export function toDdmmyy(date: string): string {
  return `${date.slice(8, 10)}${date.slice(5, 7)}${date.slice(2, 4)}`;
}

function withCentury(year: number, month: number, day: number, kind: DateKind, now: Date): number {
  const thisYear = now.getUTCFullYear();
  const latest = thisYear + yearsAhead[kind];
  const candidate = latest - ((((latest - year) % 100) + 100) % 100);
  if (kind !== 'birth' || candidate !== thisYear) return candidate;
  const isAhead = (calendarDate(candidate, month, day) ?? '') > utcDate(now);
  return isAhead ? candidate - 100 : candidate;
}

function calendarDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1000 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return utcDate(date);
}
