/** How agents and airline messages write locators, telephones, addresses and dates. */
import { at } from './dates.ts';
import type { Random } from './random.ts';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

export function randomLocator(random: Random): string {
  let text = '';
  while (text.length < 6) text += letters[random.int(0, letters.length - 1)];
  return text;
}

/** As an airline message writes an address: `//` for @, `..` for _, `./` for -, `?+` for an escaped +. */
export function escapedEmail(address: string): string {
  return address.replaceAll('_', '..').replaceAll('-', './').replaceAll('+', '?+').replace('@', '//');
}

/** A telephone as an agent types it. */
export function typed(random: Random, e164: string): string {
  const german = e164.startsWith('+49');
  return random.pick([
    e164,
    `${e164}-M`,
    german ? `0${e164.slice(3)}` : `00${e164.slice(1)}`,
    german ? `+49 ${e164.slice(3, 5)} ${e164.slice(5)}-M` : `${e164.slice(0, 3)} ${e164.slice(3)}`,
    `00${e164.slice(1)}-B`,
  ]);
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** `14APR29`; empty for none. */
export function ddmmmyy(date: string | null): string {
  if (date === null) return '';
  return `${date.slice(8, 10)}${months[Number(date.slice(5, 7)) - 1] ?? ''}${date.slice(2, 4)}`;
}

/** 1 to `count`, mixed unless told not to. */
export function shuffled(random: Random | null, count: number): number[] {
  const list = Array.from({ length: count }, (_, place) => place + 1);
  if (random === null) return list;
  return list
    .map((value) => ({ value, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}

/** Some days after a date, never after today. */
export function between(random: Random, from: number, until: number): Date {
  return at(Math.max(from, Math.min(until, from + random.next() * (until - from))));
}
