import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Airport as AirportEntry } from './airports.ts';
import type { BookingRecord, SegmentRecord, CouponRecord, DocumentRecord } from './source.ts';
import type { BookingConnection as CustomerBookings, BookingEdge as CustomerBooking, CustomerReference } from './customer-bookings.ts';
import type { Carrier as CarrierEntry } from './carriers.ts';
import type { FlightView, FlightPointView } from './flights.ts';
import type { BookedPassenger, BookedSeat, BookedService } from './passengers.ts';
import type { BookedSegment } from './itinerary.ts';
import type { CaseReference } from './look-ups.ts';
import type { TicketNumber } from './tickets.ts';
import type { Context } from './loaders.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** IATA airport code, three letters. */
  AirportCode: { input: string; output: string; }
  /** IATA airline designator, two characters, for example `AX`. */
  CarrierCode: { input: string; output: string; }
  /** ISO 3166-1 alpha-2 country code, upper case. */
  CountryCode: { input: string; output: string; }
  /** A calendar date without a time, `YYYY-MM-DD`. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339 with offset, for example `2026-11-24T09:30:00Z`. */
  DateTime: { input: Date; output: Date; }
  /** A decimal number as text, so that no digit is lost, for example `42187.5`. */
  Decimal: { input: string; output: string; }
  /** A wall-clock time at a place, without offset, for example `2026-11-24T09:30:00`. */
  LocalDateTime: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** A type of aircraft. */
export type Aircraft = {
  __typename?: 'Aircraft';
  /** IATA type code, for example `320`. */
  code: Scalars['String']['output'];
  /** Null for a type this graph does not know. */
  name?: Maybe<Scalars['String']['output']>;
};

/** An airport, by the code the source holds. */
export type Airport = {
  __typename?: 'Airport';
  /** The city it serves; null for an airport this graph does not know. */
  city?: Maybe<Scalars['String']['output']>;
  /** IATA code, for example `FRA`. */
  code: Scalars['AirportCode']['output'];
  /** Null for an airport this graph does not know. */
  country?: Maybe<Country>;
  /** False when the code is in no list this graph has; then only `code` says anything. */
  known: Scalars['Boolean']['output'];
  /** Null for an airport this graph does not know. */
  name?: Maybe<Scalars['String']['output']>;
  /** IANA time zone; null for an airport this graph does not know. */
  timeZone?: Maybe<Scalars['String']['output']>;
};

/** A reservation (PNR). The reservation system is the system of record. */
export type Booking = {
  __typename?: 'Booking';
  /** Bookings this one was split from, or that were split from it. */
  associatedBookings?: Maybe<Array<SystemLocator>>;
  /** E-mail addresses and telephone numbers given for the booking or one of its passengers. */
  contacts?: Maybe<Array<BookingContact>>;
  /** When the booking was created, by the reservation system's clock (UTC). */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Date the reservation was made. With the locator it names the booking for good. */
  createdOn?: Maybe<Scalars['Date']['output']>;
  /** The name of the group, for a group booking. */
  groupName?: Maybe<Scalars['String']['output']>;
  /** Locating system, locator and creation date together, as locators are reused: for example `1A-K7PQ2M-2026-10-03`. */
  id: Scalars['ID']['output'];
  /** Every locator of this booking, with the system that gave it. */
  locators?: Maybe<Array<SystemLocator>>;
  /** Passengers counted, infants without a seat included. */
  numberInParty?: Maybe<Scalars['Int']['output']>;
  /** Everybody in the booking, infants included. */
  passengers?: Maybe<Array<Passenger>>;
  /** How it was paid. Card numbers are never held. */
  payments?: Maybe<Array<FormOfPayment>>;
  /** Where it was sold; null when the reservation does not say. */
  pointOfSale?: Maybe<PointOfSale>;
  /** The reservation system's own locator. */
  recordLocator?: Maybe<Scalars['String']['output']>;
  /** Remarks of agents and systems. Of a card number only the last four digits are left. */
  remarks?: Maybe<Array<Remark>>;
  /** The itinerary in order of travel. */
  segments?: Maybe<Array<Segment>>;
  /** From the flights' airports; null when there are no flights. */
  tripType?: Maybe<TripType>;
  /** What the reservation system warned about with the booking, in plain words; empty when all was well. */
  warnings?: Maybe<Array<Scalars['String']['output']>>;
};

/** A page of a customer's bookings. */
export type BookingConnection = {
  __typename?: 'BookingConnection';
  /** First departure first for upcoming bookings, otherwise latest first; `pageInfo.hasNextPage` means that the reservation system lists more, of which none may prove to be the customer's. */
  edges: Array<BookingEdge>;
  /** Where this page stands in the whole list. */
  pageInfo: PageInfo;
};

/** An e-mail address or telephone number in a reservation. */
export type BookingContact = {
  __typename?: 'BookingContact';
  /** What it is. */
  kind: BookingContactKind;
  /** Ids of the passengers it belongs to; empty when it belongs to the whole booking. */
  passengerIds: Array<Scalars['ID']['output']>;
  /** As booked. */
  raw: Scalars['String']['output'];
  /** E-mail address in its usual form; telephone in E.164 when it can be read, otherwise as booked. */
  value: Scalars['String']['output'];
};

/** Ways to reach a passenger. */
export type BookingContactKind =
  | 'EMAIL'
  | 'PHONE';

/** One booking of the list, with how it was recognised as this customer's. */
export type BookingEdge = {
  __typename?: 'BookingEdge';
  /** Give it as `after` to read on behind this booking. */
  cursor: Scalars['String']['output'];
  /** How the booking was recognised as this customer's. `POSSIBLE` where it could not be read and only the list speaks for it. */
  match: RecordMatch;
  /**
   * Null, with an error, when this one booking could not be read; the other edges are complete. Where nobody knows its day, as it is known by
   * its reference alone, it comes before the others, as it may belong anywhere among them.
   */
  node?: Maybe<Booking>;
  /** The passenger of the booking who is this customer. Null when several passengers fit equally well. */
  passenger?: Maybe<Passenger>;
};

/** What a booking's locator and a surname show of it. */
export type BookingItinerary = {
  __typename?: 'BookingItinerary';
  /** In order of travel; other parts of the trip are not among them. */
  flights?: Maybe<Array<ItineraryFlight>>;
  /** The reservation system's own locator. */
  recordLocator: Scalars['String']['output'];
  /** From the flights' airports; null when there are no flights. */
  tripType?: Maybe<TripType>;
};

/** What names a booking for good: a locator alone is given to another one later. */
export type BookingReference = {
  __typename?: 'BookingReference';
  /** Date the reservation was made. */
  createdOn: Scalars['Date']['output'];
  /** The record locator, for example `K7PQ2M`. */
  recordLocator: Scalars['String']['output'];
  /** Reservation system that gave the locator, for example `1A`. */
  system: Scalars['String']['output'];
};

/** Which of a customer's bookings to list. */
export type BookingWhen =
  | 'ALL'
  /** With every segment departed. */
  | 'PAST'
  /** With a segment that has not yet departed. */
  | 'UPCOMING';

