/** One person drawn from the seed: what the customer master would hold. */
import { addressBook, phoneBook } from './contacts.ts';
import { addDays, at, dateOf, day, dayAt } from './dates.ts';
import { type Culture, cultures, type Home, homes, streetLine } from './names.ts';
import { every, type Random } from './random.ts';
import type { Person, PersonDocument } from './types.ts';

/** A person while the world is being made: bookings and memberships still add to it. */
export type PersonDraft = {
  -readonly [K in keyof Person]: Person[K] extends readonly (infer T)[] ? T[] : Person[K];
};
export type NewPerson = Omit<PersonDraft, 'index'>;

/** What is known before the dice: all of it optional but the age. */
export interface Given {
  readonly age: readonly [from: number, to: number];
  readonly culture?: Culture;
  readonly gender?: 'F' | 'M';
  readonly givenNames?: readonly string[];
  readonly surname?: string;
  readonly suffix?: string;
  readonly title?: string;
  readonly birthDate?: string;
  /** First names already in the household. */
  readonly taken?: readonly string[];
  /** Same roof: address and home telephone are the other's. */
  readonly with?: NewPerson;
  /** 0 to 1: how likely the customer master holds this person. */
  readonly held?: number;
}

export type Drawer = (given: Given) => NewPerson;

export const cultureOf = (nationality: string): Culture => {
  const found = cultures.find((culture) => culture.nationality === nationality);
  if (found === undefined) throw new RangeError(`no names for ${nationality}`);
  return found;
};

const weights = cultures.map((culture): readonly [Culture, number] => [culture, culture.weight]);
const alpha3: Readonly<Record<string, string>> = {
  DE: 'DEU',
  AT: 'AUT',
  CH: 'CHE',
  GB: 'GBR',
  IE: 'IRL',
  US: 'USA',
  FR: 'FRA',
  ES: 'ESP',
  PT: 'PRT',
  IT: 'ITA',
  RU: 'RUS',
  PL: 'POL',
  SE: 'SWE',
  NL: 'NLD',
  TR: 'TUR',
  EG: 'EGY',
  IN: 'IND',
  KR: 'KOR',
  JP: 'JPN',
  CN: 'CHN',
  NG: 'NGA',
  KE: 'KEN',
  BR: 'BRA',
  ID: 'IDN',
  CL: 'CHL',
};
/** As a machine-readable passport writes it. */
export const threeLetters = (country: string): string => alpha3[country] ?? country;

export function drawer(random: Random, now: Date): Drawer {
  const phones = phoneBook();
  const emails = addressBook();
  const secondBirthDate = every(0.03);
  const secondDecision = every(0.03);
  const longCode = every(0.25);
  const partner = every(0.12);
  const today = dayAt(now);
  let serial = 0;

  return (given) => {
    serial += 1;
    const culture = given.culture ?? random.weighted(weights);
    const gender = given.gender ?? (random.chance(0.5) ? 'F' : 'M');
    const age = random.int(given.age[0] * 365, Math.max(given.age[0] * 365 + 200, given.age[1] * 365));
    const birth = given.birthDate ?? dateOf(today - age);
    const adult = age >= 18 * 365;
    const all = gender === 'F' ? culture.female : culture.male;
    const untaken = all.filter((name) => !given.taken?.includes(name));
    const pool = untaken.length > 0 ? untaken : all;
    const first = random.pick(pool);
    const second = random.pick(pool);
    const names = given.givenNames ?? (random.chance(0.25) && second !== first ? [first, second] : [first]);
    const surname = given.surname ?? random.pick(culture.surnames);
    const residence = given.with?.addresses[0]?.country ?? random.pick(culture.residences);
    const held = random.chance(given.held ?? (adult ? 0.87 : 0.25));
    const contact = held || random.chance(0.5);
    const own = adult && contact && random.chance(0.72) ? phones(residence) : null;
    const shared = given.with?.phones.find((phone) => phone.kind === 'HOME');
    const home = shared ?? (adult && random.chance(0.35) ? landline(phones(residence)) : undefined);
    const email = adult && contact && random.chance(0.9) ? emails(names[0] ?? '', surname, random.int(0, 599)) : null;
    const decidedOn = at(now.getTime() - random.int(20, 1500) * day);
    return {
      customerId: held ? `C${String(10_000 + serial).padStart(7, '0')}` : null,
      givenNames: [...names],
      surname,
      title: given.title ?? (adult && random.chance(0.8) ? titleFor(random, gender) : null),
      suffix: given.suffix ?? null,
      gender: given.gender === undefined && random.chance(0.004) ? 'X' : gender,
      birthDate: adult && random.chance(0.06) && given.birthDate === undefined ? null : birth,
      nationality: culture.nationality,
      residence,
      language: random.chance(0.9) ? culture.language : 'en',
      emails: email === null ? [] : emailsOf(random, email, emails(names[0] ?? '', surname, random.int(0, 599))),
      phones: [
        ...(own === null
          ? []
          : [{ e164: own, kind: 'MOBILE' as const, verified: random.chance(0.7), preferred: true }]),
        ...(home === undefined || !contact ? [] : [{ ...home, preferred: own === null }]),
      ],
      addresses: given.with?.addresses.map((address) => ({ ...address })) ?? [addressIn(random, residence)],
      documents: adult && random.chance(0.45) ? documentsOf(random, culture.nationality, today, longCode()) : [],
      preferences: preferencesOf(random, adult && held, now),
      vip:
        adult && held && random.chance(0.008)
          ? random.pick(['GOVERNMENT', 'CELEBRITY', 'CORPORATE', 'AIRLINE'] as const)
          : null,
      consents: adult && held ? consentsOf(random, decidedOn, secondDecision()) : [],
      membershipNumbers: adult && held && partner() ? [partnerNumber(random)] : [],
      bookingReferences: [],
      alternatives:
        adult && held && secondBirthDate()
          ? [{ field: 'dateOfBirth', value: mistyped(birth), source: 'PAPER', at: at(decidedOn.getTime() - 90 * day) }]
          : [],
      duplicateOf: null,
      updatedAt: at(now.getTime() - random.int(0, 700) * day - random.int(0, day - 1)),
    };
  };
}

