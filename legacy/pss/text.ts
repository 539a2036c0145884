/** How this host writes days, times, money and names. */
import { wallTime } from '../world/dates.ts';

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** `2026-11-24` as `241126`. */
export const ddmmyy = (date: string): string => `${date.slice(8, 10)}${date.slice(5, 7)}${date.slice(2, 4)}`;
/** `2026-11-24` as `24112026`. */
export const ddmmyyyy = (date: string): string => `${date.slice(8, 10)}${date.slice(5, 7)}${date.slice(0, 4)}`;
/** `2026-11-24` as `24NOV26`. */
export const ddmmmyy = (date: string): string =>
  `${date.slice(8, 10)}${months[Number(date.slice(5, 7)) - 1] ?? ''}${date.slice(2, 4)}`;
/** Monday is 1. */
export const weekday = (date: string): string => String(((new Date(date).getUTCDay() + 6) % 7) + 1);
export const calendarDay = (date: string) => ({
  year: date.slice(0, 4),
  month: String(Number(date.slice(5, 7))),
  day: String(Number(date.slice(8, 10))),
});

/** `241126` as `2026-11-24`; null when it is no day of this century. */
export function readDdmmyy(value: string | null): string | null {
  const match = /^(\d{2})(\d{2})(\d{2})$/.exec(value ?? '');
  if (match === null) return null;
  const date = `20${match[3]}-${match[2]}-${match[1]}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== date ? null : date;
}

export interface Moment {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HHMM`. */
  readonly time: string;
}

const split = (wall: string): Moment => ({ date: wall.slice(0, 10), time: wall.slice(11, 16).replace(':', '') });
/** On the clocks of an airport. */
export const local = (airport: string, instant: Date): Moment => split(wallTime(airport, instant));
export const utc = (instant: Date): Moment => split(instant.toISOString());
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 864e5);

/** Minutes as `HHMM`. */
export function duration(from: Date, to: Date): string {
  const minutes = Math.max(0, Math.round((to.getTime() - from.getTime()) / 60_000));
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}`;
}

/** A name as a travel document's machine-readable lines spell it, words kept apart. */
export function documentName(name: string): string {
  const spelt = name
    .toUpperCase()
    .replaceAll('Ä', 'AE')
    .replaceAll('Ö', 'OE')
    .replaceAll('Ü', 'UE')
    .replaceAll('ß', 'SS');
  const plain = spelt.replaceAll('Ø', 'OE').replaceAll('Ł', 'L').normalize('NFD').replace(/\p{M}/gu, '');
  return plain
    .replace(/[-\s]+/g, ' ')
    .replace(/[^A-Z ]/g, '')
    .trim();
}

/** Free text in pieces of at most 70 characters, as an SSR carries it. */
export const pieces = (value: string): string[] => (value === '' ? [] : (value.match(/.{1,70}/gs) ?? []).slice(0, 2));

/** `X7QW2M` for a flight number with a suffix: number and letter apart. */
export function flightNumberParts(number: string): { digits: string; suffix: string | undefined } {
  const match = /^(\d+)([A-Z])?$/.exec(number);
  return { digits: match?.[1] ?? number, suffix: match?.[2] };
}
