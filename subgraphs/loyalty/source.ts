/**
 * The port to a loyalty host, in domain words.
 *
 * Everything here is what the ledger says, decoded but not interpreted: who may be taken for whom, what a balance affords and
 * which lots are still live is decided above, once for every adapter. A value the ledger holds but that cannot be read is a
 * SourceError in its place.
 */
import type { Read } from '../shared/errors.ts';
import type { SourceHealth } from '../shared/subgraph.ts';
import type { Miles } from './miles.ts';

export interface LoyaltySource {
  readonly capabilities: LoyaltyCapabilities;
  /**
   * The accounts under these numbers and, where one was merged, the accounts it was merged into, by number; none for a
   * number the ledger does not hold. One call, whatever `ask` holds.
   */
  memberships(
    numbers: readonly string[],
    ask: MembershipAsk,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, MembershipRecord>>;
  /** The same page of several accounts' entries, by number; none for an account without an entry on that page. One call. */
  activity(
    numbers: readonly string[],
    page: ActivityPage,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, ActivityRecords>>;
  health(signal: AbortSignal): Promise<SourceHealth>;
  close(): Promise<void>;
}

export interface LoyaltyCapabilities {
  /** Membership numbers one call may carry. */
  readonly maxKeysPerCall: number;
  /** Calls in flight at once. */
  readonly concurrency: number;
  readonly searchableBy: readonly 'membershipNumber'[];
  /** Entries one page may hold. */
  readonly maxPageSize: number;
  /** Seconds for which the adapter may answer tier and award tables from memory. Accounts are always read. */
  readonly codeTableSeconds: number;
}

/** What to read of an account besides the account itself. */
export interface MembershipAsk {
  readonly tierHistory: boolean;
  readonly lots: boolean;
  readonly activity: ActivityPage | null;
}

export const activityKinds = [
  'EARNED_FLIGHT',
  'EARNED_PARTNER',
  'REDEEMED',
  'UPGRADED',
  'DONATED',
  'ADJUSTED',
  'EXPIRED',
  'OTHER',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

export interface ActivityPage {
  readonly first: number;
  readonly after: ActivityPosition | null;
  /** Null for all; sorted. */
  readonly kinds: readonly ActivityKind[] | null;
}

/** Where an entry stands, newest first: the posting day as the source orders it, then the entry number. */
export interface ActivityPosition {
  readonly day: number;
  readonly entry: number;
}

export interface ActivityRecords {
  readonly entries: readonly ActivityRecord[];
  readonly hasMore: boolean;
}

export interface ActivityRecord {
  readonly id: string;
  readonly position: ActivityPosition;
  readonly kind: ActivityKind;
  readonly rawKind: string;
  /** Signed. */
  readonly miles: Read<Miles>;
  readonly tierMiles: Read<Miles>;
  readonly postedOn: Read<string>;
  readonly flight: Read<{
    readonly carrier: string;
    /** No leading zeros. */
    readonly number: string;
    readonly departureDate: string;
    readonly origin: string;
  }>;
  readonly partner: string | null;
  readonly description: string | null;
}

export interface MembershipRecord {
  readonly number: string;
  readonly programme: ProgrammeRecord;
  readonly status: 'ACTIVE' | 'MERGED' | 'SUSPENDED' | 'CLOSED' | 'UNKNOWN';
  readonly mergedInto: string | null;
  readonly member: MemberRecord;
  readonly enrolledOn: Read<string>;
  readonly tier: {
    readonly code: string;
    readonly since: Read<string>;
    readonly validUntil: Read<string>;
    readonly miles: Read<Miles>;
    readonly periodEndsOn: Read<string>;
  };
  readonly balance: BalanceRecord;
  /** Newest first. Empty when not asked for, as are the lots. */
  readonly tierHistory: readonly TierPeriodRecord[];
  /** Earliest expiry first; those without one are last, with null. */
  readonly lots: readonly LotRecord[];
  /** Null when not asked for. */
  readonly activity: ActivityRecords | null;
}

/** The ledger's own spelling. */
export interface MemberRecord {
  readonly title: string | null;
  readonly givenNames: string | null;
  readonly surname: string;
  readonly suffix: string | null;
  readonly dateOfBirth: Read<string>;
}

export interface BalanceRecord {
  readonly available: Read<Miles>;
  readonly earned: Read<Miles>;
  readonly redeemed: Read<Miles>;
  readonly expired: Read<Miles>;
  readonly asOf: Read<Date>;
}

export interface LotRecord {
  readonly miles: Read<Miles>;
  readonly expiresOn: Read<string>;
}

export interface TierPeriodRecord {
  readonly code: string;
  readonly from: Read<string>;
  /** Null without an end. */
  readonly until: Read<string>;
}

export type TierLevel = 'BASE' | 'SILVER' | 'GOLD' | 'PLATINUM';

/** The programme's own tables: they change a few times a year. */
export interface ProgrammeRecord {
  readonly code: string;
  readonly name: string;
  /** Lowest first. */
  readonly tiers: readonly TierRecord[];
  /** What is on offer. */
  readonly awards: readonly AwardRecord[];
}

export interface TierRecord {
  readonly code: string;
  /** Null for a tier this graph has no level for. */
  readonly level: TierLevel | null;
  readonly name: string;
  readonly rank: number;
  readonly threshold: Read<Miles>;
}

export interface AwardRecord {
  readonly code: string;
  readonly kind: 'UPGRADE' | 'AWARD_FLIGHT' | 'PARTNER' | 'CHARITY';
  readonly title: string;
  readonly cost: Read<Miles>;
  /** Null when every member may. */
  readonly minimumTier: string | null;
}
