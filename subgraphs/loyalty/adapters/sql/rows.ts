/** The ledger's rows, told apart by `src`, as records of the port. Rows of accounts nobody asked for are dropped by number. */
import { type Read, SourceError } from '../../../shared/errors.ts';
import type {
  ActivityPage,
  ActivityRecord,
  ActivityRecords,
  AwardRecord,
  LotRecord,
  MembershipAsk,
  MembershipRecord,
  ProgrammeRecord,
  TierPeriodRecord,
  TierRecord,
} from '../../source.ts';
import { awardLetters, entryLetters, lookUp, statusLetters, tierCodes } from './letters.ts';
import { readMiles, readOrder, readPackedDate, readPackedInstant, readText } from './packed.ts';
import type { Row } from './statements.ts';

type RowsOf = (source: string, number: string) => readonly Row[];

export function membershipRecords(
  rows: readonly Row[],
  ask: MembershipAsk,
  programme: ProgrammeRecord,
): Map<string, MembershipRecord> {
  const groups = Map.groupBy(rows, ({ src, mbrnbr }) => `${readText(src)} ${readText(mbrnbr)}`);
  const rowsOf: RowsOf = (source, number) => groups.get(`${source} ${number}`) ?? [];
  const members = rows
    .filter(({ src }) => readText(src) === 'MEMBER')
    .map((row) => memberRecord(row, rowsOf, ask, programme));
  return new Map(members.map((member) => [member.number, member]));
}

export function activityRecords(rows: readonly Row[], page: ActivityPage): Map<string, ActivityRecords> {
  const groups = Map.groupBy(rows, ({ mbrnbr }) => readText(mbrnbr) ?? '');
  return new Map([...groups].map(([number, group]) => [number, activityOf(group, page)]));
}

function memberRecord(row: Row, rowsOf: RowsOf, ask: MembershipAsk, programme: ProgrammeRecord): MembershipRecord {
  const number = readText(row.mbrnbr) ?? '';
  return {
    number,
    programme,
    status: lookUp(statusLetters, readText(row.s1)) ?? 'UNKNOWN',
    mergedInto: readText(row.s2),
    member: {
      title: readText(row.s3),
      givenNames: readText(row.s4),
      surname: readText(row.s5) ?? '',
      suffix: readText(row.s6),
      dateOfBirth: readPackedDate(row.n1, 'brthdt'),
    },
    enrolledOn: readPackedDate(row.n2, 'enrldt'),
    tier: {
      code: readText(row.s7) ?? '',
      since: readPackedDate(row.n3, 'tierfrm'),
      validUntil: readPackedDate(row.n4, 'tierend'),
      miles: readMiles(row.n5, 'tiermile'),
      periodEndsOn: readPackedDate(row.n6, 'tprdend'),
    },
    balance: {
      available: readMiles(row.n7, 'avlmile'),
      earned: readMiles(row.n8, 'ernmile'),
      redeemed: readMiles(row.n9, 'rdmmile'),
      expired: readMiles(row.n10, 'expmile'),
      asOf: readPackedInstant(row.n11, 'lstchgts'),
    },
    tierHistory: sorted(rowsOf('TIERHIST', number), (a, b) => readOrder(b.n1) - readOrder(a.n1)).map(periodRecord),
    lots: sorted(
      rowsOf('LOT', number),
      (a, b) => readOrder(a.n2) - readOrder(b.n2) || readOrder(a.n3) - readOrder(b.n3),
    ).map(lotRecord),
    activity: ask.activity === null ? null : activityOf(rowsOf('ENTRY', number), ask.activity),
  };
}

const periodRecord = (row: Row): TierPeriodRecord => ({
  code: readText(row.s1) ?? '',
  from: readPackedDate(row.n1, 'frmdt'),
  until: readPackedDate(row.n2, 'todt'),
});

const lotRecord = (row: Row): LotRecord => ({
  miles: readMiles(row.n1, 'lotmile'),
  expiresOn: readPackedDate(row.n2, 'expdt'),
});

function activityOf(rows: readonly Row[], page: ActivityPage): ActivityRecords {
  const newest = sorted(rows, (a, b) => readOrder(b.n2) - readOrder(a.n2) || readOrder(b.n1) - readOrder(a.n1));
  return { entries: newest.slice(0, page.first).map(entryRecord), hasMore: newest.length > page.first };
}

function entryRecord(row: Row): ActivityRecord {
  const letter = readText(row.s1) ?? '';
  return {
    id: String(row.n1),
    position: { day: readOrder(row.n2), entry: readOrder(row.n1) },
    kind: lookUp(entryLetters, letter) ?? 'OTHER',
    rawKind: letter,
    miles: readMiles(row.n3, 'entmile'),
    tierMiles: readMiles(row.n4, 'tiermile'),
    postedOn: readPackedDate(row.n2, 'postdt'),
    flight: flightOf(row),
    partner: readText(row.s6) ?? readText(row.s5),
    description: readText(row.s7),
  };
}

/** Null when the entry names no flight; malformed when it names one by halves or in another form. */
function flightOf(row: Row): Read<NonNullable<Exclude<ActivityRecord['flight'], SourceError>>> {
  const [carrier, number, origin] = [readText(row.s2), readText(row.s3), readText(row.s4)];
  const departureDate = readPackedDate(row.n5, 'fltdt');
  if (carrier === null && number === null) return null;
  if (departureDate instanceof SourceError) return departureDate;
  const [, digits, suffix = ''] = /^0*([1-9]\d{0,3})([A-Z]?)$/.exec(number ?? '') ?? [];
  const known = /^[A-Z0-9]{2,3}$/.test(carrier ?? '') && /^[A-Z]{3}$/.test(origin ?? '');
  if (!known || carrier === null || origin === null || digits === undefined || departureDate === null) {
    return new SourceError('loyalty', 'LEGACY_MALFORMED', 'an entry names half a flight');
  }
  return { carrier, number: `${digits}${suffix}`, departureDate, origin };
}

/** The code tables, for `code`'s programme. */
export function programmeRecord(rows: readonly Row[], code: string): ProgrammeRecord {
  const of = (source: string) => rows.filter(({ src }) => readText(src) === source);
  const own = of('PROGRAMME').find(({ s1 }) => readText(s1) === code);
  return {
    code,
    name: readText(own?.s2 ?? null) ?? code,
    tiers: of('TIER')
      .map(tierRecord)
      .sort((a, b) => a.rank - b.rank),
    awards: of('AWARD').flatMap(awardRecord),
  };
}

function tierRecord(row: Row): TierRecord {
  const code = readText(row.s1) ?? '';
  return {
    code,
    level: lookUp(tierCodes, code),
    name: readText(row.s2) ?? code,
    rank: readOrder(row.n1),
    threshold: readMiles(row.n2, 'thrsmile'),
  };
}

/** Those withdrawn, and those of a type this graph has no name for, are not on offer. */
function awardRecord(row: Row): AwardRecord[] {
  const [code, kind] = [readText(row.s1), lookUp(awardLetters, readText(row.s2))];
  if (code === null || kind === null || readText(row.s5) !== 'A') return [];
  return [
    {
      code,
      kind,
      title: readText(row.s3) ?? code,
      cost: readMiles(row.n1, 'awrdmile'),
      minimumTier: readText(row.s4),
    },
  ];
}

function sorted<T>(items: readonly T[], order: (a: T, b: T) => number): T[] {
  return [...items].sort(order);
}