/** The cabin, as sold or preferred. */
export type CabinClass =
  | 'BUSINESS'
  | 'ECONOMY'
  | 'FIRST'
  | 'PREMIUM_ECONOMY';

/** Whose a cached answer is. */
export type CacheControlScope =
  | 'PRIVATE'
  | 'PUBLIC';

/** An airline, by designator or name as the source has it. */
export type Carrier = {
  __typename?: 'Carrier';
  /** IATA designator; null when the source holds only a name that is not known. */
  code?: Maybe<Scalars['CarrierCode']['output']>;
  /** False for an airline in no list this graph has; then only `raw` says anything. */
  known: Scalars['Boolean']['output'];
  /** Null for a carrier this graph does not know. */
  name?: Maybe<Scalars['String']['output']>;
  /** As the source has it: a designator, or a text such as `VUELING AIRLINES`. */
  raw: Scalars['String']['output'];
};

/** A country, by the code the source holds. */
export type Country = {
  __typename?: 'Country';
  /** Null when the code on file is not a country. */
  code?: Maybe<Scalars['CountryCode']['output']>;
  /** False when the code on file is no country's. */
  known: Scalars['Boolean']['output'];
  /** The English short name; null when the code is not known. */
  name?: Maybe<Scalars['String']['output']>;
  /** What the source holds (alpha-2 and alpha-3 occur). */
  raw: Scalars['String']['output'];
};

/** One flight of a ticket. */
export type Coupon = {
  __typename?: 'Coupon';
  /** Where and when the flight arrives, as on the ticket. */
  arrival?: Maybe<FlightPoint>;
  /** For example `23K` or `1PC`. */
  baggageAllowance?: Maybe<Scalars['String']['output']>;
  /** Booking class letter; null when open. */
  bookingClass?: Maybe<Scalars['String']['output']>;
  /** Where and when the flight departs, as on the ticket. */
  departure?: Maybe<FlightPoint>;
  /** Fare basis code, for example `YFLEXDE`; null when not given. */
  fareBasis?: Maybe<Scalars['String']['output']>;
  /** The flight it is for; null when open or not known. */
  flight?: Maybe<Flight>;
  /** Counted from 1 in the order of travel. */
  number: Scalars['Int']['output'];
  /** The ticketing system's status letter. */
  rawStatus: Scalars['String']['output'];
  /** Whether it may still be flown. */
  status: CouponStatus;
};

/** What has become of a coupon. */
export type CouponStatus =
  | 'BOARDED'
  | 'CHECKED_IN'
  | 'EXCHANGED'
  | 'FLOWN'
  | 'OPEN'
  | 'REFUNDED'
  | 'SUSPENDED'
  | 'UNKNOWN'
  | 'VOID';

export type Customer = {
  __typename?: 'Customer';
  /**
   * The customer's bookings: upcoming ones first departure first, past and all ones latest first. Found by frequent-flyer
   * number and by the locators the customer master holds; each edge says how. Bookings of passengers who only look
   * alike are not here.
   */
  bookings?: Maybe<BookingConnection>;
  dateOfBirth?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  membershipNumbers?: Maybe<Array<MembershipNumber>>;
  name?: Maybe<PersonName>;
  recordLocators?: Maybe<Array<BookingReference>>;
};


export type CustomerBookingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  when?: InputMaybe<BookingWhen>;
};

/** Kinds of data, by what they tell of a person. */
export type DataClass =
  /** Who somebody is to the airline: id, name, preferences, consents. */
  | 'BASIC'
  /** Complaints and what was done about them. */
  | 'CASE'
  /** Where he can be reached. */
  | 'CONTACT'
  /** What proves who he is: birth date, nationality, documents. */
  | 'IDENTITY'
  /** Flights of a booking, and no person. */
  | 'ITINERARY'
  /** No data, but the right to search for people. */
  | 'LOOK_UP'
  /** Membership, tier, miles. */
  | 'LOYALTY'
  /** Means and forms of payment. */
  | 'PAYMENT'
  /** No person's, or nothing that what it is a part of does not tell already. */
  | 'PUBLIC'
  /** What may reveal health or religion. */
  | 'SPECIAL_CATEGORY'
  /** Bookings, flights and tickets of a person. */
  | 'TRAVEL';

/** What is left of a value for those who may see a part of it. */
export type DataMask =
  /** Of what has fields of its own: they decide. */
  | 'BY_FIELD'
  /** `A***`, of an e-mail address `a***@example.com`. */
  | 'FIRST_LETTER'
  /** `***1234` */
  | 'LAST_FOUR'
  /** `***123` */
  | 'LAST_THREE'
  /** The first of January of its year. */
  | 'YEAR';

/** A travel document in full, for recognition inside the graph. */
export type DocumentKey = {
  __typename?: 'DocumentKey';
  /** Alpha-2; null when the message has none. */
  issuingCountry?: Maybe<Scalars['String']['output']>;
  /** The whole number, upper case without blanks. */
  number: Scalars['String']['output'];
  /** `P` passport, `I` identity card, `V` visa. */
  type: Scalars['String']['output'];
};

/** How a comparison came out. */
export type EvidenceOutcome =
  /** Equal but for transliteration, initials, truncation, a glued title, or order. */
  | 'COMPATIBLE'
  /** Different; does not exclude a match. */
  | 'DIFFERENT'
  /** One side has no value. */
  | 'MISSING'
  /** Equal after normalisation. */
  | 'SAME'
  /** Equal, but shared by several customers, so it weighs nothing alone. */
  | 'SHARED'
  /** Different in a way that excludes a match. */
  | 'VETO';

/**
 * One departure of a flight. A segment's flight costs no further call unless `status`, `aircraft`, `cabins`, `operatingFlightNumber`, a gate
 * or an estimated time is asked for.
 */
export type Flight = {
  __typename?: 'Flight';
  /** The type that flies it; null when not known. */
  aircraft?: Maybe<Aircraft>;
  /** Where and when it lands. */
  arrival?: Maybe<FlightPoint>;
  /** Seats still to be sold, by cabin. */
  cabins?: Maybe<Array<FlightCabin>>;
  /** Designator it was asked for or sold under. */
  carrier: Scalars['CarrierCode']['output'];
  /** Where and when it leaves. */
  departure?: Maybe<FlightPoint>;
  /** Local date of departure at `origin`. */
  departureDate: Scalars['Date']['output'];
  /** Who sells it under this designator. */
  marketingCarrier?: Maybe<Carrier>;
  /** Without leading zeros. */
  number: Scalars['String']['output'];
  /** Who flies it; null when not known. */
  operatingCarrier?: Maybe<Carrier>;
  /** Number under the operating designator; null when not known. */
  operatingFlightNumber?: Maybe<Scalars['String']['output']>;
  /** Airport of departure. */
  origin: Scalars['AirportCode']['output'];
  /** Its present state; null when the reservation system has none. */
  status?: Maybe<FlightStatus>;
};

