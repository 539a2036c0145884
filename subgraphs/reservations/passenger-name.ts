/**
 * Names as reservations hold them, taken apart: `SMITHJR/JACKIMRS` is Mrs Jacki Smith Jr.
 *
 * A title or a suffix glued to a name is only taken off when what remains can be a name: `JOHNMR` is John, `AMR` is Amr.
 * Every letter of the input is in exactly one part of the outcome; `taken` holds what was taken off, as booked.
 */
import type { PersonName } from './generated.ts';

export interface PassengerName {
  /** `Mr`, `Mrs`, `Dr`, ... */
  readonly title: string | null;
  /** Upper case as booked; null for a person with a single name. */
  readonly givenNames: string | null;
  readonly surname: string;
  /** `Jr`, `Sr`, `II`, ... */
  readonly suffix: string | null;
  /** What the name says of the passenger's age: `MSTR` and `CHD` a child, `INF` an infant. */
  readonly age: 'CHILD' | 'INFANT' | null;
  /** Titles, suffixes and fillers (`FNU`) as they stood. */
  readonly taken: readonly string[];
}

interface Affix {
  readonly means: { readonly title?: string; readonly suffix?: string; readonly age?: 'CHILD' | 'INFANT' };
  /** Names that end in these letters by themselves. */
  readonly not?: ReadonlySet<string>;
  /** Letters that have to remain when it is glued on; none: it is never taken off when glued. */
  readonly stem?: number;
}

const words = (text: string) => new Set(text.split(' '));

const titles: ReadonlyMap<string, Affix> = new Map([
  ['MSTR', { means: { title: 'Mstr', age: 'CHILD' }, stem: 2 }],
  ['MASTER', { means: { title: 'Mstr', age: 'CHILD' } }],
  ['MISS', { means: { title: 'Miss' }, stem: 2, not: words('ARTEMISS') }],
  ['MRS', { means: { title: 'Mrs' }, stem: 2 }],
  ['PROF', { means: { title: 'Prof' }, stem: 2 }],
  ['CHD', { means: { age: 'CHILD' }, stem: 2 }],
  ['INF', { means: { age: 'INFANT' }, stem: 2 }],
  ['MR', { means: { title: 'Mr' }, stem: 2, not: words('AMR UMR EMR OMR SAMR TAMR QAMR KAMR ZAMR NAMR DAMR') }],
  ['MS', { means: { title: 'Ms' }, stem: 2, not: words('WILLIAMS ABRAMS HARMS SIMS TOMS TIMS JEMS') }],
  [
    'DR',
    {
      means: { title: 'Dr' },
      stem: 3,
      not: words('ALEXANDR ALEKSANDR OLEXANDR OLEKSANDR ALIAKSANDR ALYAKSANDR LEANDR EVANDR LISANDR LYSANDR ALEJANDR'),
    },
  ],
  ['MX', { means: { title: 'Mx' } }],
  ['MME', { means: { title: 'Mme' } }],
  ['MLLE', { means: { title: 'Mlle' } }],
  ['HERR', { means: { title: 'Herr' } }],
  ['FRAU', { means: { title: 'Frau' } }],
  ['SIR', { means: { title: 'Sir' } }],
  ['REV', { means: { title: 'Rev' } }],
  ['CAPT', { means: { title: 'Capt' } }],
] satisfies [string, Affix][]);

const suffixes: ReadonlyMap<string, Affix> = new Map([
  ['JUNIOR', { means: { suffix: 'Jr' }, stem: 4 }],
  ['SENIOR', { means: { suffix: 'Sr' }, stem: 4 }],
  ['JR', { means: { suffix: 'Jr' }, stem: 3 }],
  ['SR', { means: { suffix: 'Sr' }, stem: 4, not: words('ELNASR ALNASR ABUNASR ABOUNASR SEIFNASR') }],
  ['III', { means: { suffix: 'III' }, stem: 3 }],
  ['II', { means: { suffix: 'II' } }],
  ['IV', { means: { suffix: 'IV' } }],
] satisfies [string, Affix][]);

/** What systems write where a person has no such name. */
const fillers: ReadonlySet<string> = new Set(['FNU', 'LNU', 'XXX', 'NFN', 'NLN', 'NONE']);
/** Given names of two letters, so that `JOMR` is Jo and `SAMR` stays Samr. */
const shortNames = words('AL BO CY DI ED JO LI MO TY VI WU YU XU AN HO KI MI LE VO NG HA IA UN EU ZO QI LU JI YI');

/**
 * Every way to read the name, the likeliest first: `AMR` is Amr, but may be Mr A. Use it to compare with a name that is known;
 * the second reading alone proves nothing.
 */
export function nameReadings(surname: string, firstName: string | null): [PassengerName, ...PassengerName[]] {
  const [likely, other] = [parsePassengerName(surname, firstName), read(surname, firstName, { trustNames: false })];
  return likely.taken.length === other.taken.length ? [likely] : [likely, other];
}

