/** RT tickets as cases. */
import { z } from 'zod';
import type { Read } from '../../../shared/errors.ts';
import type { CaseRecord, CompensationRecord } from '../../source.ts';
import { malformed } from './client.ts';

/** What to ask for; without it a row is a mere link, and reading it would take a call a case. */
export const ticketFields = {
  fields: 'Subject,Status,Priority,Created,LastUpdated,Resolved,Requestor,CustomFields',
  'fields[Requestor]': 'Name,EmailAddress,RealName,MobilePhone,HomePhone',
};

/** RT writes a column the token may not see, or that is empty, as an empty text. */
const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => nonEmpty(value === null || value === undefined ? '' : String(value)));

const user = z.object({ id: text, Name: text, EmailAddress: text, RealName: text, MobilePhone: text, HomePhone: text });

const ticket = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  type: z.literal('ticket'),
  Subject: text,
  Status: text,
  Priority: text,
  Created: text,
  LastUpdated: text,
  Resolved: text,
  Requestor: z.array(user).catch([]),
  CustomFields: z
    .array(z.object({ name: z.string(), values: z.array(z.unknown()) }))
    .or(z.literal(''))
    .nullish(),
});

/** One row; LEGACY_MALFORMED when it is no ticket at all. */
export function readTicket(row: unknown): CaseRecord {
  const read = ticket.safeParse(row);
  if (!read.success) throw malformed('a row that is no ticket', read.error);
  const { data } = read;
  const fields = new Map((data.CustomFields || []).map(({ name, values }) => [name, firstText(values)]));
  const field = (name: string) => fields.get(name) ?? null;
  const [requester] = data.Requestor;
  return {
    id: data.id,
    subject: data.Subject,
    status: data.Status,
    category: field('Category'),
    channel: field('Channel'),
    priority: whole(data.Priority, 0, 100, 'priority'),
    openedAt: instant(data.Created),
    updatedAt: instant(data.LastUpdated),
    resolvedAt: instant(data.Resolved),
    requester: {
      name: field('RequesterName') ?? requester?.RealName ?? null,
      email: requester?.EmailAddress ?? null,
      phone: field('RequesterPhone') ?? requester?.MobilePhone ?? requester?.HomePhone ?? null,
    },
    requesterEmails: data.Requestor.flatMap(({ EmailAddress }) => EmailAddress ?? []),
    requesterLogins: data.Requestor.flatMap(({ id, Name }) => [id, Name]).filter((name) => name !== null),
    customerId: field('CustomerId'),
    membershipNumber: field('MemberNumber'),
    recordLocator: field('RecordLocator'),
    flightNumber: field('FlightNumber'),
    resolution: field('Resolution'),
    compensation: compensation(field('CompensationKind'), field('CompensationAmount'), field('CompensationCurrency')),
    rating: whole(field('Rating'), 1, 5, 'rating'),
  };
}

/** RT has no null date: an unset one is the epoch. */
export function instant(value: string | null): Read<Date> {
  if (value === null) return null;
  const read = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) ? new Date(value) : null;
  if (read === null || Number.isNaN(read.getTime())) return malformed('a date that cannot be read');
  return read.getTime() === 0 ? null : read;
}

function whole(value: string | null, least: number, most: number, what: string): Read<number> {
  if (value === null) return null;
  const number = /^-?\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  return number >= least && number <= most ? number : malformed(`a ${what} that is none`);
}

function compensation(kind: string | null, amount: string | null, currency: string | null): Read<CompensationRecord> {
  if (kind === null) return null;
  if (amount !== null && !/^\d{1,12}(\.\d{1,4})?$/.test(amount)) return malformed('a compensation that is no number');
  if (currency !== null && !/^[A-Z]{3}$/.test(currency)) return malformed('a currency that is none');
  return { kind, amount, currency };
}

function firstText(values: readonly unknown[]): string | null {
  const [value] = values;
  return typeof value === 'string' || typeof value === 'number' ? nonEmpty(String(value)) : null;
}

function nonEmpty(value: string): string | null {
  return value.trim() === '' ? null : value;
}