/** One cabin of a flight. */
export type FlightCabin = {
  __typename?: 'FlightCabin';
  /** Which cabin. */
  cabin: CabinClass;
  /** Null when the reservation system does not say. */
  seatsLeft?: Maybe<Scalars['Int']['output']>;
};

/** A departure or an arrival. */
export type FlightPoint = {
  __typename?: 'FlightPoint';
  /** Where. */
  airport: Airport;
  /** Null when there is no estimate, or when the airport's time zone is not known. */
  estimatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Null when there is no estimate, or none is needed. */
  estimatedLocal?: Maybe<Scalars['LocalDateTime']['output']>;
  /** Of a departure; arrivals have none. */
  gate?: Maybe<Scalars['String']['output']>;
  /** Null when the airport's time zone is not known. */
  scheduledAt?: Maybe<Scalars['DateTime']['output']>;
  /** Local date; also where no time is known, as for a hotel. */
  scheduledDate?: Maybe<Scalars['Date']['output']>;
  /** Null where only the date is known. */
  scheduledLocal?: Maybe<Scalars['LocalDateTime']['output']>;
  /** Null when not known. */
  terminal?: Maybe<Scalars['String']['output']>;
};

/** What is happening to a flight. */
export type FlightStatus =
  | 'ARRIVED'
  | 'CANCELLED'
  | 'DELAYED'
  | 'DEPARTED'
  | 'DIVERTED'
  | 'SCHEDULED'
  | 'UNKNOWN';

/** How something was paid. */
export type FormOfPayment = {
  __typename?: 'FormOfPayment';
  /** Null when the source does not split the total. */
  amount?: Maybe<Money>;
  /** Card scheme by its two letters, for example `VI`; null unless a card. */
  cardBrand?: Maybe<Scalars['String']['output']>;
  /** Last four digits; the graph never holds more of a card. */
  cardLast4?: Maybe<Scalars['String']['output']>;
  /** The means of payment. */
  kind: PaymentKind;
  /** The reservation system's text with any card number removed. */
  raw: Scalars['String']['output'];
};

/** A frequent-flyer number given in a booking. */
export type FrequentFlyerNumber = {
  __typename?: 'FrequentFlyerNumber';
  /** The number without the programme's letters. */
  number: Scalars['String']['output'];
  /** Two letters of the programme's carrier; often not the operating carrier. */
  programme: Scalars['String']['output'];
  /** As the programme reported it in the booking; null when it did not. */
  tierCode?: Maybe<Scalars['String']['output']>;
};

/** As stated by the person or the travel document. */
export type Gender =
  | 'FEMALE'
  | 'MALE'
  /** Neither, or marked X in the travel document. */
  | 'UNSPECIFIED';

/** One flight of an itinerary. */
export type ItineraryFlight = {
  __typename?: 'ItineraryFlight';
  /** Where and when it arrives. */
  arrival?: Maybe<FlightPoint>;
  /** Where and when it leaves. */
  departure?: Maybe<FlightPoint>;
  /** The departure itself, with its gate and whether it is on time; null when the reservation does not say which it is. */
  flight?: Maybe<Flight>;
  /** Designator the seat was sold under. */
  marketingCarrier?: Maybe<Carrier>;
  /** Number under the marketing designator. */
  marketingFlightNumber?: Maybe<Scalars['String']['output']>;
  /** Who flies it; null when the reservation does not say. */
  operatingCarrier?: Maybe<Carrier>;
  /** Whether it is confirmed. */
  status?: Maybe<SpecialServiceStatus>;
};

/** One thing that was compared. */
export type MatchEvidence = {
  __typename?: 'MatchEvidence';
  /** What was compared: `surname`, `givenName`, `dateOfBirth`, `membershipNumber`, `email`, `phone`, `document`, `bookingReference`, `customerId`, `passengerType`. */
  attribute: Scalars['String']['output'];
  /** How the comparison came out. */
  outcome: EvidenceOutcome;
};

/** How two records were recognised as one person, strongest first. */
export type MatchMethod =
  /** One record names this very booking (locator and creation date) and the rest is compatible. */
  | 'BOOKING_REFERENCE'
  /** Both records carry the same customer id. */
  | 'CUSTOMER_ID'
  /** Same frequent-flyer number and a compatible surname. */
  | 'FREQUENT_FLYER_NUMBER'
  /** Weaker signs only. Never merged. */
  | 'POSSIBLE'
  /** Same travel document and same birth date. */
  | 'TRAVEL_DOCUMENT'
  /** A verified e-mail address or telephone number, with the surname and the given name or its initial. */
  | 'VERIFIED_CONTACT';

export type MembershipNumber = {
  __typename?: 'MembershipNumber';
  number: Scalars['String']['output'];
  programme: Scalars['String']['output'];
};

/** An amount in one currency. */
export type Money = {
  __typename?: 'Money';
  /** With the currency's usual number of decimals, for example `250.00`. */
  amount: Scalars['Decimal']['output'];
  /** ISO 4217 code. */
  currency: Scalars['String']['output'];
};

/** Where a page stands in the whole list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Cursor of the page's last item; null for an empty page. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** True when more items follow; ask with `after: endCursor`. */
  hasNextPage: Scalars['Boolean']['output'];
  /** True when items come before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the page's first item; null for an empty page. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type Passenger = {
  __typename?: 'Passenger';
  /** The adult this infant travels with; null for anybody else. */
  accompaniedBy?: Maybe<Passenger>;
  /** The booking he is in. */
  booking?: Maybe<Booking>;
  /** For recognition inside the graph. */
  bookingReference?: Maybe<BookingReference>;
  /** True when every coming segment is checked in; null when there is none. */
  checkedIn?: Maybe<Scalars['Boolean']['output']>;
  /** What was given for this passenger, and for the whole booking. */
  contacts?: Maybe<Array<BookingContact>>;
  /** Null when the reservation has none. */
  dateOfBirth?: Maybe<Scalars['Date']['output']>;
  /** For recognition inside the graph. */
  documentKeys?: Maybe<Array<DocumentKey>>;
  /** Travel documents given for the flight. Numbers are shown by their last three characters. */
  documents?: Maybe<Array<PassengerDocument>>;
  /** As given in the booking, in any programme. */
  frequentFlyerNumbers?: Maybe<Array<FrequentFlyerNumber>>;
  /**
   * For recognition inside the graph: somebody else in the booking has a name that fits this one's and no other birth date, so what
   * is known of the booking as a whole (locator, contacts) does not tell the two apart.
   */
  hasNamesake?: Maybe<Scalars['Boolean']['output']>;
  /** The booking's id and the passenger's tattoo, for example `1A-K7PQ2M-2026-10-03-PT2`. */
  id: Scalars['ID']['output'];
  /** The infant who travels on this passenger's lap. */
  infant?: Maybe<Passenger>;
  /** The name parsed: title and suffix taken off, in upper case as booked. */
  name?: Maybe<PersonName>;
  /** As in the reservation: `SMITHJR/JACKIMRS`. */
  nameAsBooked?: Maybe<Scalars['String']['output']>;
  /** The reservation's own type code, for example `ADT`, `YTH`. */
  rawType?: Maybe<Scalars['String']['output']>;
  /** Seats by segment, assigned or asked for. */
  seats?: Maybe<Array<SeatAssignment>>;
  /** Meals, assistance and the like that were asked for. */
  specialServiceRequests?: Maybe<Array<SpecialServiceRequest>>;
  /** E-tickets issued for this passenger. */
  tickets?: Maybe<Array<Ticket>>;
  /** Adult, child or infant; null when the reservation does not say. */
  type?: Maybe<PassengerType>;
};

