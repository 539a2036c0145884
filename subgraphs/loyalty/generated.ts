import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { MembershipRecord, MemberRecord, BalanceRecord, LotRecord, ActivityRecord } from './source.ts';
import type { HeldTier, Progress, Option } from './benefits.ts';
import type { Link } from './matching.ts';
import type { ActivityConnection, ActivityEdge } from './activity.ts';
import type { Context } from './loaders.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
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
  /** A calendar date without a time, `YYYY-MM-DD`. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339 with offset, for example `2026-11-24T09:30:00Z`. */
  DateTime: { input: Date; output: Date; }
  /** A decimal number as text, so that no digit is lost, for example `42187.5`. */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Whose a cached answer is. */
export type CacheControlScope =
  | 'PRIVATE'
  | 'PUBLIC';

export type Customer = {
  __typename?: 'Customer';
  dateOfBirth?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  /**
   * The customer's live membership in the airline's own programme. Null when the customer has none, or when the ledger's
   * member is not compatible with the customer (see `membershipLinks`).
   */
  loyalty?: Maybe<LoyaltyMembership>;
  /** Every own-programme number on the customer's record, whether it was taken for his, and why. */
  membershipLinks?: Maybe<Array<MembershipLink>>;
  membershipNumbers?: Maybe<Array<MembershipNumber>>;
  name?: Maybe<PersonName>;
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

export type Flight = {
  __typename?: 'Flight';
  carrier: Scalars['CarrierCode']['output'];
  departureDate: Scalars['Date']['output'];
  number: Scalars['String']['output'];
  /** Airport of departure. */
  origin: Scalars['AirportCode']['output'];
};

/** One entry of the ledger. */
export type LoyaltyActivity = {
  __typename?: 'LoyaltyActivity';
  /** The ledger's own text. */
  description?: Maybe<Scalars['String']['output']>;
  /** The flight the miles were earned on or spent for. Null for other entries. */
  flight?: Maybe<Flight>;
  /** The ledger's entry number. */
  id: Scalars['ID']['output'];
  /** What moved the miles. */
  kind: LoyaltyActivityKind;
  /** Positive when credited, negative when debited. */
  miles?: Maybe<Scalars['Decimal']['output']>;
  /** Partner or charity, when one takes part. */
  partner?: Maybe<Scalars['String']['output']>;
  /** Date the ledger booked it. */
  postedOn?: Maybe<Scalars['Date']['output']>;
  /** The ledger's entry type. */
  rawKind: Scalars['String']['output'];
  /** Those of them that count for the tier. */
  tierMiles?: Maybe<Scalars['Decimal']['output']>;
};

/** A page of the ledger's entries, newest first. */
export type LoyaltyActivityConnection = {
  __typename?: 'LoyaltyActivityConnection';
  /** The entries of this page. */
  edges: Array<LoyaltyActivityEdge>;
  /** Where this page stands in the whole list. */
  pageInfo: PageInfo;
};

/** One entry of the list. */
export type LoyaltyActivityEdge = {
  __typename?: 'LoyaltyActivityEdge';
  /** Give it as `after` to read on behind this entry. */
  cursor: Scalars['String']['output'];
  /** The entry. */
  node: LoyaltyActivity;
};

/** What moves miles. */
export type LoyaltyActivityKind =
  | 'ADJUSTED'
  /** Given to a charity, or to another member. */
  | 'DONATED'
  | 'EARNED_FLIGHT'
  | 'EARNED_PARTNER'
  | 'EXPIRED'
  /** The ledger's entry type is not known to this graph. */
  | 'OTHER'
  | 'REDEEMED'
  | 'UPGRADED';

/** An account in the airline's frequent-flyer programme. The loyalty ledger is the system of record. */
export type LoyaltyMembership = {
  __typename?: 'LoyaltyMembership';
  /** The account's entries, newest first. */
  activity?: Maybe<LoyaltyActivityConnection>;
  /** Miles now, and how they came to be. */
  balance?: Maybe<MilesBalance>;
  /** Date the member joined; null when not known. */
  enrolledOn?: Maybe<Scalars['Date']['output']>;
  /** What remains of the miles by the day it expires, earliest first. Miles that never expire are not listed. */
  expiringLots?: Maybe<Array<MilesLot>>;
  /** The person the ledger keeps this account for, in the ledger's own words. */
  member?: Maybe<MemberIdentity>;
  /** Ten digits, without the programme's letters. */
  number: Scalars['ID']['output'];
  /** The programme it belongs to. */
  programme?: Maybe<LoyaltyProgramme>;
  /** What the balance affords today, cheapest first, of what the member's tier may take. Empty unless the account is ACTIVE. */
  redemptionOptions?: Maybe<Array<RedemptionOption>>;
  /** Whether it can be used; null when the ledger's code is not known. */
  status?: Maybe<MembershipStatus>;
  /** The present tier, with the way to the next. */
  tier?: Maybe<LoyaltyTier>;
  /** Tiers held before and now, newest first. */
  tierHistory?: Maybe<Array<TierPeriod>>;
};


/** An account in the airline's frequent-flyer programme. The loyalty ledger is the system of record. */
export type LoyaltyMembershipActivityArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<Array<LoyaltyActivityKind>>;
};


