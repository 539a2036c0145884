/** TicketSQL and TransactionSQL conditions as predicates over the desk's records. */
import type { Ticket, Transaction } from './desk.ts';
import { type Condition, type Query, TicketSqlError } from './ticket-sql.ts';

/** The values a record has for a key; several for a field with several. */
type Column<R> = { readonly kind: 'text' | 'number' | 'date'; readonly values: (record: R) => readonly string[] };
type Columns<R> = (key: string) => Column<R> | null;
type Predicate<R> = (record: R) => boolean;

const queueName = 'Customer relations';
const text = <R>(values: (record: R) => readonly string[]): Column<R> => ({ kind: 'text', values });
const number = <R>(value: (record: R) => number): Column<R> => ({ kind: 'number', values: (r) => [String(value(r))] });
/** In SQL form; an unset date is the epoch. */
const date = <R>(value: (record: R) => Date | null): Column<R> => ({
  kind: 'date',
  values: (record) => [(value(record) ?? new Date(0)).toISOString().slice(0, 19).replace('T', ' ')],
});

const ticketColumns: Readonly<Record<string, Column<Ticket>>> = {
  id: number((ticket) => ticket.id),
  subject: text((ticket) => [ticket.subject]),
  status: text((ticket) => [ticket.status]),
  priority: number((ticket) => ticket.priority),
  queue: text(() => [queueName, '3']),
  created: date((ticket) => ticket.created),
  lastupdated: date((ticket) => ticket.lastUpdated),
  resolved: date((ticket) => ticket.resolved),
  requestor: text((ticket) => ticket.requestors.map((user) => user.emailAddress)),
  'requestor.emailaddress': text((ticket) => ticket.requestors.map((user) => user.emailAddress)),
  'requestor.name': text((ticket) => ticket.requestors.map((user) => user.name)),
};

const transactionColumns: Readonly<Record<string, Column<Transaction>>> = {
  id: number((transaction) => transaction.id),
  objectid: number((transaction) => transaction.ticket),
  ticketid: number((transaction) => transaction.ticket),
  objecttype: text(() => ['RT::Ticket']),
  type: text((transaction) => [transaction.type]),
  created: date((transaction) => transaction.created),
};

export const columnsOfTickets: Columns<Ticket> = (key) => {
  const field = /^(?:CF|CustomField|CustomFieldValue)\.(?:\{(.+)\}|(\w+))$/i.exec(key);
  const name = field?.[1] ?? field?.[2];
  if (name !== undefined) return text((ticket) => [ticket.customFields[name] ?? ''].filter((value) => value !== ''));
  return ticketColumns[key.toLowerCase()] ?? null;
};

export const columnsOfTransactions: Columns<Transaction> = (key) => transactionColumns[key.toLowerCase()] ?? null;

/** TicketSqlError for a column there is not. Alternatives on one column become one look-up in a set. */
export function predicate<R>(query: Query, columns: Columns<R>): Predicate<R> {
  if (query.kind === 'condition') return conditionOf(query.condition, columns);
  if (query.kind === 'and') {
    const parts = query.parts.map((part) => predicate(part, columns));
    return (record) => parts.every((part) => part(record));
  }
  const sets = new Map<string, { column: Column<R>; wanted: Set<string> }>();
  const others: Predicate<R>[] = [];
  for (const part of query.parts) {
    const { condition } = part.kind === 'condition' ? part : { condition: null };
    const column = condition === null ? null : columns(condition.key);
    if (condition === null || column === null || !isPlainEquality(condition, column)) {
      others.push(predicate(part, columns));
      continue;
    }
    const set = sets.get(condition.key.toLowerCase()) ?? { column, wanted: new Set<string>() };
    set.wanted.add(condition.value.toLowerCase());
    sets.set(condition.key.toLowerCase(), set);
  }
  const members = [...sets.values()];
  return (record) =>
    members.some(({ column, wanted }) => column.values(record).some((value) => wanted.has(value.toLowerCase()))) ||
    others.some((other) => other(record));
}

function isPlainEquality({ operator, quoted, value }: Condition, { kind }: { kind: string }): boolean {
  if (operator !== '=') return false;
  return kind === 'number' ? /^\d+$/.test(value) : kind === 'text' && quoted && value !== '';
}

function conditionOf<R>(condition: Condition, columns: Columns<R>): Predicate<R> {
  const { key, operator, quoted } = condition;
  const column = columns(key);
  if (column === null) throw new TicketSqlError(`Unknown field: ${key}`);
  const isNumber = /^[+-]?\d+$/.test(condition.value);
  if (operator === 'IS' || operator === 'IS NOT') {
    const unset = (record: R) => column.values(record).every((value) => value === '' || value.startsWith('1970-01-01'));
    return operator === 'IS' ? unset : (record) => !unset(record);
  }
  // A bare word names a column; none of those there are is ever equal to another in the desk's data.
  if (!quoted && !isNumber) {
    if (/^CF\./i.test(condition.value) || condition.value.toUpperCase() === 'NULL') return () => false;
    if (columns(condition.value) === null)
      throw new TicketSqlError(`Wrong query, no such column '${condition.value}' in '${key} ${operator}'`);
    return () => false;
  }
  const value = column.kind === 'date' ? sqlDate(condition.value) : condition.value.toLowerCase();
  const compared = comparisons(column.kind, operator, value);
  // A date that is not set is before none.
  const unset = column.kind === 'date' && operator.startsWith('<');
  const holds = (held: string) => compared(held) && !(unset && held.startsWith('1970-01-01'));
  if (operator === '!=' || operator === 'NOT LIKE') return (record) => column.values(record).every(holds);
  return (record) => column.values(record).some(holds);
}

function comparisons(kind: Column<unknown>['kind'], operator: Condition['operator'], value: string) {
  if (operator === 'LIKE' || operator === 'NOT LIKE') {
    const shape = new RegExp(like(value), 'isu');
    return (held: string) => shape.test(held) === (operator === 'LIKE');
  }
  const compare = (held: string): number => {
    if (kind === 'number') return Number(held) - (/^[+-]?\d+$/.test(value) ? Number(value) : Number.NaN);
    // A day alone is the whole day.
    const own =
      kind === 'date' && operator === '=' && value.endsWith('00:00:00') ? `${held.slice(0, 10)} 00:00:00` : held;
    const text = own.toLowerCase();
    return text < value ? -1 : text > value ? 1 : 0;
  };
  switch (operator) {
    case '=':
      return (held: string) => compare(held) === 0;
    case '!=':
      return (held: string) => compare(held) !== 0;
    case '>':
      return (held: string) => compare(held) > 0;
    case '<':
      return (held: string) => compare(held) < 0;
    case '>=':
      return (held: string) => compare(held) >= 0;
    default:
      return (held: string) => compare(held) <= 0;
  }
}

/** RT puts % on both sides, and leaves those inside as they are. */
function like(value: string): string {
  return value
    .replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
}

/** RT reads many forms; one it cannot read is the epoch. Without a zone it is the server's, which is set to UTC. */
function sqlDate(value: string): string {
  const read = new Date(/^\d{4}-\d\d-\d\d$/.test(value) ? value : `${value.replace(' ', 'T').replace(/Z$/, '')}Z`);
  return (Number.isNaN(read.getTime()) ? new Date(0) : read).toISOString().slice(0, 19).replace('T', ' ');
}
