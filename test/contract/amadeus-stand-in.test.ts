/** The Amadeus adapter against the stand-in, which shares no code with it, over the invented world. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { start } from '../../legacy/pss/index.ts';
import type { StandIn } from '../../legacy/shared/stand-in.ts';
import { buildWorld } from '../../legacy/world/build.ts';
import { personas } from '../../legacy/world/personas.ts';
import type { Booking, World } from '../../legacy/world/types.ts';
import { amadeusSource } from '../../subgraphs/reservations/adapters/amadeus/index.ts';
import type { BookingRecord, ReservationSource } from '../../subgraphs/reservations/source.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { guard } from '../../subgraphs/shared/policies/guard.ts';
import { lineTo, shownByStandIn } from '../support/line.ts';
import { describeReservationSource } from './reservation-source.ts';
import type { Given } from './source-under-test.ts';

const never = new AbortController().signal;
const now = new Date('2026-11-24T09:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'amadeus-'));
const world: World = buildWorld({ seed: 1, people: 400, now });
const kept = new Map(world.bookings.filter(({ purged }) => !purged).map((booking) => [booking.recordLocator, booking]));
const ada = kept.get(personas.ada.recordLocator)!;
const adasFlight = (() => {
  const flight = world.flights[ada.segments.find(({ flight: index }) => index !== null)!.flight!]!;
  return { carrier: flight.carrier, number: flight.number, departureDate: flight.departureDate, origin: flight.origin };
})();
const adasTicket = ada.travellers.flatMap(({ tickets }) => tickets)[0]!.number;

afterAll(() => rmSync(folder, { recursive: true }));

const within = (timeout: number) => ({
  concurrency: 5,
  guard: guard({ system: 'reservations', concurrency: 5, queue: 1_000, timeout, onCall: () => undefined }),
});

function open(standIn: StandIn, { concurrency, guard }: Omit<Given, 'timeout'> = within(5_000)): ReservationSource {
  const { settings } = standIn;
  return amadeusSource({
    url: settings.RESERVATIONS_URL!,
    user: settings.RESERVATIONS_USER!,
    password: settings.RESERVATIONS_PASSWORD!,
    office: settings.RESERVATIONS_OFFICE!,
    concurrency,
    guard,
    now: () => now,
  });
}

describeReservationSource(
  'for Amadeus, on the stand-in',
  async (given) => {
    const standIn = await start(world, { dataFolder: folder, port: 0 });
    const line = await lineTo(standIn.settings.RESERVATIONS_URL!, standIn);
    const source = open({ ...standIn, settings: { ...standIn.settings, RESERVATIONS_URL: line.url } }, given);
    return {
      ...line,
      source,
      examples: {
        locators: [personas.ada, personas.siobhan, personas.mara, personas.sejoon].map(
          ({ recordLocator }) => recordLocator,
        ),
        unknownLocator: 'N0NE77',
        surname: personas.ada.surname.toUpperCase(),
        frequentFlyer: { programme: 'AX', number: personas.ada.membershipNumber },
        unknownFrequentFlyer: { programme: 'AX', number: '1999999999' },
        flight: adasFlight,
        unknownFlight: { ...adasFlight, number: '9999' },
        ticket: adasTicket,
        unknownTicket: '8990000000000',
      },
      close: () => source.close().then(line.close).then(standIn.close),
    };
  },
  shownByStandIn,
);

describe('The whole invented world, told by the stand-in', () => {
  let standIn: StandIn;
  let source: ReservationSource;

  beforeAll(async () => {
    standIn = await start(world, { dataFolder: folder, port: 0 });
    source = open(standIn);
  });
  afterEach(() => standIn.setFault({ kind: 'none' }));
  afterAll(async () => {
    await source.close();
    await standIn.close();
  });

  const birthDateOf = (person: number | null) => (person === null ? null : world.people[person]!.birthDate);

  /** An infant on a lap is checked in with its adult: the message has no word of its own for it. */
  const isInfant = (type: string | null) => type === 'INF';

  /** What the world knows of a booking and the port has a place for, in the port's words. */
  const truth = (booking: Booking) => ({
    recordLocator: booking.recordLocator,
    createdAt: new Date(Math.floor(booking.createdAt.getTime() / 60_000) * 60_000),
    office: booking.office.id,
    groupName: booking.groupName,
    passengers: booking.travellers
      .map((traveller) => ({
        name: `${traveller.surname}/${traveller.first}`,
        type: traveller.type,
        // Where the name carries none, the travel document says it.
        birthDate: traveller.birthDate ?? (traveller.documents.length > 0 ? birthDateOf(traveller.person) : null),
        tickets: traveller.tickets.map(({ number }) => number).sort(),
        seats: traveller.seats.map(({ segment, number }) => `ST${segment} ${number}`).sort(),
        numbers: traveller.frequentFlyer.map(({ programme, number }) => `${programme} ${number}`).sort(),
        documents: traveller.documents.map(({ type, number }) => `${type} ${number}`).sort(),
        checkedIn: isInfant(traveller.type) ? [] : traveller.checkedIn.map((segment) => `ST${segment}`).sort(),
      }))
      .sort(byName),
    segments: booking.segments
      .map((segment) => {
        const flight = segment.flight === null ? null : world.flights[segment.flight]!;
        return {
          tattoo: `ST${segment.tattoo}`,
          kind: segment.kind,
          flight:
            flight &&
            `${flight.carrier}${flight.number} ${flight.departureDate} ${flight.origin}-${flight.destination}`,
          bookingClass: segment.kind === 'AIR' ? segment.bookingClass : null,
          cabin: segment.kind === 'AIR' ? segment.cabin : null,
        };
      })
      .sort((a, b) => a.tattoo.localeCompare(b.tattoo)),
    remarks: booking.remarks.map(({ type, text }) => `${type} ${text}`).sort(),
    associated: [...booking.associated].sort(),
  });

  const told = (record: BookingRecord) => ({
    recordLocator: record.recordLocator,
    createdAt: record.createdAt,
    office: record.pointOfSale.officeId,
    groupName: record.groupName,
    passengers: record.passengers
      .map((passenger) => ({
        name: `${passenger.surname}/${passenger.firstName ?? ''}`,
        type: passenger.typeCode,
        birthDate: passenger.birthDate,
        tickets: [...passenger.ticketNumbers].sort(),
        seats: passenger.seats.map(({ segment, number }) => `${segment} ${number}`).sort(),
        numbers: passenger.frequentFlyerNumbers.map(({ programme, number }) => `${programme} ${number}`).sort(),
        documents: passenger.documents.map(({ type, number }) => `${type} ${number}`).sort(),
        checkedIn: isInfant(passenger.typeCode) ? [] : [...passenger.checkedIn].sort(),
      }))
      .sort(byName),
    segments: record.segments
      .map((segment) => ({
        tattoo: segment.tattoo,
        kind: segment.kind,
        flight:
          segment.kind === 'AIR'
            ? `${segment.marketingCarrier}${segment.marketingFlightNumber} ${String(segment.departure).slice(0, 10)} ${segment.origin}-${segment.destination}`
            : null,
        bookingClass: segment.bookingClass,
        cabin: segment.cabinCode,
      }))
      .sort((a, b) => a.tattoo.localeCompare(b.tattoo)),
    remarks: record.remarks.map(({ type, text }) => `${type} ${text}`).sort(),
    associated: record.associated.map(({ recordLocator }) => recordLocator).sort(),
  });

  test('comes through the wire as it is, but for the bookings it refuses to show', async () => {
    const locators = [...kept.keys()];
    const bookings = await source.bookings(locators, never);
    expect(bookings.size).toBe(locators.length);
    let refused = 0;
    for (const [locator, booking] of bookings) {
      if (booking instanceof SourceError) {
        expect(booking.code).toBe('LEGACY_REJECTED');
        refused++;
      } else {
        expect(told(booking)).toEqual(truth(kept.get(locator)!));
      }
    }
    expect(refused).toBeLessThan(locators.length / 50);
  });

  test('warns of simultaneous changes and shows the booking all the same', async () => {
    const booking = (await source.bookings([personas.suryanto.recordLocator], never)).get(
      personas.suryanto.recordLocator,
    );
    expect(booking).toMatchObject({ warnings: [expect.stringMatching(/^8111 SIMULTANEOUS CHANGES/)] });
  });

  test('has every flight and ticket under its own key', async () => {
    const flights = await source.flights(world.flights.slice(0, 300), never);
    expect(flights.size).toBe(300);
    for (const flight of flights.values()) expect(flight).not.toBeInstanceOf(Error);
    const numbers = world.bookings
      .flatMap(({ travellers }) => travellers.flatMap(({ tickets }) => tickets))
      .slice(0, 300);
    const tickets = await source.tickets(
      numbers.map(({ number }) => number),
      never,
    );
    expect(tickets.size).toBe(numbers.length);
    for (const { number, total, currency, coupons } of numbers) {
      expect(tickets.get(number)).toMatchObject({ number, total: { amount: total, currency } });
      const ticket = tickets.get(number);
      if (ticket === undefined || ticket instanceof SourceError) throw new Error(number);
      expect(ticket.coupons.map(({ status }) => status)).toEqual(coupons.map(({ status }) => status));
    }
  });

  test('stays itself when the host answers out of order, twice, and for other locators', async () => {
    const locators = [...kept.keys()].slice(0, 150);
    const straight = await source.bookings(locators, never);
    standIn.setFault({ kind: 'shuffle' });
    const shuffled = await source.bookings(locators, never);
    let refused = 0;
    for (const locator of locators) {
      const [expected, got] = [straight.get(locator), shuffled.get(locator)];
      if (got instanceof SourceError && !(expected instanceof SourceError)) {
        expect(got.code).toBe('LEGACY_MALFORMED');
        refused++;
      } else if (!(got instanceof SourceError)) {
        expect(got).toEqual(expected);
      }
    }
    expect(refused).toBeGreaterThan(10);
    expect(refused).toBeLessThan(locators.length / 2);
  });

  test.each([
    ['refuse', 'LEGACY_UNAVAILABLE'],
    ['drop', 'LEGACY_UNAVAILABLE'],
    ['garble', 'LEGACY_MALFORMED'],
    ['unavailable', 'LEGACY_UNAVAILABLE'],
    ['rate-limit', 'OVERLOADED'],
  ] as const)('says %s as %s', async (kind, code) => {
    standIn.setFault({ kind });
    expect((await source.bookings([ada.recordLocator], never)).get(ada.recordLocator)).toMatchObject({ code });
    standIn.setFault({ kind: 'none' });
    expect((await source.bookings([ada.recordLocator], never)).get(ada.recordLocator)).toMatchObject({
      recordLocator: ada.recordLocator,
    });
  });

  test('says a hang as LEGACY_TIMEOUT, and a wrong password as a session that cannot be had', async () => {
    const hasty = open(standIn, within(150));
    standIn.setFault({ kind: 'hang' });
    expect((await hasty.bookings([ada.recordLocator], never)).get(ada.recordLocator)).toMatchObject({
      code: 'LEGACY_TIMEOUT',
    });
    standIn.setFault({ kind: 'none' });
    await hasty.close();
    const stranger = open({ ...standIn, settings: { ...standIn.settings, RESERVATIONS_PASSWORD: 'wrong' } });
    expect((await stranger.bookings([ada.recordLocator], never)).get(ada.recordLocator)).toMatchObject({
      code: 'LEGACY_UNAVAILABLE',
    });
    await stranger.close();
  });
});

function byName(a: { name: string; birthDate: unknown }, b: { name: string; birthDate: unknown }): number {
  return `${a.name} ${String(a.birthDate)}`.localeCompare(`${b.name} ${String(b.birthDate)}`);
}
