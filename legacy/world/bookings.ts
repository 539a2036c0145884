/** Everybody's bookings: the personas' own, the trap people's on Ada's flight, and what the seed draws for the rest. */
import type { Accounts } from './accounts.ts';
import { airports } from './airports.ts';
import { type Desk, openDesk, type Plan } from './book.ts';
import { dateOf, day, dayAt, hour } from './dates.ts';
import type { Notes } from './difficulties.ts';
import { nameWriter } from './distort.ts';
import type { PersonDraft } from './draw.ts';
import type { FlightIndex } from './flights.ts';
import { between, randomLocator } from './notation.ts';
import { ageOn, fitLaps, type Guest, type GuestTools, guestOf, isAdult, shareOfNumbers, stranger } from './party.ts';
import type { Population } from './people.ts';
import { bookPersonas } from './persona-bookings.ts';
import { agencyPhone, personas, strangersLocator } from './personas.ts';
import { every, type Random } from './random.ts';
import { ticketNumbers } from './tickets.ts';
import { type Planner, planner, type Trip } from './trips.ts';
import type { Booking } from './types.ts';

export interface Given {
  readonly random: Random;
  readonly now: Date;
  readonly population: Population;
  readonly accounts: Accounts;
  readonly flights: FlightIndex;
  readonly notes: Notes;
}

/** Bookings this long after their last landing have left the reservation system. */
const purgedAfterDays = 120;
const destinations = airports.map(({ code }) => code);

interface Tools extends Given {
  readonly desk: Desk;
  readonly guests: GuestTools;
  readonly plan: Planner;
  readonly locators: Locators;
  readonly group: () => boolean;
  readonly alone: () => boolean;
  readonly split: () => boolean;
  readonly twice: () => boolean;
}

export function buildBookings(given: Given): Booking[] {
  const { random, now, population, accounts, flights, notes } = given;
  const desk = openDesk(random.fork('desk'), flights, ticketNumbers(), now, notes);
  const guests: GuestTools = {
    random,
    write: nameWriter(random.fork('names')),
    shows: shareOfNumbers(random.fork('numbers')),
    mobility: every(0.02),
    longCode: every(0.5),
    account: (person) => accounts.live(person),
  };
  const tools: Tools = {
    ...given,
    desk,
    guests,
    plan: planner(random.fork('trips'), flights),
    locators: locators(random.fork('locators')),
    group: every(0.008),
    alone: every(0.04),
    split: every(0.015),
    twice: every(0.015),
  };
  bookPersonas({ ...given, desk, guests, locator: tools.locators.fresh });
  for (let lead = population.personas; lead < population.people.length; lead += 1) {
    const person = population.people[lead];
    if (person === undefined || !isAdult(person, now)) continue;
    if (lead < population.traps && population.households[population.householdOf[lead] ?? -1]?.[0] !== lead) continue;
    for (let trips = tripsOf(tools, lead); trips > 0; trips -= 1)
      travel(tools, person, lead < population.traps && trips === 1);
  }
  return desk.bookings;
}

function tripsOf({ random, accounts, population }: Tools, lead: number): number {
  if (lead < population.traps || population.agencyClients.includes(lead)) return 1 + random.int(0, 1);
  const tier = accounts.live(lead)?.tier;
  const usual = tier === undefined ? 0.75 : { BASE: 0.9, SILVER: 1.9, GOLD: 3.2, PLATINUM: 5.5 }[tier];
  const most = usual * 2;
  return Math.floor(random.next() * most + random.next() * 0.5);
}

/** One journey of one person and whoever comes along. `tomorrow` puts them on Ada's flight. */
function travel(tools: Tools, person: PersonDraft, tomorrow: boolean): void {
  const { random, now, population } = tools;
  const from = tomorrow ? 'BER' : population.airportOf(person.index);
  const agency = population.agencyClients.includes(person.index);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const to = destination(tools, from, tomorrow);
    const instant = tomorrow ? morningAfter(now) : when(random, now, agency ? 100 : 148);
    const stay = random.chance(0.75) ? 1.5 + random.next() * 12 : null;
    const trip = tools.plan({ from, to, instant, stay, cabin: cabinFor(tools, person.index) });
    if (trip === null) continue;
    file(tools, person, trip);
    return;
  }
}

