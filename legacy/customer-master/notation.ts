/**
 * How the customer master came to write things over the years. Which notation a row gets depends on the person's number
 * alone, so the same world always gives the same tables.
 */
import countries from 'i18n-iso-countries';
import type { Person } from '../world/types.ts';

export const packedDate = (date: string | null): string => date?.replaceAll('-', '') ?? '00000000';

/** UTC. */
export const packedTime = (at: Date | null): string =>
  at === null ? '00000000000000' : at.toISOString().replace(/\D/g, '').slice(0, 14);

/** Every third record came over from a system that wrote alpha-3. */
export function countryCode(alpha2: string, index: number): string {
  return index % 3 === 2 ? (countries.alpha2ToAlpha3(alpha2) ?? alpha2) : alpha2;
}

/** Every fourth record came over from a system without lower case; none of the personas' did. */
export function nameCase(text: string, { index, customerId }: Pick<Person, 'index' | 'customerId'>): string {
  return index % 4 === 3 && !isPersona(customerId) ? text.toUpperCase() : text;
}

/** Personas have the customer numbers below 200. */
export const isPersona = (customerId: string | null): boolean => Number(customerId?.slice(1)) < 200;

/** The language is the one thing that was always BCP 47, in either letter case. */
export const languageCase = (text: string, index: number): string => (index % 2 === 1 ? text.toUpperCase() : text);

/** As typed by whoever took the number down. German numbers may be national: the airline is at home there. */
export function phoneNotation(e164: string, index: number): string {
  const digits = e164.slice(1);
  const national = e164.startsWith('+49') ? `0${digits.slice(2)}` : `+${digits}`;
  const notations = [
    e164,
    `00${digits}`,
    `${e164.slice(0, 3)} ${e164.slice(3, 5)} ${e164.slice(5)}`,
    national,
    `${e164.slice(0, 3)}/${e164.slice(3, 6)}-${e164.slice(6)}`,
  ];
  return notations[index % notations.length] ?? e164;
}

/** The last nine digits. */
export const phoneSearchKey = (raw: string): string => raw.replace(/\D/g, '').slice(-9);

export const documentSearchKey = (number: string): string => number.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** The two match codes: umlauts as digraphs, and without. Letters A-Z only. */
export function matchCodes(surname: string): readonly [string, string] {
  const upper = surname
    .toUpperCase()
    .replaceAll('ß', 'SS')
    .replaceAll('Æ', 'AE')
    .replaceAll('Œ', 'OE')
    .replaceAll('Ł', 'L');
  const digraphs: Readonly<Record<string, string>> = { Ä: 'AE', Ö: 'OE', Ü: 'UE', Å: 'AA', Ø: 'OE', Đ: 'D' };
  const long = upper.replace(/[ÄÖÜÅØĐ]/g, (letter) => digraphs[letter] ?? letter);
  const short = upper.replaceAll('Ø', 'O').replaceAll('Đ', 'D');
  const letters = (text: string) => text.normalize('NFD').replace(/[^A-Z]/g, '');
  return [letters(long), letters(short)];
}
