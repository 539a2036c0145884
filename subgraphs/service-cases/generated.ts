import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CaseRecord, MessageRecord } from './source.ts';
import type { CaseConnection, CaseEdge } from './case-list.ts';
import type { LikeCase } from './similar.ts';
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
  /** A calendar date without a time, `YYYY-MM-DD`. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339 with offset, for example `2026-11-24T09:30:00Z`. */
  DateTime: { input: Date; output: Date; }
  /** A decimal number as text, so that no digit is lost, for example `42187.5`. */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type Booking = {
  __typename?: 'Booking';
  createdOn?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  recordLocator?: Maybe<Scalars['String']['output']>;
  /** Cases raised about this booking, last updated first. */
  serviceCases?: Maybe<ServiceCaseConnection>;
};


export type BookingServiceCasesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<ServiceCaseStatusGroup>;
};

/** Whose a cached answer is. */
export type CacheControlScope =
  | 'PRIVATE'
  | 'PUBLIC';

/** Who raised the case, as the service desk has it. */
export type CaseRequester = {
  __typename?: 'CaseRequester';
  /** The customer master's id, when the desk's agent linked one. */
  customerId?: Maybe<Scalars['ID']['output']>;
  /** Null when not given. */
  email?: Maybe<Scalars['String']['output']>;
  /** As the desk wrote it; null when not given. */
  membershipNumber?: Maybe<Scalars['String']['output']>;
  /** As the desk wrote it; null when not given. */
  name?: Maybe<Scalars['String']['output']>;
  /** As the desk wrote it; null when not given. */
  phone?: Maybe<Scalars['String']['output']>;
};

/** What the customer was given for the trouble. */
export type Compensation = {
  __typename?: 'Compensation';
  /** Its form; tells which of `money` and `miles` is set. */
  kind: CompensationKind;
  /** Null unless paid in miles. */
  miles?: Maybe<Scalars['Decimal']['output']>;
  /** Null for a goodwill in kind. */
  money?: Maybe<Money>;
};

/** Forms of compensation. */
export type CompensationKind =
  | 'CASH'
  | 'MILES'
  | 'OTHER'
  | 'VOUCHER';

export type Customer = {
  __typename?: 'Customer';
  emails?: Maybe<Array<CustomerEmail>>;
  id: Scalars['ID']['output'];
  membershipNumbers?: Maybe<Array<MembershipNumber>>;
  name?: Maybe<PersonName>;
  /** The customer's cases, last updated first. Each edge says how the case was recognised as this customer's. */
  serviceCases?: Maybe<ServiceCaseConnection>;
};


export type CustomerServiceCasesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<ServiceCaseStatusGroup>;
};

