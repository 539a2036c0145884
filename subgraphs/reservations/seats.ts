/**
 * Where a seat is: by the characteristics booked with it (`W` window, `A` aisle, `9` centre), otherwise by its letter.
 *
 * A is at a window in every cabin; B, E and J in the middle; C, D, G and H on an aisle; K and L at a window. F is at a window
 * where the cabin ends at F, that is on aircraft with one aisle; on others it cannot be told.
 */
import { bodyOf } from './aircraft.ts';
import type { SeatPosition } from './generated.ts';

const byCharacteristic: ReadonlyMap<string, SeatPosition> = new Map([
  ['W', 'WINDOW'],
  ['A', 'AISLE'],
  ['9', 'MIDDLE'],
]);
const byLetter: ReadonlyMap<string, SeatPosition> = new Map([
  ...[...'AKL'].map((letter) => [letter, 'WINDOW'] as const),
  ...[...'BEJ'].map((letter) => [letter, 'MIDDLE'] as const),
  ...[...'CDGH'].map((letter) => [letter, 'AISLE'] as const),
]);

/** `equipment` is the aircraft's type code; null when the reservation has none. */
export function seatPosition(
  number: string,
  characteristics: readonly string[],
  equipment: string | null,
): SeatPosition | null {
  const stated = new Set(
    characteristics.map((code) => byCharacteristic.get(code)).filter((place) => place !== undefined),
  );
  const [only] = stated;
  if (stated.size === 1 && only !== undefined) return only;
  const letter = /^0*\d{1,3}([A-Z])$/.exec(number.trim().toUpperCase())?.[1];
  if (letter === 'F') return bodyOf(equipment) === 'narrow' ? 'WINDOW' : null;
  return letter === undefined ? null : (byLetter.get(letter) ?? null);
}
