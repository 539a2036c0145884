/** Tiers: what gives one, since when a member has it and until when, and what came before. */
import type { Account } from './accounts.ts';
import { addDays, dateOf, dayOf } from './dates.ts';
import type { LedgerEvent } from './ledger.ts';
import type { Random } from './random.ts';
import type { Membership, Tier } from './types.ts';

/** Tier miles within a calendar year that give a tier, and the award bonus it brings. */
export const tierRules: readonly { readonly tier: Tier; readonly from: number; readonly bonus: number }[] = [
  { tier: 'BASE', from: 0, bonus: 0 },
  { tier: 'SILVER', from: 25_000, bonus: 0.25 },
  { tier: 'GOLD', from: 50_000, bonus: 0.5 },
  { tier: 'PLATINUM', from: 100_000, bonus: 1 },
];

type TierPart = Pick<Membership, 'tier' | 'tierSince' | 'tierUntil' | 'tierHistory' | 'tierMiles' | 'tierPeriodEndsOn'>;

/**
 * A calendar year's tier miles give a tier at once, until the end of the February after next; what an earlier year gave
 * began on a first of March and ends with the coming February.
 */
export function tierOf(random: Random, account: Account, events: readonly LedgerEvent[], now: Date): TierPart {
  const year = now.getUTCFullYear();
  const [from, until] = [`${year}-01-01`, `${year}-12-31`];
  const counted = events
    .filter((event) => event.postedOn >= from && event.postedOn <= until)
    .sort((a, b) => dayOf(a.postedOn) - dayOf(b.postedOn));
  const tierMiles = counted.reduce((sum, event) => sum + event.tierMiles, 0);
  const order = tierRules.map(({ tier }) => tier);
  const reached = tierRules.findLast((rule) => tierMiles >= rule.from) ?? tierRules[0];
  const risen = reached !== undefined && order.indexOf(reached.tier) > order.indexOf(account.tier);
  const tier = risen ? reached.tier : account.tier;
  const enrolled = dayOf(account.enrolledOn);
  const cycle = now.getUTCMonth() >= 2 ? year : year - 1;
  const began = dayOf(`${cycle - random.int(0, 2)}-03-01`);
  const since = tier === 'BASE' ? enrolled : Math.max(enrolled + 1, risen ? dayReached(counted, reached.from) : began);
  return {
    tier,
    tierSince: dateOf(since),
    tierUntil: tier === 'BASE' ? null : endOfFebruary(risen ? year + 2 : cycle + 1),
    tierHistory: earlier(order.slice(0, order.indexOf(tier)), enrolled, since),
    tierMiles,
    tierPeriodEndsOn: until,
  };
}

function dayReached(events: readonly LedgerEvent[], miles: number): number {
  let sum = 0;
  for (const event of events) {
    sum += event.tierMiles;
    if (sum >= miles) return dayOf(event.postedOn);
  }
  return Number.NEGATIVE_INFINITY;
}

const endOfFebruary = (year: number): string => addDays(`${year}-03-01`, -1);

/** The lower tiers, each in its share of the time before the present one. */
function earlier(tiers: readonly Tier[], enrolled: number, since: number): Membership['tierHistory'] {
  const days = since - enrolled;
  const steps = tiers.slice(0, Math.max(1, Math.min(tiers.length, days)));
  return steps.map((tier, place) => ({
    tier,
    from: dateOf(enrolled + Math.floor((days * place) / steps.length)),
    until: dateOf(enrolled + Math.floor((days * (place + 1)) / steps.length) - 1),
  }));
}
