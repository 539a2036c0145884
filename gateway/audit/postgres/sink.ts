/**
 * Records in one table of a PostgreSQL, of all gateways that share it in one chain. A group is a transaction; they take turns by a lock that
 * is gone with its connection. After an error nobody knows whether the last group is there: the next one looks first.
 */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { genesis, type Head, type Seal } from '../chain.ts';
import { type Line, linesFor } from '../lines.ts';
import { closedRecord, openedRecord } from '../record.ts';
import type { AuditSink, Numbered } from '../sink.ts';
import { connections, withConnection } from './connections.ts';
import { provideTable, TableMissing, tableName } from './table.ts';

export interface PostgresSinkOptions {
  readonly url: string;
  readonly seal: Seal;
  readonly now: () => Date;
  /** The table ends with an earlier record than this process has written: its end was cut off. It is gone on after its own. */
  readonly onCut: (told: { readonly found: number; readonly written: number }) => void;
}

const lockOf = `SELECT pg_advisory_xact_lock(${7_364_002}, '${tableName}'::regclass::oid::int)`;
/** What is asked of the server's disk is not turned down. */
const durable = `SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'`;

/** Rejects when the database answers and has no place for records. One that does not answer is waited for, as everything is. */
export async function openPostgresSink(options: PostgresSinkOptions): Promise<AuditSink> {
  const { url, seal, now, onCut } = options;
  const pool = connections(url);
  const writer = randomUUID();
  let head: Head | null = null;
  let isProvided = false;
  let isOpened = false;
  let isSure = true;
  let [day, views] = ['', new Set<string>()];

  const provide = async (client: pg.ClientBase): Promise<void> => {
    if (!isProvided) await provideTable(client);
    isProvided = true;
  };
  /** The end of the table, or of what this process knows to have been in it. */
  const headIn = async (client: pg.ClientBase): Promise<Head> => {
    const { rows } = await client.query<Record<'seq' | 'hash', string>>(
      `SELECT seq, hash FROM ${tableName} ORDER BY seq DESC LIMIT 1`,
    );
    const found: Head = rows[0] ? { seq: Number(rows[0].seq), hash: rows[0].hash } : genesis;
    if (head === null || found.seq >= head.seq) return found;
    onCut({ found: found.seq, written: head.seq });
    return head;
  };
  const keptAlready = async (client: pg.ClientBase, records: readonly Numbered[]): Promise<ReadonlySet<number>> => {
    const numbers = records.map(({ number }) => number);
    const { rows } = await client.query<{ readonly number: string }>(
      `SELECT number FROM ${tableName} WHERE writer = $1 AND number = ANY($2::bigint[])`,
      [writer, numbers],
    );
    return new Set(rows.map(({ number }) => Number(number)));
  };
  const write = async (records: readonly Numbered[], last = false): Promise<void> =>
    withConnection(pool, async (client) => {
      await provide(client);
      await client.query('BEGIN');
      await client.query(lockOf);
      await client.query(durable);
      const before = await headIn(client);
      const kept = isSure ? new Set() : await keptAlready(client, records);
      const opens = !isOpened && !(await hasWritten(client, writer));
      const today = now().toISOString().slice(0, 10);
      // So that rows of days gone by can be put away.
      if (today !== day) [day, views] = [today, new Set()];
      const made = linesFor(
        records.filter(({ number }) => !kept.has(number)),
        {
          head: before,
          seal,
          knows: (view) => views.has(view),
          before: opens ? [openedRecord(now().toISOString(), null)] : [],
          after: last ? [closedRecord(now().toISOString())] : [],
        },
      );
      await insert(client, writer, made.lines);
      isSure = false;
      await client.query('COMMIT');
      [isSure, isOpened, head] = [true, true, made.head];
      for (const view of made.views) views.add(view);
    });

  await withConnection(pool, provide).catch(async (error: unknown) => {
    if (!(error instanceof TableMissing)) return;
    await pool.end();
    throw error;
  });
  return {
    append: (records) => write(records),
    head: () => head,
    close: async () => {
      if (isOpened) await write([], true).catch(() => {});
      await pool.end();
    },
  };
}

async function hasWritten(client: pg.ClientBase, writer: string): Promise<boolean> {
  const { rows } = await client.query(`SELECT 1 FROM ${tableName} WHERE writer = $1 LIMIT 1`, [writer]);
  return rows.length > 0;
}

async function insert(client: pg.ClientBase, writer: string, lines: readonly Line[]): Promise<void> {
  const rows = lines.map(({ line, head, kind, record }) => ({
    seq: head.seq,
    hash: head.hash,
    kind,
    at: record?.draft.at ?? null,
    subjects: record ? subjectsOf(record) : null,
    writer,
    number: record?.number ?? null,
    line,
  }));
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO ${tableName} SELECT * FROM jsonb_to_recordset($1::jsonb)
       AS row(seq bigint, hash text, kind text, at timestamptz, subjects text[], writer uuid, number bigint, line text)`,
    [JSON.stringify(rows)],
  );
}

const subjectsOf = ({ draft }: Numbered): string[] => [...draft.subjects, ...draft.others];