function file(tools: Tools, person: PersonDraft, trip: Trip): void {
  const { random, now, population, desk, notes, locators } = tools;
  const travelDay = dayAt(trip.departs);
  const party = partyOf(tools, person, travelDay);
  const latest = Math.min(trip.departs - 2 * hour, now.getTime() - 0.5 * hour);
  const createdAt = between(random, Math.min(trip.departs - random.int(3, 130) * day, latest), latest);
  const purged = trip.lands < now.getTime() - purgedAfterDays * day;
  const agency = population.agencyClients.includes(person.index);
  const reused = purged ? undefined : locators.reuse(createdAt.getTime());
  const recordLocator = reused ?? locators.fresh();
  if (purged) locators.release(recordLocator, trip.lands + 10 * day);
  const group = !purged && tools.group();
  const plan: Plan = {
    recordLocator,
    createdAt,
    office: officeFor(random, person.residence, agency),
    currency: currencyFor(person.residence),
    party: fitLaps(group ? [...party, ...crowd(tools)] : party),
    segments: trip.segments,
    purged,
    agencyPhone: agency ? agencyPhone : null,
    groupName: group ? random.pick(['FLAMENCO TOUR', 'CHOIR AND FRIENDS', 'ALPINE CLUB', 'SCHOOL 4 EXCHANGE']) : null,
  };
  const place = book(tools, plan);
  if (trip.departs > now.getTime() && tools.twice()) {
    const twin = desk.book({
      ...plan,
      recordLocator: locators.fresh(),
      groupName: null,
      party: plan.party.slice(0, 1),
    });
    for (const booking of [place, twin]) notes.note('doubleBooking', `booking:${booking}`);
  }
  if (reused !== undefined) notes.note('reusedLocator', `booking:${place}`);
  if (person.customerId !== null && random.chance(0.5)) {
    person.bookingReferences.push({ system: '1A', recordLocator, createdOn: dateOf(dayAt(createdAt)) });
  }
}

/** Now and then a party is split: those after the first get a booking of their own, each naming the other. */
function book({ desk, notes, locators, split }: Tools, plan: Plan): number {
  const [first, ...rest] = plan.party;
  const infants = plan.party.some((guest) => guest.lapOf !== null);
  const children = plan.party.some((guest) => guest.type !== 'ADT');
  if (first === undefined || rest.length === 0 || infants || children || plan.groupName != null || !split()) {
    return desk.book(plan);
  }
  const other = locators.fresh();
  const place = desk.book({ ...plan, party: [first], associated: [other] });
  const second = desk.book({ ...plan, party: rest, recordLocator: other, associated: [plan.recordLocator] });
  for (const booking of [place, second]) notes.note('splitBooking', `booking:${booking}`);
  return place;
}

function partyOf(tools: Tools, lead: PersonDraft, travelDay: number): Guest[] {
  const { random, now, population, guests } = tools;
  const members = (population.households[population.householdOf[lead.index] ?? -1] ?? [])
    .filter((place) => place !== lead.index)
    .flatMap((place) => population.people[place] ?? []);
  const child = members.find((member) => ageOn(member, travelDay) < 12 && ageOn(member, travelDay) >= 5);
  const trap = lead.index < population.traps;
  if (child !== undefined && !trap && tools.alone()) return [guestOf(guests, child, travelDay, null)];
  const together =
    trap || random.chance(0.4) ? members.filter((member) => trap || isAdult(member, now) || random.chance(0.85)) : [];
  const adults = [lead, ...together.filter((member) => isAdult(member, now))];
  const young = together.filter((member) => !isAdult(member, now));
  const infants = young.filter((member) => ageOn(member, travelDay) < 2).slice(0, adults.length);
  const seated = [...adults, ...young.filter((member) => ageOn(member, travelDay) >= 2)];
  const party = seated.map((member) => guestOf(guests, member, travelDay, null));
  if (random.chance(0.13)) party.push(stranger(guests));
  infants.forEach((infant, place) => void party.push(guestOf(guests, infant, travelDay, place)));
  return party;
}

