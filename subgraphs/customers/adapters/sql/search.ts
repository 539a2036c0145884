/**
 * The one statement that finds customers by any number of keys of any kinds: a UNION ALL with one part a kind of key.
 *
 * The master's indexes are coarser than our keys (last nine digits of a telephone number, a document number without its
 * country, any of the surnames with any of the birth dates), so every row found is held against the keys again.
 */

import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import { emailKey, phoneNumber } from '../../../shared/contacts.ts';
import { padded } from '../../../shared/sql/keys.ts';
import { type SearchKey, searchKeyText } from '../../source.ts';
import { isStorable } from './statements.ts';

export interface SearchRow {
  readonly sec: string;
  readonly pty_no: string;
  readonly k1: string;
  readonly k2: string;
}

type Kind = SearchKey['kind'];
type Of<K extends Kind> = Extract<SearchKey, { kind: K }>;

/** What one run of the statement needs: the values of its parameters, and its shape (how many values each part takes). */
export interface SearchPlan {
  readonly values: readonly string[];
  readonly shape: string;
}

const packed = (date: string) => date.replaceAll('-', '');
const lastNine = (e164: string) => e164.replace(/\D/g, '').slice(-9);

/** The lists of values in order; the parts take theirs off the marks. */
const lists: readonly (readonly [name: string, values: (keys: readonly SearchKey[]) => string[]])[] = [
  ['ff', (keys) => of(keys, 'MEMBERSHIP').map(({ number }) => number)],
  ['em', (keys) => of(keys, 'EMAIL').map(({ address }) => address)],
  ['te', (keys) => of(keys, 'PHONE').map(({ e164 }) => lastNine(e164))],
  ['do', (keys) => of(keys, 'DOCUMENT').map(({ number }) => number)],
  ['pn', (keys) => of(keys, 'BOOKING').map(({ recordLocator }) => recordLocator)],
  ['bs', (keys) => of(keys, 'SURNAME_AND_BIRTH_DATE').map(({ surname }) => surname)],
  ['bd', (keys) => of(keys, 'SURNAME_AND_BIRTH_DATE').map(({ birthDate }) => packed(birthDate))],
  ['is', (keys) => of(keys, 'SURNAME_AND_INITIAL').map(({ surname }) => surname)],
  ['in', (keys) => of(keys, 'SURNAME_AND_INITIAL').map(({ initial }) => initial)],
];

export function planSearch(keys: readonly SearchKey[]): SearchPlan {
  const groups = lists.map(([, values]) => {
    const distinct = [...new Set(values(keys).filter(isStorable))];
    return distinct.length === 0 ? [] : padded(distinct);
  });
  return { values: groups.flat(), shape: groups.map(({ length }) => length).join(',') };
}

export function searchStatement(
  db: Kysely<unknown>,
  marks: readonly string[],
  shape: string,
  most: number,
): CompiledQuery<SearchRow> {
  const sizes = shape.split(',').map(Number);
  const taken = new Map(
    lists.map(([name], index) => {
      const start = sizes.slice(0, index).reduce((sum, size) => sum + size, 0);
      return [name, marks.slice(start, start + (sizes[index] ?? 0))];
    }),
  );
  const marksOf = (name: string) => taken.get(name) ?? [];
  const parts = [
    ...among('ff', 'xrf', 'ref_no', 'sys_cd', marksOf('ff'), most, 'FF'),
    ...among('em', 'eml', 'sch_adr', 'adr', marksOf('em'), most),
    ...among('te', 'tel', 'sch_no', 'raw_no', marksOf('te'), most),
    ...among('do', 'doc', 'sch_no', 'typ_cd', marksOf('do'), most),
    ...among('pn', 'xrf', 'ref_no', 'ref_dt', marksOf('pn'), most, 'PN'),
    ...byName('bd', 'bth_dt', marksOf('bs'), marksOf('bd'), most),
    ...byName('in', 'gvi', marksOf('is'), marksOf('in'), most),
  ];
  return sql<SearchRow>`${sql.join(parts, sql` union all `)}`.compile(db);
}