/** A travel document given in a reservation. */
export type PassengerDocument = {
  __typename?: 'PassengerDocument';
  /** As in the document; null when the message has none. */
  dateOfBirth?: Maybe<Scalars['Date']['output']>;
  /** Null when the message has none. */
  expiresOn?: Maybe<Scalars['Date']['output']>;
  /** As in the document; null when the message has none. */
  gender?: Maybe<Gender>;
  /** Null when the message has none. */
  issuingCountry?: Maybe<Country>;
  /** Null when the message has none. */
  nationality?: Maybe<Country>;
  /** The document's last three characters. */
  numberLast3: Scalars['String']['output'];
  /** `P` passport, `I` identity card, `V` visa; as in the message. */
  type: Scalars['String']['output'];
};

/** Adult, child or infant, as fares and safety rules tell them apart. */
export type PassengerType =
  | 'ADULT'
  | 'CHILD'
  | 'INFANT';

/** Means of payment. */
export type PaymentKind =
  | 'CARD'
  | 'CASH'
  | 'INVOICE'
  | 'MILES'
  | 'OTHER'
  | 'VOUCHER';

/** A name in its parts, in the spelling the system of record keeps. */
export type PersonName = {
  __typename?: 'PersonName';
  /** The whole name, ready to show. */
  full: Scalars['String']['output'];
  /** All given names, blank-separated. Null for a person with a single name. */
  givenNames?: Maybe<Scalars['String']['output']>;
  /** As in `Jr`, `III`. Null when none. */
  suffix?: Maybe<Scalars['String']['output']>;
  /** Family name; the only name of a person who has one. */
  surname: Scalars['String']['output'];
  /** As in `Mrs`, `Dr`. Null when not known. */
  title?: Maybe<Scalars['String']['output']>;
};

/** The office that sold something. */
export type PointOfSale = {
  __typename?: 'PointOfSale';
  /** IATA code of the city. */
  city?: Maybe<Scalars['String']['output']>;
  /** Null when the reservation does not say. */
  country?: Maybe<Country>;
  /** IATA agency number; null for one without. */
  iataNumber?: Maybe<Scalars['String']['output']>;
  /** The selling office, for example `FRAAX08AA`. */
  officeId?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  __typename?: 'Query';
  /** A booking by its record locator (5 to 8 letters and digits, case does not matter). Null when the reservation system holds none. */
  booking?: Maybe<Booking>;
  /**
   * The flights of a booking for whoever can name its record locator and the surname of one of its passengers, as a self-service page asks. It
   * proves nobody's identity, so it shows no person; for more he has to say who he is, and asks `booking` or the `bookings` of a customer.
   * Null when there is no such booking, and when nobody of that surname is in it: nothing tells which. Who finds nothing too often is refused.
   */
  bookingItinerary?: Maybe<BookingItinerary>;
  /** Bookings on one departure under a surname, as a gate or a lounge looks them up. Empty when there are none. */
  bookingsOnFlight?: Maybe<Array<Booking>>;
  /** One departure. Leading zeros of the number do not matter. Null when no such flight is operated that day. */
  flight?: Maybe<Flight>;
  /** An electronic ticket by its number: 13 digits, dashes and blanks allowed, a 14th check digit and a coupon suffix ignored. Null when there is none. */
  ticket?: Maybe<Ticket>;
};


export type QueryBookingArgs = {
  recordLocator: Scalars['String']['input'];
};


export type QueryBookingItineraryArgs = {
  recordLocator: Scalars['String']['input'];
  surname: Scalars['String']['input'];
};


export type QueryBookingsOnFlightArgs = {
  carrier: Scalars['String']['input'];
  departureDate: Scalars['Date']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  number: Scalars['String']['input'];
  origin: Scalars['String']['input'];
  surname: Scalars['String']['input'];
};


export type QueryFlightArgs = {
  carrier: Scalars['String']['input'];
  departureDate: Scalars['Date']['input'];
  number: Scalars['String']['input'];
  origin: Scalars['String']['input'];
};


export type QueryTicketArgs = {
  number: Scalars['String']['input'];
};

/** How a record of another system was recognised as belonging here. */
export type RecordMatch = {
  __typename?: 'RecordMatch';
  /** When it was decided; matches are made as you read, never stored. */
  asOf: Scalars['DateTime']['output'];
  /** 0 to 1. */
  confidence: Scalars['Float']['output'];
  /** What was compared and how it came out, never the compared values. */
  evidence: Array<MatchEvidence>;
  /** How the record was recognised. */
  method: MatchMethod;
  /** System of the record: `reservations`, `service-cases`. */
  system: Scalars['String']['output'];
};

/** A note in a reservation. */
export type Remark = {
  __typename?: 'Remark';
  /** As written; of a card number only the last four digits are left. */
  text: Scalars['String']['output'];
  /** The remark's category letter or type, for example `RM`, `RC`. */
  type: Scalars['String']['output'];
};

/** A seat on one segment. */
export type SeatAssignment = {
  __typename?: 'SeatAssignment';
  /** Row and letter, for example `12A`. */
  number: Scalars['String']['output'];
  /** From the letter and the characteristics; null when it cannot be told. */
  position?: Maybe<SeatPosition>;
  /** The `Segment.id` it is for. */
  segmentId: Scalars['ID']['output'];
  /** Whether the seat is confirmed. */
  status: SpecialServiceStatus;
};

/** Where in its row a seat is. */
export type SeatPosition =
  | 'AISLE'
  | 'MIDDLE'
  | 'WINDOW';

/** A part of the itinerary. */
export type Segment = {
  __typename?: 'Segment';
  /** Where and when it ends; null for a part without. */
  arrival?: Maybe<FlightPoint>;
  /** Booking class letter. */
  bookingClass?: Maybe<Scalars['String']['output']>;
  /** The cabin it was sold in; null when it cannot be told. */
  cabin?: Maybe<CabinClass>;
  /** The airline's own locator for this segment. */
  carrierLocator?: Maybe<Scalars['String']['output']>;
  /** Where and when it begins; null for a part without. */
  departure?: Maybe<FlightPoint>;
  /** Plain words for a segment that is not a flight: a hotel's name, a car, a remark. */
  description?: Maybe<Scalars['String']['output']>;
  /** Null unless a flight. */
  flight?: Maybe<Flight>;
  /** The booking's id and the segment's tattoo. */
  id: Scalars['ID']['output'];
  /** What this part of the trip is. */
  kind: SegmentKind;
  /** Designator the seat was sold under; null unless a flight. */
  marketingCarrier?: Maybe<Carrier>;
  /** Number under the marketing designator. */
  marketingFlightNumber?: Maybe<Scalars['String']['output']>;
  /** Who flies it; null when the reservation does not say. */
  operatingCarrier?: Maybe<Carrier>;
  /** The reservation's own segment name, for example `AIR`, `HHL`. */
  rawKind: Scalars['String']['output'];
  /** Two-letter status, for example `HK`. */
  rawStatus?: Maybe<Scalars['String']['output']>;
  /** Whether it is confirmed. */
  status?: Maybe<SpecialServiceStatus>;
};

