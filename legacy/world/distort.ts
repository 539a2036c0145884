/** How a person's name gets into a reservation: upper case, A to Z and blanks only, titles stuck to it, sometimes wrong. */
import type { Difficulty } from './difficulties.ts';
import { every, type Random } from './random.ts';

interface NameToBook {
  readonly givenNames: readonly string[];
  readonly surname: string;
  readonly title: string | null;
  readonly suffix: string | null;
  readonly gender: 'F' | 'M' | 'X';
  readonly type: 'ADT' | 'CHD' | 'INF';
}

export interface BookedName {
  readonly surname: string;
  readonly first: string;
  readonly kinds: readonly Difficulty[];
}

/** The longest an adult's and his lap infant's names may be together. */
const longestWithInfant = 43;

/** One for each world: it keeps count of how often it has done what. */
export type NameWriter = (name: NameToBook) => BookedName;

export function nameWriter(random: Random): NameWriter {
  const swap = every(0.004);
  const initial = every(0.012);
  const variant = every(0.3);
  return (name) => {
    const kinds = new Set<Difficulty>();
    const surname = suffixed(random, letters(random, name.surname, kinds), name.suffix, kinds);
    const given = variant() ? respelled(name.givenNames, kinds) : name.givenNames;
    const plain = given.map((word) => letters(random, word, kinds));
    const full = (random.chance(0.75) ? plain.slice(0, 1) : plain).join(' ');
    if (full === '') {
      kinds.add('mononymFiller');
      return { surname, first: random.pick(['FNU', 'FNU', 'XXX']), kinds: [...kinds] };
    }
    if (/(MR|MRS|MS|DR)$/.test(full)) kinds.add('nameEndsLikeTitle');
    const short = name.type === 'ADT' && full.length > 1 && initial();
    if (short) kinds.add('initialOnly');
    const given1 = short ? full.slice(0, 1) : full;
    if (name.type === 'ADT' && !short && swap()) {
      kinds.add('nameSwapped');
      return { surname: given1, first: surname, kinds: [...kinds] };
    }
    return { surname, first: titled(random, given1, name, kinds), kinds: [...kinds] };
  };
}

/** Both names as stored when an infant shares the adult's element: cut to fit, the infant's given name first. */
export function fitTogether(adult: BookedName, infant: BookedName): { adult: BookedName; infant: BookedName } {
  const length = (a: string, b: string) => adult.surname.length + a.length + infant.surname.length + b.length;
  let [first, second] = [adult.first, infant.first];
  while (length(first, second) > longestWithInfant && second.length > 1) second = second.slice(0, -1);
  while (length(first, second) > longestWithInfant && first.length > 1) first = first.slice(0, -1);
  const cut = (name: BookedName, to: string): BookedName =>
    to === name.first ? name : { ...name, first: to.trim(), kinds: [...name.kinds, 'nameTruncated'] };
  return { adult: cut(adult, first), infant: cut(infant, second) };
}

const digraphs: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Ö: 'OE',
  Ü: 'UE',
  Ø: 'OE',
  Å: 'AA',
  Æ: 'AE',
};

/** A to Z and blanks of a name. */
function letters(random: Random, name: string, kinds: Set<Difficulty>): string {
  let text = name.normalize('NFC').replaceAll('ß', 'ss').replaceAll('ı', 'i').toUpperCase();
  if (/[ÄÖÜØÅÆ]/.test(text)) {
    const digraph = random.chance(0.65);
    kinds.add(digraph ? 'umlautDigraph' : 'umlautDropped');
    text = text.replace(
      /[ÄÖÜØÅÆ]/g,
      (letter) => (digraph ? digraphs[letter] : (letter === 'Ø' && 'O') || letter) ?? letter,
    );
  }
  if (/['.]/.test(text)) {
    kinds.add('apostropheLost');
    text = text.replace(/['.]/g, random.chance(0.85) ? '' : ' ');
  }
  if (text.includes('-')) {
    kinds.add('hyphenLost');
    text = text.replaceAll('-', random.chance(0.6) ? '' : ' ');
  }
  if (text.includes(' ') && random.chance(0.5)) {
    kinds.add('blankLost');
    text = text.replaceAll(' ', '');
  }
  return text
    .replaceAll('Ł', 'L')
    .replaceAll('Æ', 'AE')
    .normalize('NFD')
    .replace(/[^A-Z ]/g, '')
    .replace(/ +/g, ' ')
    .trim();
}

const spellings: readonly (readonly string[])[] = [
  ['Aleksei', 'Alexey'],
  ['Yulia', 'Yuliya', 'Julia'],
  ['Dmitry', 'Dmitri'],
  ['Sergei', 'Sergey'],
  ['Yuri', 'Yury'],
  ['Evgeny', 'Evgenii'],
  ['Andrei', 'Andrey'],
  ['Nataliya', 'Natalia'],
  ['Tatiana', 'Tatyana'],
  ['Mohamed', 'Mohammed'],
  ['Yousef', 'Youssef'],
];
const others = new Map(spellings.flatMap((list) => list.map((word) => [word, list.find((other) => other !== word)])));

function respelled(givenNames: readonly string[], kinds: Set<Difficulty>): readonly string[] {
  return givenNames.map((word) => {
    const other = others.get(word);
    if (other !== undefined) kinds.add('transliteration');
    return other ?? word;
  });
}

function suffixed(random: Random, surname: string, suffix: string | null, kinds: Set<Difficulty>): string {
  if (suffix === null) return surname;
  const text = suffix.toUpperCase().replace('.', '');
  const glued = random.chance(0.6);
  if (glued) kinds.add('suffixGlued');
  return glued ? `${surname}${text}` : `${surname} ${text}`;
}

function titled(random: Random, given: string, name: NameToBook, kinds: Set<Difficulty>): string {
  const title = titleOf(name);
  const roll = random.next();
  if (title === null || roll > 0.85) return given;
  if (name.type === 'CHD') kinds.add('childTitle');
  if (name.type === 'INF') kinds.add('infantTitle');
  kinds.add(roll < 0.55 ? 'titleGlued' : 'titleApart');
  return roll < 0.55 ? `${given.replaceAll(' ', '')}${title}` : `${given} ${title}`;
}

function titleOf(name: NameToBook): string | null {
  if (name.type === 'INF') return 'INF';
  if (name.gender === 'X') return null;
  if (name.type === 'CHD') return name.gender === 'F' ? 'MISS' : 'MSTR';
  if (name.title !== null) return name.title.toUpperCase().replace(/[^A-Z]/g, '');
  return name.gender === 'F' ? 'MRS' : 'MR';
}
