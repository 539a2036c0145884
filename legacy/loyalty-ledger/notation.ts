/** How the ledger writes things down. */
import type { SqlValue } from '../shared/sql-load.ts';

/** CYYMMDD. 0 for none. */
export function packDate(date: string | null): number {
  if (date === null) return 0;
  const [year = 1900, month = 0, day = 0] = date.split('-').map(Number);
  return (year - 1900) * 10_000 + month * 100 + day;
}

/** For a day that never comes. */
export const endless = 9_999_999;

/** CYYMMDDHHMMSS: the nightly run that posted the day's entries. */
export const packNightlyRun = (date: string): number => packDate(date) * 1_000_000 + 23_150;

/** Hundredths of a mile. */
export const packMiles = (miles: number): number => Math.round(miles * 100);

/** A to Z, blank and apostrophe, umlauts as digraphs, cut at the column's width. */
export function packName(name: string, width: number): string {
  const digraphs = name
    .toUpperCase()
    .replaceAll('Ä', 'AE')
    .replaceAll('Ö', 'OE')
    .replaceAll('Ü', 'UE')
    .replaceAll('ẞ', 'SS')
    .replaceAll('Ø', 'OE')
    .replaceAll('Æ', 'AE')
    .replaceAll('Ł', 'L');
  return digraphs
    .normalize('NFD')
    .replaceAll('-', ' ')
    .replace(/[^A-Z' ]/g, '')
    .slice(0, width)
    .trim();
}

/** Four digits, zero-filled; a suffix letter follows. */
export function packFlightNumber(number: string): SqlValue {
  const [, digits = '', suffix = ''] = /^(\d+)([A-Z]?)$/.exec(number) ?? [];
  return `${digits.padStart(4, '0')}${suffix}`;
}
