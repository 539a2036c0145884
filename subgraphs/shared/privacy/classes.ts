/** What kinds of data there are, by whom they may be seen: words of the schemas' `@dataClass`, of `@policy` and of the policy table. */

/** From the freest to the most protected, `look-up` apart: it is no data, but the right to search for people. */
export const dataClasses = [
  'public',
  'itinerary',
  'basic',
  'contact',
  'travel',
  'identity',
  'loyalty',
  'case',
  'payment',
  'special-category',
  'look-up',
] as const;
export type DataClass = (typeof dataClasses)[number];

/** All but `public`, which everybody sees who is let in. */
export type ProtectedClass = Exclude<DataClass, 'public'>;
export const protectedClasses: readonly ProtectedClass[] = dataClasses.filter((name) => name !== 'public');

export function isProtectedClass(name: string): name is ProtectedClass {
  return protectedClasses.some((each) => each === name);
}

/** As schemas write it: `SPECIAL_CATEGORY`. */
export const enumValueOf = (name: DataClass): string => name.toUpperCase().replaceAll('-', '_');

/** Undefined for a word that is no class. */
export function classOfEnumValue(value: string): DataClass | undefined {
  return dataClasses.find((name) => enumValueOf(name) === value);
}
