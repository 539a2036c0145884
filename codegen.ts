import type { CodegenConfig } from '@graphql-codegen/cli';

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

const config: CodegenConfig = {
  generates: {
    ...subgraph('customers', {}),
    ...subgraph('reservations', {}),
    ...subgraph('loyalty', {
      LoyaltyMembership: './source.ts#MembershipRecord',
      LoyaltyTier: './source.ts#MembershipRecord',
      MemberIdentity: './source.ts#MemberRecord',
      MilesBalance: './source.ts#BalanceRecord',
      MilesLot: './source.ts#LotRecord',
      TierPeriod: './benefits.ts#HeldTier',
      TierProgress: './benefits.ts#Progress',
      RedemptionOption: './benefits.ts#Option',
      MembershipLink: './match.ts#Link',
      LoyaltyActivity: './source.ts#ActivityRecord',
      LoyaltyActivityConnection: './activity.ts#ActivityConnection',
      LoyaltyActivityEdge: './activity.ts#ActivityEdge',
    }),
    ...subgraph('service-cases', {}),
  },
};

export default config;
