/** One account's entries, replayed in order: what is spent comes from the oldest miles, what is too old expires. */
import { addDays, dateOf, dayOf } from './dates.ts';
import type { LedgerEntry, Membership } from './types.ts';

/** An entry before it has its number, and before the dice know whether the balance affords it. */
export interface LedgerEvent extends Omit<LedgerEntry, 'id'> {
  /** Left out when the balance of that day does not cover it. */
  readonly ifAffordable?: boolean;
}

interface Replayed {
  readonly entries: readonly LedgerEntry[];
  readonly balance: Membership['balance'];
  readonly lots: Membership['lots'];
}

const lifetimeDays = 1096;

/** The last day of the month three years on. */
function expiryOf(postedOn: string): string {
  const date = addDays(postedOn, lifetimeDays);
  const firstOfNext = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 1));
  return dateOf(firstOfNext.getTime() / 86_400_000 - 1);
}

interface Lot {
  left: number;
  readonly expiresOn: string;
}

export function replay(
  events: readonly LedgerEvent[],
  today: string,
  expires: boolean,
  nextId: () => number,
): Replayed {
  const lots: Lot[] = [];
  const entries: LedgerEntry[] = [];
  const balance = { available: 0, earned: 0, redeemed: 0, expired: 0 };
  const post = (event: LedgerEvent): void => {
    const { ifAffordable: _, ...entry } = event;
    entries.push({ id: nextId(), ...entry });
    balance.available += event.miles;
    if (event.kind === 'EXPIRED') balance.expired -= event.miles;
    else if (event.kind === 'REDEEMED' || event.kind === 'UPGRADED' || event.kind === 'DONATED')
      balance.redeemed -= event.miles;
    else balance.earned += event.miles;
    if (event.miles > 0) lots.push({ left: event.miles, expiresOn: expiryOf(event.postedOn) });
    else if (event.kind !== 'EXPIRED') take(lots, -event.miles);
  };
  const expireUntil = (date: string): void => {
    for (;;) {
      const first = lots[0];
      if (!expires || first === undefined || first.expiresOn >= date) return;
      lots.shift();
      if (first.left > 0) {
        const postedOn = addDays(first.expiresOn, 1);
        post({
          kind: 'EXPIRED',
          miles: -first.left,
          tierMiles: 0,
          postedOn,
          flight: null,
          partner: null,
          text: 'MILES EXPIRED',
        });
      }
    }
  };
  const ordered = [...events].sort((a, b) => dayOf(a.postedOn) - dayOf(b.postedOn));
  for (const event of ordered) {
    expireUntil(event.postedOn);
    if (event.ifAffordable && balance.available + event.miles < 0) continue;
    post(event);
  }
  expireUntil(today);
  return { entries, balance, lots: expires ? byDate(lots) : [] };
}

function take(lots: Lot[], miles: number): void {
  let owed = miles;
  for (const lot of lots) {
    const used = Math.min(lot.left, owed);
    lot.left -= used;
    owed -= used;
    if (owed === 0) return;
  }
}

function byDate(lots: readonly Lot[]): Membership['lots'] {
  const sums = new Map<string, number>();
  for (const lot of lots) if (lot.left > 0) sums.set(lot.expiresOn, (sums.get(lot.expiresOn) ?? 0) + lot.left);
  return [...sums].map(([expiresOn, miles]) => ({ miles, expiresOn }));
}
