import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CustomerRecord, EmailRecord, PhoneRecord, AddressRecord, DocumentRecord, PaymentRecord, ConsentRecord, HeldMembership, HeldBooking } from './source.ts';
import type { EffectiveConsent } from './consents.ts';
import type { Link } from './links.ts';
import type { CustomerComparison } from './customer-subject.ts';
import type { ShownAlternative } from './show.ts';
import type { Match } from './recognise.ts';
import type { PassengerReference, MembershipReference, CaseReference } from './references.ts';
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
  /** ISO 3166-1 alpha-2 country code, upper case. */
  CountryCode: { input: string; output: string; }
  /** A calendar date without a time, `YYYY-MM-DD`. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339 with offset, for example `2026-11-24T09:30:00Z`. */
  DateTime: { input: Date; output: Date; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** What a postal address is used for. */
export type AddressKind =
  | 'BILLING'
  | 'BUSINESS'
  | 'HOME'
  | 'OTHER';

export type BookingContact = {
  __typename?: 'BookingContact';
  kind: BookingContactKind;
  value: Scalars['String']['output'];
};

/** Ways to reach a passenger. */
export type BookingContactKind =
  | 'EMAIL'
  | 'PHONE';

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

export type CaseRequester = {
  __typename?: 'CaseRequester';
  customerId?: Maybe<Scalars['ID']['output']>;
  email?: Maybe<Scalars['String']['output']>;
  membershipNumber?: Maybe<Scalars['String']['output']>;
  name?: Maybe<Scalars['String']['output']>;
  phone?: Maybe<Scalars['String']['output']>;
};

/** What a customer has decided for one purpose. */
export type Consent = {
  __typename?: 'Consent';
  /** When this decision was recorded; null when the source has no date. */
  decidedAt?: Maybe<Scalars['DateTime']['output']>;
  /** True when the customer may be contacted, or his data used, for the purpose. */
  granted: Scalars['Boolean']['output'];
  /** Decisions by other sources that this one outweighs, as the most restrictive wins. */
  overruled: Array<ConsentDecision>;
  /** What the decision is about. */
  purpose: ConsentPurpose;
  /** Where it was recorded: `WEB`, `APP`, `CALL_CENTRE`, `PAPER`, `IMPORT`. */
  source: Scalars['String']['output'];
};

/** One source's record of a customer's decision. */
export type ConsentDecision = {
  __typename?: 'ConsentDecision';
  /** When it was recorded; null when the source has no date. */
  decidedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What that source says was decided. */
  granted: Scalars['Boolean']['output'];
  /** Where it was recorded: `WEB`, `APP`, `CALL_CENTRE`, `PAPER`, `IMPORT`. */
  source: Scalars['String']['output'];
};

/** What personal data may be used for. */
export type ConsentPurpose =
  | 'MARKETING_EMAIL'
  | 'MARKETING_PHONE'
  | 'MARKETING_SMS'
  | 'PARTNER_SHARING'
  | 'PROFILING'
  /** Notices about disrupted flights by the preferred channel. */
  | 'SERVICE_MESSAGES';

/** Ways to reach a customer. */
export type ContactChannel =
  | 'APP'
  | 'EMAIL'
  | 'PHONE'
  | 'POST'
  | 'SMS';

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

/** A person the airline knows. The customer master is the system of record; other systems add their own fields. */
export type Customer = {
  __typename?: 'Customer';
  /** Most preferred first. */
  addresses?: Maybe<Array<PostalAddress>>;
  /** Values that lost against the ones shown above, with their source. */
  alternatives?: Maybe<Array<FieldAlternative>>;
  /**
   * How much of this profile is there, and what to ask the customer for. It speaks of the customer master's record. Whether the other
   * systems have answered this time is told beside the data, in `extensions.sources` of an answer that was asked for it (`x-sources: 1`).
   */
  completeness?: Maybe<ProfileCompleteness>;
  /** One entry a purpose. Where sources disagree the most restrictive wins and `overruled` shows the others. */
  consents?: Maybe<Array<Consent>>;
  /** Null when never given. */
  dateOfBirth?: Maybe<Scalars['Date']['output']>;
  /** Most preferred first. */
  emails?: Maybe<Array<CustomerEmail>>;
  /** As the customer has stated it; null when not known. */
  gender?: Maybe<Gender>;
  /** The customer master's party number, for example `C0000101`. */
  id: Scalars['ID']['output'];
  /** Everything this record is linked to in other systems, and why. */
  links?: Maybe<Array<IdentityLink>>;
  /** Frequent-flyer numbers the customer master holds for this customer, in any programme. */
  membershipNumbers?: Maybe<Array<MembershipNumber>>;
  /** In the spelling of the customer master. */
  name?: Maybe<PersonName>;
  /** Null when not known. */
  nationality?: Maybe<Country>;
  /** Most preferred first. */
  phones?: Maybe<Array<CustomerPhone>>;
  /** Other customer records that may be the same person. They are never merged by the graph. */
  possibleDuplicates?: Maybe<Array<CustomerMatch>>;
  /** What the customer likes; null when nothing is on file. */
  preferences?: Maybe<CustomerPreferences>;
  /** Bookings the customer master knows of (made while signed in, or by the contact centre). A locator is only a key together with its creation date. */
  recordLocators?: Maybe<Array<BookingReference>>;
  /** Country of residence. */
  residence?: Maybe<Country>;
  /** Passports, identity cards and visas on file. Numbers are given by their last three characters. */
  travelDocuments?: Maybe<Array<TravelDocument>>;
  /** When the customer master last changed this record. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How the airline's staff are asked to treat this customer. Null for most customers. */
  vipClass?: Maybe<VipClass>;
};


/** A person the airline knows. The customer master is the system of record; other systems add their own fields. */
export type CustomerPossibleDuplicatesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** An e-mail address on a customer's record. */
export type CustomerEmail = {
  __typename?: 'CustomerEmail';
  /** In its usual form: the domain in lower case, all of it where it is on file in capitals only. */
  address: Scalars['String']['output'];
  /** The one to write to. */
  preferred: Scalars['Boolean']['output'];
  /** More than one customer uses it, so it identifies none of them on its own. */
  shared: Scalars['Boolean']['output'];
  /** The customer has proved that he reads it. */
  verified: Scalars['Boolean']['output'];
};

/** A customer a record belongs to, or may belong to. */
export type CustomerMatch = {
  __typename?: 'CustomerMatch';
  /** When it was decided; matches are made as you read, never stored. */
  asOf: Scalars['DateTime']['output'];
  /** 0 to 1. From 0.9 on a match is deterministic. */
  confidence: Scalars['Float']['output'];
  /** Who it is, or may be. */
  customer: Customer;
  /** What was compared and how it came out, never the compared values. */
  evidence: Array<MatchEvidence>;
  /** True when the match is strong enough for the graph to treat both records as one person. */
  merges: Scalars['Boolean']['output'];
  /** How it was recognised. */
  method: MatchMethod;
};

/** A telephone number on a customer's record. */
export type CustomerPhone = {
  __typename?: 'CustomerPhone';
  /** E.164, for example `+493023125000`; null when what is on file is not a telephone number. */
  e164?: Maybe<Scalars['String']['output']>;
  /** What the number is for. */
  kind: PhoneKind;
  /** The one to call. */
  preferred: Scalars['Boolean']['output'];
  /** As on file. */
  raw: Scalars['String']['output'];
  /** More than one customer uses it (an agency, a household), so it identifies none of them on its own. */
  shared: Scalars['Boolean']['output'];
  /** The customer has proved that he answers it. */
  verified: Scalars['Boolean']['output'];
};

/** What a customer likes, as far as he has said. */
export type CustomerPreferences = {
  __typename?: 'CustomerPreferences';
  /** Null when none was stated. */
  cabin?: Maybe<CabinClass>;
  /** How the customer wants to be reached. */
  channel?: Maybe<ContactChannel>;
  /** BCP 47 language tag, for example `de` or `pt-BR`. */
  language?: Maybe<Scalars['String']['output']>;
  /** Null when none was stated. */
  meal?: Maybe<MealPreference>;
  /** Null when no means of payment is stored. */
  payment?: Maybe<PaymentPreference>;
  /** Null when none was stated. */
  seat?: Maybe<SeatPreference>;
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

export type DocumentKey = {
  __typename?: 'DocumentKey';
  issuingCountry?: Maybe<Scalars['String']['output']>;
  number: Scalars['String']['output'];
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

/** A value that another source holds for a field, and that did not win. */
export type FieldAlternative = {
  __typename?: 'FieldAlternative';
  /** When that source recorded it; null when it has no date. */
  asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the field of `Customer` this would be, for example `dateOfBirth`. */
  field: Scalars['String']['output'];
  /** The customer master's source of it: `WEB`, `APP`, `CALL_CENTRE`, `PAPER`, `IMPORT`. */
  source: Scalars['String']['output'];
  /** The value, written as text. */
  value: Scalars['String']['output'];
};

export type FrequentFlyerNumber = {
  __typename?: 'FrequentFlyerNumber';
  number: Scalars['String']['output'];
  programme: Scalars['String']['output'];
};

/** As stated by the person or the travel document. */
export type Gender =
  | 'FEMALE'
  | 'MALE'
  /** Neither, or marked X in the travel document. */
  | 'UNSPECIFIED';

/** Whether two customer records are one person's, and why. */
export type IdentityComparison = {
  __typename?: 'IdentityComparison';
  /** When it was decided; comparisons are made as you read, never stored. */
  asOf: Scalars['DateTime']['output'];
  /** 0 to 1 that both are one person. */
  confidence: Scalars['Float']['output'];
  /** What was compared and how it came out, never the compared values. */
  evidence: Array<MatchEvidence>;
  /** What decides it. */
  method: MatchMethod;
  /** How the graph treats the two. */
  verdict: IdentityVerdict;
};

/** A record elsewhere that the customer master ties to this customer. */
export type IdentityLink = {
  __typename?: 'IdentityLink';
  /** When the customer master recorded it; null when it has no date. */
  asOf?: Maybe<Scalars['DateTime']['output']>;
  /** 0 to 1. From 0.9 on a match is deterministic. */
  confidence: Scalars['Float']['output'];
  /** What was compared and how it came out, never the compared values. */
  evidence: Array<MatchEvidence>;
  /** The record there, for example `AX 2000000101` or `K7PQ2M of 2026-10-03`. */
  key: Scalars['String']['output'];
  /** How the two records were recognised as one person's. */
  method: MatchMethod;
  /** `loyalty`, `reservations` or `service-cases`. */
  system: Scalars['String']['output'];
};

/** Whether two records are one person's. */
export type IdentityVerdict =
  /** Something excludes it: birth dates differ, two live numbers of one programme, an infant and an adult. */
  | 'EXCLUDED'
  | 'POSSIBLY_SAME'
  | 'SAME_PERSON'
  /** Nothing, or too little, speaks for one person. */
  | 'UNRELATED';

export type LoyaltyMembership = {
  __typename?: 'LoyaltyMembership';
  /** The customer who holds this membership, and how that is known. Null when the customer master holds nobody who matches. */
  customer?: Maybe<CustomerMatch>;
  member?: Maybe<MemberIdentity>;
  number: Scalars['ID']['output'];
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

/** May reveal religion or health: special-category data. */
export type MealPreference = {
  __typename?: 'MealPreference';
  /** IATA special-meal code, for example `VGML`. */
  code: Scalars['String']['output'];
  /** False when the code is in no list this graph has. */
  known: Scalars['Boolean']['output'];
  /** In plain words; null for a code that is not known. */
  name?: Maybe<Scalars['String']['output']>;
};

export type MemberIdentity = {
  __typename?: 'MemberIdentity';
  dateOfBirth?: Maybe<Scalars['Date']['output']>;
  name: PersonName;
};

/** A frequent-flyer number in its programme. */
export type MembershipNumber = {
  __typename?: 'MembershipNumber';
  /** The number without the programme's letters. */
  number: Scalars['String']['output'];
  /** Two letters of the programme's carrier, for example `AX`. */
  programme: Scalars['String']['output'];
};

/** Someone in a booking. Most passengers carry no frequent-flyer number, so most are nobody the airline knows. */
export type Passenger = {
  __typename?: 'Passenger';
  bookingReference?: Maybe<BookingReference>;
  contacts?: Maybe<Array<BookingContact>>;
  /** The customer this passenger is, and how that is known. Null when no customer matches strongly enough; see `possibleCustomers`. */
  customer?: Maybe<CustomerMatch>;
  dateOfBirth?: Maybe<Scalars['Date']['output']>;
  documentKeys?: Maybe<Array<DocumentKey>>;
  frequentFlyerNumbers?: Maybe<Array<FrequentFlyerNumber>>;
  hasNamesake?: Maybe<Scalars['Boolean']['output']>;
  id: Scalars['ID']['output'];
  name?: Maybe<PersonName>;
  /** Customers this passenger may be, best first, none of them sure. */
  possibleCustomers?: Maybe<Array<CustomerMatch>>;
  type?: Maybe<PassengerType>;
};


/** Someone in a booking. Most passengers carry no frequent-flyer number, so most are nobody the airline knows. */
export type PassengerPossibleCustomersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Adult, child or infant, as fares and safety rules tell them apart. */
export type PassengerType =
  | 'ADULT'
  | 'CHILD'
  | 'INFANT';

/** A stored means of payment. The graph never holds a card number: only the payment provider's token and the last four digits. */
export type PaymentPreference = {
  __typename?: 'PaymentPreference';
  /** As in `VISA`, `MASTERCARD`, `AMEX`. */
  brand?: Maybe<Scalars['String']['output']>;
  /** Month of expiry, `YYYY-MM`. */
  expires?: Maybe<Scalars['String']['output']>;
  /** The card's last four digits; null when it is not a card. */
  last4?: Maybe<Scalars['String']['output']>;
  /** The payment provider's reference, to charge it by. */
  token: Scalars['String']['output'];
};

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

/** What a telephone number is for. */
export type PhoneKind =
  | 'BUSINESS'
  | 'HOME'
  | 'MOBILE'
  | 'OTHER';

/** An address on a customer's record. */
export type PostalAddress = {
  __typename?: 'PostalAddress';
  /** Null when not on file. */
  city?: Maybe<Scalars['String']['output']>;
  /** Null when not on file. */
  country?: Maybe<Country>;
  /** What it is used for. */
  kind: AddressKind;
  /** Street and house, one entry a line. */
  lines: Array<Scalars['String']['output']>;
  /** Null where there is none. */
  postalCode?: Maybe<Scalars['String']['output']>;
  /** The one to write to. */
  preferred: Scalars['Boolean']['output'];
  /** State or province; null where there is none. */
  region?: Maybe<Scalars['String']['output']>;
};

/**
 * What the customer master holds of the nine parts in `ProfilePart`, for whoever has the customer on the line. A part is held when it is
 * on file and can be relied on; otherwise it is doubtful or missing.
 */
export type ProfileCompleteness = {
  __typename?: 'ProfileCompleteness';
  /** Something is on file, but not to be relied on: see each part. What to ask for first comes first. */
  doubtful: Array<ProfilePart>;
  /**
   * Other systems that should know this customer, by what the master holds: `loyalty` for a live number of the own programme that is
   * nobody else's, `reservations` for bookings made under the record. Where one of these is `unavailable` in `extensions.sources`, the view
   * lacks something; where another is, it may, as bookings and cases are also found by name, number and contact.
   */
  expectedIn: Array<Scalars['String']['output']>;
  /** Nothing is on file. What to ask for first comes first. */
  missing: Array<ProfilePart>;
  /** 0 to 1: how many of the nine parts are held, in hundredths. */
  share: Scalars['Float']['output'];
};

/** A part of a customer's profile that staff need: to know who it is, to reach him, to let him fly. */
export type ProfilePart =
  /** Doubtful when none has a street and a city. */
  | 'ADDRESS'
  /** Doubtful when it cannot be read, or when another source has another date. */
  | 'DATE_OF_BIRTH'
  /** Doubtful when none is verified, legible and the customer's alone. */
  | 'EMAIL'
  /** The language to speak and write to the customer in. Doubtful when it is no language tag. */
  | 'LANGUAGE'
  /** Doubtful when it is no country's code. */
  | 'NATIONALITY'
  /** Doubtful when none is verified, legible and the customer's alone. */
  | 'PHONE'
  /** How the customer wants to be reached. */
  | 'PREFERRED_CHANNEL'
  /** A decision, either way, on notices about disrupted flights. */
  | 'SERVICE_MESSAGES_CONSENT'
  /** A passport or identity card. Doubtful when none is known to be valid today. */
  | 'TRAVEL_DOCUMENT';

export type Query = {
  __typename?: 'Query';
  /** One customer by the customer master's id (`C` and digits, as in `C0000101`). Null when no such customer is held. */
  customer?: Maybe<Customer>;
  /**
   * Who could this be? Candidates for whatever the caller has given, best first. Give at least one of `phone`, `email`,
   * `membershipNumber`, or `surname` with `givenName` or `dateOfBirth`. A candidate with `merges: false` is a possible match only: ask
   * the caller a further question before you act on it. An empty list means that nobody fits.
   */
  customerCandidates?: Maybe<Array<CustomerMatch>>;
  /** Many customers at once, in the order of `ids`; null in the place of an unknown id. At most 100 ids. */
  customers?: Maybe<Array<Maybe<Customer>>>;
  /**
   * Why two customer records are, or are not, taken for the same person. Null when either id is unknown. The evidence names what
   * was compared and how it came out, never the compared values.
   */
  identityComparison?: Maybe<IdentityComparison>;
};


export type QueryCustomerArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCustomerCandidatesArgs = {
  dateOfBirth?: InputMaybe<Scalars['Date']['input']>;
  email?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  givenName?: InputMaybe<Scalars['String']['input']>;
  membershipNumber?: InputMaybe<Scalars['String']['input']>;
  phone?: InputMaybe<Scalars['String']['input']>;
  surname?: InputMaybe<Scalars['String']['input']>;
};


export type QueryCustomersArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type QueryIdentityComparisonArgs = {
  customerId: Scalars['ID']['input'];
  otherCustomerId: Scalars['ID']['input'];
};

/** Where a customer likes to sit. */
export type SeatPreference =
  | 'AISLE'
  /** Extra leg room or exit row. */
  | 'LEGROOM'
  | 'MIDDLE'
  | 'WINDOW';

export type ServiceCase = {
  __typename?: 'ServiceCase';
  /** The customer who raised the case, and how that is known. Null when nobody matches strongly enough. */
  customer?: Maybe<CustomerMatch>;
  id: Scalars['ID']['output'];
  requester?: Maybe<CaseRequester>;
};

/** A passport, identity card or the like on a customer's record. */
export type TravelDocument = {
  __typename?: 'TravelDocument';
  /** The last day it is valid; null when not on file. */
  expiresOn?: Maybe<Scalars['Date']['output']>;
  /** Null when not on file. */
  issuingCountry?: Maybe<Country>;
  /** Null when not on file. */
  nationality?: Maybe<Country>;
  /** The document's last three characters. */
  numberLast3: Scalars['String']['output'];
  /** The source's own type code. */
  rawType: Scalars['String']['output'];
  /** What document it is. */
  type: TravelDocumentType;
};

/** Kinds of travel documents. */
export type TravelDocumentType =
  | 'IDENTITY_CARD'
  | 'OTHER'
  | 'PASSPORT'
  | 'RESIDENCE_PERMIT'
  | 'VISA';

/** How staff are asked to treat a customer. */
export type VipClass =
  /** The airline's own leadership and guests. */
  | 'AIRLINE'
  /** Publicly known person. */
  | 'CELEBRITY'
  /** Decides on a corporate account. */
  | 'CORPORATE'
  /** Head of state, minister, ambassador. */
  | 'GOVERNMENT'
  /** Marked in the source with a class this graph does not know. */
  | 'OTHER';



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
  Customer: Customer;
  LoyaltyMembership: LoyaltyMembership;
  Passenger: Passenger;
  ServiceCase: ServiceCase;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}> );
  LoyaltyMembership:
    ( { __typename: 'LoyaltyMembership' }
    & GraphQLRecursivePick<FederationTypes['LoyaltyMembership'], {"number":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['LoyaltyMembership'], {"member":{"name":{"givenNames":true,"surname":true,"suffix":true},"dateOfBirth":true}}> ) );
  Passenger:
    ( { __typename: 'Passenger' }
    & GraphQLRecursivePick<FederationTypes['Passenger'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Passenger'], {"name":{"givenNames":true,"surname":true,"suffix":true},"dateOfBirth":true,"type":true,"frequentFlyerNumbers":{"programme":true,"number":true},"documentKeys":{"type":true,"issuingCountry":true,"number":true},"contacts":{"kind":true,"value":true},"bookingReference":{"system":true,"recordLocator":true,"createdOn":true},"hasNamesake":true}>
        | GraphQLRecursivePick<FederationTypes['Passenger'], {"name":{"givenNames":true,"surname":true,"suffix":true},"dateOfBirth":true,"type":true,"frequentFlyerNumbers":{"programme":true,"number":true},"documentKeys":{"type":true,"issuingCountry":true,"number":true},"contacts":{"kind":true,"value":true},"bookingReference":{"system":true,"recordLocator":true,"createdOn":true},"hasNamesake":true}>
        | GraphQLRecursivePick<FederationTypes['Passenger'], {"name":{"givenNames":true,"surname":true,"suffix":true},"dateOfBirth":true,"type":true,"frequentFlyerNumbers":{"programme":true,"number":true},"documentKeys":{"type":true,"issuingCountry":true,"number":true},"contacts":{"kind":true,"value":true},"bookingReference":{"system":true,"recordLocator":true,"createdOn":true},"hasNamesake":true}> ) );
  ServiceCase:
    ( { __typename: 'ServiceCase' }
    & GraphQLRecursivePick<FederationTypes['ServiceCase'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['ServiceCase'], {"requester":{"name":true,"email":true,"phone":true,"membershipNumber":true,"customerId":true}}> ) );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddressKind: AddressKind;
  BookingContact: ResolverTypeWrapper<BookingContact>;
  BookingContactKind: BookingContactKind;
  BookingReference: ResolverTypeWrapper<HeldBooking>;
  CabinClass: CabinClass;
  CacheControlScope: CacheControlScope;
  CaseRequester: ResolverTypeWrapper<CaseRequester>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Consent: ResolverTypeWrapper<EffectiveConsent>;
  ConsentDecision: ResolverTypeWrapper<ConsentRecord>;
  ConsentPurpose: ConsentPurpose;
  ContactChannel: ContactChannel;
  Country: ResolverTypeWrapper<Country>;
  CountryCode: ResolverTypeWrapper<Scalars['CountryCode']['output']>;
  Customer: ResolverTypeWrapper<CustomerRecord>;
  CustomerEmail: ResolverTypeWrapper<EmailRecord>;
  CustomerMatch: ResolverTypeWrapper<Match>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  CustomerPhone: ResolverTypeWrapper<PhoneRecord>;
  CustomerPreferences: ResolverTypeWrapper<CustomerRecord>;
  DataClass: DataClass;
  DataMask: DataMask;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DocumentKey: ResolverTypeWrapper<DocumentKey>;
  EvidenceOutcome: EvidenceOutcome;
  FieldAlternative: ResolverTypeWrapper<ShownAlternative>;
  FrequentFlyerNumber: ResolverTypeWrapper<FrequentFlyerNumber>;
  Gender: Gender;
  IdentityComparison: ResolverTypeWrapper<CustomerComparison>;
  IdentityLink: ResolverTypeWrapper<Link>;
  IdentityVerdict: IdentityVerdict;
  LoyaltyMembership: ResolverTypeWrapper<MembershipReference>;
  MatchEvidence: ResolverTypeWrapper<MatchEvidence>;
  MatchMethod: MatchMethod;
  MealPreference: ResolverTypeWrapper<MealPreference>;
  MemberIdentity: ResolverTypeWrapper<MemberIdentity>;
  MembershipNumber: ResolverTypeWrapper<HeldMembership>;
  Passenger: ResolverTypeWrapper<PassengerReference>;
  PassengerType: PassengerType;
  PaymentPreference: ResolverTypeWrapper<PaymentRecord>;
  PersonName: ResolverTypeWrapper<PersonName>;
  PhoneKind: PhoneKind;
  PostalAddress: ResolverTypeWrapper<AddressRecord>;
  ProfileCompleteness: ResolverTypeWrapper<ProfileCompleteness>;
  ProfilePart: ProfilePart;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SeatPreference: SeatPreference;
  ServiceCase: ResolverTypeWrapper<CaseReference>;
  TravelDocument: ResolverTypeWrapper<DocumentRecord>;
  TravelDocumentType: TravelDocumentType;
  VipClass: VipClass;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BookingContact: BookingContact;
  BookingReference: HeldBooking;
  CaseRequester: CaseRequester;
  ID: Scalars['ID']['output'];
  Consent: EffectiveConsent;
  ConsentDecision: ConsentRecord;
  Country: Country;
  CountryCode: Scalars['CountryCode']['output'];
  Customer: CustomerRecord;
  CustomerEmail: EmailRecord;
  CustomerMatch: Match;
  Float: Scalars['Float']['output'];
  CustomerPhone: PhoneRecord;
  CustomerPreferences: CustomerRecord;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DocumentKey: DocumentKey;
  FieldAlternative: ShownAlternative;
  FrequentFlyerNumber: FrequentFlyerNumber;
  IdentityComparison: CustomerComparison;
  IdentityLink: Link;
  LoyaltyMembership: MembershipReference;
  MatchEvidence: MatchEvidence;
  MealPreference: MealPreference;
  MemberIdentity: MemberIdentity;
  MembershipNumber: HeldMembership;
  Passenger: PassengerReference;
  PaymentPreference: PaymentRecord;
  PersonName: PersonName;
  PostalAddress: AddressRecord;
  ProfileCompleteness: ProfileCompleteness;
  Query: Record<PropertyKey, never>;
  ServiceCase: CaseReference;
  TravelDocument: DocumentRecord;
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

export type BookingReferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BookingReference'] = ResolversParentTypes['BookingReference']> = {
  createdOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  recordLocator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConsentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Consent'] = ResolversParentTypes['Consent']> = {
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  granted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  overruled?: Resolver<Array<ResolversTypes['ConsentDecision']>, ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['ConsentPurpose'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConsentDecisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentDecision'] = ResolversParentTypes['ConsentDecision']> = {
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  granted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CountryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Country'] = ResolversParentTypes['Country']> = {
  code?: Resolver<Maybe<ResolversTypes['CountryCode']>, ParentType, ContextType>;
  known?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface CountryCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountryCode'], any> {
  name: 'CountryCode';
}

export type CustomerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  addresses?: Resolver<Maybe<Array<ResolversTypes['PostalAddress']>>, ParentType, ContextType>;
  alternatives?: Resolver<Maybe<Array<ResolversTypes['FieldAlternative']>>, ParentType, ContextType>;
  completeness?: Resolver<Maybe<ResolversTypes['ProfileCompleteness']>, ParentType, ContextType>;
  consents?: Resolver<Maybe<Array<ResolversTypes['Consent']>>, ParentType, ContextType>;
  dateOfBirth?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  emails?: Resolver<Maybe<Array<ResolversTypes['CustomerEmail']>>, ParentType, ContextType>;
  gender?: Resolver<Maybe<ResolversTypes['Gender']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  links?: Resolver<Maybe<Array<ResolversTypes['IdentityLink']>>, ParentType, ContextType>;
  membershipNumbers?: Resolver<Maybe<Array<ResolversTypes['MembershipNumber']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['PersonName']>, ParentType, ContextType>;
  nationality?: Resolver<Maybe<ResolversTypes['Country']>, ParentType, ContextType>;
  phones?: Resolver<Maybe<Array<ResolversTypes['CustomerPhone']>>, ParentType, ContextType>;
  possibleDuplicates?: Resolver<Maybe<Array<ResolversTypes['CustomerMatch']>>, ParentType, ContextType, RequireFields<CustomerPossibleDuplicatesArgs, 'first'>>;
  preferences?: Resolver<Maybe<ResolversTypes['CustomerPreferences']>, ParentType, ContextType>;
  recordLocators?: Resolver<Maybe<Array<ResolversTypes['BookingReference']>>, ParentType, ContextType>;
  residence?: Resolver<Maybe<ResolversTypes['Country']>, ParentType, ContextType>;
  travelDocuments?: Resolver<Maybe<Array<ResolversTypes['TravelDocument']>>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  vipClass?: Resolver<Maybe<ResolversTypes['VipClass']>, ParentType, ContextType>;
};

export type CustomerEmailResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerEmail'] = ResolversParentTypes['CustomerEmail']> = {
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  preferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  shared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  verified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CustomerMatchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerMatch'] = ResolversParentTypes['CustomerMatch']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['MatchEvidence']>, ParentType, ContextType>;
  merges?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['MatchMethod'], ParentType, ContextType>;
};

