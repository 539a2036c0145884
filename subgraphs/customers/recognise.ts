/**
 * From somebody to the customers he may be: search, read, compare, rank. Two calls at most, however many ask at once. Who may not be
 * shown is ranked with the others: a sign that two customers share makes neither of them certain, whoever asks.
 */
import { utcDate } from '../shared/dates.ts';
import { compare } from './identity/compare.ts';
import { identityOf } from './identity/customer-identity.ts';
import { leastPossible, type Ranked, rank } from './identity/rank.ts';
import { type Subject, searchKeys } from './identity/subject.ts';
import type { Context, LookUpKey } from './loaders.ts';
import { isShown, mayShowAny } from './shown.ts';
import type { CustomerRecord } from './source.ts';

/** A match as the schema has it. */
export interface Match extends Ranked<CustomerRecord> {
  readonly asOf: Date;
}

export interface Recognition {
  /** Searched for besides the subject's own keys. */
  readonly further?: readonly LookUpKey[];
  /** Possible matches below this are left out. */
  readonly least?: number;
  /** A customer not to be found: the subject itself. */
  readonly except?: string;
}

/** Best first; at most one merges. */
export async function recognise(subject: Subject, context: Context, how: Recognition = {}): Promise<Match[]> {
  const { loaders, home, rows } = context;
  const linked: LookUpKey[] = subject.customerId === null ? [] : [{ kind: 'ID', id: subject.customerId }];
  const keys = [...linked, ...searchKeys(subject), ...(how.further ?? [])];
  const hits = await Promise.all(keys.map((key) => loaders.search.load(key)));
  const ids = [...new Set(hits.flatMap((found) => found ?? []))].filter((id) => id !== how.except);
  if (!mayShowAny(ids, rows)) return [];
  const records = await Promise.all(ids.map((id) => loaders.customer.load(id)));
  const asOf = context.now();
  const today = utcDate(asOf);
  const compared = records.flatMap((customer) =>
    customer === null ? [] : [{ customer, comparison: compare(subject, identityOf(customer, home), today) }],
  );
  const ranked = rank(compared, how.least ?? leastPossible);
  return ranked.filter(({ customer }) => isShown(customer, rows)).map((match) => ({ ...match, asOf }));
}

/** The customer this subject is, or null when none is certain. */
export async function certainMatch(subject: Subject, context: Context): Promise<Match | null> {
  const [best] = await recognise(subject, context);
  return best?.merges === true ? best : null;
}

/** Customers this subject may be, none of them certain. */
export async function possibleMatches(subject: Subject, first: number, context: Context): Promise<Match[]> {
  const matches = await recognise(subject, context);
  return matches.filter(({ merges }) => !merges).slice(0, first);
}