/** The likeliest reading. Never fails, whatever is booked. */
export function parsePassengerName(surname: string, firstName: string | null): PassengerName {
  return read(surname, firstName, { trustNames: true });
}

/** `trustNames`: a word known as a name stays whole. */
function read(surname: string, firstName: string | null, { trustNames }: { trustNames: boolean }): PassengerName {
  const family = strip(wordsOf(surname), [suffixes], { keepsOne: true, trustNames: true });
  const given = strip(wordsOf(firstName ?? ''), [titles, suffixes], { keepsOne: false, trustNames });
  const taken = [...given.taken, ...family.taken];
  const [familyName, givenName] = [family.rest.join(' '), given.rest.join(' ')];
  const missingGiven = fillers.has(givenName);
  const swapFiller = fillers.has(familyName) && givenName !== '' && !missingGiven;
  return {
    title: unique([...given.affixes].map((affix) => affix.means.title)).join(' ') || null,
    givenNames: missingGiven || swapFiller || givenName === '' ? null : givenName,
    surname: swapFiller ? givenName : familyName,
    suffix: [...family.affixes, ...given.affixes].find((affix) => affix.means.suffix)?.means.suffix ?? null,
    age: given.affixes.find((affix) => affix.means.age)?.means.age ?? null,
    taken: [...taken, ...(missingGiven ? [givenName] : []), ...(swapFiller ? [familyName] : [])],
  };
}

/** The name in the graph's form: the parts, and all of it ready to show. */
export function personName(surname: string, firstName: string | null): PersonName {
  const { title, givenNames, surname: family, suffix } = parsePassengerName(surname, firstName);
  const full = [title, givenNames, family, suffix].filter(Boolean).join(' ');
  return { title, givenNames, surname: family, suffix, full };
}

interface Stripped {
  readonly rest: readonly string[];
  readonly affixes: readonly Affix[];
  readonly taken: readonly string[];
}

/** Takes affixes off the end, and titles off the front, until none is left. `keepsOne`: a word of its own stays a name. */
function strip(
  name: readonly string[],
  tables: readonly ReadonlyMap<string, Affix>[],
  { keepsOne, trustNames }: { keepsOne: boolean; trustNames: boolean },
): Stripped {
  let rest = [...name];
  const affixes: Affix[] = [];
  const taken: string[] = [];
  for (;;) {
    const last = rest.at(-1);
    if (last === undefined || (keepsOne && rest.length === 1 && lookUp(tables, last))) break;
    const whole = lookUp(tables, last);
    if (whole !== undefined && (rest.length > 1 || whole.means.suffix === undefined)) {
      rest = rest.slice(0, -1);
      affixes.unshift(whole);
      taken.unshift(last);
      continue;
    }
    const glued = gluedTo(last, tables, trustNames);
    if (glued === null) break;
    rest = [...rest.slice(0, -1), glued.stem];
    affixes.unshift(glued.affix);
    taken.unshift(glued.text);
  }
  const [first, second] = rest;
  const leading = first === undefined || second === undefined ? undefined : lookUp(tables, first);
  if (first === undefined || leading?.means.title === undefined) return { rest, affixes, taken };
  return { rest: rest.slice(1), affixes: [leading, ...affixes], taken: [first, ...taken] };
}

function lookUp(tables: readonly ReadonlyMap<string, Affix>[], word: string): Affix | undefined {
  const plain = word.replace(/[^A-Z]/g, '');
  return tables.map((table) => table.get(plain)).find((affix) => affix !== undefined);
}

function gluedTo(
  word: string,
  tables: readonly ReadonlyMap<string, Affix>[],
  trustNames: boolean,
): { stem: string; text: string; affix: Affix } | null {
  for (const [text, affix] of tables.flatMap((table) => [...table])) {
    if (affix.stem === undefined || !word.endsWith(text) || (trustNames && affix.not?.has(word))) continue;
    const stem = word.slice(0, -text.length);
    if (canBeName(stem, affix)) return { stem, text, affix };
  }
  return null;
}

/** A name of three letters and a vowel, a known short one, or initials: one letter, or two consonants, before a title. */
function canBeName(stem: string, { stem: shortest = 0, means }: Affix): boolean {
  if (fillers.has(stem)) return true;
  if (means.title !== undefined && /^([A-Z]|[B-DF-HJ-NP-TV-XZ]{2})$/.test(stem)) return true;
  if (stem.length < shortest || !/^[A-Z'-]+$/.test(stem) || !/[AEIOUY]/.test(stem)) return false;
  return stem.length > 2 || shortNames.has(stem);
}

function wordsOf(text: string): string[] {
  return text.trim().toUpperCase().replaceAll('(', ' (').split(/\s+/).filter(Boolean);
}

function unique(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
