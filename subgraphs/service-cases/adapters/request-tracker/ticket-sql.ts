/**
 * Queries in TicketSQL, Request Tracker's search language.
 *
 * There is no IN, so a batch is an OR of equalities. Every value goes through `literal`: it is the only way into a query.
 */
import type { CaseKey } from '../../source.ts';

/** Condition -> what the desk compares. */
const columns: Readonly<Record<CaseKey['kind'], string>> = {
  customerId: "'CF.{CustomerId}'",
  membershipNumber: "'CF.{MemberNumber}'",
  recordLocator: "'CF.{RecordLocator}'",
  email: 'Requestor.EmailAddress',
};

const longestValue = 254;

/**
 * A quoted value, or null for one TicketSQL cannot say: even between quotes it takes a text that begins with `CF.` for a
 * column and `__CurrentUser__` and its like for what they name, and backslashes do not survive to the database.
 */
export function literal(value: string): string | null {
  if (value === '' || value.length > longestValue) return null;
  if (/[\p{Cc}\\]/u.test(value) || /^\s*(CF|CustomField|CustomFieldValue)\./i.test(value) || /^\s*__/.test(value))
    return null;
  return `'${value.replaceAll("'", "\\'")}'`;
}

/**
 * Cases with any of these keys, in any of these queues (all, when none is named). Null when no key can be asked for.
 *
 * E-mail conditions stand in brackets of their own: only then does RT join its user tables once. Side by side with other
 * conditions it joins them once a condition, and a search for fifty addresses does not come back.
 */
export function searchByKeys(keys: readonly CaseKey[], queues: readonly string[]): string | null {
  const fields = keys.filter(({ kind }) => kind !== 'email').flatMap(condition);
  const emails = keys.filter(({ kind }) => kind === 'email').flatMap(condition);
  const groups = [fields, emails].filter((group) => group.length > 0).map((group) => `(${group.join(' OR ')})`);
  return groups.length === 0 ? null : within(queues, `(${groups.join(' OR ')})`);
}

/** Cases by number; null when none of them is one. */
export function searchByIds(ids: readonly string[], queues: readonly string[]): string | null {
  const conditions = ids.filter(isId).map((id) => `id = ${id}`);
  return conditions.length === 0 ? null : within(queues, `(${conditions.join(' OR ')})`);
}

/** Solved cases of a category that say how they were solved; null for a category that cannot be asked for. */
export function searchSolved(category: string, queues: readonly string[]): string | null {
  const word = literal(category);
  if (word === null) return null;
  return within(queues, `(Status = 'resolved' AND 'CF.{Category}' = ${word} AND 'CF.{Resolution}' IS NOT NULL)`);
}

/** TransactionSQL: what was written to the requesters or by them. `Comment` is the staff's own and not asked for. */
export function searchMessages(ids: readonly string[]): string | null {
  const conditions = ids.filter(isId).map((id) => `ObjectId = ${id}`);
  if (conditions.length === 0) return null;
  return `ObjectType = 'RT::Ticket' AND (Type = 'Create' OR Type = 'Correspond') AND (${conditions.join(' OR ')})`;
}

/** RT's numbers fit a signed 32-bit column; PostgreSQL refuses a greater one with an error for the whole search. */
export function isId(text: string): boolean {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= 2_147_483_647;
}

function condition({ kind, value }: CaseKey): string[] {
  const text = literal(value);
  return text === null ? [] : [`${columns[kind]} = ${text}`];
}

/** `id > 0` keeps the brackets from being the whole query, where RT would not join once (see searchByKeys). */
function within(queues: readonly string[], query: string): string {
  const names = queues.flatMap((queue) => literal(queue) ?? []).map((name) => `Queue = ${name}`);
  return names.length === 0 ? `id > 0 AND ${query}` : `(${names.join(' OR ')}) AND ${query}`;
}
