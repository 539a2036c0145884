/** Books what persona-bookings.ts orders: names as written there, flights by their number and day. */
import type { Desk, Plan, PlannedSegment } from './book.ts';
import { addDays, at, dateOf, day, dayAt, hour, localDay } from './dates.ts';
import type { Difficulty, Notes } from './difficulties.ts';
import type { BookedName } from './distort.ts';
import type { PersonDraft } from './draw.ts';
import type { FlightIndex } from './flights.ts';
import type { Guest, GuestTools } from './party.ts';
import type { Population } from './people.ts';
import type { Booking } from './types.ts';

export interface PersonaDesk {
  readonly now: Date;
  readonly population: Population;
  readonly flights: FlightIndex;
  readonly desk: Desk;
  readonly guests: GuestTools;
  readonly notes: Notes;
  locator(): string;
}

const web: Booking['office'] = { id: 'FRAAX08WB', iataNumber: '23490002', country: 'DE', city: 'FRA' };

/** A flight, and its local date of departure in days from today, today being the date at the journey's first airport. */
export type Leg = readonly [number: string, origin: string, days: number, status?: string];

export interface Order {
  readonly recordLocator?: string;
  readonly party: readonly Guest[];
  readonly legs: readonly Leg[];
  readonly createdDaysAgo: number;
  readonly cabin?: 'F' | 'C' | 'W' | 'Y';
  readonly currency?: string;
  readonly purged?: boolean;
  readonly extra?: Plan['extra'];
}

export function placeOrder(given: PersonaDesk, wanted: Order): void {
  const recordLocator = wanted.recordLocator ?? given.locator();
  const createdAt = at(given.now.getTime() - wanted.createdDaysAgo * day - 3 * hour);
  const today = localDay(wanted.legs[0]?.[1] ?? 'FRA', given.now);
  given.desk.book({
    recordLocator,
    createdAt,
    office: web,
    currency: wanted.currency ?? 'EUR',
    party: wanted.party,
    segments: wanted.legs.map((leg) => segment(given, leg, today, wanted.cabin ?? 'Y')),
    purged: wanted.purged ?? false,
    exact: true,
    ...(wanted.extra && { extra: wanted.extra }),
  });
  const lead = given.population.people[wanted.party[0]?.person ?? -1];
  if (lead !== undefined && lead.customerId !== null) {
    lead.bookingReferences.push({ system: '1A', recordLocator, createdOn: dateOf(dayAt(createdAt)) });
  }
}

/** The flight of that day, or of the next day it flies. */
function segment(
  given: PersonaDesk,
  [number, origin, days, status]: Leg,
  today: number,
  cabin: 'F' | 'C' | 'W' | 'Y',
): PlannedSegment {
  const wished = dateOf(today + days);
  for (let later = 0; later < 7; later += 1) {
    const flight = given.flights.find('AX', number, addDays(wished, later), origin);
    if (flight !== undefined) return { kind: 'AIR', flight, cabin, status: status ?? 'HK' };
  }
  throw new Error(`AX${number} does not fly from ${origin} around ${wished}`);
}

export function plain(name: string, person?: PersonDraft): Guest {
  const [surname = '', first = ''] = name.split('/');
  const booked: BookedName = { surname, first, kinds: kindsIn(surname, first, person) };
  return {
    person: null,
    name: booked,
    type: 'ADT',
    lapOf: null,
    birthDate: null,
    frequentFlyer: [],
    documents: [],
    meal: null,
    mobility: null,
    email: null,
    phone: null,
    wantsSeat: false,
    seat: null,
  };
}

/** What is hard about a name somebody wrote out above. */
function kindsIn(surname: string, first: string, person: PersonDraft | undefined): Difficulty[] {
  const given = person?.givenNames.join(' ') ?? '';
  const written = `${person?.surname ?? ''} ${given}`;
  const signs: readonly (readonly [Difficulty, boolean])[] = [
    ['titleGlued', /[A-Z](MRS|MR|MS)$/.test(first)],
    ['titleApart', / (MRS|MR|MS)$/.test(first)],
    ['suffixGlued', /JR$/.test(surname)],
    ['apostropheLost', written.includes("'")],
    ['hyphenLost', written.includes('-')],
    ['umlautDigraph', written.includes('ü')],
    ['mononymFiller', first === 'FNU'],
    ['nameSwapped', surname === 'SE'],
    ['blankLost', given === 'Se Joon' && surname !== 'SE'],
    ['transliteration', first.startsWith('ALEXE')],
  ];
  return signs.filter(([, present]) => present).map(([kind]) => kind);
}
