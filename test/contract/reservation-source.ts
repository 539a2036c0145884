/**
 * What every adapter of the reservation port has to keep, whatever system is behind it.
 *
 * `make` starts a system (or a recording of one), opens the adapter on it and names examples it holds; `shown` is what its
 * hooks show: see README.md.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type FlightKey,
  type FrequentFlyerKey,
  ffnKey,
  flightKey,
  type ReservationSource,
} from '../../subgraphs/reservations/source.ts';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { counted, describeFailures, type Given, type Shown, type SourceUnderTest } from './source-under-test.ts';

export interface ReservationExamples {
  /** Bookings the system holds; at least two. */
  readonly locators: readonly string[];
  /** A locator in good form that it does not hold. */
  readonly unknownLocator: string;
  /** A surname on the first booking. */
  readonly surname: string;
  /** A number on the first booking. */
  readonly frequentFlyer: FrequentFlyerKey;
  readonly unknownFrequentFlyer: FrequentFlyerKey;
  /** A departure of the first booking's. */
  readonly flight: FlightKey;
  readonly unknownFlight: FlightKey;
  /** A ticket of the first booking's. */
  readonly ticket: string;
  readonly unknownTicket: string;
}

export interface ReservationSystem extends SourceUnderTest<ReservationSource> {
  readonly examples: ReservationExamples;
}

const never = new AbortController().signal;
const date = /^\d{4}-\d{2}-\d{2}$/;
const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00$/;

