/**
 * The invented world all four stand-ins are loaded from: what is true, before each legacy system shows it in its own way.
 *
 * Everything is plain data, a pure function of `WorldOptions`. Dates are `YYYY-MM-DD`, instants are Date.
 */

import type { Difficulties } from './difficulties.ts';

export interface WorldOptions {
  /** Same seed, size and now: same world, to the letter. */
  readonly seed: number;
  /** People, 200 to 200,000. */
  readonly people: number;
  /** The world's present. Flights run from five months before it to one month after. */
  readonly now: Date;
}

export interface World {
  readonly options: WorldOptions;
  readonly airline: {
    readonly carrier: string;
    readonly name: string;
    readonly ticketPrefix: string;
    readonly programme: string;
  };
  /** Index is `Person.index`. */
  readonly people: readonly Person[];
  readonly memberships: readonly Membership[];
  readonly flights: readonly Flight[];
  readonly bookings: readonly Booking[];
  readonly cases: readonly Case[];
  /** Where each thing that makes recognising people hard was put: for tests and for measuring recognition. */
  readonly difficulties: Difficulties;
}

export type Source = 'WEB' | 'APP' | 'CALL_CENTRE' | 'PAPER' | 'IMPORT';

export interface Person {
  readonly index: number;
  /** Null for somebody the customer master does not hold. Two people entries may describe one human (a duplicate record). */
  readonly customerId: string | null;
  /** Mixed case, as the person writes it, for example `Anne-Marie`, `Müller`. Empty for a mononym. */
  readonly givenNames: readonly string[];
  readonly surname: string;
  readonly title: string | null;
  readonly suffix: string | null;
  readonly gender: 'F' | 'M' | 'X';
  readonly birthDate: string | null;
  /** Alpha-2. */
  readonly nationality: string;
  readonly residence: string;
  /** BCP 47. */
  readonly language: string;
  readonly emails: readonly { readonly address: string; readonly verified: boolean; readonly preferred: boolean }[];
  readonly phones: readonly {
    readonly e164: string;
    readonly kind: 'MOBILE' | 'HOME' | 'BUSINESS';
    readonly verified: boolean;
    readonly preferred: boolean;
  }[];
  readonly addresses: readonly {
    readonly kind: 'HOME' | 'BUSINESS' | 'BILLING';
    readonly lines: readonly string[];
    readonly postalCode: string;
    readonly city: string;
    readonly country: string;
    readonly preferred: boolean;
  }[];
  readonly documents: readonly PersonDocument[];
  readonly preferences: {
    readonly meal: string | null;
    readonly seat: 'WINDOW' | 'AISLE' | 'MIDDLE' | 'LEGROOM' | null;
    readonly cabin: 'F' | 'C' | 'W' | 'Y' | null;
    readonly payment: {
      readonly token: string;
      readonly brand: string;
      readonly last4: string;
      readonly expires: string;
    } | null;
    readonly channel: 'EMAIL' | 'SMS' | 'PHONE' | 'POST' | 'APP' | null;
  };
  readonly vip: 'GOVERNMENT' | 'CELEBRITY' | 'CORPORATE' | 'AIRLINE' | null;
  /** May hold two decisions on one purpose by two sources. */
  readonly consents: readonly {
    readonly purpose:
      | 'MARKETING_EMAIL'
      | 'MARKETING_SMS'
      | 'MARKETING_PHONE'
      | 'PROFILING'
      | 'PARTNER_SHARING'
      | 'SERVICE_MESSAGES';
    readonly granted: boolean;
    readonly at: Date | null;
    readonly source: Source;
  }[];
  /** As the customer master holds them: own programme and others; one of them may be mis-keyed. */
  readonly membershipNumbers: readonly { readonly programme: string; readonly number: string }[];
  /** Bookings the customer master was told of, as locator and creation date. A locator may since have been reused. */
  readonly bookingReferences: readonly {
    readonly system: string;
    readonly recordLocator: string;
    readonly createdOn: string;
  }[];
  /** Values other sources gave for one of the person's fields, for example a second birth date. */
  readonly alternatives: readonly {
    readonly field: 'dateOfBirth' | 'nationality' | 'residence' | 'gender';
    readonly value: string;
    readonly source: Source;
    readonly at: Date;
  }[];
  /** The entry of the same human this one duplicates; what no system knows, for measuring. */
  readonly duplicateOf: number | null;
  readonly updatedAt: Date;
}

