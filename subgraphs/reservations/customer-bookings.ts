/**
 * A customer's bookings, out of a system that finds bookings by one key a call and opens them one by one.
 *
 * Candidates come from the lists under the customer's frequent-flyer numbers and from the bookings the customer master names.
 * A list's dates put them in order, so that only the bookings of the page are opened, each once; one without dates, or one
 * that departs about today where only the exact time tells coming from past, is opened before. A booking is shown only when
 * a passenger in it is the customer (matching.ts).
 *
 * When a list fails, the field fails, as nobody knows what would be missing. When a booking cannot be opened, its edge stays in
 * its place with the error at `node` and what the list knew as a POSSIBLE match; when none can and the host refused none of them
 * on purpose, it is the host that fails, and so does the field. One whose day nobody knows then may belong anywhere: it stands at
 * the head of the first page that could lack it, before what might be shown in its stead, and cursors say that it was told.
 *
 * `hasNextPage` says that candidates are left; without opening them nobody knows whether one is the customer's.
 */

import type { Connection, Edge } from '../shared/connection.ts';
import { decodeCursor, pageSize } from '../shared/connection.ts';
import { utcDate } from '../shared/dates.ts';
import { SourceError } from '../shared/errors.ts';
import { compareNames } from '../shared/names.ts';
import { seesEveryone } from '../shared/privacy/rows.ts';
import { inOrder, type Positioned, readCursor, restOf } from './booking-order.ts';
import type { BookingWhen } from './generated.ts';
import { firstDeparture, isUpcoming } from './itinerary.ts';
import type { Context } from './loaders.ts';
import { type CustomerIdentity, type Match, matchBooking } from './matching.ts';
import { partOf } from './own-part.ts';
import { parsePassengerName } from './passenger-name.ts';
import type { BookingRecord, BookingSummary } from './source.ts';

export interface BookingEdge extends Edge<BookingRecord | SourceError> {
  readonly match: Match;
  readonly asOf: Date;
}

export type BookingConnection = Connection<BookingEdge>;

/** The customer master's part of a customer, as the gateway hands it over. */
export type CustomerReference = { readonly id: string } & {
  readonly [K in keyof CustomerIdentity]?: CustomerIdentity[K] | null;
};

interface Candidate {
  readonly recordLocator: string;
  /** As the list or the customer master has it; a booking created on another day is another booking. */
  readonly createdOn: string | null;
  readonly listed: BookingSummary | null;
}

interface Placed extends Candidate {
  /** Local date of the first departure, by which the list is ordered; null when nobody knows it. */
  readonly departs: string | null;
  /** Why nobody can know its day now: it could not be opened, and no list gives one. */
  readonly unplaced: SourceError | null;
}

interface Arguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly when?: BookingWhen | null | undefined;
}

/** Null when the customer master did not say who the customer is. Throws BadUserInput, or the SourceError of a failed list. */
export async function customerBookings(
  customer: CustomerReference,
  args: Arguments,
  context: Context,
): Promise<BookingConnection | null> {
  const { name } = customer;
  const size = pageSize(args.first, 10, 50);
  const after = decodeCursor(args.after);
  if (name == null) return null;
  const identity: CustomerIdentity = {
    name,
    dateOfBirth: customer.dateOfBirth ?? null,
    membershipNumbers: customer.membershipNumbers ?? [],
    recordLocators: customer.recordLocators ?? [],
  };
  const when = args.when ?? 'ALL';
  const placed = await Promise.all((await candidates(identity, context)).map((each) => place(each, when, context)));
  const rest = restOf(inOrder(placed, when), readCursor(after));
  return fillPage(rest, { size, isFirst: after === null }, identity, context);
}

async function candidates(customer: CustomerIdentity, { loaders, system }: Context): Promise<Candidate[]> {
  const lists = await Promise.all(customer.membershipNumbers.map((number) => loaders.list.load(number)));
  const listed = new Map(lists.flatMap((list) => list ?? []).map((summary) => [summary.recordLocator, summary]));
  const named = customer.recordLocators.filter(
    ({ system: theirs, recordLocator }) => theirs === system && !listed.has(recordLocator),
  );
  return [
    ...[...listed.values()].map((summary) => ({ ...summary, listed: summary })),
    ...named.map(({ recordLocator, createdOn }) => ({ recordLocator, createdOn, listed: null })),
  ];
}

