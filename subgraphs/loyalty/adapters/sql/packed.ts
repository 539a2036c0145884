/**
 * How the ledger packs dates, instants and miles into whole numbers.
 *
 * A date is CYYMMDD (C: 0 for 19YY, 1 for 20YY): 1261124 is 2026-11-24. 0 means none; 9999999 means without an end. An instant
 * is CYYMMDDHHMMSS in UTC. Miles are hundredths. Drivers hand big numbers over as number, bigint or text.
 */
import { isCalendarDate } from '../../../shared/dates.ts';
import { type Read, SourceError } from '../../../shared/errors.ts';
import type { Miles } from '../../miles.ts';

/** A column as a driver returns it. */
export type Cell = string | number | bigint | null;

const endless = 9_999_999;
const malformed = (detail: string) => new SourceError('loyalty', 'LEGACY_MALFORMED', detail);

/** `YYYY-MM-DD`; null for none and for no end. */
export function readPackedDate(cell: Cell, column: string): Read<string> {
  const packed = wholeNumber(cell);
  if (cell === null || packed === 0n || packed === BigInt(endless)) return null;
  const text = packed === null || packed < 0n ? '' : packed.toString().padStart(7, '0');
  const [, century, year, month, day] = /^([01])(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  if (century === undefined) return malformed(`${column} is no packed date`);
  const date = `${19 + Number(century)}${year}-${month}-${day}`;
  return isCalendarDate(date) ? date : malformed(`${column} is no day of the calendar`);
}

export function readPackedInstant(cell: Cell, column: string): Read<Date> {
  const packed = wholeNumber(cell);
  if (cell === null || packed === 0n) return null;
  if (packed === null || packed < 0n) return malformed(`${column} is no packed instant`);
  const date = readPackedDate(packed / 1_000_000n, column);
  const time = (packed % 1_000_000n).toString().padStart(6, '0');
  if (date === null) return malformed(`${column} has a time without a day`);
  if (date instanceof SourceError) return date;
  const instant = new Date(`${date}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`);
  return Number.isNaN(instant.getTime()) ? malformed(`${column} is no time of the day`) : instant;
}

/** Null only where the column is. */
export function readMiles(cell: Cell, column: string): Read<Miles> {
  if (cell === null) return null;
  return wholeNumber(cell) ?? malformed(`${column} is no whole number of hundredths`);
}

/** A small whole number, for ordering. Values no number can hold exactly sort last. */
export function readOrder(cell: Cell): number {
  const value = Number(wholeNumber(cell) ?? Number.NaN);
  return Number.isSafeInteger(value) ? value : 0;
}

/** Trimmed; null for a blank column. CHAR columns come padded. */
export function readText(cell: Cell): string | null {
  const text = cell === null ? '' : String(cell).trim();
  return text === '' ? null : text;
}

function wholeNumber(cell: Cell): bigint | null {
  if (typeof cell === 'bigint') return cell;
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? BigInt(cell) : null;
  return cell !== null && /^-?\d{1,30}$/.test(cell) ? BigInt(cell) : null;
}
