/** One request's batching: a membership is read once, with all that the operation asks of any membership. */
import type DataLoader from 'dataloader';
import { keyedLoader } from '../shared/loader.ts';
import type { Rows } from '../shared/privacy/rows.ts';
import { pageText } from './activity.ts';
import { joined } from './look-ahead.ts';
import type {
  ActivityPage,
  ActivityRecords,
  LoyaltyCapabilities,
  LoyaltySource,
  MembershipAsk,
  MembershipRecord,
} from './source.ts';

export interface Context {
  readonly loaders: Loaders;
  /** Whose records may be shown. */
  readonly rows: Rows;
  readonly capabilities: LoyaltyCapabilities;
  readonly now: () => Date;
  /** Two letters of the airline's own programme. */
  readonly programme: string;
}

/** An account, and the one that counts instead where it was merged. */
export interface Account {
  readonly own: MembershipRecord;
  /** `own` itself unless merged; null when the ledger does not hold what it was merged into. */
  readonly survivor: MembershipRecord | null;
}

export interface Loaders {
  readonly account: DataLoader<AccountKey, Account | null, string>;
  /** Null for an account without an entry on that page. */
  activity(page: ActivityPage): DataLoader<string, ActivityRecords | null, string>;
}

export interface AccountKey {
  readonly number: string;
  readonly ask: MembershipAsk;
}

export function createLoaders(source: LoyaltySource, signal: AbortSignal): Loaders {
  const { maxKeysPerCall } = source.capabilities;
  const pages = new Map<string, DataLoader<string, ActivityRecords | null, string>>();
  const activity = (page: ActivityPage) => {
    const text = pageText(page);
    const loader =
      pages.get(text) ??
      keyedLoader<string, ActivityRecords>({
        maxKeysPerCall,
        identify: (number) => number,
        load: (numbers) => source.activity(numbers, page, signal),
      });
    pages.set(text, loader);
    return loader;
  };
  const account = keyedLoader<AccountKey, Account>({
    maxKeysPerCall,
    identify: accountText,
    load: async (keys) => {
      const ask = joined(keys.map((key) => key.ask));
      const records = await source.memberships([...new Set(keys.map((key) => key.number))], ask, signal);
      if (ask.activity !== null) {
        for (const record of records.values()) activity(ask.activity).prime(record.number, record.activity);
      }
      return new Map(
        keys.flatMap((key) => {
          const own = records.get(key.number);
          return own === undefined ? [] : [[accountText(key), { own, survivor: survivorOf(own, records) }] as const];
        }),
      );
    },
  });
  return { account, activity };
}

function accountText({ number, ask }: AccountKey): string {
  return `${number} ${ask.tierHistory} ${ask.lots} ${ask.activity === null ? '' : pageText(ask.activity)}`;
}

/** Follows merges to their end. Accounts merged in a circle, or into one the ledger does not hold, have no survivor. */
function survivorOf(own: MembershipRecord, records: ReadonlyMap<string, MembershipRecord>): MembershipRecord | null {
  let current: MembershipRecord | undefined = own;
  for (const _ of records) {
    if (current === undefined) return null;
    if (current.status !== 'MERGED') return current;
    current = records.get(current.mergedInto ?? '');
  }
  return null;
}