export type CustomerPhoneResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerPhone'] = ResolversParentTypes['CustomerPhone']> = {
  e164?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PhoneKind'], ParentType, ContextType>;
  preferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  raw?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  verified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CustomerPreferencesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerPreferences'] = ResolversParentTypes['CustomerPreferences']> = {
  cabin?: Resolver<Maybe<ResolversTypes['CabinClass']>, ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['ContactChannel']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meal?: Resolver<Maybe<ResolversTypes['MealPreference']>, ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['PaymentPreference']>, ParentType, ContextType>;
  seat?: Resolver<Maybe<ResolversTypes['SeatPreference']>, ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type FieldAlternativeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldAlternative'] = ResolversParentTypes['FieldAlternative']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IdentityComparisonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityComparison'] = ResolversParentTypes['IdentityComparison']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['MatchEvidence']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['MatchMethod'], ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['IdentityVerdict'], ParentType, ContextType>;
};

export type IdentityLinkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityLink'] = ResolversParentTypes['IdentityLink']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['MatchEvidence']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['MatchMethod'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LoyaltyMembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoyaltyMembership'] = ResolversParentTypes['LoyaltyMembership'], FederationReferenceType extends FederationReferenceTypes['LoyaltyMembership'] = FederationReferenceTypes['LoyaltyMembership']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['LoyaltyMembership']> | FederationReferenceType, FederationReferenceType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['CustomerMatch']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MatchEvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MatchEvidence'] = ResolversParentTypes['MatchEvidence']> = {
  attribute?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['EvidenceOutcome'], ParentType, ContextType>;
};