export function describeReservationSource(
  name: string,
  make: (given: Given) => Promise<ReservationSystem>,
  shown: readonly Shown[] = [],
): void {
  describe(`The reservation source ${name}`, () => {
    const { given, calls, peak, hurry } = counted('reservations');
    let system: ReservationSystem;
    let source: ReservationSource;
    let examples: ReservationExamples;

    beforeAll(async () => {
      system = await make(given);
      ({ source, examples } = system);
    });
    afterAll(() => system?.close());

    /** What was asked for must be there, and not as an error. */
    function found<V>(results: ReadonlyMap<string, V | SourceError>, key: string): V {
      const result = results.get(key);
      if (result instanceof SourceError) throw result;
      if (result === undefined) throw new Error(`${key}: nothing`);
      return result;
    }
    const first = () => examples.locators[0] ?? '';
    const firstBooking = async () => found(await source.bookings([first()], never), first());

    test('gives each booking under its own locator, in whatever order they are asked', async () => {
      for (const asked of [examples.locators, examples.locators.toReversed()]) {
        const bookings = await source.bookings(asked, never);
        expect([...bookings.keys()].sort()).toEqual([...asked].sort());
        for (const locator of asked) expect(found(bookings, locator).recordLocator).toBe(locator);
      }
    });

    test('has nothing for what the system does not hold, without losing the rest', async () => {
      const bookings = await source.bookings([examples.unknownLocator, first()], never);
      expect([...bookings.keys()]).toEqual([first()]);
      expect((await source.listByFrequentFlyer([examples.unknownFrequentFlyer], never)).size).toBe(0);
      expect((await source.tickets([examples.unknownTicket], never)).size).toBe(0);
      expect((await source.flights([examples.unknownFlight], never)).size).toBe(0);
      expect(await source.listByFlightAndName(examples.flight, 'NOBODYBYTHISNAME', never)).toEqual([]);
      expect(await source.listByFlightAndName(examples.unknownFlight, examples.surname, never)).toEqual([]);
    });

    test('asks nothing for no keys, and once for a key that is asked twice', async () => {
      const before = calls.length;
      expect((await source.bookings([], never)).size).toBe(0);
      expect(calls.length).toBe(before);
      await source.bookings([first(), first()], never);
      expect(calls.length).toBe(before + 1);
    });

    test('spends no more calls than its keys need', async () => {
      const { maxKeysPerCall } = source.capabilities;
      const before = calls.length;
      await source.bookings(examples.locators, never);
      expect(calls.length).toBeGreaterThan(before);
      expect(calls.length - before).toBeLessThanOrEqual(Math.ceil(examples.locators.length / maxKeysPerCall));
    });

    test('keeps within the calls in flight it declares', async () => {
      const asks = Array.from({ length: 20 }, () => source.bookings([first()], never));
      for (const answer of await Promise.all(asks)) found(answer, first());
      expect(peak()).toBeGreaterThan(0);
      expect(peak()).toBeLessThanOrEqual(source.capabilities.concurrency);
    });

    test('tells passengers and segments apart by tattoos, and ties everything by them', async () => {
      for (const booking of (await source.bookings(examples.locators, never)).values()) {
        if (booking instanceof SourceError) throw booking;
        const passengers = booking.passengers.map(({ tattoo }) => tattoo);
        const segments = booking.segments.map(({ tattoo }) => tattoo);
        expect(new Set(passengers).size).toBe(passengers.length);
        expect(new Set(segments).size).toBe(segments.length);
        for (const passenger of booking.passengers) {
          if (passenger.accompaniedBy !== null) expect(passengers).toContain(passenger.accompaniedBy);
          expect(segments).toEqual(expect.arrayContaining(passenger.seats.map(({ segment }) => segment)));
          expect(segments).toEqual(expect.arrayContaining([...passenger.checkedIn]));
          for (const request of passenger.specialServiceRequests) {
            expect(segments).toEqual(expect.arrayContaining([...request.segments]));
          }
        }
      }
    });

    test('gives dates, local times and e-ticket numbers in the one form the port has', async () => {
      const booking = await firstBooking();
      expect(booking.createdOn).toMatch(date);
      expect(booking.createdAt).toBeInstanceOf(Date);
      for (const segment of booking.segments.filter(({ kind }) => kind === 'AIR')) {
        expect(segment.departure).toMatch(local);
        expect(segment.arrival).toMatch(local);
        expect(segment.marketingFlightNumber).toMatch(/^[1-9]\d{0,3}[A-Z]?$/);
      }
      const tickets = booking.passengers.flatMap(({ ticketNumbers }) => ticketNumbers);
      expect(tickets).toContain(examples.ticket);
      for (const number of tickets) expect(number).toMatch(/^\d{13}$/);
    });

    test('holds no whole card number', async () => {
      const seen = [
        ...(await source.bookings(examples.locators, never)).values(),
        ...(await source.tickets([examples.ticket], never)).values(),
      ];
      for (const record of seen) {
        if (record instanceof SourceError) throw record;
        for (const payment of record.payments) {
          expect(payment.raw).not.toMatch(/\d{12}/);
          expect(payment.cardLast4 ?? '0000').toMatch(/^\d{4}$/);
        }
      }
    });

    test('lists a booking under its frequent-flyer number, and under flight and surname', async () => {
      const lists = await source.listByFrequentFlyer([examples.frequentFlyer, examples.unknownFrequentFlyer], never);
      expect([...lists.keys()]).toEqual([ffnKey(examples.frequentFlyer)]);
      const byNumber = found(lists, ffnKey(examples.frequentFlyer));
      const byName = await source.listByFlightAndName(examples.flight, examples.surname, never);
      const booking = await firstBooking();
      for (const list of [byNumber, byName]) {
        expect(list).toContainEqual(expect.objectContaining({ recordLocator: first(), createdOn: booking.createdOn }));
      }
    });

    test('displays a ticket with its coupons in order', async () => {
      const ticket = found(await source.tickets([examples.ticket], never), examples.ticket);
      expect(ticket.number).toBe(examples.ticket);
      expect(ticket.locators).toContainEqual(expect.objectContaining({ recordLocator: first() }));
      const numbers = ticket.coupons.map(({ number }) => number);
      expect(numbers.length).toBeGreaterThan(0);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    });

    test('displays a departure under the key it was asked by', async () => {
      const { flight } = examples;
      const record = found(await source.flights([flight], never), flightKey(flight));
      expect(record).toMatchObject(flight);
      expect(record.destination).toMatch(/^[A-Z]{3}$/);
      expect(record.scheduledDeparture).toMatch(local);
      expect(String(record.scheduledDeparture).slice(0, 10)).toBe(flight.departureDate);
    });

    test('takes hostile texts for texts', async () => {
      const hostile = `</x><!--"'&<![CDATA[]]>\u0000;DROP`;
      const bookings = await source.bookings([hostile, first()], never);
      expect(found(bookings, first()).recordLocator).toBe(first());
      expect(bookings.get(hostile) ?? null).toSatisfy((it: unknown) => it === null || it instanceof SourceError);
      expect(await source.listByFlightAndName(examples.flight, hostile, never)).toEqual([]);
    });

    test('stops when its caller leaves', async () => {
      const leaving = new AbortController();
      const asked = source.bookings(examples.locators, leaving.signal);
      leaving.abort(new Error('left'));
      await expect(asked).rejects.toThrow('left');
      await expect(source.bookings([first()], leaving.signal)).rejects.toThrow('left');
    });

    test('is up', async () => {
      const health = await source.health(never);
      expect(health).toEqual({ state: 'up', milliseconds: expect.any(Number) });
    });

    describeFailures({
      ...{ system: 'reservations', shown, made: () => system, hurry },
      ask: async (signal) => found(await source.bookings([first()], signal), first()),
      shuffled: async (begin) => {
        const straight = await source.bookings(examples.locators, never);
        begin();
        const shuffled = await source.bookings(examples.locators, never);
        const malformed = expect.objectContaining({ code: 'LEGACY_MALFORMED' });
        for (const [locator, booking] of shuffled)
          expect(booking).toEqual(booking instanceof SourceError ? malformed : straight.get(locator));
        expect([...shuffled.keys()].sort()).toEqual([...straight.keys()].sort());
      },
    });
  });
}
