/**
 * Types the desk's cases into a real Request Tracker through its REST 2.0, as users would have, and then sets what RT lets
 * nobody set: when things happened and who wrote what.
 */
import pg from 'pg';
import { z } from 'zod';
import { customFieldsOf, requesterOf } from '../../../legacy/service-desk/desk.ts';
import type { Case } from '../../../legacy/world/types.ts';
import type { RealRt } from './real.ts';

const atOnce = 4;
const created = z.object({ id: z.string() });

/** RT's ticket number by the world's case number. */
export async function loadCases(rt: RealRt, cases: readonly Case[]): Promise<ReadonlyMap<number, number>> {
  const send = async (path: string, body: unknown): Promise<unknown> => {
    const reply = await fetch(`${rt.url}/REST/2.0${path}`, {
      method: 'POST',
      headers: { authorization: `token ${rt.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return reply.json();
  };
  const database = new pg.Pool({ connectionString: rt.databaseUrl, max: atOnce });
  try {
    await database.query(
      'truncate tickets, transactions, attachments, objectcustomfieldvalues restart identity; alter sequence tickets_id_seq restart with 2001',
    );
    await database.query("delete from groups where domain = 'RT::Ticket-Role'");
    const users = new Map(cases.map(requesterOf).map((user) => [user.name, user]));
    await inParallel([...users.values()], async ({ name, emailAddress, realName, mobilePhone }) => {
      const known = await database.query(
        'update users set realname = $2, mobilephone = $3 where lower(name) = lower($1)',
        [name, realName, mobilePhone],
      );
      if (known.rowCount === 0)
        await send('/user', { Name: name, EmailAddress: emailAddress, RealName: realName, MobilePhone: mobilePhone });
    });
    const numbers = new Map<number, number>();
    await inParallel(cases, async (found) => {
      const [opening, ...later] = found.messages;
      const ticket = await send('/ticket', {
        Queue: 'Customer relations',
        Subject: found.subject,
        Requestor: requesterOf(found).name,
        Priority: found.priority,
        CustomFields: customFieldsOf(found),
        ...(opening && { Content: opening.text, ContentType: 'text/plain' }),
      });
      const id = Number(created.parse(ticket).id);
      numbers.set(found.id, id);
      for (const { private: hidden, text } of later)
        await send(`/ticket/${id}/${hidden ? 'comment' : 'correspond'}`, { Content: text, ContentType: 'text/plain' });
    });
    for (const found of cases) await setHistory(database, found, numbers.get(found.id) ?? 0);
    await database.query('analyze');
    return numbers;
  } finally {
    await database.end();
  }
}

async function setHistory(database: pg.Pool, found: Case, ticket: number): Promise<void> {
  const answered = found.messages.slice(1).findLast((message) => message.fromAirline && !message.private);
  await database.query(
    'update tickets set status = $2, created = $3, lastupdated = $4, resolved = $5, told = $6 where id = $1',
    [
      ticket,
      found.status,
      sql(found.openedAt),
      sql(found.updatedAt),
      sql(found.resolvedAt ?? new Date(0)),
      answered ? sql(answered.at) : null,
    ],
  );
  const said = await database.query<{ id: number }>(
    "select id from transactions where objecttype = 'RT::Ticket' and objectid = $1 and type in ('Create', 'Correspond', 'Comment') order by id",
    [ticket],
  );
  for (const [index, { id }] of said.rows.entries()) {
    const message = found.messages[index];
    if (message === undefined) continue;
    await database.query(
      'update transactions set created = $2, creator = case when $3 then creator else (select id from users where lower(name) = lower($4)) end where id = $1',
      [id, sql(message.at), message.fromAirline, requesterOf(found).name],
    );
  }
}

/** RT keeps UTC in columns without a zone. */
const sql = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ');

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of left) await work(item);
    }),
  );
}
