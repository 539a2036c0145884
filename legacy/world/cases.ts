/** What people brought to the service desk; the personas' cases first. */
import { airport } from './airports.ts';
import { type Matter, matters } from './case-texts.ts';
import { at, day, hour, minute } from './dates.ts';
import { personaCases } from './persona-cases.ts';
import type { Random } from './random.ts';
import type { Booking, Case, Flight, Membership, Person } from './types.ts';

interface Filed {
  readonly random: Random;
  readonly now: Date;
  readonly people: readonly Person[];
  readonly memberships: readonly Membership[];
  readonly bookings: readonly Booking[];
  readonly flights: readonly Flight[];
}

const firstId = 1001;
const casesAPerson = 0.12;

export function buildCases(filed: Filed): Case[] {
  const { random, people, bookings } = filed;
  const numbers = new Map(
    filed.memberships.filter(({ status }) => status === 'ACTIVE').map(({ person, number }) => [person, number]),
  );
  const made: Omit<Case, 'id'>[] = [...personaCases(filed)];
  const wanted = made.length + Math.round(people.length * casesAPerson);
  while (made.length < wanted && bookings.length > 0) {
    const booking = random.pick(bookings);
    const found = one(filed, booking, numbers);
    if (found !== null) made.push(found);
  }
  return made.map((entry, place) => ({ id: firstId + place, ...entry }));
}

/** Null for a persona's booking: their cases are told in persona-cases.ts. */
function one(filed: Filed, booking: Booking, numbers: ReadonlyMap<number, string>): Omit<Case, 'id'> | null {
  const { random, now, people, flights } = filed;
  const traveller = random.pick(booking.travellers);
  const person = traveller.person === null ? null : (people[traveller.person] ?? null);
  if (person !== null && person.customerId !== null && person.customerId < personaIdsBefore) return null;
  if (traveller.type === 'INF') return null;
  const flown = booking.segments
    .flatMap((segment) => flights[segment.flight ?? -1] ?? [])
    .filter((flight) => flight.scheduledDeparture.getTime() < now.getTime() - 4 * hour);
  const flight = flown.length === 0 ? null : random.pick(flown);
  const matter = matterFor(random, flight);
  const start =
    flight === null ? booking.createdAt.getTime() + hour : flight.scheduledArrival.getTime() + random.int(1, 90) * hour;
  if (start > now.getTime() - hour) return null;
  const fill = (text: string) =>
    text
      .replace('{flight}', flight === null ? booking.recordLocator : `${flight.carrier}${flight.number}`)
      .replace('{city}', airport(flight?.destination ?? 'FRA').city)
      .replace('{locator}', booking.recordLocator);
  const number = traveller.person === null ? undefined : numbers.get(traveller.person);
  const name =
    person === null
      ? `${traveller.first} ${traveller.surname}`
      : [...person.givenNames.slice(0, 1), person.surname].join(' ');
  return {
    ...lifeOf(random, matter, fill, start, now),
    person: person?.index ?? null,
    requester: {
      name,
      email: person?.emails[0]?.address ?? (random.chance(0.4) ? `guest${random.int(1000, 9999)}@example.net` : null),
      phone: random.chance(0.4) ? (person?.phones[0]?.e164 ?? null) : null,
    },
    customerId: random.chance(0.35) ? (person?.customerId ?? null) : null,
    membershipNumber: random.chance(0.5) ? (number ?? null) : null,
    recordLocator: random.chance(0.7) ? booking.recordLocator : null,
    flightNumber: flight !== null && random.chance(0.8) ? `${flight.carrier}${flight.number}` : null,
  };
}

const personaIdsBefore = 'C0001000';

function matterFor(random: Random, flight: Flight | null): Matter {
  const late =
    flight !== null &&
    (flight.status === 'CANCELLED' || flight.status === 'DIVERTED' || flight.estimatedDeparture !== null);
  const wanted = late && random.chance(0.7) ? 'DELAY_OR_CANCELLATION' : null;
  return random.pick(
    matters.filter((matter) => (wanted === null ? flight !== null || !matter.flown : matter.category === wanted)),
  );
}

type Life = Omit<
  Case,
  'id' | 'person' | 'requester' | 'customerId' | 'membershipNumber' | 'recordLocator' | 'flightNumber'
>;

function lifeOf(random: Random, matter: Matter, fill: (text: string) => string, start: number, now: Date): Life {
  const age = now.getTime() - start;
  const solved = random.chance(age > 20 * day ? 0.93 : 0.35);
  const messages: Case['messages'][number][] = [];
  let time = start;
  const say = (fromAirline: boolean, hidden: boolean, text: string) => {
    messages.push({ at: at(time), fromAirline, private: hidden, text: fill(text) });
    time = Math.min(now.getTime() - minute, time + random.int(1, 40) * hour);
  };
  say(false, false, random.pick(matter.told));
  if (random.chance(0.55)) say(true, true, random.pick(matter.notes));
  if (solved || random.chance(0.6)) say(true, false, random.pick(matter.answers));
  if (random.chance(0.3))
    say(
      false,
      false,
      random.pick(['Thank you, I wait to hear from you.', 'Is there any news?', 'The receipts are attached.']),
    );
  const status = solved
    ? random.chance(0.94)
      ? 'resolved'
      : 'rejected'
    : random.pick(['new', 'open', 'open', 'open', 'stalled'] as const);
  const last = messages.at(-1)?.at ?? at(start);
  const paid =
    status === 'resolved' && matter.compensation.length > 0 && random.chance(0.6)
      ? random.pick(matter.compensation)
      : null;
  return {
    subject: fill(random.pick(matter.subjects)),
    category: matter.category,
    channel: random.weighted([
      ['EMAIL', 38],
      ['WEB', 26],
      ['PHONE', 22],
      ['CHAT', 10],
      ['SOCIAL', 4],
    ] as const),
    status,
    priority: random.pick([10, 20, 30, 30, 50, 50, 70, 90]),
    openedAt: at(start),
    updatedAt: last,
    resolvedAt: solved ? last : null,
    messages,
    resolution:
      solved && (status === 'resolved' ? random.chance(0.95) : random.chance(0.5))
        ? resolutionOf(random, matter, status)
        : null,
    compensation:
      paid === null
        ? null
        : {
            kind: paid[0],
            amount: paid[0] === 'MILES' ? String(paid[1]) : paid[1].toFixed(2),
            currency: paid[0] === 'MILES' ? null : 'EUR',
          },
    rating: solved && random.chance(0.5) ? random.int(1, 5) : null,
  };
}

function resolutionOf(
  random: Random,
  matter: Matter,
  status: 'resolved' | 'rejected' | 'new' | 'open' | 'stalled',
): string {
  return status === 'rejected'
    ? 'Declined: outside the conditions of carriage; explained to the customer.'
    : random.pick(matter.resolutions);
}
