/** A service desk that is Request Tracker 5, through its REST 2.0. */

import { chunks } from '../../../shared/loader.ts';
import type { Guard } from '../../../shared/policies/guard.ts';
import { measureHealth } from '../../../shared/policies/measure-health.ts';
import { type CaseKey, type CaseRecord, comparable, keyText, type ServiceCaseSource } from '../../source.ts';
import { type RtRequest, rtClient } from './client.ts';
import { attachmentFields, type Body, message, readBody, readTransaction, transactionFields } from './messages.ts';
import { pageSize, readPage, readPages } from './paging.ts';
import { isId, searchByIds, searchByKeys, searchMessages, searchSolved } from './ticket-sql.ts';
import { readTicket, ticketFields } from './tickets.ts';

/** A search of 200 equalities takes a real RT a fifth of a second; far longer ones take the database's planner too long. */
const maxKeysPerCall = 200;
const maxPages = 100;

export interface RequestTrackerOptions {
  readonly url: string;
  readonly token: string;
  /** Names of queues to look in; all when empty. */
  readonly queues: readonly string[];
  readonly concurrency: number;
  readonly guard: Guard;
}

export function requestTracker(options: RequestTrackerOptions): ServiceCaseSource {
  const { queues, guard, concurrency } = options;
  const client = rtClient({ url: options.url, token: options.token, connections: concurrency });

  /** `keys` are counted on the first call of a search; its further pages are named apart. */
  async function pages(operation: string, keys: number, request: (page: number) => RtRequest, signal: AbortSignal) {
    return readPages((page) => {
      const call = { operation: page === 1 ? operation : `${operation} page`, keys, signal };
      return guard(call, async (limit) => readPage(await client.send(request(page), limit), page));
    }, maxPages);
  }

  async function tickets(query: string | null, keys: number, signal: AbortSignal): Promise<CaseRecord[]> {
    if (query === null) return [];
    // By number, because a number never changes: by date, a case touched meanwhile would move to another page.
    const form = { query, ...ticketFields, per_page: String(pageSize), orderby: 'id', order: 'ASC' };
    const request = (page: number): RtRequest => ({
      method: 'POST',
      path: '/tickets',
      form: { ...form, page: String(page) },
    });
    return distinct((await pages('tickets', keys, request, signal)).map(readTicket));
  }

  return {
    capabilities: {
      maxKeysPerCall,
      concurrency,
      pageSize,
      searchableBy: ['customerId', 'membershipNumber', 'email', 'recordLocator'],
    },

    async casesById(ids, signal) {
      const found = await tickets(searchByIds(ids, queues), ids.length, signal);
      return new Map(found.filter(({ id }) => ids.includes(id)).map((record) => [record.id, record]));
    },

    async casesByKeys(keys, signal) {
      const asked = new Set(keys.map(keyText));
      const found = await tickets(searchByKeys(keys, queues), keys.length, signal);
      return found.filter((record) => keysOf(record).some((key) => asked.has(keyText(key))));
    },

    async solvedCases(category, limit, signal) {
      const query = searchSolved(category, queues);
      if (query === null) return [];
      const form = { query, ...ticketFields, per_page: String(Math.min(limit, pageSize)) };
      const body = { ...form, orderby: 'LastUpdated', order: 'DESC' };
      const call = { operation: 'tickets solved', keys: 1, signal };
      const first = await guard(call, async (limit) =>
        readPage(await client.send({ method: 'POST', path: '/tickets', form: body }, limit), 1),
      );
      const cases = distinct(first.items.map(readTicket));
      const asked = (found: CaseRecord) =>
        comparable(found.category ?? '') === comparable(category) &&
        comparable(found.status ?? '') === 'resolved' &&
        found.resolution !== null;
      return cases.filter(asked).slice(0, limit);
    },

    async messages(cases, limit, signal) {
      const query = searchMessages(cases.map(({ id }) => id));
      if (query === null) return new Map();
      const form = { query, ...transactionFields, per_page: String(pageSize), orderby: 'id', order: 'ASC' };
      const request = (page: number): RtRequest => ({
        method: 'POST',
        path: '/transactions',
        form: { ...form, page: String(page) },
      });
      const rows = await pages('transactions', cases.length, request, signal);
      const transactions = distinct(rows.flatMap((row) => readTransaction(row) ?? []));
      const byCase = new Map(
        cases.map(({ id, requesterLogins }) => {
          const own = transactions.filter(({ ticket }) => ticket === id);
          own.sort((a, b) => a.sentAt.getTime() - b.sentAt.getTime() || Number(a.id) - Number(b.id));
          return [id, { requesterLogins, own: own.slice(0, limit) }] as const;
        }),
      );
      const bodies = await attachments(
        [...byCase.values()].flatMap(({ own }) => own.map(({ id }) => id)),
        signal,
      );
      return new Map(
        [...byCase].map(([id, { own, requesterLogins }]) => [
          id,
          own.flatMap((item) => message(item, bodies.get(item.id) ?? [], requesterLogins) ?? []),
        ]),
      );
    },

    health: (signal) => measureHealth((within) => client.send({ method: 'GET', path: '/rt' }, within), signal),
    close: () => client.close(),
  };

  /** RT finds attachments by their transactions only, and by JSON only; terms on one field are alternatives. */
  async function attachments(transactions: readonly string[], signal: AbortSignal): Promise<Map<string, Body[]>> {
    const asked = transactions.filter(isId);
    const replies = await Promise.all(
      chunks(asked, maxKeysPerCall).map((ids) => {
        const terms = [
          ...ids.map((value) => ({ field: 'TransactionId', value })),
          ...['text/plain', 'text/html'].map((value) => ({ field: 'ContentType', value })),
        ];
        const path = (page: number) =>
          `/attachments?fields=${attachmentFields}&per_page=${pageSize}&page=${page}&orderby=id&order=ASC`;
        const request = (page: number): RtRequest => ({ method: 'POST', path: path(page), json: terms });
        return pages('attachments', ids.length, request, signal);
      }),
    );
    const bodies = new Map<string, Body[]>(asked.map((id) => [id, []]));
    const seen = replies.flat().flatMap((row) => readBody(row) ?? []);
    for (const body of seen) bodies.get(body.transaction)?.push(body);
    return bodies;
  }
}

function keysOf(record: CaseRecord): CaseKey[] {
  const { customerId, membershipNumber, recordLocator, requesterEmails } = record;
  const fields = { customerId, membershipNumber, recordLocator };
  return [
    ...(['customerId', 'membershipNumber', 'recordLocator'] as const).flatMap((kind) => {
      const value = fields[kind];
      return value === null ? [] : [{ kind, value }];
    }),
    ...requesterEmails.map((value) => ({ kind: 'email' as const, value })),
  ];
}

/** A row that comes twice counts once. */
function distinct<T extends { readonly id: string }>(records: readonly T[]): T[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}