/** An account in the airline's frequent-flyer programme. The loyalty ledger is the system of record. */
export type LoyaltyMembershipExpiringLotsArgs = {
  until?: InputMaybe<Scalars['Date']['input']>;
};


/** An account in the airline's frequent-flyer programme. The loyalty ledger is the system of record. */
export type LoyaltyMembershipRedemptionOptionsArgs = {
  kind?: InputMaybe<Array<RedemptionKind>>;
};

/** A frequent-flyer programme. */
export type LoyaltyProgramme = {
  __typename?: 'LoyaltyProgramme';
  /** Two letters of the carrier that runs it. */
  code: Scalars['CarrierCode']['output'];
  /** As members know it. */
  name: Scalars['String']['output'];
};

/** A member's standing in the programme. */
export type LoyaltyTier = {
  __typename?: 'LoyaltyTier';
  /** The ledger's own code. */
  code: Scalars['String']['output'];
  /** The tier, comparable across names; null when its code is not known. */
  level?: Maybe<TierLevel>;
  /** As the programme calls it. */
  name: Scalars['String']['output'];
  /** Null at the highest tier. */
  progress?: Maybe<TierProgress>;
  /** Date it was reached; null when not known. */
  since?: Maybe<Scalars['Date']['output']>;
  /** Last day of this tier; null when it does not end. */
  validUntil?: Maybe<Scalars['Date']['output']>;
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

/** Who the ledger says the member is. */
export type MemberIdentity = {
  __typename?: 'MemberIdentity';
  /** Null when the ledger has none. */
  dateOfBirth?: Maybe<Scalars['Date']['output']>;
  /** In the ledger's spelling. */
  name: PersonName;
};

/** A membership number on a customer's record, and whether it is taken for his. */
export type MembershipLink = {
  __typename?: 'MembershipLink';
  /** 0 to 1. */
  confidence: Scalars['Float']['output'];
  /** What was compared and how it came out, never the compared values. */
  evidence: Array<MatchEvidence>;
  /**
   * The account that counts: where the number was merged into another, that other one. Null when the ledger does not know the
   * number, and when the membership is not taken for this customer's: it is then somebody else's.
   */
  membership?: Maybe<LoyaltyMembership>;
  /** True when the membership is taken for this customer's. */
  merges: Scalars['Boolean']['output'];
  /** How it was recognised. */
  method: MatchMethod;
  /** The number without the programme's letters. */
  number: Scalars['ID']['output'];
};

export type MembershipNumber = {
  __typename?: 'MembershipNumber';
  number: Scalars['String']['output'];
  programme: Scalars['String']['output'];
};

/** Whether a membership can be used. */
export type MembershipStatus =
  | 'ACTIVE'
  | 'CLOSED'
  /** Merged into another account. */
  | 'MERGED'
  | 'SUSPENDED'
  /** The ledger's status letter is not known to this graph. */
  | 'UNKNOWN';

/** Miles can be fractional. */
export type MilesBalance = {
  __typename?: 'MilesBalance';
  /** When the ledger last changed it. */
  asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Miles that can be spent now. */
  available?: Maybe<Scalars['Decimal']['output']>;
  /** All miles ever earned. */
  earned?: Maybe<Scalars['Decimal']['output']>;
  /** Miles lost to expiry since joining. */
  expired?: Maybe<Scalars['Decimal']['output']>;
  /** Miles spent since joining. */
  redeemed?: Maybe<Scalars['Decimal']['output']>;
};

/** Miles that expire on one date. */
export type MilesLot = {
  __typename?: 'MilesLot';
  /** The last day they can be used. */
  expiresOn?: Maybe<Scalars['Date']['output']>;
  /** How many are left of them. */
  miles?: Maybe<Scalars['Decimal']['output']>;
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

export type Query = {
  __typename?: 'Query';
  /**
   * A membership by its number, with or without the programme's two letters (`AX 2000000101`). Null when there is none.
   * A number that cannot be one is BAD_USER_INPUT.
   */
  loyaltyMembership?: Maybe<LoyaltyMembership>;
};


export type QueryLoyaltyMembershipArgs = {
  number: Scalars['String']['input'];
};

/** What miles can be spent on. */
export type RedemptionKind =
  | 'AWARD_FLIGHT'
  | 'CHARITY'
  | 'PARTNER'
  | 'UPGRADE';

/** Something the balance can pay for. */
export type RedemptionOption = {
  __typename?: 'RedemptionOption';
  /** Miles left after it. */
  balanceAfter: Scalars['Decimal']['output'];
  /** The programme's award code. */
  code: Scalars['ID']['output'];
  /** Miles it costs. */
  cost: Scalars['Decimal']['output'];
  /** What it is. */
  kind: RedemptionKind;
  /** Lowest tier that may take it; null when every member may. */
  minimumTier?: Maybe<TierLevel>;
  /** In plain words, ready to show. */
  title: Scalars['String']['output'];
};

/** Tiers in rising order, whatever a programme calls them. */
export type TierLevel =
  | 'BASE'
  | 'GOLD'
  | 'PLATINUM'
  | 'SILVER';

/** A time spent in one tier. */
export type TierPeriod = {
  __typename?: 'TierPeriod';
  /** The ledger's own code. */
  code: Scalars['String']['output'];
  /** First day. */
  from?: Maybe<Scalars['Date']['output']>;
  /** The tier; null when its code is not known. */
  level?: Maybe<TierLevel>;
  /** Null for the tier held now without an end. */
  until?: Maybe<Scalars['Date']['output']>;
};

/** The way to the next tier. */
export type TierProgress = {
  __typename?: 'TierProgress';
  /** Still to be collected; `0` when the threshold is reached. */
  missing?: Maybe<Scalars['Decimal']['output']>;
  /** The tier that comes next. */
  nextLevel: TierLevel;
  /** Last day of the period they must be collected in. */
  periodEndsOn?: Maybe<Scalars['Date']['output']>;
  /** Tier miles the next tier asks for. */
  required?: Maybe<Scalars['Decimal']['output']>;
  /** Tier miles collected in the current period. */
  tierMiles?: Maybe<Scalars['Decimal']['output']>;
};



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
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"name":{"givenNames":true,"surname":true,"suffix":true},"dateOfBirth":true,"membershipNumbers":{"programme":true,"number":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"name":{"givenNames":true,"surname":true,"suffix":true},"dateOfBirth":true,"membershipNumbers":{"programme":true,"number":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"name":{"givenNames":true,"surname":true,"suffix":true},"dateOfBirth":true,"membershipNumbers":{"programme":true,"number":true}}> ) );
  LoyaltyMembership:
    ( { __typename: 'LoyaltyMembership' }
    & GraphQLRecursivePick<FederationTypes['LoyaltyMembership'], {"number":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AirportCode: ResolverTypeWrapper<Scalars['AirportCode']['output']>;
  CacheControlScope: CacheControlScope;
  CarrierCode: ResolverTypeWrapper<Scalars['CarrierCode']['output']>;
  Customer: ResolverTypeWrapper<Omit<Customer, 'loyalty' | 'membershipLinks'> & { loyalty?: Maybe<ResolversTypes['LoyaltyMembership']>, membershipLinks?: Maybe<Array<ResolversTypes['MembershipLink']>> }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  DataClass: DataClass;
  DataMask: DataMask;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  EvidenceOutcome: EvidenceOutcome;
  Flight: ResolverTypeWrapper<Flight>;
  LoyaltyActivity: ResolverTypeWrapper<ActivityRecord>;
  LoyaltyActivityConnection: ResolverTypeWrapper<ActivityConnection>;
  LoyaltyActivityEdge: ResolverTypeWrapper<ActivityEdge>;
  LoyaltyActivityKind: LoyaltyActivityKind;
  LoyaltyMembership: ResolverTypeWrapper<MembershipRecord>;
  LoyaltyProgramme: ResolverTypeWrapper<LoyaltyProgramme>;
  LoyaltyTier: ResolverTypeWrapper<MembershipRecord>;
  MatchEvidence: ResolverTypeWrapper<MatchEvidence>;
  MatchMethod: MatchMethod;
  MemberIdentity: ResolverTypeWrapper<MemberRecord>;
  MembershipLink: ResolverTypeWrapper<Link>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  MembershipNumber: ResolverTypeWrapper<MembershipNumber>;
  MembershipStatus: MembershipStatus;
  MilesBalance: ResolverTypeWrapper<BalanceRecord>;
  MilesLot: ResolverTypeWrapper<LotRecord>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PersonName: ResolverTypeWrapper<PersonName>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RedemptionKind: RedemptionKind;
  RedemptionOption: ResolverTypeWrapper<Option>;
  TierLevel: TierLevel;
  TierPeriod: ResolverTypeWrapper<HeldTier>;
  TierProgress: ResolverTypeWrapper<Progress>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AirportCode: Scalars['AirportCode']['output'];
  CarrierCode: Scalars['CarrierCode']['output'];
  Customer: Omit<Customer, 'loyalty' | 'membershipLinks'> & { loyalty?: Maybe<ResolversParentTypes['LoyaltyMembership']>, membershipLinks?: Maybe<Array<ResolversParentTypes['MembershipLink']>> } | FederationReferenceTypes['Customer'];
  ID: Scalars['ID']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Flight: Flight;
  LoyaltyActivity: ActivityRecord;
  LoyaltyActivityConnection: ActivityConnection;
  LoyaltyActivityEdge: ActivityEdge;
  LoyaltyMembership: MembershipRecord;
  LoyaltyProgramme: LoyaltyProgramme;
  LoyaltyTier: MembershipRecord;
  MatchEvidence: MatchEvidence;
  MemberIdentity: MemberRecord;
  MembershipLink: Link;
  Float: Scalars['Float']['output'];
  MembershipNumber: MembershipNumber;
  MilesBalance: BalanceRecord;
  MilesLot: LotRecord;
  PageInfo: PageInfo;
  PersonName: PersonName;
  Query: Record<PropertyKey, never>;
  RedemptionOption: Option;
  TierPeriod: HeldTier;
  TierProgress: Progress;
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

export interface AirportCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['AirportCode'], any> {
  name: 'AirportCode';
}

export interface CarrierCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CarrierCode'], any> {
  name: 'CarrierCode';
}

export type CustomerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  loyalty?: Resolver<Maybe<ResolversTypes['LoyaltyMembership']>, ParentType, ContextType>;
  membershipLinks?: Resolver<Maybe<Array<ResolversTypes['MembershipLink']>>, ParentType, ContextType>;
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

export type FlightResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Flight'] = ResolversParentTypes['Flight']> = {
  carrier?: Resolver<ResolversTypes['CarrierCode'], ParentType, ContextType>;
  departureDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['AirportCode'], ParentType, ContextType>;
};

export type LoyaltyActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoyaltyActivity'] = ResolversParentTypes['LoyaltyActivity']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  flight?: Resolver<Maybe<ResolversTypes['Flight']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['LoyaltyActivityKind'], ParentType, ContextType>;
  miles?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  partner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  rawKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tierMiles?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type LoyaltyActivityConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoyaltyActivityConnection'] = ResolversParentTypes['LoyaltyActivityConnection']> = {
  edges?: Resolver<Array<ResolversTypes['LoyaltyActivityEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type LoyaltyActivityEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoyaltyActivityEdge'] = ResolversParentTypes['LoyaltyActivityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['LoyaltyActivity'], ParentType, ContextType>;
};

export type LoyaltyMembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoyaltyMembership'] = ResolversParentTypes['LoyaltyMembership'], FederationReferenceType extends FederationReferenceTypes['LoyaltyMembership'] = FederationReferenceTypes['LoyaltyMembership']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['LoyaltyMembership']> | FederationReferenceType, FederationReferenceType, ContextType>;
  activity?: Resolver<Maybe<ResolversTypes['LoyaltyActivityConnection']>, ParentType, ContextType, RequireFields<LoyaltyMembershipActivityArgs, 'first'>>;
  balance?: Resolver<Maybe<ResolversTypes['MilesBalance']>, ParentType, ContextType>;
  enrolledOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  expiringLots?: Resolver<Maybe<Array<ResolversTypes['MilesLot']>>, ParentType, ContextType, Partial<LoyaltyMembershipExpiringLotsArgs>>;
  member?: Resolver<Maybe<ResolversTypes['MemberIdentity']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  programme?: Resolver<Maybe<ResolversTypes['LoyaltyProgramme']>, ParentType, ContextType>;
  redemptionOptions?: Resolver<Maybe<Array<ResolversTypes['RedemptionOption']>>, ParentType, ContextType, Partial<LoyaltyMembershipRedemptionOptionsArgs>>;
  status?: Resolver<Maybe<ResolversTypes['MembershipStatus']>, ParentType, ContextType>;
  tier?: Resolver<Maybe<ResolversTypes['LoyaltyTier']>, ParentType, ContextType>;
  tierHistory?: Resolver<Maybe<Array<ResolversTypes['TierPeriod']>>, ParentType, ContextType>;
};

