/** The loyalty programme's accounts: flights of the bookings, older flights, partners, redemptions, tiers. */
import type { Account, Accounts } from './accounts.ts';
import { distance } from './airports.ts';
import { addDays, dateOf, dayAt, dayOf } from './dates.ts';
import type { Notes } from './difficulties.ts';
import { firstDay } from './flights.ts';
import { type LedgerEvent, replay } from './ledger.ts';
import { carrier, timetable } from './network.ts';
import { adasLedger } from './persona-ledger.ts';
import { personas } from './personas.ts';
import { every, type Random } from './random.ts';
import { tierOf, tierRules } from './tiers.ts';
import type { Booking, Flight, Membership } from './types.ts';

const historyDays = 900;
const cabinFactor = { F: 3, C: 2, W: 1.25, Y: 1 } as const;
export function buildMemberships(
  random: Random,
  accounts: Accounts,
  bookings: readonly Booking[],
  flights: readonly Flight[],
  now: Date,
  notes: Notes,
): Membership[] {
  const flown = flownByNumber(bookings, flights);
  const forgotten = every(0.03);
  let id = 500_000;
  const nextId = () => {
    id += 1;
    return id;
  };
  const transfers = new Map<string, LedgerEvent>();
  const make = (account: Account): Membership => {
    const credited = (flown.get(account.number) ?? []).filter(
      (_, place) => place > 1 || !account.number.startsWith('2001') || !forgotten(),
    );
    const moved = transfers.get(account.number);
    const membership = one(random, account, [...credited, ...(moved === undefined ? [] : [moved])], now, nextId);
    const last = membership.entries.at(-1);
    if (account.mergedInto !== null && last !== undefined && last.kind === 'ADJUSTED' && last.miles < 0) {
      transfers.set(account.mergedInto, adjusted(-last.miles, last.postedOn, `TRANSFER FROM ${account.number}`));
    }
    if (!Number.isInteger(membership.balance.available)) notes.note('fractionalMiles', `membership:${account.number}`);
    return membership;
  };
  const made = new Map<string, Membership>();
  const merged = accounts.all.filter((account) => account.mergedInto !== null);
  for (const account of merged) made.set(account.number, make(account));
  return accounts.all.map((account) => made.get(account.number) ?? make(account));
}

/** Flown and creditable segments, by the number in the booking. */
function flownByNumber(bookings: readonly Booking[], flights: readonly Flight[]): Map<string, LedgerEvent[]> {
  const found = new Map<string, LedgerEvent[]>();
  for (const booking of bookings) {
    for (const traveller of booking.travellers) {
      const number = traveller.frequentFlyer.find(({ programme }) => programme === carrier)?.number;
      if (number === undefined) continue;
      const events = traveller.tickets.flatMap((ticket) =>
        ticket.coupons
          .filter((coupon) => coupon.status === 'B')
          .flatMap((coupon) => {
            const segment = booking.segments.find((candidate) => candidate.tattoo === coupon.segment);
            const flight = flights[segment?.flight ?? -1];
            return segment === undefined || flight === undefined
              ? []
              : [flightEvent(flight, flight.departureDate, segment.cabin)];
          }),
      );
      if (events.length === 0) continue;
      const list = found.get(number);
      if (list === undefined) found.set(number, events);
      else list.push(...events);
    }
  }
  return found;
}

interface Flown {
  readonly carrier: string;
  readonly number: string;
  readonly origin: string;
  readonly destination: string;
}

function flightEvent(flight: Flown, date: string, cabin: keyof typeof cabinFactor): LedgerEvent {
  const tierMiles = Math.round(Math.max(500, distance(flight.origin, flight.destination) * cabinFactor[cabin]));
  return {
    kind: 'EARNED_FLIGHT',
    miles: tierMiles,
    tierMiles,
    postedOn: addDays(date, 2),
    flight: { carrier: flight.carrier, number: flight.number, departureDate: date, origin: flight.origin },
    partner: null,
    text: `${flight.carrier}${flight.number} ${flight.origin}-${flight.destination} ${cabin}`,
  };
}

