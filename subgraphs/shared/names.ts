/**
 * Are these two spellings one person's name? Legacy systems disagree on case, accents, hyphens, transliteration, initials,
 * suffixes, order and length; none of that makes two people.
 *
 * A name is compared in two foldings: `plain` keeps the letters a system would have written without its accents, `sound`
 * brings usual transliterations together. Equal in plain is SAME; equal in sound, an initial, or a truncation is COMPATIBLE.
 */

export type NameOutcome = 'SAME' | 'COMPATIBLE' | 'DIFFERENT' | 'MISSING';

export interface NameParts {
  readonly surname: string;
  readonly givenNames: string | null;
  readonly suffix?: string | null;
}

/** A name as another subgraph sends it along; what it could not say is missing. */
export interface NameReference {
  readonly givenNames?: string | null | undefined;
  readonly surname: string;
  readonly suffix?: string | null | undefined;
}

/** Null for none. */
export function nameParts(name: NameReference | null | undefined): NameParts | null {
  return name == null
    ? null
    : { surname: name.surname, givenNames: name.givenNames ?? null, suffix: name.suffix ?? null };
}

export interface NameComparison {
  readonly surname: NameOutcome;
  readonly givenName: NameOutcome;
  /** Father and son: suffixes on both sides, and not the same. */
  readonly suffixConflict: boolean;
}

/** Shortest text that may count as the stump of a longer name. */
const shortestStump = 5;
const suffixes = new Map([
  ['JR', 'JR'],
  ['JUNIOR', 'JR'],
  ['SR', 'SR'],
  ['SENIOR', 'SR'],
  ['II', 'II'],
  ['III', 'III'],
  ['IV', 'IV'],
]);
/** What systems write where a person has no such name. */
const fillers = new Set(['FNU', 'LNU', 'XXX', 'NONE', 'NFN', 'NLN']);

/** Part by part; parts that were swapped, or cut at another place, are COMPATIBLE. */
export function compareNames(left: NameParts, right: NameParts): NameComparison {
  const straight = compareParts(left, right);
  if (straight.surname !== 'DIFFERENT') return straight;
  if (!areSwapped(left, right) && !sameLetters(left, right)) return straight;
  return { ...straight, surname: 'COMPATIBLE', givenName: 'COMPATIBLE' };
}

/** Surname and given name the other way round. One side may lack further given names: `JOSE/FERREIRA` for José Luís Ferreira. */
function areSwapped(left: NameParts, right: NameParts): boolean {
  const crossed = [
    [left.surname, right.givenNames],
    [right.surname, left.givenNames],
  ] as const;
  const whole = crossed.map(([surname, given]) => fits(compareSurnames(surname, given ?? '')));
  // An initial is too little to tell an order by.
  const inPart = crossed.map(([surname, given]) => surname.length > 2 && fits(compareGivenNames(surname, given)));
  return whole.includes(true) && whole.every((fit, index) => fit || inPart[index] === true);
}

const fits = (outcome: NameOutcome) => outcome === 'SAME' || outcome === 'COMPATIBLE';

/**
 * The same letters in the same order (or surname last), cut into given name and surname at another place: `SE/JOONKIM` for
 * `Kim, Se Joon`. Needs both parts on both sides.
 */
function sameLetters(left: NameParts, right: NameParts): boolean {
  const a = splitSuffix(left).surname;
  const b = splitSuffix(right).surname;
  const [givenA, givenB] = [givenWords(left.givenNames).join(''), givenWords(right.givenNames).join('')];
  if (givenA === '' || givenB === '') return false;
  const orders = foldings(b + givenB).plain.concat(foldings(givenB + b).plain);
  return share(foldings(a + givenA).plain, orders) || share(foldings(givenA + a).plain, orders);
}

