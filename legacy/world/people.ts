/** The people: personas first, then people with difficult names, an agency's clients, and households drawn from the seed. */
import { addDays } from './dates.ts';
import type { Notes } from './difficulties.ts';
import { cultureOf, type Drawer, drawer, type NewPerson, type PersonDraft } from './draw.ts';
import { homes } from './names.ts';
import { personaHouseholds } from './persona-people.ts';
import { agencyPhone, personas } from './personas.ts';
import { every, type Random } from './random.ts';
import { trapHouseholds } from './trap-people.ts';
import type { WorldOptions } from './types.ts';

export interface Population {
  readonly people: PersonDraft[];
  /** Who travels together; places in `people`. */
  readonly households: readonly (readonly number[])[];
  /** Place in `households`, by person. */
  readonly householdOf: readonly number[];
  /** Clients of the agency whose telephone is on all their records. */
  readonly agencyClients: readonly number[];
  /** Places before this one are the personas', whose bookings and accounts are fixed. */
  readonly personas: number;
  /** Places before this one travel in every world. */
  readonly traps: number;
  airportOf(person: number): string;
}

const agencySize = 30;

export function buildPeople(random: Random, options: WorldOptions, notes: Notes): Population {
  const people: PersonDraft[] = [];
  const households: number[][] = [];
  const householdOf: number[] = [];
  const add = (members: readonly NewPerson[]): void => {
    const room = options.people - people.length;
    const places = members.slice(0, room).map((member) => people.push({ index: people.length, ...member }) - 1);
    for (const place of places) householdOf[place] = households.length;
    if (places.length > 0) households.push(places);
  };
  const draw = drawer(random, options.now);

  for (const members of personaHouseholds(options.now)) add(members);
  const personas = people.length;
  for (const members of trapHouseholds) add(trapped(draw, members));
  const traps = people.length;
  for (let count = 0; count < agencySize; count += 1) add([client(draw)]);
  const twins = every(0.008);
  const oneAddress = every(0.05);
  const again = every(0.035);
  while (people.length < options.people) {
    add(household(random, draw, twins, oneAddress));
    if (again()) add(recordedTwice(random, draw, people, traps));
  }
  linkPersonas(people);
  record(people, households, notes);
  const airports = new Map(Object.values(homes).flatMap((list) => list.map((home) => [home.city, home.airport])));
  return {
    people,
    households,
    householdOf,
    agencyClients: Array.from({ length: agencySize }, (_, place) => traps + place),
    personas,
    traps,
    airportOf: (person) => airports.get(people[person]?.addresses[0]?.city ?? '') ?? 'FRA',
  };
}

/** Aleksei and Alexey are one human under two records. */
function linkPersonas(people: readonly PersonDraft[]): void {
  const original = people.find(({ customerId }) => customerId === personas.aleksei.customerId);
  const copy = people.find(({ customerId }) => customerId === personas.alexey.customerId);
  if (original !== undefined && copy !== undefined) copy.duplicateOf = original.index;
}

function trapped(draw: Drawer, members: (typeof trapHouseholds)[number]): NewPerson[] {
  const drawn: NewPerson[] = [];
  for (const { culture, age, ...rest } of members) {
    const roof = drawn[0];
    drawn.push(
      draw({
        ...rest,
        culture: cultureOf(culture),
        age: [age, age],
        held: age > 17 ? 1 : 0,
        ...(roof && { with: roof }),
      }),
    );
  }
  return drawn;
}

function client(draw: Drawer): NewPerson {
  const person = draw({ age: [25, 70], held: 1, culture: cultureOf('GB') });
  return {
    ...person,
    phones: [
      { e164: agencyPhone, kind: 'BUSINESS', verified: false, preferred: person.phones.length === 0 },
      ...person.phones,
    ],
  };
}

