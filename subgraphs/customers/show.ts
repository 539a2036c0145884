/** Small translations from what is on file to what is shown. A value that is on file but unreadable fails its own field. */
import { type Country, country } from '../shared/countries.ts';
import { type Read, readable } from '../shared/errors.ts';
import type { CustomerRecord } from './source.ts';
import { alternativesOf } from './winning-values.ts';

export const shownCountry = (raw: Read<string>): Country | null => country(readable(raw));

const suffixes: ReadonlyMap<string, string> = new Map([
  ['JR', 'Jr'],
  ['SR', 'Sr'],
]);

export function shownName({ title, givenNames, surname, suffix }: CustomerRecord['name']) {
  const shown = suffix === null ? null : (suffixes.get(suffix.toUpperCase().replace('.', '')) ?? suffix);
  const full = [title, givenNames, surname, shown].filter((part) => part !== null).join(' ');
  return { title, givenNames, surname, suffix: shown, full };
}

/** A BCP 47 tag in its usual letter case; null for what is none. */
export function languageTag(text: string | null): string | null {
  try {
    return text === null ? null : (Intl.getCanonicalLocales(text)[0] ?? null);
  } catch {
    return null;
  }
}

export interface ShownAlternative {
  readonly field: string;
  readonly value: string;
  readonly source: string;
  readonly asOf: Read<Date>;
}

export function shownAlternatives(record: CustomerRecord): ShownAlternative[] {
  return alternativesOf(record).map(({ field, value, source, recordedAt }) => {
    const isCountry = field === 'nationality' || field === 'residence';
    return { field, value: (isCountry ? country(value)?.code : null) ?? value, source, asOf: recordedAt };
  });
}
