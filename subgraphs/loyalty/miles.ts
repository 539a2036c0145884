/** Miles, exactly. Ledgers keep fractions (42187.5), so a number of miles is a whole number of hundredths, never a float. */

/** Hundredths of a mile. */
export type Miles = bigint;

/** Decimal text without trailing zeros: `42187.5`, `-0.25`, `0`. */
export function milesText(miles: Miles): string {
  const size = miles < 0n ? -miles : miles;
  const fraction = (size % 100n).toString().padStart(2, '0').replace(/0+$/, '');
  return `${miles < 0n ? '-' : ''}${size / 100n}${fraction === '' ? '' : `.${fraction}`}`;
}
