/** Customers against customers: possible duplicates, and why two records are or are not one person. */
import { utcDate } from '../shared/dates.ts';
import { compare } from './identity/compare.ts';
import { identityOf } from './identity/customer-identity.ts';
import { confidenceOf, decide, type Method } from './identity/decide.ts';
import type { Evidence } from './identity/evidence.ts';
import { leastPossible } from './identity/rank.ts';
import { nobody, type Subject } from './identity/subject.ts';
import type { Context } from './loaders.ts';
import { type Match, recognise } from './recognise.ts';
import { shownCustomer } from './shown.ts';
import type { CustomerRecord } from './source.ts';

export type Verdict = 'SAME_PERSON' | 'POSSIBLY_SAME' | 'UNRELATED' | 'EXCLUDED';

export interface CustomerComparison {
  readonly verdict: Verdict;
  readonly method: Method;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly asOf: Date;
}

/** Never merged, whatever the signs: two records of the master are one person only when the master says so. */
export async function possibleDuplicates(customer: CustomerRecord, first: number, context: Context): Promise<Match[]> {
  const matches = await recognise(customerSubject(customer, context), context, { except: customer.id });
  return matches.slice(0, first).map((match) => ({ ...match, merges: false }));
}

/** Null when either id is unknown. */
export async function identityComparison(
  ids: readonly [string, string],
  context: Context,
): Promise<CustomerComparison | null> {
  const [left, right] = await Promise.all(ids.map((id) => shownCustomer(id, context)));
  if (left == null || right == null) return null;
  const asOf = context.now();
  const subject = { ...customerSubject(left, context), customerId: left.id === right.id ? left.id : null };
  const comparison = compare(subject, identityOf(right, context.home), utcDate(asOf));
  const { holding, score, excluded } = decide(comparison);
  const [tier] = holding;
  const verdict = excluded
    ? 'EXCLUDED'
    : tier !== undefined
      ? 'SAME_PERSON'
      : score >= leastPossible
        ? 'POSSIBLY_SAME'
        : 'UNRELATED';
  const confidence = tier === undefined ? score : confidenceOf[tier];
  return { verdict, method: tier ?? 'POSSIBLE', confidence, evidence: comparison.evidence, asOf };
}

/** Bookings are left out: companions' records name the same ones. */
function customerSubject(customer: CustomerRecord, { home }: Context): Subject {
  const { name, dateOfBirth, memberships, documents, emails, phones } = identityOf(customer, home);
  return {
    ...nobody,
    name,
    dateOfBirth,
    memberships: memberships.filter(({ live }) => live).map(({ programme, number }) => ({ programme, number })),
    documents,
    emails: [...new Set(emails.map(({ key }) => key))],
    phones: [...new Set(phones.map(({ key }) => key))],
  };
}
