/** One request's batching and memory: a booking, a list, a ticket or a flight is asked for once, however often it is needed. */
import type DataLoader from 'dataloader';
import { keyedLoader } from '../shared/loader.ts';
import type { Rows } from '../shared/privacy/rows.ts';
import {
  type BookingRecord,
  type BookingSummary,
  type FlightKey,
  type FlightRecord,
  type FrequentFlyerKey,
  ffnKey,
  flightKey,
  type ReservationSource,
  type TicketRecord,
} from './source.ts';

export interface Context {
  readonly source: ReservationSource;
  readonly loaders: Loaders;
  /** Whose records may be shown. */
  readonly rows: Rows;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** The reservation system's own name, as in `1A`: ids and references of other systems are not looked up here. */
  readonly system: string;
}

export interface Loaders {
  /** By record locator. */
  readonly booking: DataLoader<string, BookingRecord | null, string>;
  readonly list: DataLoader<FrequentFlyerKey, readonly BookingSummary[] | null, string>;
  /** By the 13 digits. */
  readonly ticket: DataLoader<string, TicketRecord | null, string>;
  readonly flight: DataLoader<FlightKey, FlightRecord | null, string>;
}

export function createLoaders(source: ReservationSource, signal: AbortSignal): Loaders {
  const { maxKeysPerCall } = source.capabilities;
  const itself = (key: string) => key;
  return {
    booking: keyedLoader<string, BookingRecord>({
      maxKeysPerCall,
      identify: itself,
      load: (locators) => source.bookings(locators, signal),
    }),
    list: keyedLoader<FrequentFlyerKey, readonly BookingSummary[]>({
      maxKeysPerCall,
      identify: ffnKey,
      load: (numbers) => source.listByFrequentFlyer(numbers, signal),
    }),
    ticket: keyedLoader<string, TicketRecord>({
      maxKeysPerCall,
      identify: itself,
      load: (numbers) => source.tickets(numbers, signal),
    }),
    flight: keyedLoader<FlightKey, FlightRecord>({
      maxKeysPerCall,
      identify: flightKey,
      load: (keys) => source.flights(keys, signal),
    }),
  };
}