/** Kinds of parts of a trip. */
export type SegmentKind =
  | 'CAR'
  | 'FLIGHT'
  | 'HOTEL'
  | 'OTHER'
  | 'RAIL'
  /** Passengers make their own way (ARNK). */
  | 'SURFACE';

export type ServiceCase = {
  __typename?: 'ServiceCase';
  /** The booking the case is about. Null when none is named, or when the locator has since been given to another booking. */
  booking?: Maybe<Booking>;
  id: Scalars['ID']['output'];
  openedAt?: Maybe<Scalars['DateTime']['output']>;
  recordLocator?: Maybe<Scalars['String']['output']>;
};

/** What a special service is for. */
export type SpecialServiceKind =
  | 'BAGGAGE'
  | 'CONTACT'
  | 'DOCUMENT'
  | 'FAMILY'
  | 'LOYALTY'
  | 'MEAL'
  | 'MEDICAL'
  | 'MOBILITY'
  | 'OTHER'
  | 'SEAT';

/** Meals and assistance may reveal religion or health: special-category data. */
export type SpecialServiceRequest = {
  __typename?: 'SpecialServiceRequest';
  /** Four-letter IATA code, for example `WCHR`. */
  code: Scalars['String']['output'];
  /** What it is for. */
  kind: SpecialServiceKind;
  /** False when the code is in no list this graph has. */
  known: Scalars['Boolean']['output'];
  /** In plain words; null for a code that is not known. */
  name?: Maybe<Scalars['String']['output']>;
  /** Two-letter status, for example `HK`. */
  rawStatus?: Maybe<Scalars['String']['output']>;
  /** Ids of the segments it is for; empty when it is for all. */
  segmentIds: Array<Scalars['ID']['output']>;
  /** Whether it is confirmed. */
  status: SpecialServiceStatus;
  /** Free text of the request; card numbers, contact details and document numbers are removed. */
  text?: Maybe<Scalars['String']['output']>;
};

/** What has become of a request, a seat or a segment. */
export type SpecialServiceStatus =
  | 'CANCELLED'
  | 'CONFIRMED'
  | 'REQUESTED'
  | 'UNABLE'
  | 'UNKNOWN'
  | 'WAITLISTED';

/** One system's record locator. */
export type SystemLocator = {
  __typename?: 'SystemLocator';
  /** The locator in that system. */
  recordLocator: Scalars['String']['output'];
  /** Company or system that gave the locator, for example `1A` or `AX`. */
  system: Scalars['String']['output'];
};

/** An electronic ticket. */
export type Ticket = {
  __typename?: 'Ticket';
  /** The booking it was issued for; null when the reservation system no longer holds it. */
  booking?: Maybe<Booking>;
  /** In coupon order. */
  coupons?: Maybe<Array<Coupon>>;
  /** Without taxes; null when not shown. */
  fare?: Maybe<Money>;
  /** Date of issue. */
  issuedOn?: Maybe<Scalars['Date']['output']>;
  /** The office that issued it; null when not given. */
  issuingOffice?: Maybe<Scalars['String']['output']>;
  /** Locators on the ticket. */
  locators?: Maybe<Array<SystemLocator>>;
  /** 13 digits: the issuing airline's three and ten of its own. */
  number: Scalars['ID']['output'];
  /** As printed on it, parsed. */
  passengerName?: Maybe<PersonName>;
  /** How it was paid. Card numbers are never held. */
  payments?: Maybe<Array<FormOfPayment>>;
  /** Taxes, fees and charges, one entry each. */
  taxes?: Maybe<Array<TicketTax>>;
  /** With taxes; null when not shown. */
  total?: Maybe<Money>;
};

/** A tax, fee or charge on a ticket. */
export type TicketTax = {
  __typename?: 'TicketTax';
  /** How much of it. */
  amount: Money;
  /** Tax code, for example `DE`, `YQ`. */
  code: Scalars['String']['output'];
};