export interface PersonDocument {
  readonly type: 'P' | 'I' | 'V';
  readonly number: string;
  /** Issuing country and nationality: alpha-2, or alpha-3 as it was typed. */
  readonly country: string;
  readonly nationality: string;
  readonly expires: string;
}

export interface Membership {
  /** Ten digits. */
  readonly number: string;
  /** The person it was opened for. */
  readonly person: number;
  readonly status: 'ACTIVE' | 'MERGED' | 'SUSPENDED' | 'CLOSED';
  readonly mergedInto: string | null;
  readonly enrolledOn: string;
  readonly tier: Tier;
  readonly tierSince: string;
  readonly tierUntil: string | null;
  /** Earlier tiers, oldest first, each until the day before the next; the present one is not among them. */
  readonly tierHistory: readonly { readonly tier: Tier; readonly from: string; readonly until: string }[];
  /** Sum of the entries' tier miles within the year that ends on `tierPeriodEndsOn`. */
  readonly tierMiles: number;
  readonly tierPeriodEndsOn: string;
  /**
   * Fractions occur, in halves. `available` is the sum of all entries; `redeemed` and `expired` are positive; adjustments count
   * as earned, so available = earned - redeemed - expired.
   */
  readonly balance: {
    readonly available: number;
    readonly earned: number;
    readonly redeemed: number;
    readonly expired: number;
  };
  /** What of `available` expires, earliest first. Their sum is `available`, or nothing is listed because nothing expires. */
  readonly lots: readonly { readonly miles: number; readonly expiresOn: string }[];
  /** Oldest first. */
  readonly entries: readonly LedgerEntry[];
}

export type Tier = 'BASE' | 'SILVER' | 'GOLD' | 'PLATINUM';

export interface LedgerEntry {
  /** Unique in the whole ledger. */
  readonly id: number;
  readonly kind: 'EARNED_FLIGHT' | 'EARNED_PARTNER' | 'REDEEMED' | 'UPGRADED' | 'DONATED' | 'ADJUSTED' | 'EXPIRED';
  /** Signed. */
  readonly miles: number;
  readonly tierMiles: number;
  readonly postedOn: string;
  readonly flight: {
    readonly carrier: string;
    readonly number: string;
    readonly departureDate: string;
    readonly origin: string;
  } | null;
  readonly partner: string | null;
  readonly text: string;
}

export interface Flight {
  /** `AX`, or another carrier for a code-share partner's own flight. */
  readonly carrier: string;
  /** No leading zeros. */
  readonly number: string;
  readonly operating: { readonly carrier: string; readonly number: string } | null;
  readonly origin: string;
  readonly destination: string;
  /** Local date at origin. */
  readonly departureDate: string;
  readonly departureTerminal: string | null;
  readonly arrivalTerminal: string | null;
  readonly gate: string | null;
  readonly scheduledDeparture: Date;
  readonly scheduledArrival: Date;
  /** Null when on time. */
  readonly estimatedDeparture: Date | null;
  readonly estimatedArrival: Date | null;
  readonly status: 'SCHEDULED' | 'DELAYED' | 'CANCELLED' | 'DEPARTED' | 'ARRIVED' | 'DIVERTED';
  /** IATA type code. */
  readonly aircraft: string;
  readonly cabins: readonly { readonly cabin: 'F' | 'C' | 'W' | 'Y'; readonly seats: number; readonly left: number }[];
}

export interface Booking {
  readonly recordLocator: string;
  /** UTC. */
  readonly createdAt: Date;
  /** A purged booking is no longer in the reservation system; its locator may have been given to another. */
  readonly purged: boolean;
  readonly office: {
    readonly id: string;
    readonly iataNumber: string;
    readonly country: string;
    readonly city: string;
  };
  /** Other carriers' locators, for example `{ system: 'BA', recordLocator: 'X7K2PL' }`. */
  readonly otherLocators: readonly { readonly system: string; readonly recordLocator: string }[];
  readonly groupName: string | null;
  readonly travellers: readonly Traveller[];
  readonly segments: readonly BookedSegment[];
  /** Phone as typed by the agent (`+49 30 23125101-M`, `03023125101`), e-mail in plain form. */
  readonly contacts: readonly {
    readonly kind: 'PHONE' | 'EMAIL';
    readonly value: string;
    readonly traveller: number | null;
  }[];
  readonly payment: {
    readonly kind: 'CARD' | 'CASH' | 'INVOICE' | 'MILES';
    readonly brand: string | null;
    readonly last4: string | null;
    readonly amount: string;
    readonly currency: string;
  };
  readonly remarks: readonly { readonly type: 'RM' | 'RC' | 'RI'; readonly text: string }[];
  /** Locators of bookings this was split from or into. */
  readonly associated: readonly string[];
}