function one(
  random: Random,
  account: Account,
  credited: readonly LedgerEvent[],
  now: Date,
  nextId: () => number,
): Membership {
  const today = dateOf(dayAt(now));
  const start = Math.max(dayOf(account.enrolledOn), dayOf(today) - historyDays);
  const bonus = tierRules.find(({ tier }) => tier === account.tier)?.bonus ?? 0;
  const withBonus = (event: LedgerEvent): LedgerEvent =>
    event.kind === 'EARNED_FLIGHT' ? { ...event, miles: Math.round(event.tierMiles * (1 + bonus) * 2) / 2 } : event;
  const recent = credited.filter((event) => event.postedOn <= today).map(withBonus);
  const events =
    account.number === personas.ada.membershipNumber
      ? adasLedger(now, recent)
      : [
          ...opening(random, account, start),
          ...history(random, account, start, dayOf(today)).map(withBonus),
          ...recent,
        ];
  if (account.status === 'MERGED' || account.status === 'CLOSED') {
    const ended = dateOf(Math.max(start + 1, dayOf(today) - random.int(20, 500)));
    const kept = events.filter((event) => event.postedOn <= ended);
    const left = replay(kept, ended, true, () => 0).balance.available;
    const text = account.status === 'MERGED' ? `TRANSFER TO ${account.mergedInto}` : 'ACCOUNT CLOSED';
    events.splice(0, events.length, ...kept, ...(left > 0 ? [adjusted(-left, ended, text)] : []));
  }
  const tier = tierOf(random, account, events, now);
  const { entries, balance, lots } = replay(events, today, tier.tier !== 'PLATINUM', nextId);
  return {
    number: account.number,
    person: account.person,
    status: account.status,
    mergedInto: account.mergedInto,
    enrolledOn: account.enrolledOn,
    ...tier,
    balance,
    lots,
    entries,
  };
}

function opening(random: Random, account: Account, start: number): LedgerEvent[] {
  const old = dayOf(account.enrolledOn) < start;
  const most = { BASE: 9_000, SILVER: 30_000, GOLD: 60_000, PLATINUM: 140_000 }[account.tier];
  const miles = old ? random.int(0, most) + (random.chance(0.3) ? 0.5 : 0) : 500;
  const text = old ? 'BALANCE BROUGHT FORWARD' : 'WELCOME BONUS';
  return miles === 0 ? [] : [adjusted(miles, dateOf(start), text)];
}

const adjusted = (miles: number, postedOn: string, text: string): LedgerEvent => ({
  kind: 'ADJUSTED',
  miles,
  tierMiles: 0,
  postedOn,
  flight: null,
  partner: null,
  text,
});

const ownLegs = timetable.filter((leg) => leg.operator === carrier);
const partners = ['HOTEL PARTNER', 'CAR RENTAL PARTNER', 'CREDIT CARD', 'DUTY FREE', 'BOOKSHOP'];
const spendings = [
  { kind: 'REDEEMED', miles: 10_000, partner: null, text: 'AWARD EUROPE ONE WAY' },
  { kind: 'REDEEMED', miles: 35_000, partner: null, text: 'AWARD LONG HAUL ONE WAY' },
  { kind: 'REDEEMED', miles: 6_500, partner: 'HOTEL PARTNER', text: 'HOTEL NIGHT' },
  { kind: 'UPGRADED', miles: 15_000, partner: null, text: 'UPGRADE TO BUSINESS' },
  { kind: 'UPGRADED', miles: 7_500, partner: null, text: 'UPGRADE TO PREMIUM ECONOMY' },
  { kind: 'DONATED', miles: 2_000, partner: 'CLEAN WATER FUND', text: 'DONATION' },
] as const;

/** What happened before the flights the world holds, and beside them. */
function history(random: Random, account: Account, start: number, today: number): LedgerEvent[] {
  const years = (today - start) / 365;
  const events: LedgerEvent[] = [];
  const lately = today + firstDay;
  const never = account.number === personas.tomas.membershipNumber;
  const flightsAYear =
    never || account.status !== 'ACTIVE' ? 0 : { BASE: 1.2, SILVER: 4, GOLD: 8, PLATINUM: 14 }[account.tier];
  for (let count = Math.round(flightsAYear * years * (0.5 + random.next())); count > 0 && start < lately; count -= 1) {
    const leg = random.pick(ownLegs);
    const date = dateOf(random.int(start, lately - 3));
    const cabin = account.tier === 'PLATINUM' && random.chance(0.4) ? 'C' : 'Y';
    events.push(flightEvent({ ...leg, carrier }, date, cabin));
  }
  const base = { tierMiles: 0, flight: null };
  for (let count = Math.round(random.next() * 2.4 * years) + (never ? 2 : 0); count > 0; count -= 1) {
    const miles = random.int(60, 6000) / (random.chance(0.3) ? 2 : 1);
    const partner = random.pick(partners);
    events.push({
      ...base,
      kind: 'EARNED_PARTNER',
      miles,
      postedOn: dateOf(random.int(start, today)),
      partner,
      text: partner,
    });
  }
  for (let count = Math.round(random.next() * 1.4 * years); count > 0; count -= 1) {
    const { miles, ...rest } = random.pick(spendings);
    events.push({ ...base, ...rest, miles: -miles, postedOn: dateOf(random.int(start, today)), ifAffordable: true });
  }
  if (random.chance(0.08)) {
    const miles = random.pick([1000, 1500, 250.5, -500]);
    const text = miles > 0 ? 'GOODWILL' : 'CORRECTION';
    events.push({
      ...base,
      kind: 'ADJUSTED',
      miles,
      postedOn: dateOf(random.int(start, today)),
      partner: null,
      text,
      ifAffordable: true,
    });
  }
  return events;
}
