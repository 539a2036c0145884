/** The stand-in beside a real Request Tracker 5: the same requests, replies of the same shape. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServiceDesk, startServiceDesk } from '../../legacy/service-desk/index.ts';
import type { Case } from '../../legacy/world/types.ts';
import { requestTracker } from '../../subgraphs/service-cases/adapters/request-tracker/index.ts';
import { guard } from '../../subgraphs/shared/policies/guard.ts';
import { loadCases } from '../support/request-tracker/load.ts';
import { type RealRt, realRequestTracker } from '../support/request-tracker/real.ts';
import { deskWorld, oddNumber } from '../support/service-desk-world.ts';

interface Host {
  readonly url: string;
  readonly token: string;
}

interface Question {
  readonly path: string;
  readonly form?: Record<string, string>;
  readonly json?: unknown;
  readonly token?: string;
  readonly method?: string;
}

const few = 12;
const fields = 'Subject,Status,Priority,Created,LastUpdated,Resolved,Requestor,CustomFields,Queue,Nonsense';
const inRows = { fields, 'fields[Requestor]': 'Name,EmailAddress,RealName', 'fields[Queue]': 'Name' };

describe('the stand-in beside a real Request Tracker 5', () => {
  let rt: RealRt;
  let standIn: ServiceDesk;
  let real: Host;
  let ours: Host;

  beforeAll(async () => {
    const world = deskWorld();
    const cases = [...world.cases.slice(0, few - 1), ...world.cases.filter((c) => c.membershipNumber === oddNumber)];
    rt = realRequestTracker();
    const numbers = await loadCases(rt, cases);
    // The stand-in under the numbers RT gave, so that the same requests fit both.
    const renumbered = cases.map((held): Case => ({ ...held, id: numbers.get(held.id) ?? 0 }));
    standIn = await startServiceDesk({ ...world, cases: renumbered.sort((a, b) => a.id - b.id) });
    real = { url: rt.url, token: rt.token };
    ours = { url: standIn.settings.SERVICE_CASES_URL ?? '', token: standIn.settings.SERVICE_CASES_TOKEN ?? '' };
  }, 170_000);
  afterAll(() => standIn?.close());

  const questions: Record<string, Question> = {
    'a search without fields': { path: '/tickets', form: { query: 'id > 0', orderby: 'id' } },
    'a search with fields': { path: '/tickets', form: { query: 'id > 0', orderby: 'id', ...inRows } },
    'a first page': { path: '/tickets', form: { query: 'id > 0', per_page: '5', orderby: 'id', order: 'DESC' } },
    'a second page': { path: '/tickets', form: { query: 'id > 0', per_page: '5', page: '2', orderby: 'id' } },
    'a page beyond the last': { path: '/tickets', form: { query: 'id > 0', page: '9' } },
    'a page of more than a hundred': { path: '/tickets', form: { query: 'id > 0', per_page: '1000', orderby: 'id' } },
    'an impossible page size': {
      path: '/tickets',
      form: { query: 'id > 0', per_page: 'many', page: '0', orderby: 'id' },
    },
    'no query': { path: '/tickets' },
    'a search by address, in capitals': {
      path: '/tickets',
      form: { query: "Requestor.EmailAddress = 'ADA.LINDQVIST@example.com'", orderby: 'id' },
    },
    'a custom field': { path: '/tickets', form: { query: "'CF.{Category}' = 'baggage'", orderby: 'id' } },
    'a bare custom field': { path: '/tickets', form: { query: "CF.Category = 'BAGGAGE'", orderby: 'id' } },
    'an empty custom field': { path: '/tickets', form: { query: "'CF.{Resolution}' IS NULL", orderby: 'id' } },
    'a custom field there is not': { path: '/tickets', form: { query: "'CF.{Nope}' = 'x'" } },
    'AND then OR': { path: '/tickets', form: { query: "id = 1 AND id = 2 OR Status = 'open'", orderby: 'id' } },
    'OR then AND': { path: '/tickets', form: { query: "Status = 'open' OR id > 0 AND id = 1", orderby: 'id' } },
    'not equal': { path: '/tickets', form: { query: "Status != 'open'", orderby: 'id' } },
    like: { path: '/tickets', form: { query: "Subject LIKE 'ax3%arr_ve' OR Subject LIKE 'SUITCASE'", orderby: 'id' } },
    dates: { path: '/tickets', form: { query: "Created > '2026-10-01' AND Resolved < '2026-11-01'", orderby: 'id' } },
    'a date that is none': { path: '/tickets', form: { query: "Created > 'garbage'", orderby: 'id' } },
    'never resolved': { path: '/tickets', form: { query: 'Resolved IS NULL', orderby: 'id' } },
    'a quote inside': { path: '/tickets', form: { query: `'CF.{MemberNumber}' = 'O\\'NEIL (1) OR 1=1 " AND'` } },
    'a value that names a column': { path: '/tickets', form: { query: "Subject = 'CF.{Category}'" } },
    IN: { path: '/tickets', form: { query: 'id IN (1, 2)' } },
    'half a query': { path: '/tickets', form: { query: 'id = 1 AND' } },
    'a bracket too few': { path: '/tickets', form: { query: '(id = 1' } },
    'a bracket too many': { path: '/tickets', form: { query: 'id = 1)' } },
    'a column there is not': { path: '/tickets', form: { query: 'Nope = 1' } },
    'a bare word for a value': { path: '/tickets', form: { query: 'id = abc' } },
    'stray characters': { path: '/tickets', form: { query: '@@@ id > 0', orderby: 'id' } },
    'a queue': { path: '/tickets', form: { query: "Queue = 'Customer relations' AND id > 0", orderby: 'id' } },
    'a queue there is not': { path: '/tickets', form: { query: "Queue = 'Nope'" } },
    'another method': { path: '/tickets', method: 'PUT' },
    'a case': { path: '/ticket/2001' },
    'a case there is not': { path: '/ticket/99' },
    'a case that is no number': { path: '/ticket/abc' },
    'a wrong token': { path: '/ticket/2001', token: '1-14-00000000000000000000000000000000' },
    'a path there is not': { path: '/nonsense' },
    'a transaction there is not': { path: '/transaction/999999' },
    'correspondence of two cases': {
      path: '/transactions',
      form: {
        query:
          "ObjectType = 'RT::Ticket' AND (Type = 'Create' OR Type = 'Correspond') AND (ObjectId = 2001 OR ObjectId = 2002)",
        fields: 'Type,Created,ObjectType,ObjectId,Creator',
      },
    },
    'comments of a case': {
      path: '/transactions',
      form: { query: "ObjectType = 'RT::Ticket' AND Type = 'Comment' AND ObjectId = 2001", fields: 'Type,ObjectId' },
    },
    'no attachments': { path: '/attachments', json: [{ field: 'TransactionId', value: '999999' }] },
    'no attachment terms': { path: '/attachments?fields=Content', json: [] },
    'a trapped field': { path: '/attachments?fields=Parent', json: [{ field: 'ContentType', value: 'text/plain' }] },
  };

  it.each(Object.entries(questions))('answers %s alike', async (_, question) => {
    const [theirs, mine] = await Promise.all([ask(real, question), ask(ours, question)]);
    expect(mine.status).toBe(theirs.status);
    expect(shape(mine.body)).toEqual(shape(theirs.body));
    if (!theirs.isError) expect(tickets(mine.body)).toEqual(tickets(theirs.body));
    expect(mine.etag === null).toBe(theirs.etag === null);
  });

  it('gives a message its words in the same form', async () => {
    for (const host of [real, ours]) {
      const created = await ask(host, {
        path: '/transactions',
        form: { query: "ObjectType = 'RT::Ticket' AND Type = 'Create' AND ObjectId > 0", per_page: '100' },
      });
      const json = rowIds(created.body).map((value) => ({ field: 'TransactionId', value }));
      const path = '/attachments?fields=TransactionId,ContentType,Filename,Content&per_page=100';
      const { body } = await ask(host, { path, json });
      const words = itemsOf(body).map(({ Content }) => Content);
      expect(words).toContain('Ünïcödé, <b>no</b> markup & "quotes"');
      expect(shape(itemsOf(body)[0])).toEqual({
        ...{ Content: 'string', ContentType: 'string', Filename: 'string', TransactionId: 'string' },
        ...{ _url: 'string', id: 'string', type: 'string' },
      });
    }
  });

  it('reads the same with a token whose rights hide private comments, and so gets no totals', async () => {
    const source = (token: string) =>
      requestTracker({
        ...{ url: rt.url, token, queues: ['Customer relations'], concurrency: 2 },
        guard: guard({ system: 'service-cases', concurrency: 2, queue: 50, timeout: 20_000, onCall: () => undefined }),
      });
    const { signal } = new AbortController();
    const [all, limited] = [source(rt.token), source(rt.limitedToken)];
    const ids = Array.from({ length: few }, (_, index) => String(2001 + index));
    const [cases, seen] = await Promise.all([all.casesById(ids, signal), limited.casesById(ids, signal)]);
    expect(seen.size).toBe(few);
    const [told, toldLess] = await Promise.all([
      all.messages([...cases.values()], 20, signal),
      limited.messages(
        [...seen.values()].map((found) => ({ ...found, requesterLogins: cases.get(found.id)!.requesterLogins })),
        20,
        signal,
      ),
    ]);
    expect(toldLess).toEqual(told);
    const reply = await ask(
      { url: rt.url, token: rt.limitedToken },
      { path: '/transactions', form: { query: "ObjectType = 'RT::Ticket'" } },
    );
    expect(reply.body).toMatchObject({ total: null, pages: null });
    await Promise.all([all.close(), limited.close()]);
  });
});

async function ask(host: Host, { path, form, json, token, method }: Question) {
  const body = form ? new URLSearchParams(form).toString() : json === undefined ? null : JSON.stringify(json);
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  const reply = await fetch(`${host.url}/REST/2.0${path}`, {
    method: method ?? (body === null ? 'GET' : 'POST'),
    headers: { authorization: `token ${token ?? host.token}`, ...(body !== null && { 'content-type': type }) },
    body,
    signal: AbortSignal.timeout(20_000),
  });
  const text = await reply.text();
  const parsed: unknown = text === '' ? null : JSON.parse(text);
  return { status: reply.status, isError: !reply.ok, body: parsed, etag: reply.headers.get('etag') };
}

/** Keys and types all the way down; a list is the shapes in it, each once. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) {
    const shapes = value.filter((item) => !isHyperlink(item)).map((item) => JSON.stringify(shape(item)));
    return [...new Set(shapes)].sort();
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .sort()
        .map(([key, inner]) => [key, shape(inner)]),
    );
  return value === null ? 'null' : typeof value;
}

/** Links to actions depend on rights and on the case's state; the stand-in offers none. */
const isHyperlink = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'ref' in value &&
  ['lifecycle', 'correspond', 'comment'].includes(String(value.ref));

function itemsOf(body: unknown): Record<string, unknown>[] {
  return typeof body === 'object' && body !== null && 'items' in body && Array.isArray(body.items) ? body.items : [];
}

const rowIds = (body: unknown) => itemsOf(body).map(({ id }) => id);

/** Only tickets have the same numbers on both sides; of other records the number of rows counts. */
const tickets = (body: unknown) => itemsOf(body).map(({ id, type }) => (type === 'ticket' ? id : type));