export interface Traveller {
  /** PT reference, unique in the booking; not the position. */
  readonly tattoo: number;
  /** Null for somebody no system but this one knows. */
  readonly person: number | null;
  /** Upper case, as in the PNR: surname `OBRIEN`, first `JACKIMRS` or `DAVID MR`. Truncation, swaps and mononyms occur. */
  readonly surname: string;
  readonly first: string;
  readonly type: 'ADT' | 'CHD' | 'INF';
  /** Tattoo of the adult, for an infant. */
  readonly infantOf: number | null;
  readonly birthDate: string | null;
  readonly frequentFlyer: readonly {
    readonly programme: string;
    readonly number: string;
    readonly tierCode: string | null;
  }[];
  readonly documents: readonly PersonDocument[];
  readonly specialServices: readonly {
    readonly code: string;
    /** HK, HL, UN, ... */
    readonly status: string;
    readonly text: string;
    /** ST references; empty for all segments. */
    readonly segments: readonly number[];
  }[];
  readonly seats: readonly { readonly segment: number; readonly number: string; readonly characteristics: string }[];
  /** ST references of the segments checked in for. */
  readonly checkedIn: readonly number[];
  readonly tickets: readonly Ticket[];
}

export interface Ticket {
  /** 13 digits. */
  readonly number: string;
  readonly issuedOn: string;
  readonly fare: string;
  readonly total: string;
  readonly currency: string;
  readonly taxes: readonly { readonly code: string; readonly amount: string }[];
  readonly coupons: readonly {
    readonly number: number;
    readonly segment: number;
    /** I open, C checked in, B flown, L boarded, E exchanged, RF refunded, V void, S suspended. */
    readonly status: string;
    readonly fareBasis: string;
    readonly baggage: string;
  }[];
}

export interface BookedSegment {
  /** ST reference, unique in the booking; not the position. */
  readonly tattoo: number;
  readonly kind: 'AIR' | 'HHL' | 'ARNK';
  /** Index into World.flights, for AIR. */
  readonly flight: number | null;
  readonly bookingClass: string;
  readonly cabin: 'F' | 'C' | 'W' | 'Y';
  readonly status: string;
  /** For HHL. */
  readonly hotel: {
    readonly name: string;
    readonly city: string;
    readonly checkIn: string;
    readonly checkOut: string;
  } | null;
}

export interface Case {
  /** RT ticket number, from 1001. */
  readonly id: number;
  /** Null when the requester is nobody the world knows. */
  readonly person: number | null;
  readonly requester: { readonly name: string; readonly email: string | null; readonly phone: string | null };
  /** What the desk's agent filled in; each may be null. */
  readonly customerId: string | null;
  readonly membershipNumber: string | null;
  readonly recordLocator: string | null;
  readonly flightNumber: string | null;
  readonly subject: string;
  readonly category:
    | 'BAGGAGE'
    | 'DELAY_OR_CANCELLATION'
    | 'REFUND'
    | 'SEATING'
    | 'SPECIAL_ASSISTANCE'
    | 'LOYALTY'
    | 'STAFF'
    | 'BOOKING'
    | 'FEEDBACK';
  readonly channel: 'PHONE' | 'EMAIL' | 'CHAT' | 'SOCIAL' | 'WEB';
  readonly status: 'new' | 'open' | 'stalled' | 'resolved' | 'rejected';
  readonly priority: number;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  readonly resolvedAt: Date | null;
  readonly messages: readonly {
    readonly at: Date;
    readonly fromAirline: boolean;
    readonly private: boolean;
    readonly text: string;
  }[];
  readonly resolution: string | null;
  readonly compensation: {
    readonly kind: 'CASH' | 'VOUCHER' | 'MILES';
    readonly amount: string;
    readonly currency: string | null;
  } | null;
  readonly rating: number | null;
}