function titleFor(random: Random, gender: 'F' | 'M'): string {
  if (random.chance(0.03)) return random.pick(['Dr', 'Prof']);
  return gender === 'M' ? 'Mr' : random.pick(['Mrs', 'Ms', 'Mrs', 'Miss']);
}

const landline = (e164: string | null) =>
  e164 === null ? undefined : { e164, kind: 'HOME' as const, verified: false, preferred: false };

function emailsOf(random: Random, first: string, second: string): NewPerson['emails'] {
  const main = { address: first, verified: random.chance(0.75), preferred: true };
  return random.chance(0.15) ? [main, { address: second, verified: random.chance(0.3), preferred: false }] : [main];
}

function addressIn(random: Random, country: string): NewPerson['addresses'][number] {
  const home: Home = random.pick(homes[country] ?? homes.DE ?? []);
  const line = streetLine(country, random.pick, random.int(1, 180));
  return {
    kind: 'HOME',
    lines: random.chance(0.12) ? [line, `Apartment ${random.int(1, 60)}`] : [line],
    postalCode: home.postalCode.replace(/#/g, () => String(random.int(0, 9))),
    city: home.city,
    country,
    preferred: true,
  };
}

function documentsOf(random: Random, country: string, today: number, long: boolean): PersonDocument[] {
  const code = long ? threeLetters(country) : country;
  const document = (type: 'P' | 'I', expires: number): PersonDocument => ({
    type,
    number: `${random.pick(['C', 'L', 'P', 'X', 'N'])}${random.int(1_000_000, 9_999_999)}${random.int(0, 9)}`,
    country: code,
    nationality: long && random.chance(0.5) ? country : code,
    expires: dateOf(today + expires),
  });
  const passport = document('P', random.int(-200, 3500));
  return random.chance(0.15) ? [passport, document('I', random.int(30, 3000))] : [passport];
}

const meals = ['VGML', 'VLML', 'AVML', 'MOML', 'KSML', 'GFML', 'DBML', 'LFML', 'HNML', 'NLML'];

function preferencesOf(random: Random, held: boolean, now: Date): Person['preferences'] {
  if (!held) return nothingPreferred;
  return {
    meal: random.chance(0.14) ? random.pick(meals) : null,
    seat: random.chance(0.5) ? random.pick(['WINDOW', 'AISLE', 'AISLE', 'WINDOW', 'MIDDLE', 'LEGROOM'] as const) : null,
    cabin: random.chance(0.2) ? random.pick(['F', 'C', 'W', 'Y', 'Y', 'Y'] as const) : null,
    payment: random.chance(0.3)
      ? {
          token: `tok_${random.int(0x10000000, 0x7fffffff).toString(16)}${random.int(0x1000, 0xffff).toString(16)}`,
          brand: random.pick(['VISA', 'MASTERCARD', 'AMEX']),
          last4: String(random.int(0, 9999)).padStart(4, '0'),
          expires: addDays(dateOf(dayAt(now)), random.int(-100, 1400)).slice(0, 7),
        }
      : null,
    channel: random.chance(0.6) ? random.pick(['EMAIL', 'EMAIL', 'SMS', 'PHONE', 'POST', 'APP'] as const) : null,
  };
}

const nothingPreferred: Person['preferences'] = { meal: null, seat: null, cabin: null, payment: null, channel: null };
const purposes = ['MARKETING_EMAIL', 'MARKETING_SMS', 'MARKETING_PHONE', 'PROFILING', 'PARTNER_SHARING'] as const;
const sources = ['WEB', 'APP', 'CALL_CENTRE', 'PAPER', 'IMPORT'] as const;

function consentsOf(random: Random, decidedOn: Date, conflict: boolean): NewPerson['consents'] {
  const marketing = random.chance(0.45);
  const decisions: NewPerson['consents'] = purposes
    .filter((purpose) => purpose === 'MARKETING_EMAIL' || random.chance(0.4))
    .map((purpose) => ({
      purpose,
      granted: marketing && random.chance(0.7),
      at: random.chance(0.93) ? decidedOn : null,
      source: random.pick(sources),
    }));
  const email = decisions[0];
  if (conflict && email !== undefined) {
    decisions.push({ ...email, granted: !email.granted, at: at(decidedOn.getTime() - 40 * day), source: 'PAPER' });
  }
  if (random.chance(0.5)) {
    decisions.push({ purpose: 'SERVICE_MESSAGES', granted: random.chance(0.95), at: decidedOn, source: 'WEB' });
  }
  return decisions;
}

const programmes = ['BA', 'TP', 'AC', 'JL', 'QF'];

export function partnerNumber(random: Random): { programme: string; number: string } {
  return { programme: random.pick(programmes), number: String(random.int(100_000_000, 999_999_999)) };
}

/** Day and month changed over where that gives a date, else one day off. */
function mistyped(date: string): string {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-');
  return Number(dayOfMonth) <= 12 && dayOfMonth !== month ? `${year}-${dayOfMonth}-${month}` : addDays(date, 1);
}