export type MealPreferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MealPreference'] = ResolversParentTypes['MealPreference']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  known?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MembershipNumberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MembershipNumber'] = ResolversParentTypes['MembershipNumber']> = {
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  programme?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PassengerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Passenger'] = ResolversParentTypes['Passenger'], FederationReferenceType extends FederationReferenceTypes['Passenger'] = FederationReferenceTypes['Passenger']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Passenger']> | FederationReferenceType, FederationReferenceType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['CustomerMatch']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  possibleCustomers?: Resolver<Maybe<Array<ResolversTypes['CustomerMatch']>>, ParentType, ContextType, RequireFields<PassengerPossibleCustomersArgs, 'first'>>;
};

export type PaymentPreferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentPreference'] = ResolversParentTypes['PaymentPreference']> = {
  brand?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expires?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  last4?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PersonNameResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonName'] = ResolversParentTypes['PersonName']> = {
  full?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenNames?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  suffix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  surname?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PostalAddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PostalAddress'] = ResolversParentTypes['PostalAddress']> = {
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['Country']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AddressKind'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  preferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProfileCompletenessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProfileCompleteness'] = ResolversParentTypes['ProfileCompleteness']> = {
  doubtful?: Resolver<Array<ResolversTypes['ProfilePart']>, ParentType, ContextType>;
  expectedIn?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['ProfilePart']>, ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryCustomerArgs, 'id'>>;
  customerCandidates?: Resolver<Maybe<Array<ResolversTypes['CustomerMatch']>>, ParentType, ContextType, RequireFields<QueryCustomerCandidatesArgs, 'first'>>;
  customers?: Resolver<Maybe<Array<Maybe<ResolversTypes['Customer']>>>, ParentType, ContextType, RequireFields<QueryCustomersArgs, 'ids'>>;
  identityComparison?: Resolver<Maybe<ResolversTypes['IdentityComparison']>, ParentType, ContextType, RequireFields<QueryIdentityComparisonArgs, 'customerId' | 'otherCustomerId'>>;
};

