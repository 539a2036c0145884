import { readFileSync } from 'node:fs';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';

const scalars = {
  Date: 'string',
  DateTime: 'Date',
  LocalDateTime: 'string',
  Decimal: 'string',
  CarrierCode: 'string',
  AirportCode: 'string',
  CountryCode: 'string',
};

/** A subgraph's resolver types; `mappers` name the domain type behind a GraphQL type, from the subgraph's own files. */
const subgraph = (name: string, mappers: Record<string, string>): CodegenConfig['generates'] => ({
  [`subgraphs/${name}/generated.ts`]: {
    schema: `subgraphs/${name}/schema.graphql`,
    plugins: ['typescript', 'typescript-resolvers'],
    config: {
      federation: true,
      enumsAsTypes: true,
      useTypeImports: true,
      contextType: './loaders.ts#Context',
      maybeValue: 'T | null',
      inputMaybeValue: 'T | null | undefined',
      scalars,
      mappers,
    },
  },
});

/** What clients see: the supergraph without its inner workings. */
const apiSchema = printSchema(
  Supergraph.build(readFileSync('gateway/supergraph.graphql', 'utf8'), {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  })
    .apiSchema()
    .toGraphQLJSSchema(),
);

/** Typed documents of the saved operations, for tests and for clients to start from. */
const operations: CodegenConfig['generates'] = {
  'test/support/operations.generated.ts': {
    schema: apiSchema,
    documents: 'gateway/operations/*.graphql',
    plugins: ['typescript-operations', 'typed-document-node'],
    config: { enumsAsTypes: true, useTypeImports: true, scalars: { ...scalars, DateTime: 'string' } },
  },
};

const config: CodegenConfig = {
  generates: {
    ...subgraph('customers', {
      Customer: './source.ts#CustomerRecord',
      CustomerEmail: './source.ts#EmailRecord',
      CustomerPhone: './source.ts#PhoneRecord',
      PostalAddress: './source.ts#AddressRecord',
      TravelDocument: './source.ts#DocumentRecord',
      CustomerPreferences: './source.ts#CustomerRecord',
      PaymentPreference: './source.ts#PaymentRecord',
      Consent: './consents.ts#EffectiveConsent',
      ConsentDecision: './source.ts#ConsentRecord',
      MembershipNumber: './source.ts#HeldMembership',
      BookingReference: './source.ts#HeldBooking',
      IdentityLink: './links.ts#Link',
      IdentityComparison: './customer-subject.ts#CustomerComparison',
      FieldAlternative: './show.ts#ShownAlternative',
      CustomerMatch: './recognise.ts#Match',
      Passenger: './references.ts#PassengerReference',
      LoyaltyMembership: './references.ts#MembershipReference',
      ServiceCase: './references.ts#CaseReference',
    }),
    ...subgraph('reservations', {
      Airport: './airports.ts#Airport as AirportEntry',
      BookingItinerary: './source.ts#BookingRecord',
      ItineraryFlight: './source.ts#SegmentRecord',
      Booking: './source.ts#BookingRecord',
      BookingConnection: './customer-bookings.ts#BookingConnection as CustomerBookings',
      BookingEdge: './customer-bookings.ts#BookingEdge as CustomerBooking',
      Carrier: './carriers.ts#Carrier as CarrierEntry',
      Coupon: './source.ts#CouponRecord',
      Customer: './customer-bookings.ts#CustomerReference',
      Flight: './flights.ts#FlightView',
      FlightPoint: './flights.ts#FlightPointView',
      Passenger: './passengers.ts#BookedPassenger',
      PassengerDocument: './source.ts#DocumentRecord',
      SeatAssignment: './passengers.ts#BookedSeat',
      Segment: './itinerary.ts#BookedSegment',
      ServiceCase: './look-ups.ts#CaseReference',
      SpecialServiceRequest: './passengers.ts#BookedService',
      Ticket: './tickets.ts#TicketNumber',
    }),
    ...subgraph('loyalty', {
      LoyaltyMembership: './source.ts#MembershipRecord',
      LoyaltyTier: './source.ts#MembershipRecord',
      MemberIdentity: './source.ts#MemberRecord',
      MilesBalance: './source.ts#BalanceRecord',
      MilesLot: './source.ts#LotRecord',
      TierPeriod: './benefits.ts#HeldTier',
      TierProgress: './benefits.ts#Progress',
      RedemptionOption: './benefits.ts#Option',
      MembershipLink: './matching.ts#Link',
      LoyaltyActivity: './source.ts#ActivityRecord',
      LoyaltyActivityConnection: './activity.ts#ActivityConnection',
      LoyaltyActivityEdge: './activity.ts#ActivityEdge',
    }),
    ...subgraph('service-cases', {
      ServiceCase: './source.ts#CaseRecord',
      CaseRequester: './source.ts#CaseRecord',
      ServiceMessage: './source.ts#MessageRecord',
      ServiceCaseConnection: './case-list.ts#CaseConnection',
      ServiceCaseEdge: './case-list.ts#CaseEdge',
      SimilarCase: './similar.ts#LikeCase',
    }),
    ...operations,
  },
};

export default config;