export type LoyaltyProgrammeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoyaltyProgramme'] = ResolversParentTypes['LoyaltyProgramme']> = {
  code?: Resolver<ResolversTypes['CarrierCode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LoyaltyTierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoyaltyTier'] = ResolversParentTypes['LoyaltyTier']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['TierLevel']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  progress?: Resolver<Maybe<ResolversTypes['TierProgress']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validUntil?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type MatchEvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MatchEvidence'] = ResolversParentTypes['MatchEvidence']> = {
  attribute?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['EvidenceOutcome'], ParentType, ContextType>;
};

export type MemberIdentityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemberIdentity'] = ResolversParentTypes['MemberIdentity']> = {
  dateOfBirth?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['PersonName'], ParentType, ContextType>;
};

export type MembershipLinkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MembershipLink'] = ResolversParentTypes['MembershipLink']> = {
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['MatchEvidence']>, ParentType, ContextType>;
  membership?: Resolver<Maybe<ResolversTypes['LoyaltyMembership']>, ParentType, ContextType>;
  merges?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['MatchMethod'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MilesBalanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MilesBalance'] = ResolversParentTypes['MilesBalance']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  available?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  earned?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  expired?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  redeemed?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type MilesLotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MilesLot'] = ResolversParentTypes['MilesLot']> = {
  expiresOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  miles?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PersonNameResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonName'] = ResolversParentTypes['PersonName']> = {
  full?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenNames?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  suffix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  surname?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  loyaltyMembership?: Resolver<Maybe<ResolversTypes['LoyaltyMembership']>, ParentType, ContextType, RequireFields<QueryLoyaltyMembershipArgs, 'number'>>;
};

