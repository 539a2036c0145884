/** RT's transactions and their attachments as messages. */
import { convert, type HtmlToTextOptions } from 'html-to-text';
import { z } from 'zod';
import { SourceError } from '../../../shared/errors.ts';
import { comparable, type MessageRecord } from '../../source.ts';
import { malformed } from './client.ts';
import { instant } from './tickets.ts';

/** `Parent` must not be among them: RT 5.0 answers 500 to it. */
export const attachmentFields = 'TransactionId,ContentType,Filename,Content';
export const transactionFields = { fields: 'Type,Created,Creator,ObjectType,ObjectId' };

/** A customer's mail may hold anything; bounds keep a hostile one from holding up everybody. */
const plainly: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: 1_000_000, maxDepth: 100 },
  selectors: [{ selector: 'img', format: 'skip' }],
};

const id = z.union([z.string(), z.number()]).transform(String);

const transaction = z.object({
  id,
  type: z.literal('transaction'),
  Type: z.string(),
  Created: z.string(),
  Creator: z.object({ id }).nullish().catch(null),
  ObjectType: z.string(),
  ObjectId: id,
});

const attachment = z.object({
  id,
  type: z.literal('attachment'),
  TransactionId: id,
  ContentType: z.string(),
  Filename: z.string().nullish(),
  Content: z.string().nullish(),
});

export interface Transaction {
  readonly id: string;
  readonly ticket: string;
  readonly sentAt: Date;
  readonly author: string | null;
}

/** Null for what is not public correspondence on a ticket, whatever was asked for. */
export function readTransaction(row: unknown): Transaction | null {
  const read = transaction.safeParse(row);
  if (!read.success) throw malformed('a row that is no transaction', read.error);
  const { Type, ObjectType, Created, ObjectId, Creator } = read.data;
  if (ObjectType !== 'RT::Ticket' || (Type !== 'Create' && Type !== 'Correspond')) return null;
  const sentAt = instant(Created);
  if (sentAt instanceof SourceError) throw sentAt;
  if (sentAt === null) throw malformed('a transaction without its time');
  return { id: read.data.id, ticket: ObjectId, sentAt, author: Creator?.id ?? null };
}

export interface Body {
  readonly transaction: string;
  readonly html: boolean;
  readonly content: string;
}

/** Null for an enclosed file and for what is not text. */
export function readBody(row: unknown): Body | null {
  const read = attachment.safeParse(row);
  if (!read.success) throw malformed('a row that is no attachment', read.error);
  const { TransactionId, ContentType, Filename, Content } = read.data;
  const kind = ContentType.split(';')[0]?.trim().toLowerCase();
  if ((Filename ?? '') !== '' || (Content ?? '') === '') return null;
  if (kind !== 'text/plain' && kind !== 'text/html') return null;
  return { transaction: TransactionId, html: kind === 'text/html', content: Content ?? '' };
}

/** One message; null for a transaction without words, such as a ticket created empty. */
export function message(
  { id, sentAt, author }: Transaction,
  bodies: readonly Body[],
  requesterLogins: readonly string[],
): MessageRecord | null {
  const body = bodies.find(({ html }) => !html) ?? bodies.at(0);
  if (body === undefined) return null;
  const words = body.html ? convert(body.content, plainly) : body.content;
  const fromRequester = author !== null && requesterLogins.some((login) => comparable(login) === comparable(author));
  return { id, sentAt, fromAirline: !fromRequester, text: words.trim() };
}
