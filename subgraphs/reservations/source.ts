/**
 * The port to a reservation system (PSS), in domain words.
 *
 * Everything here is what the reservation says, decoded but not interpreted: names as booked, codes raw, local wall times
 * without zones. Names of places, kinds of codes and instants are added above, once for every adapter. A value the system
 * sent but that cannot be read is a SourceError in its place.
 */
import type { Read, SourceError } from '../shared/errors.ts';
import type { SourceHealth } from '../shared/subgraph.ts';

export interface ReservationSource {
  readonly capabilities: ReservationCapabilities;
  /**
   * The bookings under these locators, by locator; none for a locator the system does not hold. A reply for another locator
   * than the one asked for is LEGACY_MALFORMED and never shown.
   */
  bookings(
    recordLocators: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, BookingRecord | SourceError>>;
  /** What the system lists under frequent-flyer numbers, by `ffnKey`. */
  listByFrequentFlyer(
    numbers: readonly FrequentFlyerKey[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly BookingSummary[] | SourceError>>;
  /** Bookings on one departure under a surname. */
  listByFlightAndName(flight: FlightKey, surname: string, signal: AbortSignal): Promise<readonly BookingSummary[]>;
  /** Tickets by their 13 digits. */
  tickets(numbers: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, TicketRecord | SourceError>>;
  /** Departures by `flightKey`. */
  flights(keys: readonly FlightKey[], signal: AbortSignal): Promise<ReadonlyMap<string, FlightRecord | SourceError>>;
  health(signal: AbortSignal): Promise<SourceHealth>;
  close(): Promise<void>;
}

export interface ReservationCapabilities {
  /** Keys one call of the system may carry. */
  readonly maxKeysPerCall: number;
  /** Calls in flight at once. */
  readonly concurrency: number;
  readonly searchableBy: readonly ('recordLocator' | 'frequentFlyer' | 'flightAndName' | 'ticket' | 'flight')[];
}

export interface FrequentFlyerKey {
  readonly programme: string;
  readonly number: string;
}

export interface FlightKey {
  /** Two characters. */
  readonly carrier: string;
  /** No leading zeros; suffix letter kept. */
  readonly number: string;
  /** Local date at `origin`. */
  readonly departureDate: string;
  readonly origin: string;
}

export const ffnKey = (key: FrequentFlyerKey): string => `${key.programme} ${key.number}`;
export const flightKey = (key: FlightKey): string => `${key.carrier}${key.number} ${key.departureDate} ${key.origin}`;

/** A line of a list: enough to choose which bookings to open. */
export interface BookingSummary {
  readonly recordLocator: string;
  readonly createdOn: string | null;
  /** Upper case, as listed. */
  readonly surname: string | null;
  readonly firstName: string | null;
  /** Local date of the first and the last departure; null when the list does not say. */
  readonly firstDeparture: string | null;
  readonly lastDeparture: string | null;
}

export interface BookingRecord {
  /** The system that answered, for example `1A`. */
  readonly system: string;
  readonly recordLocator: string;
  readonly createdOn: Read<string>;
  /** UTC. */
  readonly createdAt: Read<Date>;
  readonly locators: readonly { readonly system: string; readonly recordLocator: string }[];
  readonly associated: readonly { readonly system: string; readonly recordLocator: string }[];
  readonly pointOfSale: {
    readonly officeId: string | null;
    readonly iataNumber: string | null;
    /** As sent. */
    readonly country: string | null;
    readonly city: string | null;
  };
  readonly groupName: string | null;
  readonly numberInParty: number | null;
  readonly passengers: readonly PassengerRecord[];
  readonly segments: readonly SegmentRecord[];
  readonly contacts: readonly ContactRecord[];
  readonly payments: readonly PaymentRecord[];
  readonly remarks: readonly { readonly type: string; readonly text: string }[];
  /** Errors the system sent along with the data (`8111 SIMULTANEOUS CHANGES`), in the system's words. */
  readonly warnings: readonly string[];
}

export interface PassengerRecord {
  /** `PT2`; an infant on a lap without a tattoo of its own is `PT2-INF`. */
  readonly tattoo: string;
  /** As booked, upper case. */
  readonly surname: string;
  /** As booked: given names with title glued or after a blank. Null for none. */
  readonly firstName: string | null;
  /** `ADT`, `CHD`, `INF`, `YTH`, ...; null when the message says none. */
  readonly typeCode: string | null;
  readonly birthDate: Read<string>;
  /** Tattoo of the adult, for an infant. */
  readonly accompaniedBy: string | null;
  readonly frequentFlyerNumbers: readonly {
    readonly programme: string;
    readonly number: string;
    readonly tierCode: string | null;
  }[];
  readonly documents: readonly DocumentRecord[];
  readonly specialServiceRequests: readonly SpecialServiceRecord[];
  readonly seats: readonly {
    readonly segment: string;
    readonly number: string;
    readonly status: string | null;
    readonly characteristics: readonly string[];
  }[];
  readonly ticketNumbers: readonly string[];
  /** Tattoos of the segments checked in for. */
  readonly checkedIn: readonly string[];
}

export interface DocumentRecord {
  readonly type: string;
  readonly number: string;
  /** Alpha-2 or alpha-3, as sent. */
  readonly issuingCountry: string | null;
  readonly nationality: string | null;
  readonly birthDate: Read<string>;
  /** `F`, `M`, `X`, with `I` appended for an infant, as sent. */
  readonly gender: string | null;
  readonly expiresOn: Read<string>;
}

export interface SpecialServiceRecord {
  readonly code: string;
  readonly status: string | null;
  /** Free text, as sent. */
  readonly text: string | null;
  /** Tattoos; empty for all segments. */
  readonly segments: readonly string[];
}

export interface ContactRecord {
  readonly kind: 'EMAIL' | 'PHONE';
  /** As sent; an e-mail may be in `//` form. */
  readonly raw: string;
  /** Tattoos; empty for the whole booking. */
  readonly passengers: readonly string[];
}

export interface PaymentRecord {
  readonly kind: 'CARD' | 'CASH' | 'INVOICE' | 'MILES' | 'VOUCHER' | 'OTHER';
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly amount: { readonly amount: string; readonly currency: string } | null;
  /** Text with every card number already cut down to its last four digits. */
  readonly raw: string;
}

export interface SegmentRecord {
  /** `ST3`. */
  readonly tattoo: string;
  /** `AIR`, `HHL`, `CCR`, `ARNK`, `RU`, ... */
  readonly kind: string;
  readonly marketingCarrier: string | null;
  readonly marketingFlightNumber: string | null;
  /** A designator or a text such as `VUELING AIRLINES`. */
  readonly operatingCarrier: string | null;
  readonly origin: string | null;
  readonly destination: string | null;
  readonly departureTerminal: string | null;
  readonly arrivalTerminal: string | null;
  /** Local wall times, `YYYY-MM-DDTHH:MM:00`; only a date, `YYYY-MM-DD`, when no time is given. */
  readonly departure: Read<string>;
  readonly arrival: Read<string>;
  readonly bookingClass: string | null;
  /** `F`, `C`, `W` or `Y`; null when the message does not say and the class has to tell. */
  readonly cabinCode: string | null;
  readonly status: string | null;
  readonly equipment: string | null;
  readonly carrierLocator: string | null;
  readonly description: string | null;
}

export interface TicketRecord {
  readonly number: string;
  readonly surname: string | null;
  readonly firstName: string | null;
  readonly issuedOn: Read<string>;
  readonly issuingOffice: string | null;
  readonly locators: readonly { readonly system: string; readonly recordLocator: string }[];
  readonly fare: { readonly amount: string; readonly currency: string } | null;
  readonly total: { readonly amount: string; readonly currency: string } | null;
  readonly taxes: readonly { readonly code: string; readonly amount: string; readonly currency: string }[];
  readonly payments: readonly PaymentRecord[];
  readonly coupons: readonly CouponRecord[];
}

export interface CouponRecord {
  readonly number: number;
  readonly status: string;
  readonly carrier: string | null;
  readonly flightNumber: string | null;
  readonly origin: string | null;
  readonly destination: string | null;
  readonly departure: Read<string>;
  readonly bookingClass: string | null;
  readonly fareBasis: string | null;
  readonly baggageAllowance: string | null;
}

export interface FlightRecord extends FlightKey {
  readonly operating: { readonly carrier: string; readonly number: string } | null;
  readonly destination: string;
  readonly departureTerminal: string | null;
  readonly arrivalTerminal: string | null;
  readonly gate: string | null;
  /** Local wall times. */
  readonly scheduledDeparture: Read<string>;
  readonly scheduledArrival: Read<string>;
  readonly estimatedDeparture: Read<string>;
  readonly estimatedArrival: Read<string>;
  /** The system's status word or code. */
  readonly status: string | null;
  readonly equipment: string | null;
  readonly cabins: readonly { readonly code: string; readonly seatsLeft: number | null }[];
}
