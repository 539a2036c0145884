/** From a person of the world to the customer master's rows. */
import type { Membership, Person } from '../world/types.ts';
import {
  addressCodes,
  alternativeCodes,
  brandCodes,
  channelCodes,
  codeRows,
  phoneCodes,
  purposeCodes,
  seatCodes,
  sourceCodes,
  titleCode,
  vipCodes,
} from './codes.ts';
import { flawedBirthDate, flawedPhone, flawedVip } from './flaws.ts';
import {
  countryCode,
  documentSearchKey,
  languageCase,
  matchCodes,
  nameCase,
  packedDate,
  packedTime,
  phoneNotation,
  phoneSearchKey,
} from './notation.ts';
import type { Row, TableName } from './tables.ts';

export type Rows = Readonly<Record<TableName, readonly Row[]>>;

/** Memberships by number: the customer master is told when an account is merged into another. */
export function rowsOf(people: readonly Person[], memberships: ReadonlyMap<string, Membership>): Rows {
  const held = people.flatMap((person) => (person.customerId === null ? [] : [{ ...person, id: person.customerId }]));
  const detail = (of: (person: Held) => Row[]): Row[] =>
    held.flatMap((person) => of(person).map((row, index): Row => [person.id, index + 1, ...row]));
  return {
    pty: held.map(party),
    eml: detail(({ emails }) =>
      emails.map((mail) => [mail.address, mail.address.toLowerCase(), flag(mail.verified), flag(mail.preferred)]),
    ),
    tel: detail(telephones),
    adr: detail(addresses),
    doc: detail(documents),
    prf: detail(preferences),
    pay: detail(({ preferences: { payment } }) =>
      payment === null
        ? []
        : [
            [
              payment.token,
              brandCodes[payment.brand] ?? payment.brand.slice(0, 2),
              payment.last4,
              monthYear(payment.expires),
            ],
          ],
    ),
    cns: detail(({ consents }) =>
      consents.map(({ purpose, granted, source, at }) => [
        purposeCodes[purpose],
        flag(granted),
        sourceCodes[source],
        packedTime(at),
      ]),
    ),
    xrf: detail((person) => [...memberNumbers(person, memberships), ...bookings(person)]),
    alt: detail(alternatives),
    cod: codeRows(),
  };
}

type Held = Person & { readonly id: string };

const flag = (value: boolean) => (value ? 'Y' : 'N');

function party(person: Held): Row {
  const { index } = person;
  const given = person.givenNames.join(' ');
  const [long, short] = matchCodes(person.surname);
  return [
    person.id,
    'A',
    titleCode(person),
    nameCase(person.surname, person),
    nameCase(given, person),
    (person.suffix ?? '').toUpperCase(),
    long,
    short,
    matchCodes(given)[0].slice(0, 1),
    flawedBirthDate(person) ?? packedDate(person.birthDate),
    person.gender,
    countryCode(person.nationality, index),
    countryCode(person.residence, index + 1),
    languageCase(person.language, index),
    flawedVip(person) ?? (person.vip === null ? '' : vipCodes[person.vip]),
    packedTime(person.updatedAt),
  ];
}

function telephones(person: Held): Row[] {
  const rows = person.phones.map((phone, position): Row => {
    const raw = phoneNotation(phone.e164, person.index + position);
    return [phoneCodes[phone.kind], raw, phoneSearchKey(raw), flag(phone.verified), flag(phone.preferred)];
  });
  const flawed = flawedPhone(person);
  return flawed === null ? rows : [...rows, ['X', flawed, phoneSearchKey(flawed), 'N', 'N']];
}

function addresses({ addresses: all, index }: Held): Row[] {
  return all.map((address) => {
    const [first = '', second = '', ...others] = address.lines;
    const lines = [first, second, others.join(', ')];
    const place = [address.postalCode, address.city, '', countryCode(address.country, index)];
    return [addressCodes[address.kind], ...lines, ...place, flag(address.preferred)];
  });
}

function documents({ documents: all, index }: Held): Row[] {
  return all.map(({ type, number, country, nationality, expires }) => [
    type,
    number,
    documentSearchKey(number),
    countryCode(country, index + 1),
    countryCode(nationality, index),
    packedDate(expires),
  ]);
}

function preferences({ preferences: { meal, seat, cabin, channel } }: Held): Row[] {
  const rows: (readonly [string, string | null])[] = [
    ['ML', meal],
    ['ST', seat && seatCodes[seat]],
    ['CB', cabin],
    ['CH', channel && channelCodes[channel]],
  ];
  return rows.flatMap(([kind, value]) => (value === null ? [] : [[kind, value]]));
}

/** `2028-05` as `0528`. */
const monthYear = (expires: string) => expires.slice(5, 7) + expires.slice(2, 4);

function memberNumbers(person: Held, memberships: ReadonlyMap<string, Membership>): Row[] {
  return person.membershipNumbers.map(({ programme, number }) => {
    const merged = memberships.get(number)?.status === 'MERGED';
    return ['FF', programme, number, '00000000', merged ? 'M' : 'A', packedTime(person.updatedAt)];
  });
}

function bookings(person: Held): Row[] {
  return person.bookingReferences.map(({ system, recordLocator, createdOn }) => {
    const date = packedDate(createdOn);
    return ['PN', system, recordLocator, date, 'A', `${date}120000`];
  });
}

function alternatives(person: Held): Row[] {
  return person.alternatives.map(({ field, value, source, at }) => [
    alternativeCodes[field],
    field === 'dateOfBirth' ? packedDate(value) : value,
    sourceCodes[source],
    packedTime(at),
  ]);
}
