/** The world's memberships as the ledger's rows, each in the order of its table's columns. */
import type { SqlValue } from '../shared/sql-load.ts';
import type { LedgerEntry, Membership, Person, World } from '../world/types.ts';
import {
  awardRows,
  entryLetter,
  entryRows,
  programmeNames,
  statusLetter,
  statusRows,
  tierCode,
  tierRows,
} from './codes.ts';
import { junkRows } from './junk.ts';
import { endless, packDate, packFlightNumber, packMiles, packName, packNightlyRun } from './notation.ts';
import type { TableName } from './tables.ts';

export type LedgerRows = readonly (readonly [TableName, Iterable<readonly SqlValue[]>])[];

export function ledgerRows(world: World): LedgerRows {
  const { memberships, people, airline } = world;
  const partners = partnerCodes(world);
  const partnerCode = (name: string | null) => (name === null ? null : (partners.get(name) ?? null));
  const charities = charityNames(world);
  return [
    ['lyprogcd', [[airline.programme, programmeNames[airline.programme] ?? airline.name]]],
    ['lytiercd', tierRows.map(([code, name, rank, miles]) => [code, name, rank, packMiles(miles)])],
    ['lymbrsts', statusRows],
    ['lyenttyp', entryRows],
    ['lypartcd', [...partners].map(([name, code]) => [code, name, charities.has(name) ? 'C' : 'P'])],
    [
      'lyawrdcd',
      awardRows.map(([code, type, title, miles, tier, partner, status]) => {
        return [code, type, title, packMiles(miles), tier, partnerCode(partner), status];
      }),
    ],
    ['lymember', memberships.map((membership) => memberRow(membership, people[membership.person]))],
    ['lybalnce', memberships.map(balanceRow)],
    ['lytierhs', tierHistoryRows(memberships)],
    ['lyexplot', lotRows(memberships)],
    ['lyentry', entryRowsOf(memberships, partnerCode)],
    ...junkRows(highestEntry(memberships) + 1),
  ];
}

/** A code for every partner that an entry or an award names. */
function partnerCodes({ memberships }: World): Map<string, string> {
  const names = new Set<string>(awardRows.flatMap(([, , , , , partner]) => partner ?? []));
  for (const { entries } of memberships) for (const { partner } of entries) if (partner !== null) names.add(partner);
  return new Map([...names].map((name, index) => [name, `P${String(index + 1).padStart(3, '0')}`]));
}

/** Partners that miles are given to. */
function charityNames({ memberships }: World): Set<string> {
  const names = new Set<string>(awardRows.flatMap(([, type, , , , partner]) => (type === 'C' ? (partner ?? []) : [])));
  for (const { entries } of memberships) {
    for (const { kind, partner } of entries) if (kind === 'DONATED' && partner !== null) names.add(partner);
  }
  return names;
}

function highestEntry(memberships: readonly Membership[]): number {
  return memberships.reduce((most, { entries }) => entries.reduce((highest, { id }) => Math.max(highest, id), most), 0);
}

function memberRow(membership: Membership, person: Person | undefined): SqlValue[] {
  return [
    membership.number,
    statusLetter[membership.status],
    membership.mergedInto,
    packName(person?.title ?? '', 10),
    packName(person?.givenNames.join(' ') ?? '', 40),
    packName(person?.surname ?? '', 40),
    packName(person?.suffix ?? '', 4),
    packDate(person?.birthDate ?? null),
    packDate(membership.enrolledOn),
    tierCode[membership.tier],
    packDate(membership.tierSince),
    packEnd(membership.tierUntil),
    packMiles(membership.tierMiles),
    packDate(membership.tierPeriodEndsOn),
  ];
}

function balanceRow({ number, balance, entries, enrolledOn }: Membership): SqlValue[] {
  const changed = packNightlyRun(entries.at(-1)?.postedOn ?? enrolledOn);
  return [
    number,
    packMiles(balance.available),
    packMiles(balance.earned),
    packMiles(balance.redeemed),
    packMiles(balance.expired),
    changed,
  ];
}

/** Earlier tiers and, last, the present one: the ledger writes a line whenever a tier begins. */
function* tierHistoryRows(memberships: readonly Membership[]): Generator<readonly SqlValue[]> {
  for (const { number, tierHistory, tier, tierSince, tierUntil } of memberships) {
    for (const [index, held] of tierHistory.entries()) {
      yield [number, index + 1, tierCode[held.tier], packDate(held.from), packDate(held.until)];
    }
    yield [number, tierHistory.length + 1, tierCode[tier], packDate(tierSince), packEnd(tierUntil)];
  }
}

const packEnd = (date: string | null): number => (date === null ? endless : packDate(date));

function* lotRows(memberships: readonly Membership[]): Generator<readonly SqlValue[]> {
  for (const { number, lots } of memberships) {
    for (const [index, { miles, expiresOn }] of lots.entries()) {
      yield [number, index + 1, packMiles(miles), packDate(expiresOn)];
    }
  }
}

function* entryRowsOf(
  memberships: readonly Membership[],
  partnerCode: (name: string | null) => string | null,
): Generator<readonly SqlValue[]> {
  for (const { number, entries } of memberships) {
    for (const entry of entries) yield entryRow(number, entry, partnerCode(entry.partner));
  }
}

function entryRow(number: string, { flight, ...entry }: LedgerEntry, partner: string | null): SqlValue[] {
  return [
    entry.id,
    number,
    entryLetter[entry.kind],
    packDate(entry.postedOn),
    packMiles(entry.miles),
    packMiles(entry.tierMiles),
    flight?.carrier ?? '',
    flight === null ? '' : packFlightNumber(flight.number),
    packDate(flight?.departureDate ?? null),
    flight?.origin ?? '',
    partner,
    entry.text.slice(0, 80),
  ];
}
