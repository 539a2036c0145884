/** Countries as the sources write them (alpha-2, alpha-3, the codes of passports), shown as ISO 3166-1 alpha-2 and English name. */
import countries from 'i18n-iso-countries';

export interface Country {
  /** Alpha-2; null when `raw` is not a country. */
  readonly code: string | null;
  readonly name: string | null;
  readonly raw: string;
  readonly known: boolean;
}

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Codes of travel documents (ICAO 9303) that ISO 3166-1 does not have. */
const documentCodes: ReadonlyMap<string, string> = new Map([
  ['D', 'DE'],
  ['GBD', 'GB'],
  ['GBN', 'GB'],
  ['GBO', 'GB'],
  ['GBP', 'GB'],
  ['GBS', 'GB'],
  ['RKS', 'XK'],
  ['XKX', 'XK'],
]);

/** Null for nothing on file; `known: false` for a code that is no country. */
export function country(raw: string | null): Country | null {
  const text = raw?.trim() ?? '';
  if (raw === null || text === '') return null;
  const code = alpha2(text);
  return { code, name: code === null ? null : (names.of(code) ?? null), raw, known: code !== null };
}

/** The alpha-2 code for any usual notation of a country's code; null when it is none. */
export function alpha2(text: string): string | null {
  const upper = text.trim().replaceAll('<', '').toUpperCase();
  const special = documentCodes.get(upper);
  if (special !== undefined) return special;
  if (/^[A-Z]{2}$/.test(upper)) return countries.isValid(upper) ? upper : null;
  return /^[A-Z]{3}$/.test(upper) ? (countries.alpha3ToAlpha2(upper) ?? null) : null;
}
