/** Who is a member of the airline's programme, under which number; the ledger of each is made when the flying is done. */
import { dateOf, dayAt } from './dates.ts';
import type { Notes } from './difficulties.ts';
import { isAdult } from './party.ts';
import type { Population } from './people.ts';
import { personas } from './personas.ts';
import { every, type Random } from './random.ts';
import type { Membership, Tier } from './types.ts';

export interface Account {
  readonly number: string;
  readonly person: number;
  readonly tier: Tier;
  readonly status: Membership['status'];
  readonly mergedInto: string | null;
  readonly enrolledOn: string;
}

export interface Accounts {
  readonly all: readonly Account[];
  /** The live account of a person; undefined for most people. */
  live(person: number): Account | undefined;
}

const fixed: readonly (readonly [number: string, tier: Tier, enrolledOn: string, mergedInto?: string])[] = [
  [personas.ada.membershipNumber, 'GOLD', '2016-03-02'],
  [personas.siobhan.membershipNumber, 'PLATINUM', '2009-10-18'],
  [personas.mara.membershipNumber, 'SILVER', '2018-01-11'],
  [personas.mila.membershipNumber, 'BASE', '2018-01-11'],
  [personas.johnSenior.membershipNumber, 'GOLD', '2004-06-30'],
  [personas.tomas.membershipNumber, 'BASE', '2025-04-22'],
  [personas.suryanto.membershipNumber, 'BASE', '2021-08-05'],
  [personas.sejoon.membershipNumber, 'SILVER', '2019-12-12'],
  [personas.aleksei.membershipNumber, 'SILVER', '2012-02-20'],
  [personas.grace.membershipNumber, 'BASE', '2023-05-09'],
  [personas.grace.mergedMembershipNumber, 'BASE', '2017-07-01', personas.grace.membershipNumber],
  [personas.lena.membershipNumber, 'BASE', '2022-09-14'],
];

/** Opens the accounts, and tells the customer master about most of them. */
export function openAccounts(random: Random, population: Population, now: Date, notes: Notes): Accounts {
  const today = dayAt(now);
  const all: Account[] = [];
  const live = new Map<number, Account>();
  const open = (account: Account) => {
    all.push(account);
    if (account.status === 'ACTIVE') live.set(account.person, account);
  };
  const holders = new Map(
    population.people.flatMap((person) =>
      ownNumber(person.membershipNumbers, person.index, person.customerId === personas.johnJunior.customerId),
    ),
  );
  for (const [number, tier, enrolledOn, mergedInto = null] of fixed) {
    const person = holders.get(number);
    if (person === undefined) throw new Error(`nobody holds ${number}`);
    open({ number, person, tier, status: mergedInto === null ? 'ACTIVE' : 'MERGED', mergedInto, enrolledOn });
  }

  let serial = 0;
  const next = () => {
    serial += 1;
    return String(2_001_000_000 + serial * 13);
  };
  const unknown = every(0.04);
  const merged = every(0.02);
  const closed = every(0.015);
  const suspended = every(0.015);
  const mistyped = every(0.008);
  for (const person of population.people.slice(population.personas)) {
    const held = person.customerId !== null;
    if (!isAdult(person, now) || person.duplicateOf !== null) continue;
    if (held ? !random.chance(0.47) : !unknown()) continue;
    const number = next();
    const tier = random.weighted<Tier>([
      ['BASE', 70],
      ['SILVER', 17],
      ['GOLD', 9],
      ['PLATINUM', 4],
    ]);
    const enrolled = today - random.int(100, 5000);
    const status = closed() ? 'CLOSED' : suspended() ? 'SUSPENDED' : 'ACTIVE';
    open({ number, person: person.index, tier, status, mergedInto: null, enrolledOn: dateOf(enrolled) });
    const tells = held && random.chance(0.93);
    if (tells)
      person.membershipNumbers.unshift({
        programme: 'AX',
        number: mistyped() ? slipped(number, notes, person.index) : number,
      });
    if (merged() && status === 'ACTIVE') {
      const old = next();
      open({
        number: old,
        person: person.index,
        tier: 'BASE',
        status: 'MERGED',
        mergedInto: number,
        enrolledOn: dateOf(enrolled - 900),
      });
      if (tells && random.chance(0.5)) person.membershipNumbers.push({ programme: 'AX', number: old });
    }
  }
  for (const account of all) {
    if (account.status === 'MERGED') notes.note('mergedMembership', `membership:${account.number}`);
    if (account.status === 'CLOSED') notes.note('closedMembership', `membership:${account.number}`);
    if (population.people[account.person]?.customerId === null)
      notes.note('memberWithoutCustomer', `person:${account.person}`);
  }
  for (const person of population.people) {
    if (person.customerId !== null && !live.has(person.index))
      notes.note('customerWithoutMembership', `person:${person.index}`);
  }
  const junior = population.people.find((person) => person.customerId === personas.johnJunior.customerId);
  if (junior !== undefined) notes.note('miskeyedNumber', `person:${junior.index}`);
  return { all, live: (person) => live.get(person) };
}

/** A persona's own numbers; the father's number on the son's record is not the son's. */
function ownNumber(
  numbers: readonly { readonly programme: string; readonly number: string }[],
  person: number,
  isSon: boolean,
): (readonly [string, number])[] {
  return numbers.filter(({ programme }) => programme === 'AX' && !isSon).map(({ number }) => [number, person] as const);
}

/** Two digits changed over. */
function slipped(number: string, notes: Notes, person: number): string {
  notes.note('miskeyedNumber', `person:${person}`);
  return `${number.slice(0, 6)}${number[7]}${number[6]}${number.slice(8)}`;
}
