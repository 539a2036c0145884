/**
 * Which of several values is shown, field by field. The master's own value wins where it can be read; what other sources say
 * is listed as an alternative. Where the master has none, or only one that cannot be read:
 *
 * - birth date, gender, nationality: from the source that is likeliest to have seen a document (PAPER, CALL_CENTRE, then IMPORT,
 *   APP, WEB), the newest of it;
 * - residence: the newest, as people move.
 */
import { alpha2 } from '../shared/countries.ts';
import { type Read, SourceError } from '../shared/errors.ts';
import type { AlternativeRecord, CustomerRecord, Gender } from './source.ts';

type Field = AlternativeRecord['field'];

const trusted = ['PAPER', 'CALL_CENTRE', 'IMPORT', 'APP', 'WEB'];
const trustOf = ({ source }: AlternativeRecord) =>
  trusted.includes(source) ? trusted.indexOf(source) : trusted.length;
const timeOf = ({ recordedAt }: AlternativeRecord) => (recordedAt instanceof Date ? recordedAt.getTime() : 0);

export const birthDateOf = (record: CustomerRecord): Read<string> => winning(record, 'dateOfBirth', record.dateOfBirth);
export const nationalityOf = (record: CustomerRecord): Read<string> =>
  winning(record, 'nationality', record.nationality);
export const residenceOf = (record: CustomerRecord): Read<string> => winning(record, 'residence', record.residence);

const genders: readonly Gender[] = ['FEMALE', 'MALE', 'UNSPECIFIED'];

export function genderOf(record: CustomerRecord): Gender | null {
  const value = winning(record, 'gender', record.gender);
  return genders.find((gender) => gender === value) ?? null;
}

/** Those that lost: another value than the one shown. */
export function alternativesOf(record: CustomerRecord): AlternativeRecord[] {
  const shown: Record<Field, Read<string>> = {
    dateOfBirth: birthDateOf(record),
    nationality: nationalityOf(record),
    residence: residenceOf(record),
    gender: genderOf(record),
  };
  return record.alternatives.filter(({ field, value }) => !alike(value, shown[field]));
}

/** `DE` and `DEU` are one country; no other field's values are codes of a country. */
function alike(left: string, right: Read<string>): boolean {
  if (typeof right !== 'string') return false;
  return left === right || (alpha2(left) !== null && alpha2(left) === alpha2(right));
}

export function otherBirthDates(record: CustomerRecord): string[] {
  return alternativesOf(record).flatMap(({ field, value }) => (field === 'dateOfBirth' ? [value] : []));
}

function winning(record: CustomerRecord, field: Field, own: Read<string>): Read<string> {
  if (own !== null && !(own instanceof SourceError)) return own;
  const newestFirst = record.alternatives
    .filter((alternative) => alternative.field === field)
    .sort((a, b) => (field === 'residence' ? 0 : trustOf(a) - trustOf(b)) || timeOf(b) - timeOf(a));
  return newestFirst[0]?.value ?? own;
}
