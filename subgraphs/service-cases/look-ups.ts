/** Cases and their messages by whose they are, or by their number. Arguments are checked before anything is fetched. */
import { pageSize } from '../shared/connection.ts';
import { type Rows, seesEveryone } from '../shared/privacy/rows.ts';
import { type CaseConnection, caseConnection, type ListArguments, listArguments } from './case-list.ts';
import type { Context } from './loaders.ts';
import { bookingIdentity, type CustomerIdentity } from './matching.ts';
import { type LikeCase, mostSimilar } from './similar.ts';
import { type CaseRecord, comparable, type MessageRecord } from './source.ts';

interface First {
  readonly first?: number | null | undefined;
}

export async function casesOfCustomer(
  customer: CustomerIdentity,
  args: ListArguments,
  { loaders, now }: Context,
): Promise<CaseConnection> {
  const list = listArguments(args);
  return caseConnection(await loaders.ofCustomer.load(customer), list, now());
}

/** By its number alone nothing says whose a case is: only who sees everybody's is shown it. */
export async function caseByNumber(id: string, { loaders, rows }: Context): Promise<CaseRecord | null> {
  return seesEveryone(rows) ? loaders.case.load(id) : null;
}

/** Null when the reservation system could not say which booking it is. */
export async function casesOfBooking(
  booking: object,
  args: ListArguments,
  { loaders, now, rows }: Context,
): Promise<CaseConnection | null> {
  const list = listArguments(args);
  const identity = bookingIdentity(booking);
  if (identity === null) return null;
  const cases = await loaders.ofBooking.load(identity);
  return caseConnection(
    cases.filter(({ record }) => isShown(record, rows)),
    list,
    now(),
  );
}

/** Of the cases of a booking, which others in it may have opened, a customer is shown those that the desk has linked to him. */
function isShown({ customerId }: CaseRecord, rows: Rows): boolean {
  if (rows.of === 'own' && rows.customerId !== null && customerId !== null) {
    return comparable(customerId) === comparable(rows.customerId);
  }
  return seesEveryone(rows);
}

/** Oldest first. */
export async function messagesOf(record: CaseRecord, { first }: First, { loaders }: Context): Promise<MessageRecord[]> {
  const messages = await loaders.messages.load({ case: record, first: pageSize(first, 20, 100) });
  return [...(messages ?? [])];
}

/** None for a case without a category, and to who does not see everybody's. */
export async function similarCases(record: CaseRecord, args: First, context: Context): Promise<LikeCase[]> {
  const { loaders, now, rows } = context;
  const first = pageSize(args.first, 5, 20);
  if (record.category === null || !seesEveryone(rows)) return [];
  return mostSimilar(record, (await loaders.solved.load(record.category)) ?? [], { first, now: now() });
}
