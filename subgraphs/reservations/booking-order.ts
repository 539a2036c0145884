/**
 * The order of a customer's bookings, and what a cursor stands for in it: the day of departure and a rank on that day. No locator, as
 * a booking may prove to be another's.
 *
 * A booking that cannot be opened, and for which no list gives a day, has no place: it may belong before, on or behind any page. So it
 * comes before all others on the first page that could lack it, and the cursors of that page say that it has been told. Whoever reads
 * on is not told again, and is told of one that has failed since.
 */
import { encodeCursor } from '../shared/connection.ts';
import { BadUserInput, type SourceError } from '../shared/errors.ts';
import type { BookingWhen } from './generated.ts';

export interface Placeable {
  readonly recordLocator: string;
  /** A date; null when nobody knows it. */
  readonly departs: string | null;
  /** Why it has no place. */
  readonly unplaced: SourceError | null;
}

export interface Ordered<T> {
  /** In order. */
  readonly placed: readonly { readonly item: T; readonly position: string }[];
  /** By its number among all, which is the same while the list names the same bookings. */
  readonly unplaced: readonly { readonly item: T; readonly number: number; readonly failure: SourceError }[];
}

export type Positioned<T> = T & { readonly cursor: string };

interface Read {
  /** Empty before all. */
  readonly position: string;
  readonly told: readonly number[];
}

/**
 * By the day of departure, those of one day by locator, those that have none last. Null stands for what does not belong into the list;
 * it counts among all the same, so that numbers stay.
 */
export function inOrder<T extends Placeable>(all: readonly (T | null)[], when: BookingWhen): Ordered<T> {
  const direction = when === 'UPCOMING' ? 1 : -1;
  const undated = when === 'UPCOMING' ? '9999' : '';
  const known = all.flatMap((item) => (item === null || item.unplaced !== null ? [] : item));
  const ordered = known.sort(
    (left, right) =>
      direction * compare(left.departs ?? undated, right.departs ?? undated) ||
      compare(left.recordLocator, right.recordLocator),
  );
  const ranks = new Map<string, number>();
  return {
    placed: ordered.map((item) => {
      const date = item.departs ?? 'undated';
      const rank = ranks.get(date) ?? 0;
      ranks.set(date, rank + 1);
      return { item, position: `${date} ${rank}` };
    }),
    unplaced: all.flatMap((item, number) =>
      item === null || item.unplaced === null ? [] : { item, number, failure: item.unplaced },
    ),
  };
}

/** `text` as decodeCursor gives it. */
export function readCursor(text: string | null): Read {
  const [position = '', told = ''] = (text ?? '').split('~');
  return { position, told: told === '' ? [] : told.split('.').map(Number) };
}

/**
 * What comes behind the cursor. Throws BadUserInput when its place has gone; where it may be that of a booking without one, the failure
 * that is to blame.
 */
export function restOf<T>({ placed, unplaced }: Ordered<T>, { position, told }: Read): Positioned<T>[] {
  const found = placed.findIndex((each) => each.position === position);
  if (position !== '' && found === -1) {
    const [lost] = unplaced;
    if (lost !== undefined) throw lost.failure;
    throw new BadUserInput('after names a booking that is no longer in this list; read it again from the start.');
  }
  const numbers = unplaced.flatMap(({ number }) => (told.includes(number) ? number : []));
  const head = unplaced
    .filter(({ number }) => !told.includes(number))
    .map(({ item, number }) => {
      numbers.push(number);
      return { ...item, cursor: cursor(position, numbers) };
    });
  const rest = placed.slice(found + 1).map((each) => ({ ...each.item, cursor: cursor(each.position, numbers) }));
  return [...head, ...rest];
}

const cursor = (position: string, told: readonly number[]) =>
  encodeCursor(told.length === 0 ? position : `${position}~${told.join('.')}`);

const compare = (left: string, right: string) => (left < right ? -1 : Number(left > right));
