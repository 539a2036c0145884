/** What an account amounts to today: its tier and the way to the next, the miles that expire, what the balance affords. */
import { type Read, readable, SourceError } from '../shared/errors.ts';
import type { Miles } from './miles.ts';
import type {
  AwardRecord,
  LotRecord,
  MembershipRecord,
  ProgrammeRecord,
  TierLevel,
  TierPeriodRecord,
  TierRecord,
} from './source.ts';

export function tierOf(programme: ProgrammeRecord, code: string): TierRecord | null {
  return programme.tiers.find((tier) => tier.code === code) ?? null;
}

export interface HeldTier extends TierPeriodRecord {
  readonly level: TierLevel | null;
}

/** Newest first. */
export function tierPeriods({ programme, tierHistory }: MembershipRecord): HeldTier[] {
  return tierHistory.map((period) => ({ ...period, level: tierOf(programme, period.code)?.level ?? null }));
}

export interface Progress {
  readonly nextLevel: TierLevel;
  readonly tierMiles: Read<Miles>;
  readonly required: Read<Miles>;
  readonly missing: Read<Miles>;
  readonly periodEndsOn: Read<string>;
}

/** Towards the next higher tier; null at the highest, and at a tier the programme's table does not hold. */
export function tierProgress({ programme, tier }: MembershipRecord): Progress | null {
  const held = tierOf(programme, tier.code);
  if (held === null) return null;
  const next = programme.tiers.find(({ rank, level }) => rank > held.rank && level !== null);
  if (next === undefined || next.level === null) return null;
  return {
    nextLevel: next.level,
    tierMiles: tier.miles,
    required: next.threshold,
    missing: missingMiles(tier.miles, next.threshold),
    periodEndsOn: tier.periodEndsOn,
  };
}

function missingMiles(collected: Read<Miles>, required: Read<Miles>): Read<Miles> {
  if (typeof required !== 'bigint') return required;
  if (typeof collected !== 'bigint') return collected;
  return collected >= required ? 0n : required - collected;
}

/** Lots with miles left that have not expired by `today`. A lot whose day cannot be read is kept unless `until` is given. */
export function expiringLots(record: MembershipRecord, today: string, until: string | null): LotRecord[] {
  return record.lots.filter(({ miles, expiresOn }) => {
    if (expiresOn === null || (typeof miles === 'bigint' && miles <= 0n)) return false;
    if (expiresOn instanceof SourceError) return until === null;
    return expiresOn >= today && (until === null || expiresOn <= until);
  });
}

export interface Option {
  readonly code: string;
  readonly kind: AwardRecord['kind'];
  readonly title: string;
  readonly cost: Miles;
  readonly balanceAfter: Miles;
  readonly minimumTier: TierLevel | null;
}

/**
 * Awards the balance affords and the tier may take, cheapest first; none unless the account is active. An award whose price
 * or tier cannot be read is left out: nobody could promise it. Throws when the balance cannot be read.
 */
export function redemptionOptions(record: MembershipRecord, kinds: readonly Option['kind'][] | null): Option[] {
  if (record.status !== 'ACTIVE') return [];
  const available = readable(record.balance.available);
  if (available === null) return [];
  const rank = tierOf(record.programme, record.tier.code)?.rank ?? Number.NEGATIVE_INFINITY;
  return record.programme.awards
    .flatMap(({ cost, minimumTier, ...award }) => {
      if (typeof cost !== 'bigint' || cost > available) return [];
      if (kinds !== null && !kinds.includes(award.kind)) return [];
      const lowest = minimumTier === null ? null : tierOf(record.programme, minimumTier);
      if (minimumTier !== null && (lowest === null || lowest.rank > rank)) return [];
      return [{ ...award, cost, balanceAfter: available - cost, minimumTier: lowest?.level ?? null }];
    })
    .sort((a, b) => (a.cost === b.cost ? (a.code < b.code ? -1 : 1) : a.cost < b.cost ? -1 : 1));
}