export type CustomerEmail = {
  __typename?: 'CustomerEmail';
  address: Scalars['String']['output'];
  shared: Scalars['Boolean']['output'];
  verified: Scalars['Boolean']['output'];
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

/** A name in its parts, in the spelling the system of record keeps. */
export type PersonName = {
  __typename?: 'PersonName';
  givenNames?: Maybe<Scalars['String']['output']>;
  suffix?: Maybe<Scalars['String']['output']>;
  surname: Scalars['String']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** One case by the service desk's number, for example `1042`. Null when there is none. */
  serviceCase?: Maybe<ServiceCase>;
};


export type QueryServiceCaseArgs = {
  id: Scalars['ID']['input'];
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

/** A complaint, a question, a claim or feedback. The service desk is the system of record. */
export type ServiceCase = {
  __typename?: 'ServiceCase';
  /** What it is about; null when the desk has not said. */
  category?: Maybe<ServiceCaseCategory>;
  /** How it reached the desk; null when the desk has not said. */
  channel?: Maybe<ServiceChannel>;
  /** Null when nothing was given. */
  compensation?: Maybe<Compensation>;
  /** Flight the case is about, for example `AX101`; null when about none. */
  flightNumber?: Maybe<Scalars['String']['output']>;
  /** The service desk's ticket number. */
  id: Scalars['ID']['output'];
  /** What was said, oldest first, without the staff's private comments. */
  messages?: Maybe<Array<ServiceMessage>>;
  /** When it was raised. */
  openedAt?: Maybe<Scalars['DateTime']['output']>;
  /** 0 (lowest) to 100. */
  priority?: Maybe<Scalars['Int']['output']>;
  /** The customer's rating after the case, 1 (bad) to 5 (good). Null when none was given. */
  rating?: Maybe<Scalars['Int']['output']>;
  /** The service desk's own category text. */
  rawCategory?: Maybe<Scalars['String']['output']>;
  /** The service desk's own status word. */
  rawStatus?: Maybe<Scalars['String']['output']>;
  /** Record locator the case is about; null when it is about none. */
  recordLocator?: Maybe<Scalars['String']['output']>;
  /** Who raised it, as the desk has it; null when it has nobody. */
  requester?: Maybe<CaseRequester>;
  /** How the case was solved, in the agent's words. Null while open or when nothing was recorded. */
  resolution?: Maybe<Scalars['String']['output']>;
  /** Null while the case is open. */
  resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Solved cases like this one, most alike first, for the agent's script. */
  similar?: Maybe<Array<SimilarCase>>;
  /** Where it stands. */
  status?: Maybe<ServiceCaseStatus>;
  /** One line, in the words of whoever opened it. */
  subject?: Maybe<Scalars['String']['output']>;
  /** When anything on it last changed. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** A complaint, a question, a claim or feedback. The service desk is the system of record. */
export type ServiceCaseMessagesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A complaint, a question, a claim or feedback. The service desk is the system of record. */
export type ServiceCaseSimilarArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What a case is about. */
export type ServiceCaseCategory =
  | 'BAGGAGE'
  | 'BOOKING'
  | 'DELAY_OR_CANCELLATION'
  | 'FEEDBACK'
  | 'LOYALTY'
  /** A category this graph does not know; see `rawCategory`. */
  | 'OTHER'
  | 'REFUND'
  | 'SEATING'
  | 'SPECIAL_ASSISTANCE'
  | 'STAFF';

/** A page of cases, last updated first. */
export type ServiceCaseConnection = {
  __typename?: 'ServiceCaseConnection';
  /** The cases of this page. */
  edges: Array<ServiceCaseEdge>;
  /** Where this page stands in the whole list. */
  pageInfo: PageInfo;
};

/** One case of the list. */
export type ServiceCaseEdge = {
  __typename?: 'ServiceCaseEdge';
  /** Give it as `after` to read on behind this case. */
  cursor: Scalars['String']['output'];
  /** How the case was recognised as this customer's or this booking's. */
  match: RecordMatch;
  /** The case. */
  node: ServiceCase;
};

/** Where a case stands. */
export type ServiceCaseStatus =
  | 'NEW'
  | 'OPEN'
  | 'REJECTED'
  | 'RESOLVED'
  /** Waiting for somebody outside the service desk. */
  | 'STALLED'
  /** The service desk's status is not known to this graph; see `rawStatus`. */
  | 'UNKNOWN';

/** Which cases to list. */
export type ServiceCaseStatusGroup =
  /** Resolved or rejected. */
  | 'CLOSED'
  /** New, open or stalled. */
  | 'OPEN';

/** How a case reaches the service desk. */
export type ServiceChannel =
  | 'CHAT'
  | 'EMAIL'
  /** A channel this graph does not know. */
  | 'OTHER'
  | 'PHONE'
  | 'SOCIAL'
  | 'WEB';

/** One message of a case, by the customer or by the airline. */
export type ServiceMessage = {
  __typename?: 'ServiceMessage';
  /** True when the airline wrote it, false when the customer did. */
  fromAirline: Scalars['Boolean']['output'];
  /** The service desk's transaction number. */
  id: Scalars['ID']['output'];
  /** When it was written. */
  sentAt: Scalars['DateTime']['output'];
  /** Plain text. */
  text: Scalars['String']['output'];
};

/** A solved case that is like another one. */
export type SimilarCase = {
  __typename?: 'SimilarCase';
  /** The solved case. */
  case: ServiceCase;
  /** 0 to 1, by category, words of the subject and recency. */
  similarity: Scalars['Float']['output'];
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
  Booking: Booking;
  Customer: Customer;
  ServiceCase: ServiceCase;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Booking:
    ( { __typename: 'Booking' }
    & GraphQLRecursivePick<FederationTypes['Booking'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Booking'], {"recordLocator":true,"createdOn":true}> ) );
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"name":{"givenNames":true,"surname":true,"suffix":true},"emails":{"address":true,"verified":true,"shared":true},"membershipNumbers":{"programme":true,"number":true}}> ) );
  ServiceCase:
    ( { __typename: 'ServiceCase' }
    & GraphQLRecursivePick<FederationTypes['ServiceCase'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Booking: ResolverTypeWrapper<Omit<Booking, 'serviceCases'> & { serviceCases?: Maybe<ResolversTypes['ServiceCaseConnection']> }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CacheControlScope: CacheControlScope;
  CaseRequester: ResolverTypeWrapper<CaseRecord>;
  Compensation: ResolverTypeWrapper<Compensation>;
  CompensationKind: CompensationKind;
  Customer: ResolverTypeWrapper<Omit<Customer, 'serviceCases'> & { serviceCases?: Maybe<ResolversTypes['ServiceCaseConnection']> }>;
  CustomerEmail: ResolverTypeWrapper<CustomerEmail>;
  DataClass: DataClass;
  DataMask: DataMask;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  EvidenceOutcome: EvidenceOutcome;
  MatchEvidence: ResolverTypeWrapper<MatchEvidence>;
  MatchMethod: MatchMethod;
  MembershipNumber: ResolverTypeWrapper<MembershipNumber>;
  Money: ResolverTypeWrapper<Money>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PersonName: ResolverTypeWrapper<PersonName>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordMatch: ResolverTypeWrapper<RecordMatch>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ServiceCase: ResolverTypeWrapper<CaseRecord>;
  ServiceCaseCategory: ServiceCaseCategory;
  ServiceCaseConnection: ResolverTypeWrapper<CaseConnection>;
  ServiceCaseEdge: ResolverTypeWrapper<CaseEdge>;
  ServiceCaseStatus: ServiceCaseStatus;
  ServiceCaseStatusGroup: ServiceCaseStatusGroup;
  ServiceChannel: ServiceChannel;
  ServiceMessage: ResolverTypeWrapper<MessageRecord>;
  SimilarCase: ResolverTypeWrapper<LikeCase>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Booking: Omit<Booking, 'serviceCases'> & { serviceCases?: Maybe<ResolversParentTypes['ServiceCaseConnection']> } | FederationReferenceTypes['Booking'];
  ID: Scalars['ID']['output'];
  CaseRequester: CaseRecord;
  Compensation: Compensation;
  Customer: Omit<Customer, 'serviceCases'> & { serviceCases?: Maybe<ResolversParentTypes['ServiceCaseConnection']> } | FederationReferenceTypes['Customer'];
  CustomerEmail: CustomerEmail;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  MatchEvidence: MatchEvidence;
  MembershipNumber: MembershipNumber;
  Money: Money;
  PageInfo: PageInfo;
  PersonName: PersonName;
  Query: Record<PropertyKey, never>;
  RecordMatch: RecordMatch;
  Float: Scalars['Float']['output'];
  ServiceCase: CaseRecord;
  ServiceCaseConnection: CaseConnection;
  ServiceCaseEdge: CaseEdge;
  ServiceMessage: MessageRecord;
  SimilarCase: LikeCase;
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

export type BookingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Booking'] = ResolversParentTypes['Booking'], FederationReferenceType extends FederationReferenceTypes['Booking'] = FederationReferenceTypes['Booking']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Booking']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  serviceCases?: Resolver<Maybe<ResolversTypes['ServiceCaseConnection']>, ParentType, ContextType, RequireFields<BookingServiceCasesArgs, 'first'>>;
};

export type CaseRequesterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseRequester'] = ResolversParentTypes['CaseRequester']> = {
  customerId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  membershipNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CompensationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Compensation'] = ResolversParentTypes['Compensation']> = {
  kind?: Resolver<ResolversTypes['CompensationKind'], ParentType, ContextType>;
  miles?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  money?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type CustomerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  serviceCases?: Resolver<Maybe<ResolversTypes['ServiceCaseConnection']>, ParentType, ContextType, RequireFields<CustomerServiceCasesArgs, 'first'>>;
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

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  serviceCase?: Resolver<Maybe<ResolversTypes['ServiceCase']>, ParentType, ContextType, RequireFields<QueryServiceCaseArgs, 'id'>>;
};

export type RecordMatchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordMatch'] = ResolversParentTypes['RecordMatch']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['MatchEvidence']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['MatchMethod'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ServiceCaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServiceCase'] = ResolversParentTypes['ServiceCase'], FederationReferenceType extends FederationReferenceTypes['ServiceCase'] = FederationReferenceTypes['ServiceCase']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ServiceCase']> | FederationReferenceType, FederationReferenceType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['ServiceCaseCategory']>, ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['ServiceChannel']>, ParentType, ContextType>;
  compensation?: Resolver<Maybe<ResolversTypes['Compensation']>, ParentType, ContextType>;
  flightNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  messages?: Resolver<Maybe<Array<ResolversTypes['ServiceMessage']>>, ParentType, ContextType, RequireFields<ServiceCaseMessagesArgs, 'first'>>;
  openedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  rating?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  rawCategory?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rawStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordLocator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requester?: Resolver<Maybe<ResolversTypes['CaseRequester']>, ParentType, ContextType>;
  resolution?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  similar?: Resolver<Maybe<Array<ResolversTypes['SimilarCase']>>, ParentType, ContextType, RequireFields<ServiceCaseSimilarArgs, 'first'>>;
  status?: Resolver<Maybe<ResolversTypes['ServiceCaseStatus']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ServiceCaseConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServiceCaseConnection'] = ResolversParentTypes['ServiceCaseConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ServiceCaseEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ServiceCaseEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServiceCaseEdge'] = ResolversParentTypes['ServiceCaseEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  match?: Resolver<ResolversTypes['RecordMatch'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ServiceCase'], ParentType, ContextType>;
};

export type ServiceMessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ServiceMessage'] = ResolversParentTypes['ServiceMessage']> = {
  fromAirline?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sentAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SimilarCaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SimilarCase'] = ResolversParentTypes['SimilarCase']> = {
  case?: Resolver<ResolversTypes['ServiceCase'], ParentType, ContextType>;
  similarity?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Booking?: BookingResolvers<ContextType>;
  CaseRequester?: CaseRequesterResolvers<ContextType>;
  Compensation?: CompensationResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  MatchEvidence?: MatchEvidenceResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordMatch?: RecordMatchResolvers<ContextType>;
  ServiceCase?: ServiceCaseResolvers<ContextType>;
  ServiceCaseConnection?: ServiceCaseConnectionResolvers<ContextType>;
  ServiceCaseEdge?: ServiceCaseEdgeResolvers<ContextType>;
  ServiceMessage?: ServiceMessageResolvers<ContextType>;
  SimilarCase?: SimilarCaseResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  cacheTag?: CacheTagDirectiveResolver<any, any, ContextType>;
  dataClass?: DataClassDirectiveResolver<any, any, ContextType>;
  lookUp?: LookUpDirectiveResolver<any, any, ContextType>;
};