export type RedemptionOptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RedemptionOption'] = ResolversParentTypes['RedemptionOption']> = {
  balanceAfter?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cost?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RedemptionKind'], ParentType, ContextType>;
  minimumTier?: Resolver<Maybe<ResolversTypes['TierLevel']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TierPeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierPeriod'] = ResolversParentTypes['TierPeriod']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['TierLevel']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type TierProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TierProgress'] = ResolversParentTypes['TierProgress']> = {
  missing?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  nextLevel?: Resolver<ResolversTypes['TierLevel'], ParentType, ContextType>;
  periodEndsOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  required?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  tierMiles?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AirportCode?: GraphQLScalarType;
  CarrierCode?: GraphQLScalarType;
  Customer?: CustomerResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Flight?: FlightResolvers<ContextType>;
  LoyaltyActivity?: LoyaltyActivityResolvers<ContextType>;
  LoyaltyActivityConnection?: LoyaltyActivityConnectionResolvers<ContextType>;
  LoyaltyActivityEdge?: LoyaltyActivityEdgeResolvers<ContextType>;
  LoyaltyMembership?: LoyaltyMembershipResolvers<ContextType>;
  LoyaltyProgramme?: LoyaltyProgrammeResolvers<ContextType>;
  LoyaltyTier?: LoyaltyTierResolvers<ContextType>;
  MatchEvidence?: MatchEvidenceResolvers<ContextType>;
  MemberIdentity?: MemberIdentityResolvers<ContextType>;
  MembershipLink?: MembershipLinkResolvers<ContextType>;
  MilesBalance?: MilesBalanceResolvers<ContextType>;
  MilesLot?: MilesLotResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PersonName?: PersonNameResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RedemptionOption?: RedemptionOptionResolvers<ContextType>;
  TierPeriod?: TierPeriodResolvers<ContextType>;
  TierProgress?: TierProgressResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  cacheTag?: CacheTagDirectiveResolver<any, any, ContextType>;
  dataClass?: DataClassDirectiveResolver<any, any, ContextType>;
  lookUp?: LookUpDirectiveResolver<any, any, ContextType>;
};