function household(random: Random, draw: Drawer, twins: () => boolean, oneAddress: () => boolean): NewPerson[] {
  const size = random.weighted([
    [1, 52],
    [2, 24],
    [3, 11],
    [4, 9],
    [5, 4],
  ]);
  const head = draw({ age: [20, 82] });
  const members = [head];
  const culture = cultureOf(head.nationality);
  const taken = [...head.givenNames];
  const join = (member: NewPerson): NewPerson => {
    taken.push(...member.givenNames);
    members.push(member);
    return member;
  };
  if (size > 1 && random.chance(0.85)) {
    const name = random.chance(0.75) ? { surname: head.surname } : {};
    const gender = head.gender === 'F' ? 'M' : 'F';
    const partner = join(draw({ age: [22, 78], culture, with: head, gender, taken, ...name }));
    const [shared] = head.emails;
    if (partner.emails.length > 0 && shared !== undefined && oneAddress()) {
      partner.emails = [{ ...shared, verified: false }];
    }
  }
  while (members.length < size) {
    const child = { culture, surname: head.surname, with: head, taken };
    if (members.length + 2 <= size + 1 && twins()) {
      const birthDate = addDays(head.birthDate ?? '1970-05-05', 9200);
      const first = join(draw({ ...child, age: [18, 24], held: 1, birthDate }));
      join(draw({ ...child, age: [18, 24], held: 1, birthDate: first.birthDate ?? birthDate }));
    } else {
      join(draw({ ...child, age: random.chance(0.25) ? [0, 1] : [2, 17] }));
    }
  }
  return members;
}

/** A second record of somebody already there: other address, other spelling or fewer names, sometimes the same telephone. */
function recordedTwice(random: Random, draw: Drawer, people: readonly PersonDraft[], from: number): NewPerson[] {
  const place = random.int(from, people.length - 1);
  const original = people[place];
  if (original === undefined || original.customerId === null || original.birthDate === null) return [];
  if (original.duplicateOf !== null || original.givenNames.length === 0) return [];
  const gender = original.gender === 'X' ? {} : { gender: original.gender };
  const copy = draw({
    ...gender,
    age: [30, 40],
    held: 1,
    culture: cultureOf(original.nationality),
    givenNames: original.givenNames.slice(0, 1).map((name) => name.normalize('NFD').replace(/\p{M}/gu, '')),
    surname: original.surname,
    birthDate: original.birthDate,
  });
  const same = random.chance(0.5) ? original.phones.filter((phone) => phone.e164 !== agencyPhone) : [];
  return [{ ...copy, phones: same.length > 0 ? same.map((phone) => ({ ...phone })) : copy.phones, duplicateOf: place }];
}

function record(people: readonly PersonDraft[], households: readonly (readonly number[])[], notes: Notes): void {
  const emails = new Map<string, number>();
  for (const person of people)
    for (const email of person.emails) emails.set(email.address, (emails.get(email.address) ?? 0) + 1);
  for (const person of people) {
    const key = `person:${person.index}`;
    if (person.duplicateOf !== null) notes.note('duplicateCustomer', key);
    if (person.alternatives.some((other) => other.field === 'dateOfBirth')) notes.note('disagreeingBirthDate', key);
    if (person.phones.some((phone) => phone.e164 === agencyPhone)) notes.note('agencyPhone', key);
    if (person.emails.some((email) => (emails.get(email.address) ?? 0) > 1)) notes.note('sharedEmail', key);
    if (person.documents.some((document) => document.country.length === 3)) notes.note('mixedCountryCodes', key);
    const marketing = person.consents.filter((consent) => consent.purpose === 'MARKETING_EMAIL');
    if (new Set(marketing.map((consent) => consent.granted)).size > 1) notes.note('disagreeingConsent', key);
  }
  for (const household of households) {
    const members = household.flatMap((place) => people[place] ?? []);
    for (const [position, person] of members.entries()) {
      const key = `person:${person.index}`;
      const others = members.filter((_, other) => other !== position);
      const twin = others.some((other) => other.birthDate === person.birthDate && other.surname === person.surname);
      if (twin && person.birthDate !== null) notes.note('twins', key);
      if (others.some((other) => sameName(person, other))) notes.note('fatherAndSon', key);
      if (
        others.some((other) => other.phones.some((phone) => person.phones.some((mine) => mine.e164 === phone.e164)))
      ) {
        notes.note('householdPhone', key);
      }
    }
  }
}

const sameName = (a: PersonDraft, b: PersonDraft): boolean =>
  a.surname === b.surname && a.givenNames.join(' ') === b.givenNames.join(' ') && a.givenNames.length > 0;
