/** Records in the JSON forms of RT's REST 2.0, `fields` and `fields[X]` included. All numbers but counts are texts there. */
import type { Attachment, Desk, Ticket, Transaction, User } from './desk.ts';

export interface Rendering {
  readonly desk: Desk;
  /** Address of /REST/2.0. */
  readonly base: string;
  readonly parameters: URLSearchParams;
}

type Json = Record<string, unknown>;

const instant = (value: Date | null): string => `${(value ?? new Date(0)).toISOString().slice(0, 19)}Z`;
const link = ({ base }: Rendering, type: string, id: string | number): Json => ({
  type,
  id: String(id),
  _url: `${base}/${type}/${id}`,
});
const list = (parameters: URLSearchParams, name: string): string[] =>
  (parameters.get(name) ?? '').split(',').filter((field) => field !== '');

/** A row of a search: a link, and what `fields` asks for. A field there is not is an empty text. */
export function row(rendering: Rendering, type: string, id: number, all: () => Json): Json {
  const fields = list(rendering.parameters, 'fields');
  const values = fields.length === 0 ? {} : all();
  return {
    ...link(rendering, type, id),
    ...Object.fromEntries(fields.map((field) => [field, values[field] ?? ''])),
  };
}

/** When the airline last wrote to the customer; a real RT leaves the field out until it has. */
function told({ transactions, requestors }: Ticket): Json {
  const last = transactions
    .filter(({ type, creator }) => type === 'Correspond' && !requestors.includes(creator))
    .at(-1);
  return last ? { Told: instant(last.created) } : {};
}

export function ticketValues(rendering: Rendering, ticket: Ticket): Json {
  return {
    Subject: ticket.subject,
    Status: ticket.status,
    Type: 'ticket',
    Priority: String(ticket.priority),
    InitialPriority: '0',
    FinalPriority: '0',
    Created: instant(ticket.created),
    LastUpdated: instant(ticket.lastUpdated),
    Resolved: instant(ticket.resolved),
    Started: instant(null),
    Starts: instant(null),
    Due: instant(null),
    ...told(ticket),
    TimeEstimated: '0',
    TimeWorked: '0',
    TimeLeft: '0',
    Queue: expanded(rendering, 'Queue', 'queue', rendering.desk.queue.id, { Name: rendering.desk.queue.name }),
    Owner: user(rendering, 'Owner', {
      name: 'Nobody',
      emailAddress: '',
      realName: 'Nobody in particular',
      mobilePhone: '',
    }),
    Creator: user(rendering, 'Creator', ticket.creator),
    LastUpdatedBy: user(rendering, 'LastUpdatedBy', ticket.transactions.at(-1)?.creator ?? ticket.creator),
    EffectiveId: link(rendering, 'ticket', ticket.id),
    Requestor: ticket.requestors.map((requestor) => user(rendering, 'Requestor', requestor)),
    Cc: [],
    AdminCc: [],
    CustomFields: rendering.desk.customFields.map(({ id, name }) => ({
      ...link(rendering, 'customfield', id),
      name,
      values: [ticket.customFields[name]].filter((value) => value !== undefined),
    })),
  };
}

export function transactionValues(rendering: Rendering, transaction: Transaction): Json {
  return {
    Type: transaction.type,
    Created: instant(transaction.created),
    Creator: user(rendering, 'Creator', transaction.creator),
    ObjectType: 'RT::Ticket',
    ObjectId: String(transaction.ticket),
    TimeTaken: '0',
  };
}

export function attachmentValues(rendering: Rendering, attachment: Attachment): Json {
  return {
    TransactionId: String(attachment.transaction),
    ContentType: attachment.contentType,
    Filename: '',
    Subject: attachment.subject,
    Created: instant(attachment.created),
    Creator: user(rendering, 'Creator', attachment.creator),
    Content: attachment.content,
  };
}

/** A record on its own has every field, and its id as a number. */
export function ticketRecord(rendering: Rendering, ticket: Ticket): Json {
  const self = { ...link(rendering, 'ticket', ticket.id), id: ticket.id, ref: 'self' };
  const history = { ref: 'history', _url: `${rendering.base}/ticket/${ticket.id}/history` };
  const fields = rendering.desk.customFields.map(({ id, name }) => ({
    ...link(rendering, 'customfield', id),
    ref: 'customfield',
    name,
  }));
  return { id: ticket.id, ...ticketValues(rendering, ticket), _hyperlinks: [self, ...fields, history] };
}

export function transactionRecord(rendering: Rendering, transaction: Transaction): Json {
  const { ObjectType: _type, ObjectId: _id, ...values } = transactionValues(rendering, transaction);
  const self = { ...link(rendering, 'transaction', transaction.id), id: transaction.id, ref: 'self' };
  const enclosed = transaction.attachment === null ? [] : [transaction.attachment.id];
  const attachments = enclosed.map((id) => ({ ref: 'attachment', _url: `${rendering.base}/attachment/${id}` }));
  return {
    id: transaction.id,
    ...values,
    Object: link(rendering, 'ticket', transaction.ticket),
    _hyperlinks: [self, ...attachments],
  };
}

/** Alone, an attachment's content is in base 64; in a search's row it is not. */
export function attachmentRecord(rendering: Rendering, attachment: Attachment): Json {
  const { Filename: _none, ...values } = attachmentValues(rendering, attachment);
  return {
    id: attachment.id,
    ...values,
    TransactionId: link(rendering, 'transaction', attachment.transaction),
    Parent: '0',
    Content: `${Buffer.from(attachment.content).toString('base64')}\n`,
    _hyperlinks: [{ ...link(rendering, 'attachment', attachment.id), id: attachment.id, ref: 'self' }],
  };
}

function user(rendering: Rendering, field: string, { name, emailAddress, realName, mobilePhone }: User): Json {
  return expanded(rendering, field, 'user', name, {
    Name: name,
    EmailAddress: emailAddress,
    RealName: realName,
    MobilePhone: mobilePhone,
  });
}

/** `fields[Requestor]=Name,RealName` puts those into the link. */
function expanded(rendering: Rendering, field: string, type: string, id: string | number, values: Json): Json {
  const asked = list(rendering.parameters, `fields[${field}]`);
  return {
    ...link(rendering, type, id),
    ...Object.fromEntries(asked.map((name) => [name, values[name] ?? ''])),
  };
}