/** The shape of an itinerary. */
export type TripType =
  /** Several places, or an open jaw. */
  | 'MULTI_CITY'
  | 'ONE_WAY'
  | 'RETURN';



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Booking: Booking;
  Customer: Customer;
  Flight: Flight;
  Passenger: Passenger;
  ServiceCase: ServiceCase;
  Ticket: Ticket;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Booking:
    ( { __typename: 'Booking' }
    & GraphQLRecursivePick<FederationTypes['Booking'], {"id":true}> );
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"name":{"givenNames":true,"surname":true,"suffix":true},"dateOfBirth":true,"membershipNumbers":{"programme":true,"number":true},"recordLocators":{"system":true,"recordLocator":true,"createdOn":true}}> ) );
  Flight:
    ( { __typename: 'Flight' }
    & GraphQLRecursivePick<FederationTypes['Flight'], {"carrier":true,"number":true,"departureDate":true,"origin":true}> );
  Passenger:
    ( { __typename: 'Passenger' }
    & GraphQLRecursivePick<FederationTypes['Passenger'], {"id":true}> );
  ServiceCase:
    ( { __typename: 'ServiceCase' }
    & GraphQLRecursivePick<FederationTypes['ServiceCase'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['ServiceCase'], {"recordLocator":true,"openedAt":true}> ) );
  Ticket:
    ( { __typename: 'Ticket' }
    & GraphQLRecursivePick<FederationTypes['Ticket'], {"number":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Aircraft: ResolverTypeWrapper<Aircraft>;
  Airport: ResolverTypeWrapper<AirportEntry>;
  AirportCode: ResolverTypeWrapper<Scalars['AirportCode']['output']>;
  Booking: ResolverTypeWrapper<BookingRecord>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  BookingConnection: ResolverTypeWrapper<CustomerBookings>;
  BookingContact: ResolverTypeWrapper<BookingContact>;
  BookingContactKind: BookingContactKind;
  BookingEdge: ResolverTypeWrapper<CustomerBooking>;
  BookingItinerary: ResolverTypeWrapper<BookingRecord>;
  BookingReference: ResolverTypeWrapper<BookingReference>;
  BookingWhen: BookingWhen;
  CabinClass: CabinClass;
  CacheControlScope: CacheControlScope;
  Carrier: ResolverTypeWrapper<CarrierEntry>;
  CarrierCode: ResolverTypeWrapper<Scalars['CarrierCode']['output']>;
  Country: ResolverTypeWrapper<Country>;
  CountryCode: ResolverTypeWrapper<Scalars['CountryCode']['output']>;
  Coupon: ResolverTypeWrapper<CouponRecord>;
  CouponStatus: CouponStatus;
  Customer: ResolverTypeWrapper<CustomerReference>;
  DataClass: DataClass;
  DataMask: DataMask;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DocumentKey: ResolverTypeWrapper<DocumentKey>;
  EvidenceOutcome: EvidenceOutcome;
  Flight: ResolverTypeWrapper<FlightView>;
  FlightCabin: ResolverTypeWrapper<FlightCabin>;
  FlightPoint: ResolverTypeWrapper<FlightPointView>;
  FlightStatus: FlightStatus;
  FormOfPayment: ResolverTypeWrapper<FormOfPayment>;
  FrequentFlyerNumber: ResolverTypeWrapper<FrequentFlyerNumber>;
  Gender: Gender;
  ItineraryFlight: ResolverTypeWrapper<SegmentRecord>;
  LocalDateTime: ResolverTypeWrapper<Scalars['LocalDateTime']['output']>;
  MatchEvidence: ResolverTypeWrapper<MatchEvidence>;
  MatchMethod: MatchMethod;
  MembershipNumber: ResolverTypeWrapper<MembershipNumber>;
  Money: ResolverTypeWrapper<Money>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Passenger: ResolverTypeWrapper<BookedPassenger>;
  PassengerDocument: ResolverTypeWrapper<DocumentRecord>;
  PassengerType: PassengerType;
  PaymentKind: PaymentKind;
  PersonName: ResolverTypeWrapper<PersonName>;
  PointOfSale: ResolverTypeWrapper<PointOfSale>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordMatch: ResolverTypeWrapper<RecordMatch>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Remark: ResolverTypeWrapper<Remark>;
  SeatAssignment: ResolverTypeWrapper<BookedSeat>;
  SeatPosition: SeatPosition;
  Segment: ResolverTypeWrapper<BookedSegment>;
  SegmentKind: SegmentKind;
  ServiceCase: ResolverTypeWrapper<CaseReference>;
  SpecialServiceKind: SpecialServiceKind;
  SpecialServiceRequest: ResolverTypeWrapper<BookedService>;
  SpecialServiceStatus: SpecialServiceStatus;
  SystemLocator: ResolverTypeWrapper<SystemLocator>;
  Ticket: ResolverTypeWrapper<TicketNumber>;
  TicketTax: ResolverTypeWrapper<TicketTax>;
  TripType: TripType;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Aircraft: Aircraft;
  Airport: AirportEntry;
  AirportCode: Scalars['AirportCode']['output'];
  Booking: BookingRecord;
  ID: Scalars['ID']['output'];
  BookingConnection: CustomerBookings;
  BookingContact: BookingContact;
  BookingEdge: CustomerBooking;
  BookingItinerary: BookingRecord;
  BookingReference: BookingReference;
  Carrier: CarrierEntry;
  CarrierCode: Scalars['CarrierCode']['output'];
  Country: Country;
  CountryCode: Scalars['CountryCode']['output'];
  Coupon: CouponRecord;
  Customer: CustomerReference;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DocumentKey: DocumentKey;
  Flight: FlightView;
  FlightCabin: FlightCabin;
  FlightPoint: FlightPointView;
  FormOfPayment: FormOfPayment;
  FrequentFlyerNumber: FrequentFlyerNumber;
  ItineraryFlight: SegmentRecord;
  LocalDateTime: Scalars['LocalDateTime']['output'];
  MatchEvidence: MatchEvidence;
  MembershipNumber: MembershipNumber;
  Money: Money;
  PageInfo: PageInfo;
  Passenger: BookedPassenger;
  PassengerDocument: DocumentRecord;
  PersonName: PersonName;
  PointOfSale: PointOfSale;
  Query: Record<PropertyKey, never>;
  RecordMatch: RecordMatch;
  Float: Scalars['Float']['output'];
  Remark: Remark;
  SeatAssignment: BookedSeat;
  Segment: BookedSegment;
  ServiceCase: CaseReference;
  SpecialServiceRequest: BookedService;
  SystemLocator: SystemLocator;
  Ticket: TicketNumber;
  TicketTax: TicketTax;
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
};

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<CacheControlScope>;
  staleIfError?: Maybe<Scalars['Int']['input']>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheTagDirectiveArgs = {
  format: Scalars['String']['input'];
};

export type CacheTagDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheTagDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type DataClassDirectiveArgs = {
  compares?: Maybe<Array<DataClass>>;
  is: DataClass;
  mask?: Maybe<DataMask>;
};

export type DataClassDirectiveResolver<Result, Parent, ContextType = Context, Args = DataClassDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type LookUpDirectiveArgs = {
  guards?: Maybe<Scalars['String']['input']>;
};

export type LookUpDirectiveResolver<Result, Parent, ContextType = Context, Args = LookUpDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AircraftResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Aircraft'] = ResolversParentTypes['Aircraft']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AirportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Airport'] = ResolversParentTypes['Airport']> = {
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['AirportCode'], ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['Country']>, ParentType, ContextType>;
  known?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  timeZone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface AirportCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AirportCode'], any> {
  name: 'AirportCode';
}

export type BookingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Booking'] = ResolversParentTypes['Booking'], FederationReferenceType extends FederationReferenceTypes['Booking'] = FederationReferenceTypes['Booking']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Booking']> | FederationReferenceType, FederationReferenceType, ContextType>;
  associatedBookings?: Resolver<Maybe<Array<ResolversTypes['SystemLocator']>>, ParentType, ContextType>;
  contacts?: Resolver<Maybe<Array<ResolversTypes['BookingContact']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  groupName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  locators?: Resolver<Maybe<Array<ResolversTypes['SystemLocator']>>, ParentType, ContextType>;
  numberInParty?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  passengers?: Resolver<Maybe<Array<ResolversTypes['Passenger']>>, ParentType, ContextType>;
  payments?: Resolver<Maybe<Array<ResolversTypes['FormOfPayment']>>, ParentType, ContextType>;
  pointOfSale?: Resolver<Maybe<ResolversTypes['PointOfSale']>, ParentType, ContextType>;
  recordLocator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  remarks?: Resolver<Maybe<Array<ResolversTypes['Remark']>>, ParentType, ContextType>;
  segments?: Resolver<Maybe<Array<ResolversTypes['Segment']>>, ParentType, ContextType>;
  tripType?: Resolver<Maybe<ResolversTypes['TripType']>, ParentType, ContextType>;
  warnings?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type BookingConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookingConnection'] = ResolversParentTypes['BookingConnection']> = {
  edges?: Resolver<Array<ResolversTypes['BookingEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type BookingContactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookingContact'] = ResolversParentTypes['BookingContact']> = {
  kind?: Resolver<ResolversTypes['BookingContactKind'], ParentType, ContextType>;
  passengerIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  raw?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BookingEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookingEdge'] = ResolversParentTypes['BookingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  match?: Resolver<ResolversTypes['RecordMatch'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Booking']>, ParentType, ContextType>;
  passenger?: Resolver<Maybe<ResolversTypes['Passenger']>, ParentType, ContextType>;
};

export type BookingItineraryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookingItinerary'] = ResolversParentTypes['BookingItinerary']> = {
  flights?: Resolver<Maybe<Array<ResolversTypes['ItineraryFlight']>>, ParentType, ContextType>;
  recordLocator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tripType?: Resolver<Maybe<ResolversTypes['TripType']>, ParentType, ContextType>;
};

