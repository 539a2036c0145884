/** Which row of a reply answers which question, told by identity alone. */

export interface Matched {
  /** For each question the index of its row, or null. */
  readonly rowOf: readonly (number | null)[];
  /** Questions a reply that does not fit has left without an answer; a plain null answer is not among them. */
  readonly missing: readonly number[];
  /** The question a row answers; for a null row its own place, unless the reply was out of order. */
  placeOf(row: number): number | null;
}

/**
 * `asked`: the identity of each question, null for one that has none and so can only be told by its place in a reply of the right
 * length. `rows`: the identity of each row, null for an empty row (or, where questions have no identity, for any row).
 */
export function matchRows(asked: readonly (string | null)[], rows: readonly (string | null)[]): Matched {
  const rowOf: (number | null)[] = asked.map(() => null);
  const placeOfRow = new Map<number, number>();
  const claim = (place: number, row: number) => {
    rowOf[place] = row;
    placeOfRow.set(row, place);
  };
  const rightLength = asked.length === rows.length;
  asked.forEach((identity, place) => {
    const row = rows[place];
    if (identity === null ? rightLength : row === identity) claim(place, place);
  });
  const waiting = new Map<string, number[]>();
  asked.forEach((identity, place) => {
    if (identity !== null && rowOf[place] === null) waiting.set(identity, [...(waiting.get(identity) ?? []), place]);
  });
  let moved = false;
  let foreign = false;
  rows.forEach((identity, row) => {
    if (identity === null || placeOfRow.has(row)) return;
    const place = waiting.get(identity)?.shift();
    if (place === undefined) foreign = true;
    else {
      claim(place, row);
      moved = true;
    }
  });
  const unanswered = rowOf.flatMap((row, place) => (row === null ? [place] : []));
  const missing = unanswered.filter((place) => {
    if (!rightLength) return true;
    // In a reply out of order nobody can say whose the empty rows are; they count as answers only if nothing foreign came.
    return moved ? foreign : rows[place] !== null;
  });
  return {
    rowOf,
    missing,
    placeOf: (row) => placeOfRow.get(row) ?? (rightLength && !moved && rows[row] === null ? row : null),
  };
}
