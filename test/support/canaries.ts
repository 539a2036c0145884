/** Unmistakable personal values in place of Ada's in the invented world, and a search for them wherever nothing personal may be. */
import type { World } from '../../legacy/world/types.ts';

/** What stands for Ada in the world and in the saved operations' variables, and what takes its place. */
const planted: readonly (readonly [string, string])[] = [
  ['ada.lindqvist', 'kanari.ada'],
  ['ADA.LINDQVIST', 'KANARI.ADA'],
  ['Lindqvist', 'Kanarienvogel'],
  ['LINDQVIST', 'KANARIENVOGEL'],
  ['23125101', '23125991'],
  ['2000000101', '2000070101'],
  ['C0000101', 'C0077101'],
  ['ADAL7Q', 'KNRV7Q'],
  ['X12345678', 'K98765432'],
  ['tok_5f3a9c21b7e0', 'tok_kanari7777'],
  ['Suitcase did not arrive', 'Card 4929 0000 0000 0017, suitcase did not arrive'],
];

/** One of each kind, as a client would write it. */
export const canary = {
  surname: 'Kanarienvogel',
  email: 'kanari.ada@example.com',
  phone: '030 23125991',
  membershipNumber: '2000070101',
  customerId: 'C0077101',
  recordLocator: 'KNRV7Q',
  passport: 'K98765432',
  card: '4929000000000017',
} as const;

const seen = [
  /kanarienvogel/i,
  /kanari\.ada/i,
  /2312\W?5991/,
  /2000\W?070\W?101/,
  /C0077101/i,
  /KNRV7Q/i,
  /K98765432/i,
  /tok_kanari/i,
  /4929\W?0000\W?0000\W?0017/,
];

/** Each canary the text has, with what stands around it. */
export function canariesIn(text: string): string[] {
  return seen.flatMap((pattern) => {
    const found = pattern.exec(text);
    return found ? [text.slice(Math.max(0, found.index - 80), found.index + 60)] : [];
  });
}

export const withCanaries = (text: string): string =>
  planted.reduce((changed, [old, own]) => changed.replaceAll(old, own), text);

/** The same world with the canaries in it. */
export function plantedWorld(world: World): World {
  return { ...world, ...changed(world) };
}

/** Plain data, with dates. */
function changed<T>(value: T): T;
function changed(value: unknown): unknown {
  if (typeof value === 'string') return withCanaries(value);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => changed(item));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, changed(item)]));
}