export type BookingReferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookingReference'] = ResolversParentTypes['BookingReference']> = {
  createdOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  recordLocator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CarrierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Carrier'] = ResolversParentTypes['Carrier']> = {
  code?: Resolver<Maybe<ResolversTypes['CarrierCode']>, ParentType, ContextType>;
  known?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface CarrierCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CarrierCode'], any> {
  name: 'CarrierCode';
}

export type CountryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Country'] = ResolversParentTypes['Country']> = {
  code?: Resolver<Maybe<ResolversTypes['CountryCode']>, ParentType, ContextType>;
  known?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface CountryCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountryCode'], any> {
  name: 'CountryCode';
}

export type CouponResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Coupon'] = ResolversParentTypes['Coupon']> = {
  arrival?: Resolver<Maybe<ResolversTypes['FlightPoint']>, ParentType, ContextType>;
  baggageAllowance?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bookingClass?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  departure?: Resolver<Maybe<ResolversTypes['FlightPoint']>, ParentType, ContextType>;
  fareBasis?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  flight?: Resolver<Maybe<ResolversTypes['Flight']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rawStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CouponStatus'], ParentType, ContextType>;
};

export type CustomerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  bookings?: Resolver<Maybe<ResolversTypes['BookingConnection']>, ParentType, ContextType, RequireFields<CustomerBookingsArgs, 'first' | 'when'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DocumentKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentKey'] = ResolversParentTypes['DocumentKey']> = {
  issuingCountry?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FlightResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Flight'] = ResolversParentTypes['Flight'], FederationReferenceType extends FederationReferenceTypes['Flight'] = FederationReferenceTypes['Flight']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Flight']> | FederationReferenceType, FederationReferenceType, ContextType>;
  aircraft?: Resolver<Maybe<ResolversTypes['Aircraft']>, ParentType, ContextType>;
  arrival?: Resolver<Maybe<ResolversTypes['FlightPoint']>, ParentType, ContextType>;
  cabins?: Resolver<Maybe<Array<ResolversTypes['FlightCabin']>>, ParentType, ContextType>;
  carrier?: Resolver<ResolversTypes['CarrierCode'], ParentType, ContextType>;
  departure?: Resolver<Maybe<ResolversTypes['FlightPoint']>, ParentType, ContextType>;
  departureDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  marketingCarrier?: Resolver<Maybe<ResolversTypes['Carrier']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operatingCarrier?: Resolver<Maybe<ResolversTypes['Carrier']>, ParentType, ContextType>;
  operatingFlightNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['AirportCode'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['FlightStatus']>, ParentType, ContextType>;
};

export type FlightCabinResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FlightCabin'] = ResolversParentTypes['FlightCabin']> = {
  cabin?: Resolver<ResolversTypes['CabinClass'], ParentType, ContextType>;
  seatsLeft?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FlightPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FlightPoint'] = ResolversParentTypes['FlightPoint']> = {
  airport?: Resolver<ResolversTypes['Airport'], ParentType, ContextType>;
  estimatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  estimatedLocal?: Resolver<Maybe<ResolversTypes['LocalDateTime']>, ParentType, ContextType>;
  gate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  scheduledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scheduledDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  scheduledLocal?: Resolver<Maybe<ResolversTypes['LocalDateTime']>, ParentType, ContextType>;
  terminal?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FormOfPaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FormOfPayment'] = ResolversParentTypes['FormOfPayment']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  cardBrand?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cardLast4?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PaymentKind'], ParentType, ContextType>;
  raw?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FrequentFlyerNumberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FrequentFlyerNumber'] = ResolversParentTypes['FrequentFlyerNumber']> = {
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  programme?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tierCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ItineraryFlightResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ItineraryFlight'] = ResolversParentTypes['ItineraryFlight']> = {
  arrival?: Resolver<Maybe<ResolversTypes['FlightPoint']>, ParentType, ContextType>;
  departure?: Resolver<Maybe<ResolversTypes['FlightPoint']>, ParentType, ContextType>;
  flight?: Resolver<Maybe<ResolversTypes['Flight']>, ParentType, ContextType>;
  marketingCarrier?: Resolver<Maybe<ResolversTypes['Carrier']>, ParentType, ContextType>;
  marketingFlightNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operatingCarrier?: Resolver<Maybe<ResolversTypes['Carrier']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['SpecialServiceStatus']>, ParentType, ContextType>;
};

export interface LocalDateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LocalDateTime'], any> {
  name: 'LocalDateTime';
}

export type MatchEvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MatchEvidence'] = ResolversParentTypes['MatchEvidence']> = {
  attribute?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['EvidenceOutcome'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PassengerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Passenger'] = ResolversParentTypes['Passenger'], FederationReferenceType extends FederationReferenceTypes['Passenger'] = FederationReferenceTypes['Passenger']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Passenger']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accompaniedBy?: Resolver<Maybe<ResolversTypes['Passenger']>, ParentType, ContextType>;
  booking?: Resolver<Maybe<ResolversTypes['Booking']>, ParentType, ContextType>;
  bookingReference?: Resolver<Maybe<ResolversTypes['BookingReference']>, ParentType, ContextType>;
  checkedIn?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  contacts?: Resolver<Maybe<Array<ResolversTypes['BookingContact']>>, ParentType, ContextType>;
  dateOfBirth?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  documentKeys?: Resolver<Maybe<Array<ResolversTypes['DocumentKey']>>, ParentType, ContextType>;
  documents?: Resolver<Maybe<Array<ResolversTypes['PassengerDocument']>>, ParentType, ContextType>;
  frequentFlyerNumbers?: Resolver<Maybe<Array<ResolversTypes['FrequentFlyerNumber']>>, ParentType, ContextType>;
  hasNamesake?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  infant?: Resolver<Maybe<ResolversTypes['Passenger']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['PersonName']>, ParentType, ContextType>;
  nameAsBooked?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  seats?: Resolver<Maybe<Array<ResolversTypes['SeatAssignment']>>, ParentType, ContextType>;
  specialServiceRequests?: Resolver<Maybe<Array<ResolversTypes['SpecialServiceRequest']>>, ParentType, ContextType>;
  tickets?: Resolver<Maybe<Array<ResolversTypes['Ticket']>>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['PassengerType']>, ParentType, ContextType>;
};

