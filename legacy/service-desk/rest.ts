/** RT's REST 2.0 over node:http: who is asking, what for, and the answer in RT's form. */
import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Desk } from './desk.ts';
import { paging, searchAttachments, searchTickets, searchTransactions } from './searches.ts';
import {
  attachmentRecord,
  attachmentValues,
  type Rendering,
  row,
  ticketRecord,
  ticketValues,
  transactionRecord,
  transactionValues,
} from './shapes.ts';
import { TicketSqlError } from './ticket-sql.ts';

export interface Serving {
  readonly desk: Desk;
  readonly token: string;
  /** The fault `shuffle`. */
  readonly shuffled: () => boolean;
  /** RT gives no total where the token's rights may hide rows. */
  readonly totalHidden: () => boolean;
  readonly count: (operation: string) => void;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Items<R> = { readonly records: readonly R[]; readonly render: (record: R) => unknown };

export function restListener(serving: Serving): RequestListener {
  return (request, response) => {
    answerTo(request, serving)
      .catch((): Answer => message(500, 'Internal Server Error'))
      .then(({ status, body, headers }) => {
        const json = Buffer.from(body === null ? '' : JSON.stringify(body, null, 3));
        response.writeHead(status, {
          'content-type': 'application/json; charset="utf-8"',
          'content-length': json.length,
          ...headers,
        });
        response.end(json);
      });
  };
}

async function answerTo(request: IncomingMessage, serving: Serving): Promise<Answer> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  const body = await text(request);
  const [scheme, given] = (request.headers.authorization ?? '').split(' ', 2);
  if (scheme?.toLowerCase() !== 'token' || given !== serving.token) return message(401, 'Unauthorized');
  const path = /^\/REST\/2\.0(\/.*)$/.exec(url.pathname)?.[1]?.replace(/\/$/, '');
  if (path === undefined) return message(404, 'Not Found');
  const form = /^application\/x-www-form-urlencoded/.test(request.headers['content-type'] ?? '') ? body : '';
  const parameters = new URLSearchParams([...url.searchParams, ...new URLSearchParams(form)]);
  const rendering = { desk: serving.desk, base: `${url.origin}/REST/2.0`, parameters };
  try {
    return route(path, request, url, body, rendering, serving);
  } catch (error) {
    if (error instanceof TicketSqlError || error instanceof SyntaxError) return message(400, error.message);
    throw error;
  }
}

function route(
  path: string,
  request: IncomingMessage,
  url: URL,
  body: string,
  rendering: Rendering,
  serving: Serving,
): Answer {
  const { desk, parameters } = rendering;
  const collection = <R>(operation: string, items: Items<R>, foreign: readonly R[]): Answer => {
    serving.count(operation);
    if (request.method !== 'GET' && request.method !== 'POST') return message(405, 'Method Not Allowed');
    return { status: 200, body: envelope(items, foreign, url, parameters, serving) };
  };
  const tickets = {
    render: (ticket: Parameters<typeof ticketValues>[1]) =>
      row(rendering, 'ticket', ticket.id, () => ticketValues(rendering, ticket)),
  };
  const transactions = {
    render: (found: Parameters<typeof transactionValues>[1]) =>
      row(rendering, 'transaction', found.id, () => transactionValues(rendering, found)),
  };
  const attachments = {
    render: (found: Parameters<typeof attachmentValues>[1]) =>
      row(rendering, 'attachment', found.id, () => attachmentValues(rendering, found)),
  };
  const parts = path.slice(1).split('/');
  const [kind = '', id = '', inner] = parts;
  const number = /^\d{1,15}$/.test(id) ? Number(id) : 0;
  if (path === '/rt') {
    serving.count('rt');
    return { status: 200, body: { Version: '5.0.3', Plugins: [] } };
  }
  if (path === '/tickets') {
    const records = searchTickets(desk, parameters);
    return collection('tickets', { ...tickets, records }, [...desk.tickets.values()].slice(0, 3));
  }
  if (path === '/transactions') {
    const records = searchTransactions(desk, parameters);
    return collection('transactions', { ...transactions, records }, [...desk.transactions.values()].slice(0, 3));
  }
  if (path === '/attachments') {
    const terms: unknown = body.trimStart().startsWith('[') ? JSON.parse(body) : [];
    // As in RT 5.0, which looks for an object behind this one field, finds none, and says nothing more.
    if ((parameters.get('fields') ?? '').split(',').includes('Parent')) return { status: 500, body: null };
    const records = searchAttachments(desk, terms, parameters);
    return collection('attachments', { ...attachments, records }, [...desk.attachments.values()].slice(0, 3));
  }
  const ticket = desk.tickets.get(number);
  if (kind === 'ticket' && inner === 'history')
    return collection('history', { ...transactions, records: ticket?.transactions ?? [] }, []);
  if (kind === 'ticket' && inner === 'attachments') {
    const records = (ticket?.transactions ?? []).flatMap(({ attachment }) => attachment ?? []);
    return collection('ticket attachments', { ...attachments, records }, []);
  }
  const transaction = desk.transactions.get(number);
  if (kind === 'transaction' && inner === 'attachments') {
    const records = [transaction?.attachment].flatMap((found) => found ?? []);
    return collection('transaction attachments', { ...attachments, records }, []);
  }
  if (parts.length !== 2) return message(404, 'Not Found');
  if (kind === 'ticket') {
    serving.count('ticket');
    if (ticket === undefined) return message(404, 'Not Found');
    const changed = ticket.transactions.at(-1)?.id ?? ticket.id;
    const headers = {
      etag: `"${changed}"`,
      'last-modified': `${ticket.lastUpdated.toISOString().slice(0, 19)}Z`,
    };
    return { status: 200, body: ticketRecord(rendering, ticket), headers };
  }
  if (kind === 'transaction') {
    serving.count('transaction');
    // RT 5.0 fails here instead of saying that there is none.
    if (transaction === undefined) return message(500, 'Internal Server Error');
    return { status: 200, body: transactionRecord(rendering, transaction) };
  }
  const attachment = desk.attachments.get(number);
  if (kind === 'attachment' && attachment !== undefined) {
    serving.count('attachment');
    return { status: 200, body: attachmentRecord(rendering, attachment) };
  }
  return message(404, 'Not Found');
}

function envelope<R>(
  { records, render }: Items<R>,
  foreign: readonly R[],
  url: URL,
  parameters: URLSearchParams,
  { shuffled, totalHidden }: Serving,
): Record<string, unknown> {
  const { perPage, page } = paging(parameters);
  const own = records.slice((page - 1) * perPage, page * perPage);
  // Everything right is there, backwards, some of it twice, and rows nobody asked for between.
  const rows = shuffled() && own.length > 0 ? [...foreign, ...[...own].reverse(), ...own.slice(0, 2)] : own;
  const items = rows.map(render);
  const total = totalHidden() ? null : records.length;
  const pages = total === null ? null : Math.ceil(total / perPage);
  const at = (number: number): string => {
    const target = new URL(url);
    target.searchParams.delete('page');
    target.searchParams.append('page', String(number));
    return target.href;
  };
  return {
    count: items.length,
    total,
    per_page: perPage,
    page,
    pages,
    items,
    ...(pages !== null && page < pages && { next_page: at(page + 1) }),
    ...(pages !== null && pages > 0 && page > 1 && { prev_page: at(Math.min(page - 1, pages)) }),
  };
}

function message(status: number, words: string): Answer {
  return { status, body: { message: words } };
}
