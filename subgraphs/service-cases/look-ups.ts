/** Cases and their messages by whose they are. Arguments are checked before anything is fetched. */
import { pageSize } from '../shared/connection.ts';
import { type CaseConnection, caseConnection, type ListArguments, listArguments } from './case-list.ts';
import type { Context } from './loaders.ts';
import { bookingIdentity, type CustomerIdentity } from './matching.ts';
import { type LikeCase, mostSimilar } from './similar.ts';
import type { CaseRecord, MessageRecord } from './source.ts';

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

/** Null when the reservation system could not say which booking it is. */
export async function casesOfBooking(
  booking: object,
  args: ListArguments,
  { loaders, now }: Context,
): Promise<CaseConnection | null> {
  const list = listArguments(args);
  const identity = bookingIdentity(booking);
  return identity === null ? null : caseConnection(await loaders.ofBooking.load(identity), list, now());
}

/** Oldest first. */
export async function messagesOf(record: CaseRecord, { first }: First, { loaders }: Context): Promise<MessageRecord[]> {
  const messages = await loaders.messages.load({ case: record, first: pageSize(first, 20, 100) });
  return [...(messages ?? [])];
}

/** None for a case without a category. */
export async function similarCases(record: CaseRecord, args: First, { loaders, now }: Context): Promise<LikeCase[]> {
  const first = pageSize(args.first, 5, 20);
  if (record.category === null) return [];
  return mostSimilar(record, (await loaders.solved.load(record.category)) ?? [], { first, now: now() });
}
