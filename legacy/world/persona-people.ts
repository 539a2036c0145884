/** The personas as people, in the order of personas.ts; partners and children come with them. */
import { at, day } from './dates.ts';
import type { NewPerson } from './draw.ts';
import { personas } from './personas.ts';

type Named = (typeof personas)[keyof typeof personas];

const nobody = (now: Date): NewPerson => ({
  customerId: null,
  givenNames: [],
  surname: '',
  title: null,
  suffix: null,
  gender: 'F',
  birthDate: null,
  nationality: 'DE',
  residence: 'DE',
  language: 'de',
  emails: [],
  phones: [],
  addresses: [],
  documents: [],
  preferences: { meal: null, seat: null, cabin: null, payment: null, channel: null },
  vip: null,
  consents: [],
  membershipNumbers: [],
  bookingReferences: [],
  alternatives: [],
  duplicateOf: null,
  updatedAt: at(now.getTime() - 40 * day),
});

function home(line: string, postalCode: string, city: string, country: string): NewPerson['addresses'] {
  return [{ kind: 'HOME', lines: [line], postalCode, city, country, preferred: true }];
}

/** Everybody of personas.ts, by household. */
export function personaHouseholds(now: Date): NewPerson[][] {
  const ago = (days: number): Date => at(now.getTime() - days * day);
  const person = (named: Named, more: Partial<NewPerson>): NewPerson => ({
    ...nobody(now),
    customerId: named.customerId,
    givenNames: named.givenNames.split(' ').filter((name) => name !== ''),
    surname: named.surname,
    birthDate: 'birthDate' in named ? named.birthDate : null,
    emails: 'email' in named ? [{ address: named.email, verified: true, preferred: true }] : [],
    phones: 'phone' in named ? [{ e164: named.phone, kind: 'MOBILE', verified: true, preferred: true }] : [],
    membershipNumbers: 'membershipNumber' in named ? [{ programme: 'AX', number: named.membershipNumber }] : [],
    consents:
      named.customerId === null ? [] : [{ purpose: 'SERVICE_MESSAGES', granted: true, at: ago(400), source: 'WEB' }],
    ...more,
  });
  const p = personas;
  const twins = home('Gartenstraße 9', '20357', 'Hamburg', 'DE');
  const smiths = home('1400 Maple Street', '20036', 'Washington', 'US');
  return [
    [
      person(p.ada, {
        title: 'Mrs',
        nationality: 'SE',
        language: 'en',
        addresses: home('Lindenstraße 12', '10969', 'Berlin', 'DE'),
        documents: [{ type: 'P', number: 'X12345678', country: 'SE', nationality: 'SWE', expires: '2031-04-14' }],
        preferences: {
          meal: 'VGML',
          seat: 'WINDOW',
          cabin: 'Y',
          payment: { token: 'tok_5f3a9c21b7e0', brand: 'VISA', last4: '4242', expires: '2029-08' },
          channel: 'EMAIL',
        },
        consents: [
          { purpose: 'MARKETING_EMAIL', granted: true, at: ago(300), source: 'WEB' },
          { purpose: 'PROFILING', granted: false, at: ago(300), source: 'WEB' },
          { purpose: 'SERVICE_MESSAGES', granted: true, at: ago(300), source: 'WEB' },
        ],
      }),
      person(p.jonas, { gender: 'M', addresses: home('Lindenstraße 12', '10969', 'Berlin', 'DE') }),
    ],
    [
      person(p.siobhan, {
        title: 'Mrs',
        nationality: 'IE',
        residence: 'GB',
        language: 'en',
        addresses: home('8 Harbour Street', 'N1 7AX', 'London', 'GB'),
        documents: [{ type: 'P', number: 'PD4410297', country: 'IRL', nationality: 'IE', expires: '2030-02-11' }],
        preferences: { meal: null, seat: 'AISLE', cabin: 'C', payment: null, channel: 'PHONE' },
        vip: 'CORPORATE',
      }),
    ],
    [
      person(p.mara, { title: 'Ms', nationality: 'NG', addresses: twins, phones: household(p.mara.phone) }),
      person(p.mila, { title: 'Ms', nationality: 'NG', addresses: twins, phones: household(p.mila.phone) }),
    ],
    [
      person(p.johnSenior, {
        title: 'Mr',
        gender: 'M',
        nationality: 'US',
        residence: 'US',
        language: 'en-US',
        addresses: smiths,
      }),
      person(p.johnJunior, {
        title: 'Mr',
        suffix: p.johnJunior.suffix,
        gender: 'M',
        nationality: 'US',
        residence: 'US',
        language: 'en-US',
        addresses: smiths,
        membershipNumbers: [{ programme: 'AX', number: p.johnJunior.miskeyedMembershipNumber }],
      }),
    ],
    [person(p.annemarie, { title: 'Mrs', addresses: home('Mühlenstraße 3', '55116', 'Mainz', 'DE') })],
    [
      person(p.tomas, {
        title: 'Mr',
        gender: 'M',
        nationality: 'PT',
        residence: 'US',
        language: 'pt',
        addresses: home('77 Orchard Street', '10002', 'New York', 'US'),
      }),
    ],
    [
      person(p.suryanto, {
        gender: 'M',
        nationality: 'ID',
        residence: 'US',
        language: 'id',
        addresses: home('310 Cedar Street', '20009', 'Washington', 'US'),
      }),
    ],
    [
      person(p.sejoon, {
        title: 'Mr',
        gender: 'M',
        nationality: 'KR',
        residence: 'US',
        language: 'ko',
        addresses: home('19 Sunset Street', '94110', 'San Francisco', 'US'),
        documents: [{ type: 'P', number: 'M40218837', country: 'KOR', nationality: 'KR', expires: '2032-09-30' }],
      }),
    ],
    [
      person(p.aleksei, {
        title: 'Mr',
        gender: 'M',
        nationality: 'RU',
        addresses: home('Waldstraße 40', '60316', 'Frankfurt', 'DE'),
      }),
    ],
    [
      person(p.alexey, {
        title: 'Mr',
        gender: 'M',
        nationality: 'RU',
        addresses: home('Bergstraße 2', '60322', 'Frankfurt', 'DE'),
        emails: [{ address: p.alexey.email, verified: false, preferred: true }],
        phones: [{ e164: p.alexey.phone, kind: 'MOBILE', verified: false, preferred: true }],
      }),
    ],
    [
      person(p.fatima, {
        title: 'Mrs',
        nationality: 'EG',
        residence: 'GB',
        language: 'ar',
        addresses: home('55 Church Street', 'RG1 4XA', 'Reading', 'GB'),
      }),
    ],
    [
      person(p.grace, {
        title: 'Mrs',
        nationality: 'KE',
        residence: 'GB',
        language: 'en',
        addresses: home('21 Meadow Street', 'EH1 5XA', 'Edinburgh', 'GB'),
        membershipNumbers: [
          { programme: 'AX', number: p.grace.membershipNumber },
          { programme: 'AX', number: p.grace.mergedMembershipNumber },
        ],
      }),
      {
        ...nobody(now),
        givenNames: ['Amani'],
        surname: 'Mwangi',
        gender: 'M',
        birthDate: infantBirth(now),
        nationality: 'KE',
        residence: 'GB',
      },
    ],
    [
      person(p.lena, {
        title: 'Ms',
        nationality: 'DE',
        addresses: home('Kirchstraße 5', '10557', 'Berlin', 'DE'),
        consents: [
          { purpose: 'MARKETING_EMAIL', granted: true, at: ago(500), source: 'WEB' },
          { purpose: 'MARKETING_EMAIL', granted: false, at: ago(60), source: 'CALL_CENTRE' },
          { purpose: 'SERVICE_MESSAGES', granted: true, at: ago(500), source: 'WEB' },
        ],
        alternatives: [{ field: 'dateOfBirth', value: '1999-01-13', source: 'PAPER', at: ago(600) }],
      }),
    ],
  ];
}

/** Ten months old. */
const infantBirth = (now: Date): string =>
  at(now.getTime() - 300 * day)
    .toISOString()
    .slice(0, 10);

const household = (e164: string): NewPerson['phones'] => [{ e164, kind: 'HOME', verified: true, preferred: true }];