const crowd = ({ random, guests }: Tools): Guest[] => Array.from({ length: random.int(9, 12) }, () => stranger(guests));

/** Anywhere but home; `changing` leaves out what is reached without changing planes. */
function destination({ random, flights }: Tools, from: string, changing: boolean): string {
  for (;;) {
    const to = random.chance(0.12) ? 'FRA' : random.pick(destinations);
    const domestic = new Set(['FRA', 'BER', 'MUC', 'HAM', 'DUS']);
    if (changing && flights.route(from, to).length > 0) continue;
    if (to !== from && !(domestic.has(to) && domestic.has(from) && flights.route(from, to).length === 0)) return to;
  }
}

function when(random: Random, now: Date, daysBack: number): number {
  return random.chance(0.27)
    ? now.getTime() + 2 * hour + random.next() * 24 * day
    : now.getTime() - random.next() * daysBack * day;
}

/** Midnight UTC before Ada's departure: the first flight after it from Berlin to Frankfurt is hers. */
const morningAfter = (now: Date): number => (dayAt(now) + 1) * day;

function cabinFor({ random, accounts }: Tools, person: number): 'F' | 'C' | 'W' | 'Y' {
  const frequent = accounts.live(person)?.tier ?? 'BASE';
  const front = { BASE: 3, SILVER: 8, GOLD: 16, PLATINUM: 40 }[frequent];
  return random.weighted([
    ['F', front / 12],
    ['C', front],
    ['W', 6],
    ['Y', 90 - front],
  ]);
}

function officeFor(random: Random, country: string, agency = false): Booking['office'] {
  if (agency) return { id: 'LONAG2101', iataNumber: '91200999', country: 'GB', city: 'LON' };
  const offices: Readonly<Record<string, Booking['office']>> = {
    DE: { id: 'FRAAX08AA', iataNumber: '23490001', country: 'DE', city: 'FRA' },
    GB: { id: 'LONAX08AA', iataNumber: '91200001', country: 'GB', city: 'LON' },
    US: { id: 'NYCAX08AA', iataNumber: '33600001', country: 'US', city: 'NYC' },
    JP: { id: 'TYOAX08AA', iataNumber: '16300001', country: 'JP', city: 'TYO' },
  };
  const web = { id: 'FRAAX08WB', iataNumber: '23490002', country: 'DE', city: 'FRA' };
  return random.chance(0.55) ? web : (offices[country] ?? web);
}

const currencyFor = (country: string): string => ({ GB: 'GBP', US: 'USD', JP: 'JPY' })[country] ?? 'EUR';

interface Locators {
  fresh(): string;
  /** From when on another booking may get it. */
  release(recordLocator: string, from: number): void;
  /** Now and then a locator free at this instant. */
  reuse(createdAt: number): string | undefined;
}

function locators(random: Random): Locators {
  const used = new Set<string>([strangersLocator]);
  for (const who of Object.values(personas)) {
    if ('recordLocator' in who) used.add(who.recordLocator);
    if ('reusedRecordLocator' in who) used.add(who.reusedRecordLocator);
  }
  const free: { readonly recordLocator: string; readonly from: number }[] = [];
  const again = every(0.01);
  return {
    fresh() {
      for (;;) {
        const locator = randomLocator(random);
        if (used.has(locator)) continue;
        used.add(locator);
        return locator;
      }
    },
    release: (recordLocator, from) => void free.push({ recordLocator, from }),
    reuse(createdAt) {
      if (free.length === 0 || !again()) return undefined;
      const place = free.findIndex(({ from }) => from < createdAt);
      return place === -1 ? undefined : free.splice(place, 1)[0]?.recordLocator;
    },
  };
}