/** Titles as people write them before (or a reservation after) a name. */
const titles = new Set(['MR', 'MRS', 'MS', 'MISS', 'MX', 'DR', 'PROF', 'MSTR', 'SIR', 'LADY', 'HERR', 'FRAU']);

/**
 * A name in one line, whose parts nobody marked (`Dr. Anne-Marie Müller`, `Müller, Anne-Marie`), against one in parts: as
 * close as the best of all ways to cut the line in two.
 */
export function compareFullName(line: string, right: NameParts): NameComparison {
  const comma = line.indexOf(',');
  const ordered = comma === -1 ? line : `${line.slice(comma + 1)} ${line.slice(0, comma)}`;
  const words = ordered.split(/\s+/).filter((word) => word !== '' && !titles.has(word.toUpperCase().replace('.', '')));
  const suffix = suffixes.get((words.at(-1) ?? '').toUpperCase().replace('.', '')) ?? null;
  const name = suffix !== null && words.length > 1 ? words.slice(0, -1) : words;
  const ways = name.map((_, given) => {
    const givenNames = given === 0 ? null : name.slice(0, given).join(' ');
    return compareNames({ givenNames, surname: name.slice(given).join(' '), suffix }, right);
  });
  const worth: Record<NameOutcome, number> = { SAME: 3, COMPATIBLE: 2, MISSING: 1, DIFFERENT: 0 };
  const none: NameComparison = { surname: 'MISSING', givenName: 'MISSING', suffixConflict: false };
  const value = ({ surname, givenName }: NameComparison) => 4 * worth[surname] + worth[givenName];
  return ways.reduce((best, way) => (best === none || value(way) > value(best) ? way : best), none);
}

function compareParts(left: NameParts, right: NameParts): NameComparison {
  const [a, b] = [partSuffix(left, right), partSuffix(right, left)];
  return {
    surname: compareSurnames(a.surname, b.surname),
    givenName: compareGivenNames(left.givenNames, right.givenNames),
    suffixConflict: a.suffix !== null && b.suffix !== null && a.suffix !== b.suffix,
  };
}

/** The suffix of a name; also one stuck to the surname, which only the other spelling shows: `SMITHJR` against `Smith`. */
export const statedSuffix = (name: NameParts, other: NameParts): string | null => partSuffix(name, other).suffix;

function partSuffix(name: NameParts, other: NameParts): { surname: string; suffix: string | null } {
  const parted = splitSuffix(name);
  const shorter = foldings(splitSuffix(other).surname).plain.filter((letters) => letters !== '');
  for (const longer of foldings(parted.surname).plain) {
    for (const letters of shorter) {
      const suffix = longer.startsWith(letters) ? suffixes.get(longer.slice(letters.length)) : undefined;
      if (suffix !== undefined) return { surname: letters, suffix: parted.suffix ?? suffix };
    }
  }
  return parted;
}

/** A text with no letter in it, or a filler, is MISSING. */
export function compareSurnames(left: string, right: string): NameOutcome {
  const a = foldings(left);
  const b = foldings(right);
  if (a.plain.includes('') || b.plain.includes('')) return 'MISSING';
  if (share(a.plain, b.plain)) return 'SAME';
  if (share(a.sound, b.sound)) return 'COMPATIBLE';
  return a.plain.some((x) => b.plain.some((y) => isStump(x, y))) ? 'COMPATIBLE' : 'DIFFERENT';
}

/** By the first given name, as further ones are often left out. Null, or no letter, is MISSING. */
export function compareGivenNames(left: string | null, right: string | null): NameOutcome {
  const a = givenWords(left);
  const b = givenWords(right);
  if (a.length === 0 || b.length === 0) return 'MISSING';
  const [wholeA, wholeB] = [foldings(a.join('')), foldings(b.join(''))];
  if (share(wholeA.plain, wholeB.plain)) return 'SAME';
  if (share(wholeA.sound, wholeB.sound)) return 'COMPATIBLE';
  const [firstA = '', firstB = ''] = [a[0], b[0]];
  if (firstA.length === 1 || firstB.length === 1) return firstA[0] === firstB[0] ? 'COMPATIBLE' : 'DIFFERENT';
  if (share(foldings(firstA).sound, foldings(firstB).sound)) return 'COMPATIBLE';
  return wholeA.plain.some((x) => wholeB.plain.some((y) => isStump(x, y))) ? 'COMPATIBLE' : 'DIFFERENT';
}

