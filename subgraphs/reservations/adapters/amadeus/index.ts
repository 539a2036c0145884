/** Reservations in an Amadeus-hosted system, over its SOAP web services. */
import { SourceError } from '../../../shared/errors.ts';
import type { Guard } from '../../../shared/policies/guard.ts';
import { measureHealth } from '../../../shared/policies/measure-health.ts';
import { ffnKey, flightKey, type ReservationSource } from '../../source.ts';
import { soapClient } from './client.ts';
import type { Message } from './envelope.ts';
import { malformed } from './failure.ts';
import { type Answer, type Expected, readAnswer } from './faults.ts';
import { expectedFlight, readFlight } from './flight-info.ts';
import { eachKey } from './keys.ts';
import { expectedPnr, readBooking } from './pnr.ts';
import { expectedList, readList } from './pnr-list.ts';
import { byFlightAndName, byFrequentFlyer, byLocator, displayTicket, flightInfo } from './requests.ts';
import { expectedTicket, readTicket } from './ticket.ts';

export interface AmadeusOptions {
  /** Endpoint, as the host gave it. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Office id the calls are made from. */
  readonly office: string;
  /** Calls in flight at once, one connection each, as the contract with the host allows. */
  readonly concurrency: number;
  readonly guard: Guard;
  readonly now: () => Date;
}

/** A locator no host gives out: they have no zero in front. */
const nobody = '000000';

/** Opens no connection before the first call. */
export function amadeusSource(options: AmadeusOptions): ReservationSource {
  const { concurrency, guard, now } = options;
  const client = soapClient({ url: options.url, credentials: options, connections: concurrency });

  /** One call, decoded within its guard so that an unreadable reply counts as a failed call. Null for nothing found. */
  function ask<T>(
    operation: string,
    message: Message,
    expected: Expected,
    signal: AbortSignal,
    decode: (answer: Answer, now: Date) => T,
  ): Promise<T | null> {
    return guard({ operation, keys: 1, signal }, async (callSignal) => {
      const answer = readAnswer(await client.call(message, callSignal), expected);
      return answer === null ? null : decodeWith(decode, answer, now());
    });
  }

  const retrieve = 'PNR_Retrieve';
  const booking = (locator: string, signal: AbortSignal) =>
    ask(retrieve, byLocator(locator), expectedPnr, signal, (answer, now) => readBooking(answer, locator, now));

  return {
    capabilities: {
      maxKeysPerCall: 1,
      concurrency,
      searchableBy: ['recordLocator', 'frequentFlyer', 'flightAndName', 'ticket', 'flight'],
    },
    bookings: (locators, signal) =>
      eachKey(
        locators,
        (locator) => locator,
        (locator) => booking(locator, signal),
      ),
    listByFrequentFlyer: (numbers, signal) =>
      eachKey(numbers, ffnKey, (number) => ask(retrieve, byFrequentFlyer(number), expectedList, signal, readList)),
    listByFlightAndName: async (flight, surname, signal) =>
      (await ask(retrieve, byFlightAndName(flight, surname), expectedList, signal, readList)) ?? [],
    tickets: (numbers, signal) =>
      eachKey(
        numbers,
        (number) => number,
        (number) =>
          ask('Ticket_ProcessETicket', displayTicket(number), expectedTicket, signal, (answer, now) =>
            readTicket(answer, number, now),
          ),
      ),
    flights: (keys, signal) =>
      eachKey(keys, flightKey, (key) =>
        ask('Air_FlightInfo', flightInfo(key), expectedFlight, signal, (answer, now) => readFlight(answer, key, now)),
      ),
    // Any answer in protocol is up, but for one that refuses us.
    health: (signal) =>
      measureHealth(async (bounded) => readAnswer(await client.call(byLocator(nobody), bounded), expectedPnr), signal),
    close: () => client.close(),
  };
}

/** What a decoder did not foresee is the reply's fault, not the connection's. */
function decodeWith<T>(decode: (answer: Answer, now: Date) => T, answer: Answer, now: Date): T {
  try {
    return decode(answer, now);
  } catch (error) {
    throw error instanceof SourceError ? error : malformed('reply cannot be decoded', error);
  }
}
