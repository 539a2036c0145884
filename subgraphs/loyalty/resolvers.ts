/** Fields to values. A value the ledger holds but nobody can read fails its own field alone. */

import type { GraphQLResolveInfo } from 'graphql';
import { utcDate } from '../shared/dates.ts';
import { type Read, readable } from '../shared/errors.ts';
import { isAmong, seesEveryone } from '../shared/privacy/rows.ts';
import { scalarsFor } from '../shared/scalars.ts';
import { type ActivityArguments, activityConnection, activityPage } from './activity.ts';
import { expiringLots, redemptionOptions, tierOf, tierPeriods, tierProgress } from './benefits.ts';
import type { Resolvers } from './generated.ts';
import type { Context } from './loaders.ts';
import { membershipAsk } from './look-ahead.ts';
import { type CustomerIdentity, type Link, link, liveMembership, ownNumbers } from './matching.ts';
import { type Miles, milesText } from './miles.ts';
import { membershipNumber, requireMembershipNumber } from './number.ts';
import type { MembershipAsk, MembershipRecord } from './source.ts';

export const resolvers: Resolvers = {
  ...scalarsFor('Date', 'DateTime', 'Decimal', 'CarrierCode', 'AirportCode'),
  Query: {
    loyaltyMembership: (_, { number }, context, info) =>
      anybodys(requireMembershipNumber(number, context.programme), context, info),
  },
  Customer: {
    __resolveReference: (customer, { rows }) => (isAmong(rows, customer) ? customer : null),
    loyalty: async (customer, _, context, info) =>
      liveMembership(await links(customer, asked([], context, info), context)),
    membershipLinks: (customer, _, context, info) =>
      links(customer, asked([{ type: 'MembershipLink', field: 'membership' }], context, info), context),
  },
  LoyaltyMembership: {
    __resolveReference: ({ number }, context, info) => {
      const digits = membershipNumber(number, context.programme);
      return digits === null ? null : anybodys(digits, context, info);
    },
    enrolledOn: ({ enrolledOn }) => readable(enrolledOn),
    tier: (record) => record,
    tierHistory: (record) => tierPeriods(record),
    expiringLots: (record, { until }, { now }) => [...expiringLots(record, utcDate(now()), until ?? null)],
    activity: (record, args, context) => activity(record, args, context),
    redemptionOptions: (record, { kind }) => redemptionOptions(record, kind ?? null),
  },
  MemberIdentity: {
    name: ({ title, givenNames, surname, suffix }) => ({
      title,
      givenNames,
      surname,
      suffix,
      full: [title, givenNames, surname, suffix].filter(Boolean).join(' '),
    }),
    dateOfBirth: ({ dateOfBirth }) => readable(dateOfBirth),
  },
  LoyaltyTier: {
    level: ({ programme, tier }) => tierOf(programme, tier.code)?.level ?? null,
    name: ({ programme, tier }) => tierOf(programme, tier.code)?.name ?? tier.code,
    code: ({ tier }) => tier.code,
    since: ({ tier }) => readable(tier.since),
    validUntil: ({ tier }) => readable(tier.validUntil),
    progress: (record) => tierProgress(record),
  },
  TierProgress: {
    tierMiles: ({ tierMiles }) => milesOf(tierMiles),
    required: ({ required }) => milesOf(required),
    missing: ({ missing }) => milesOf(missing),
    periodEndsOn: ({ periodEndsOn }) => readable(periodEndsOn),
  },
  TierPeriod: {
    from: ({ from }) => readable(from),
    until: ({ until }) => readable(until),
  },
  MilesBalance: {
    available: ({ available }) => milesOf(available),
    earned: ({ earned }) => milesOf(earned),
    redeemed: ({ redeemed }) => milesOf(redeemed),
    expired: ({ expired }) => milesOf(expired),
    asOf: ({ asOf }) => readable(asOf),
  },
  MilesLot: {
    miles: ({ miles }) => milesOf(miles),
    expiresOn: ({ expiresOn }) => readable(expiresOn),
  },
  LoyaltyActivity: {
    miles: ({ miles }) => milesOf(miles),
    tierMiles: ({ tierMiles }) => milesOf(tierMiles),
    postedOn: ({ postedOn }) => readable(postedOn),
    flight: ({ flight }) => readable(flight),
  },
  RedemptionOption: {
    cost: ({ cost }) => milesText(cost),
    balanceAfter: ({ balanceAfter }) => milesText(balanceAfter),
  },
};

function asked(
  parents: Parameters<typeof membershipAsk>[1],
  context: Context,
  info: GraphQLResolveInfo,
): MembershipAsk {
  return membershipAsk(info, parents, context.capabilities.maxPageSize);
}

/** By its number alone nothing says whose an account is: only who sees everybody's is shown it. */
function anybodys(number: string, context: Context, info: GraphQLResolveInfo): Promise<MembershipRecord | null> | null {
  return seesEveryone(context.rows) ? account(number, asked([], context, info), context) : null;
}

async function account(number: string, ask: MembershipAsk, context: Context): Promise<MembershipRecord | null> {
  return (await context.loaders.account.load({ number, ask }))?.own ?? null;
}

async function activity({ number }: MembershipRecord, args: ActivityArguments, context: Context) {
  const page = activityPage(args, context.capabilities.maxPageSize);
  return activityConnection(page, await context.loaders.activity(page).load(number));
}

async function links(customer: CustomerIdentity, ask: MembershipAsk, context: Context): Promise<Link[]> {
  const numbers = ownNumbers(customer, context.programme);
  const load = async (digits: string | null) =>
    digits === null ? null : context.loaders.account.load({ number: digits, ask });
  return Promise.all(numbers.map(async ({ text, digits }) => link(customer, digits ?? text, await load(digits))));
}

function milesOf(read: Read<Miles>): string | null {
  const miles = readable(read);
  return miles === null ? null : milesText(miles);
}
