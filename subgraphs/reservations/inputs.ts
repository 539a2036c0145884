/** What clients write, brought to the form the source knows. What cannot be meant is BadUserInput, saying what to write. */
import { BadUserInput } from '../shared/errors.ts';
import type { FlightKey } from './source.ts';

/** Upper case. BadUserInput for what cannot be one. */
export function recordLocator(text: string): string {
  const locator = text.trim().toUpperCase();
  if (/^[A-Z0-9]{5,8}$/.test(locator)) return locator;
  throw new BadUserInput('recordLocator must be 5 to 8 letters and digits, for example K7PQ2M.');
}

/**
 * The 13 digits of a ticket number. Dashes and blanks are taken out, a coupon suffix (`C1`, `/1`) and a 14th digit are cut
 * off; the latter may be a check digit, but no rule for it holds for every ticket, so it is not checked.
 */
export function ticketNumber(text: string): string {
  const digits = text
    .trim()
    .toUpperCase()
    .replace(/\s*(?:C|\/)\s*[1-4]{1,4}$/, '')
    .replace(/[\s\-‐–]/g, '');
  if (/^\d{13,14}$/.test(digits)) return digits.slice(0, 13);
  throw new BadUserInput('number must be the 13 digits of an e-ticket, for example 899-2400000123.');
}

/** Null for what is no ticket number, where no client is to blame. */
export function readTicketNumber(text: string): string | null {
  return orNull(() => ticketNumber(text));
}

/** In the form of the port. BadUserInput at the first part that cannot be one. */
export function flightKeyOf(args: FlightKey): FlightKey {
  return {
    carrier: carrierCode(args.carrier),
    number: flightNumber(args.number),
    departureDate: args.departureDate,
    origin: airportCode(args.origin),
  };
}

/** Null for what names no departure, where no client is to blame. */
export function readFlightKey(args: {
  readonly carrier: string | null;
  readonly number: string | null;
  readonly departureDate: string | null;
  readonly origin: string | null;
}): FlightKey | null {
  const { carrier, number, departureDate, origin } = args;
  if (carrier === null || number === null || departureDate === null || origin === null) return null;
  return orNull(() => flightKeyOf({ carrier, number, departureDate, origin }));
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadUserInput) return null;
    throw error;
  }
}

function carrierCode(text: string): string {
  const code = text.trim().toUpperCase();
  if (/^(?=.*[A-Z])[A-Z0-9]{2}$/.test(code)) return code;
  throw new BadUserInput('carrier must be an airline designator of two characters, for example AX.');
}

function flightNumber(text: string): string {
  const [, digits, suffix] = /^0*(\d{1,4})([A-Z]?)$/.exec(text.trim().toUpperCase()) ?? [];
  if (digits !== undefined) return `${digits}${suffix}`;
  throw new BadUserInput('number must be 1 to 4 digits and at most one letter, without the airline, for example 101.');
}

function airportCode(text: string): string {
  const code = text.trim().toUpperCase();
  if (/^[A-Z]{3}$/.test(code)) return code;
  throw new BadUserInput('origin must be an airport code of three letters, for example FRA.');
}

/** Trimmed. BadUserInput for what cannot be a surname. */
export function surnameText(text: string): string {
  const surname = text.trim();
  if (/\p{L}/u.test(surname) && surname.length <= 60) return surname;
  throw new BadUserInput('surname must be a surname of 1 to 60 letters, for example LINDQVIST.');
}