/** Cut key by key, so that a placeholder on thousands of records neither floods us nor crowds out another key's customers. */
function among(
  name: string,
  table: string,
  key: string,
  other: string,
  values: readonly string[],
  most: number,
  kind: string | null = null,
): RawBuilder<unknown>[] {
  if (values.length === 0) return [];
  const ofKind = kind === null ? sql.raw('') : sql` and knd_cd = ${sql.lit(kind)}`;
  return [
    sql`select sec, pty_no, k1, k2 from (
      select ${sql.lit(name)} as sec, pty_no, ${sql.ref(key)} as k1, ${sql.ref(other)} as k2,
        row_number() over (partition by ${sql.ref(key)} order by pty_no) as place
      from ${sql.table(table)} where ${sql.ref(key)} in (${sql.join(values)})${ofKind}
    ) as ${sql.ref(`p_${name}`)} where place <= ${sql.lit(most)}`,
  ];
}

/** Either match code, with another column; cut in the same way. */
function byName(
  name: string,
  column: string,
  surnames: readonly string[],
  others: readonly string[],
  most: number,
): RawBuilder<unknown>[] {
  if (surnames.length === 0 || others.length === 0) return [];
  return ['mcd_1', 'mcd_2'].map(
    (code) => sql`select sec, pty_no, k1, k2 from (
      select ${sql.lit(name)} as sec, pty_no, ${sql.ref(code)} as k1, ${sql.ref(column)} as k2,
        row_number() over (partition by ${sql.ref(code)}, ${sql.ref(column)} order by pty_no) as place
      from pty
      where ${sql.ref(code)} in (${sql.join(surnames)}) and ${sql.ref(column)} in (${sql.join(others)}) and sts_cd <> 'X'
    ) as ${sql.ref(`p_${name}_${code}`)} where place <= ${sql.lit(most)}`,
  );
}

/** Party numbers by `searchKeyText`, each once and in order. */
export function hitsOf(
  rows: readonly SearchRow[],
  keys: readonly SearchKey[],
  home: string,
  most: number,
): Map<string, string[]> {
  const found = Map.groupBy(rows, (row) => rowText(row, home));
  const hits = new Map<string, string[]>();
  for (const key of keys) {
    const parties = [...new Set((found.get(keyText(key)) ?? []).map(({ pty_no }) => pty_no))].sort();
    if (parties.length > 0) hits.set(searchKeyText(key), parties.slice(0, most));
  }
  return hits;
}

/** A row and a key that mean the same have the same text. */
function rowText({ sec, k1, k2 }: SearchRow, home: string): string {
  if (sec === 'em') return `em ${emailKey(k2) ?? k1}`;
  if (sec === 'te') return `te ${phoneNumber(k2, home) ?? k1}`;
  return sec === 'do' ? `do ${k1}` : `${sec} ${k1} ${k2}`;
}

function keyText(key: SearchKey): string {
  switch (key.kind) {
    case 'MEMBERSHIP':
      return `ff ${key.number} ${key.programme}`;
    case 'EMAIL':
      return `em ${key.address}`;
    case 'PHONE':
      return `te ${key.e164}`;
    case 'DOCUMENT':
      return `do ${key.number}`;
    case 'BOOKING':
      return `pn ${key.recordLocator} ${packed(key.createdOn)}`;
    case 'SURNAME_AND_BIRTH_DATE':
      return `bd ${key.surname} ${packed(key.birthDate)}`;
    case 'SURNAME_AND_INITIAL':
      return `in ${key.surname} ${key.initial}`;
  }
}

function of<K extends Kind>(keys: readonly SearchKey[], kind: K): Of<K>[] {
  return keys.filter((key): key is Of<K> => key.kind === kind);
}