const day = 86_400_000;

/** Where the candidate stands in the list; null when it does not belong into it. */
async function place(candidate: Candidate, when: BookingWhen, context: Context): Promise<Placed | null> {
  const { firstDeparture: first, lastDeparture: last } = candidate.listed ?? {};
  if (first != null && last != null) {
    const placed = { ...candidate, departs: first, unplaced: null };
    if (when === 'ALL') return placed;
    const now = context.now().getTime();
    // A local date is never more than a day off the UTC one.
    if (last > utcDate(new Date(now + day))) return when === 'UPCOMING' ? placed : null;
    if (last < utcDate(new Date(now - day))) return when === 'PAST' ? placed : null;
  }
  const booking = await open(candidate, context);
  if (booking === null) return null;
  if (booking instanceof SourceError) {
    return { ...candidate, departs: first ?? null, unplaced: first == null ? booking : null };
  }
  if (when !== 'ALL' && isUpcoming(booking, context.now()) !== (when === 'UPCOMING')) return null;
  return { ...candidate, departs: first ?? firstDeparture(booking), unplaced: null };
}

/** Null when the system holds no such booking any more; the loader sees to it that each is opened once. */
async function open(candidate: Candidate, { loaders }: Context): Promise<BookingRecord | SourceError | null> {
  try {
    const booking = await loaders.booking.load(candidate.recordLocator);
    const created = booking?.createdOn;
    const another = typeof created === 'string' && candidate.createdOn !== null && created !== candidate.createdOn;
    return another ? null : booking;
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

/** Opens as many as the page still lacks, until it is full or none is left. */
async function fillPage(
  rest: readonly Positioned<Placed>[],
  { size, isFirst }: { readonly size: number; readonly isFirst: boolean },
  customer: CustomerIdentity,
  context: Context,
): Promise<BookingConnection> {
  const edges: BookingEdge[] = [];
  let next = 0;
  while (edges.length < size && next < rest.length) {
    const wave = rest.slice(next, next + size - edges.length);
    next += wave.length;
    const opened = await Promise.all(wave.map((candidate) => edge(candidate, customer, context)));
    edges.push(...opened.filter((each) => each !== null));
  }
  const failures = edges.map(({ node }) => (node instanceof SourceError ? node : null));
  const [failure] = failures;
  if (failure != null && failures.every((each) => each !== null && each.code !== 'LEGACY_REJECTED')) throw failure;
  return {
    edges,
    pageInfo: {
      hasNextPage: next < rest.length,
      hasPreviousPage: !isFirst,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

async function edge(
  candidate: Positioned<Placed>,
  customer: CustomerIdentity,
  context: Context,
): Promise<BookingEdge | null> {
  const node = await open(candidate, context);
  if (node === null) return null;
  const match = node instanceof SourceError ? possibleMatch(candidate, customer) : matchBooking(node, customer);
  if (match === null) return null;
  const shown = node instanceof SourceError || seesEveryone(context.rows) ? node : partOf(node, match.passenger);
  return { cursor: candidate.cursor, node: shown, match, asOf: context.now() };
}

/** What can be said of a booking that was listed but could not be opened; null when the list names somebody else. */
function possibleMatch({ listed }: Candidate, customer: CustomerIdentity): Match | null {
  const { surname, firstName } = listed ?? {};
  const name = surname == null ? null : compareNames(parsePassengerName(surname, firstName ?? null), customer.name);
  if (name?.surname === 'DIFFERENT' || name?.givenName === 'DIFFERENT' || name?.suffixConflict === true) return null;
  return {
    method: 'POSSIBLE',
    confidence: 0.5,
    evidence: [
      { attribute: listed === null ? 'bookingReference' : 'membershipNumber', outcome: 'SAME' },
      { attribute: 'surname', outcome: name?.surname ?? 'MISSING' },
      { attribute: 'givenName', outcome: name?.givenName ?? 'MISSING' },
    ],
    passenger: null,
  };
}