/** Every key under which a source may have indexed this surname; what a search by name has to ask for. */
export function surnameKeys(surname: string): string[] {
  return foldings(splitSuffix({ surname, givenNames: null }).surname).plain.filter((key) => key !== '');
}

/** First letter of the first given name, A-Z where it has one; null for none. */
export function givenInitial(givenNames: string): string | null {
  return givenWords(givenNames)[0]?.slice(0, 1) ?? null;
}

function givenWords(text: string | null): string[] {
  return (text ?? '')
    .split(/[\s\-.]+/)
    .map((word) => plainLetters(word)[0] ?? '')
    .filter((word) => word !== '' && !fillers.has(word));
}

function splitSuffix(name: NameParts): { surname: string; suffix: string | null } {
  const words = name.surname.trim().split(/\s+/);
  const last = suffixes.get((words.at(-1) ?? '').toUpperCase().replace('.', ''));
  const stated = suffixes.get((name.suffix ?? '').toUpperCase().replace('.', ''));
  if (last !== undefined && words.length > 1) return { surname: words.slice(0, -1).join(' '), suffix: stated ?? last };
  return { surname: name.surname, suffix: stated ?? null };
}

interface Foldings {
  readonly plain: readonly string[];
  readonly sound: readonly string[];
}

function foldings(text: string): Foldings {
  const plain = plainLetters(text).map((letters) => (fillers.has(letters) ? '' : letters));
  return { plain, sound: plain.map(soundOf) };
}

const digraphs: readonly (readonly [RegExp, string, string])[] = [
  [/Ä/g, 'AE', 'A'],
  [/Ö/g, 'OE', 'O'],
  [/Ü/g, 'UE', 'U'],
  [/Å/g, 'AA', 'A'],
  [/Ø/g, 'OE', 'O'],
];

/** The letters A-Z of a name; two readings where an accent may be written as a digraph or left out. */
function plainLetters(text: string): string[] {
  const upper = text.normalize('NFC').replaceAll('ß', 'ss').toUpperCase().replaceAll('Æ', 'AE').replaceAll('Œ', 'OE');
  const readings = [1, 2].map((reading) =>
    digraphs
      .reduce((value, rule) => value.replace(rule[0], String(rule[reading])), upper)
      .replaceAll('Ł', 'L')
      .replaceAll('Đ', 'D')
      .normalize('NFD')
      .replace(/[^\p{L}]/gu, ''),
  );
  return [...new Set(readings)];
}

const soundRules: readonly (readonly [RegExp, string])[] = [
  [/Q[UVW]/g, 'KV'],
  [/C(?![EIYHK])/g, 'K'],
  [/KS/g, 'X'],
  [/PH/g, 'F'],
  [/OU/g, 'U'],
  [/W/g, 'V'],
  [/CK/g, 'K'],
  [/AE/g, 'A'],
  [/OE/g, 'O'],
  [/UE/g, 'U'],
  [/(EI|EY|EJ|IY|IJ|II|YI|I|J)/g, 'Y'],
  [/(.)\1+/g, '$1'],
];

function soundOf(letters: string): string {
  return soundRules.reduce((value, [pattern, replacement]) => value.replace(pattern, replacement), letters);
}

function share(left: readonly string[], right: readonly string[]): boolean {
  return left.some((value) => value !== '' && right.includes(value));
}

function isStump(left: string, right: string): boolean {
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short.length >= shortestStump && long.startsWith(short);
}