export type ServiceCaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServiceCase'] = ResolversParentTypes['ServiceCase'], FederationReferenceType extends FederationReferenceTypes['ServiceCase'] = FederationReferenceTypes['ServiceCase']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ServiceCase']> | FederationReferenceType, FederationReferenceType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['CustomerMatch']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type TravelDocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TravelDocument'] = ResolversParentTypes['TravelDocument']> = {
  expiresOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  issuingCountry?: Resolver<Maybe<ResolversTypes['Country']>, ParentType, ContextType>;
  nationality?: Resolver<Maybe<ResolversTypes['Country']>, ParentType, ContextType>;
  numberLast3?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rawType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['TravelDocumentType'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  BookingReference?: BookingReferenceResolvers<ContextType>;
  Consent?: ConsentResolvers<ContextType>;
  ConsentDecision?: ConsentDecisionResolvers<ContextType>;
  Country?: CountryResolvers<ContextType>;
  CountryCode?: GraphQLScalarType;
  Customer?: CustomerResolvers<ContextType>;
  CustomerEmail?: CustomerEmailResolvers<ContextType>;
  CustomerMatch?: CustomerMatchResolvers<ContextType>;
  CustomerPhone?: CustomerPhoneResolvers<ContextType>;
  CustomerPreferences?: CustomerPreferencesResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  FieldAlternative?: FieldAlternativeResolvers<ContextType>;
  IdentityComparison?: IdentityComparisonResolvers<ContextType>;
  IdentityLink?: IdentityLinkResolvers<ContextType>;
  LoyaltyMembership?: LoyaltyMembershipResolvers<ContextType>;
  MatchEvidence?: MatchEvidenceResolvers<ContextType>;
  MealPreference?: MealPreferenceResolvers<ContextType>;
  MembershipNumber?: MembershipNumberResolvers<ContextType>;
  Passenger?: PassengerResolvers<ContextType>;
  PaymentPreference?: PaymentPreferenceResolvers<ContextType>;
  PersonName?: PersonNameResolvers<ContextType>;
  PostalAddress?: PostalAddressResolvers<ContextType>;
  ProfileCompleteness?: ProfileCompletenessResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ServiceCase?: ServiceCaseResolvers<ContextType>;
  TravelDocument?: TravelDocumentResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  cacheTag?: CacheTagDirectiveResolver<any, any, ContextType>;
  dataClass?: DataClassDirectiveResolver<any, any, ContextType>;
  lookUp?: LookUpDirectiveResolver<any, any, ContextType>;
};
