/** The desk's words in the graph's. A word that is not known stays visible as it is, beside OTHER or UNKNOWN. */
import type {
  Compensation,
  CompensationKind,
  ServiceCaseCategory,
  ServiceCaseStatus,
  ServiceCaseStatusGroup,
  ServiceChannel,
} from './generated.ts';
import type { CaseRecord, CompensationRecord } from './source.ts';

const statuses: Readonly<Record<string, ServiceCaseStatus>> = {
  NEW: 'NEW',
  OPEN: 'OPEN',
  STALLED: 'STALLED',
  RESOLVED: 'RESOLVED',
  REJECTED: 'REJECTED',
};

const categories: Readonly<Record<string, ServiceCaseCategory>> = {
  BAGGAGE: 'BAGGAGE',
  DELAY_OR_CANCELLATION: 'DELAY_OR_CANCELLATION',
  REFUND: 'REFUND',
  SEATING: 'SEATING',
  SPECIAL_ASSISTANCE: 'SPECIAL_ASSISTANCE',
  LOYALTY: 'LOYALTY',
  STAFF: 'STAFF',
  BOOKING: 'BOOKING',
  FEEDBACK: 'FEEDBACK',
};

const channels: Readonly<Record<string, ServiceChannel>> = {
  PHONE: 'PHONE',
  EMAIL: 'EMAIL',
  E_MAIL: 'EMAIL',
  CHAT: 'CHAT',
  SOCIAL: 'SOCIAL',
  WEB: 'WEB',
};

const kinds: Readonly<Record<string, CompensationKind>> = { CASH: 'CASH', VOUCHER: 'VOUCHER', MILES: 'MILES' };

/** `Delay or cancellation` and `DELAY_OR_CANCELLATION` are one word. */
const folded = (word: string): string =>
  word
    .trim()
    .toUpperCase()
    .replace(/[^A-Z]+/g, '_');

export const statusOf = (word: string | null): ServiceCaseStatus | null =>
  word === null ? null : (statuses[folded(word)] ?? 'UNKNOWN');

export const categoryOf = (word: string | null): ServiceCaseCategory | null =>
  word === null ? null : (categories[folded(word)] ?? 'OTHER');

export const channelOf = (word: string | null): ServiceChannel | null =>
  word === null ? null : (channels[folded(word)] ?? 'OTHER');

/** A status of the desk's own making counts as closed once the case has a time of resolution. */
export function statusGroupOf({
  status,
  resolvedAt,
}: Pick<CaseRecord, 'status' | 'resolvedAt'>): ServiceCaseStatusGroup {
  const known = statusOf(status);
  if (known === 'RESOLVED' || known === 'REJECTED') return 'CLOSED';
  if (known === 'UNKNOWN') return resolvedAt === null ? 'OPEN' : 'CLOSED';
  return 'OPEN';
}

/** Null for none. */
export function compensationOf(given: CompensationRecord | null): Compensation | null {
  if (given === null) return null;
  const { kind, amount, currency } = given;
  const known = kinds[folded(kind)] ?? 'OTHER';
  const miles = known === 'MILES';
  return {
    kind: known,
    money: !miles && amount !== null && currency !== null ? { amount: decimals(amount, currency), currency } : null,
    miles: miles ? amount : null,
  };
}

/** By currency; looking one up takes longer than all else about a case. */
const usualDecimals = new Map<string, number>();

function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** `250` in euros is `250.00`. Digits that are there stay. */
function decimals(amount: string, currency: string): string {
  const usual = usualDecimals.get(currency) ?? decimalsOf(currency);
  usualDecimals.set(currency, usual);
  const [whole = '0', fraction = ''] = amount.split('.');
  const digits = fraction.padEnd(usual, '0');
  return digits === '' ? whole : `${whole}.${digits}`;
}
