/** The three searches, each over records of one type, and their paging as RT pages. */
import { columnsOfTickets, columnsOfTransactions, predicate } from './conditions.ts';
import type { Attachment, Desk, Ticket, Transaction } from './desk.ts';
import { parseTicketSql, TicketSqlError } from './ticket-sql.ts';

export interface Paging {
  readonly perPage: number;
  readonly page: number;
}

/** RT corrects what it cannot use, and says nothing. */
export function paging(parameters: URLSearchParams): Paging {
  const number = (name: string, preset: number) => {
    const text = parameters.get(name) ?? '';
    return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : preset;
  };
  return { perPage: Math.min(number('per_page', 20), 100), page: number('page', 1) };
}

/** Nothing for an empty query. TicketSqlError for one that cannot be read. */
export function searchTickets({ tickets }: Desk, parameters: URLSearchParams): Ticket[] {
  const query = parseTicketSql(parameters.get('query') ?? '');
  if (query === null) return [];
  const found = [...tickets.values()].filter(predicate(query, columnsOfTickets));
  return ordered(found, parameters, (ticket, column) => columnsOfTickets(column)?.values(ticket)[0]);
}

export function searchTransactions({ transactions }: Desk, parameters: URLSearchParams): Transaction[] {
  const query = parseTicketSql(parameters.get('query') ?? '');
  const all = [...transactions.values()];
  const found = query === null ? all : all.filter(predicate(query, columnsOfTransactions));
  if (!parameters.has('orderby')) found.sort((a, b) => a.created.getTime() - b.created.getTime() || a.id - b.id);
  return ordered(found, parameters, (found, column) => columnsOfTransactions(column)?.values(found)[0]);
}

/** Terms on one field are alternatives; a term on a field there is not is passed over. */
export function searchAttachments({ attachments }: Desk, terms: unknown, parameters: URLSearchParams): Attachment[] {
  if (!Array.isArray(terms)) throw new TicketSqlError('JSON object must be a ARRAY');
  const wanted = new Map<string, Set<string>>();
  for (const { field, value } of terms) {
    if (!(field in fields)) continue;
    wanted.set(field, (wanted.get(field) ?? new Set()).add(String(value)));
  }
  if (wanted.size === 0) return [];
  const tests = [...wanted].flatMap(([field, values]) => {
    const read = fields[field];
    return read === undefined ? [] : [(found: Attachment) => values.has(read(found))];
  });
  const found = [...attachments.values()].filter((attachment) => tests.every((test) => test(attachment)));
  return ordered(found, parameters, ({ id }) => String(id));
}

const fields: Readonly<Record<string, (attachment: Attachment) => string>> = {
  id: ({ id }) => String(id),
  TransactionId: ({ transaction }) => String(transaction),
  ContentType: ({ contentType }) => contentType,
};

function ordered<R extends { readonly id: number }>(
  records: R[],
  parameters: URLSearchParams,
  columnOf: (record: R, column: string) => string | undefined,
): R[] {
  const columns = parameters.getAll('orderby');
  const orders = parameters.getAll('order').map((order) => (order.toUpperCase() === 'DESC' ? -1 : 1));
  if (columns.length === 0) return records;
  return records.sort((a, b) => {
    for (const [index, column] of columns.entries()) {
      const order = compare(columnOf(a, column) ?? '', columnOf(b, column) ?? '') * (orders[index] ?? 1);
      if (order !== 0) return order;
    }
    return a.id - b.id;
  });
}

function compare(left: string, right: string): number {
  const numbers = /^\d+$/.test(left) && /^\d+$/.test(right);
  return numbers ? Number(left) - Number(right) : left < right ? -1 : left > right ? 1 : 0;
}