export type PassengerDocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PassengerDocument'] = ResolversParentTypes['PassengerDocument']> = {
  dateOfBirth?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  expiresOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  gender?: Resolver<Maybe<ResolversTypes['Gender']>, ParentType, ContextType>;
  issuingCountry?: Resolver<Maybe<ResolversTypes['Country']>, ParentType, ContextType>;
  nationality?: Resolver<Maybe<ResolversTypes['Country']>, ParentType, ContextType>;
  numberLast3?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PersonNameResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonName'] = ResolversParentTypes['PersonName']> = {
  full?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenNames?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  suffix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  surname?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PointOfSaleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PointOfSale'] = ResolversParentTypes['PointOfSale']> = {
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['Country']>, ParentType, ContextType>;
  iataNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  officeId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  booking?: Resolver<Maybe<ResolversTypes['Booking']>, ParentType, ContextType, RequireFields<QueryBookingArgs, 'recordLocator'>>;
  bookingItinerary?: Resolver<Maybe<ResolversTypes['BookingItinerary']>, ParentType, ContextType, RequireFields<QueryBookingItineraryArgs, 'recordLocator' | 'surname'>>;
  bookingsOnFlight?: Resolver<Maybe<Array<ResolversTypes['Booking']>>, ParentType, ContextType, RequireFields<QueryBookingsOnFlightArgs, 'carrier' | 'departureDate' | 'first' | 'number' | 'origin' | 'surname'>>;
  flight?: Resolver<Maybe<ResolversTypes['Flight']>, ParentType, ContextType, RequireFields<QueryFlightArgs, 'carrier' | 'departureDate' | 'number' | 'origin'>>;
  ticket?: Resolver<Maybe<ResolversTypes['Ticket']>, ParentType, ContextType, RequireFields<QueryTicketArgs, 'number'>>;
};

export type RecordMatchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordMatch'] = ResolversParentTypes['RecordMatch']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['MatchEvidence']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['MatchMethod'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RemarkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Remark'] = ResolversParentTypes['Remark']> = {
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SeatAssignmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SeatAssignment'] = ResolversParentTypes['SeatAssignment']> = {
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['SeatPosition']>, ParentType, ContextType>;
  segmentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SpecialServiceStatus'], ParentType, ContextType>;
};

export type SegmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Segment'] = ResolversParentTypes['Segment']> = {
  arrival?: Resolver<Maybe<ResolversTypes['FlightPoint']>, ParentType, ContextType>;
  bookingClass?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cabin?: Resolver<Maybe<ResolversTypes['CabinClass']>, ParentType, ContextType>;
  carrierLocator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  departure?: Resolver<Maybe<ResolversTypes['FlightPoint']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  flight?: Resolver<Maybe<ResolversTypes['Flight']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SegmentKind'], ParentType, ContextType>;
  marketingCarrier?: Resolver<Maybe<ResolversTypes['Carrier']>, ParentType, ContextType>;
  marketingFlightNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operatingCarrier?: Resolver<Maybe<ResolversTypes['Carrier']>, ParentType, ContextType>;
  rawKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['SpecialServiceStatus']>, ParentType, ContextType>;
};

export type ServiceCaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServiceCase'] = ResolversParentTypes['ServiceCase'], FederationReferenceType extends FederationReferenceTypes['ServiceCase'] = FederationReferenceTypes['ServiceCase']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ServiceCase']> | FederationReferenceType, FederationReferenceType, ContextType>;
  booking?: Resolver<Maybe<ResolversTypes['Booking']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SpecialServiceRequestResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SpecialServiceRequest'] = ResolversParentTypes['SpecialServiceRequest']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SpecialServiceKind'], ParentType, ContextType>;
  known?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  segmentIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SpecialServiceStatus'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SystemLocatorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SystemLocator'] = ResolversParentTypes['SystemLocator']> = {
  recordLocator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TicketResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Ticket'] = ResolversParentTypes['Ticket'], FederationReferenceType extends FederationReferenceTypes['Ticket'] = FederationReferenceTypes['Ticket']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Ticket']> | FederationReferenceType, FederationReferenceType, ContextType>;
  booking?: Resolver<Maybe<ResolversTypes['Booking']>, ParentType, ContextType>;
  coupons?: Resolver<Maybe<Array<ResolversTypes['Coupon']>>, ParentType, ContextType>;
  fare?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  issuedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  issuingOffice?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  locators?: Resolver<Maybe<Array<ResolversTypes['SystemLocator']>>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  passengerName?: Resolver<Maybe<ResolversTypes['PersonName']>, ParentType, ContextType>;
  payments?: Resolver<Maybe<Array<ResolversTypes['FormOfPayment']>>, ParentType, ContextType>;
  taxes?: Resolver<Maybe<Array<ResolversTypes['TicketTax']>>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type TicketTaxResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TicketTax'] = ResolversParentTypes['TicketTax']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Aircraft?: AircraftResolvers<ContextType>;
  Airport?: AirportResolvers<ContextType>;
  AirportCode?: GraphQLScalarType;
  Booking?: BookingResolvers<ContextType>;
  BookingConnection?: BookingConnectionResolvers<ContextType>;
  BookingContact?: BookingContactResolvers<ContextType>;
  BookingEdge?: BookingEdgeResolvers<ContextType>;
  BookingItinerary?: BookingItineraryResolvers<ContextType>;
  BookingReference?: BookingReferenceResolvers<ContextType>;
  Carrier?: CarrierResolvers<ContextType>;
  CarrierCode?: GraphQLScalarType;
  Country?: CountryResolvers<ContextType>;
  CountryCode?: GraphQLScalarType;
  Coupon?: CouponResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DocumentKey?: DocumentKeyResolvers<ContextType>;
  Flight?: FlightResolvers<ContextType>;
  FlightCabin?: FlightCabinResolvers<ContextType>;
  FlightPoint?: FlightPointResolvers<ContextType>;
  FormOfPayment?: FormOfPaymentResolvers<ContextType>;
  FrequentFlyerNumber?: FrequentFlyerNumberResolvers<ContextType>;
  ItineraryFlight?: ItineraryFlightResolvers<ContextType>;
  LocalDateTime?: GraphQLScalarType;
  MatchEvidence?: MatchEvidenceResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Passenger?: PassengerResolvers<ContextType>;
  PassengerDocument?: PassengerDocumentResolvers<ContextType>;
  PersonName?: PersonNameResolvers<ContextType>;
  PointOfSale?: PointOfSaleResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordMatch?: RecordMatchResolvers<ContextType>;
  Remark?: RemarkResolvers<ContextType>;
  SeatAssignment?: SeatAssignmentResolvers<ContextType>;
  Segment?: SegmentResolvers<ContextType>;
  ServiceCase?: ServiceCaseResolvers<ContextType>;
  SpecialServiceRequest?: SpecialServiceRequestResolvers<ContextType>;
  SystemLocator?: SystemLocatorResolvers<ContextType>;
  Ticket?: TicketResolvers<ContextType>;
  TicketTax?: TicketTaxResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  cacheTag?: CacheTagDirectiveResolver<any, any, ContextType>;
  dataClass?: DataClassDirectiveResolver<any, any, ContextType>;
  lookUp?: LookUpDirectiveResolver<any, any, ContextType>;
};
