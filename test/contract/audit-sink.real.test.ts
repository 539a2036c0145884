/** The audit in a PostgreSQL, which TEST_POSTGRES_URL names: several gateways write one chain, and a commit whose reply is lost is no second record. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sealWith } from '../../gateway/audit/chain.ts';
import { readTable } from '../../gateway/audit/postgres/reader.ts';
import { openPostgresSink } from '../../gateway/audit/postgres/sink.ts';
import { tableStatements } from '../../gateway/audit/postgres/table.ts';
import type { AuditSink } from '../../gateway/audit/sink.ts';
import { type Verdict, verifyChain } from '../../gateway/audit/verify.ts';
import { draft } from '../support/audit.ts';
import { type Line, lineTo } from '../support/line.ts';
import { newDatabase, type TestDatabase } from '../support/postgres.ts';
import { describeAuditSink } from './audit-sink.ts';

describeAuditSink('a real PostgreSQL', async () => {
  const database = await newDatabase('audit');
  const line = await lineTo(database.url);
  return {
    open: ({ seal, now }) => openPostgresSink({ url: line.url, seal, now, onCut: () => {} }),
    reader: () => readTable(database.url),
    tamper: async (seq, change) => {
      const [row] = await database.query('SELECT line FROM audit_record WHERE seq = $1', [seq]);
      const changed = change(String(row?.line));
      if (changed === null) await database.query('DELETE FROM audit_record WHERE seq = $1', [seq]);
      else {
        // With its columns, as who knows of them would.
        const { subjects = null } = JSON.parse(changed);
        await database.query('UPDATE audit_record SET line = $2, subjects = $3 WHERE seq = $1', [
          seq,
          changed,
          subjects,
        ]);
      }
    },
    break: async () => void line.fault('drop'),
    mend: async () => void line.fault('none'),
    close: async () => {
      await line.close();
      await database.remove();
    },
  };
});

describe('the audit in a table', () => {
  let database: TestDatabase;
  let line: Line;
  let sinks: AuditSink[];
  let cut: unknown[];
  beforeEach(async () => {
    database = await newDatabase('audit');
    line = await lineTo(database.url);
    [sinks, cut] = [[], []];
  });
  afterEach(async () => {
    for (const sink of sinks) await sink.close();
    await line.close();
    await database.remove();
  });

  const open = async (url = database.url) => {
    const sink = await openPostgresSink({
      url,
      seal: sealWith(null),
      now: () => new Date(),
      onCut: (told) => cut.push(told),
    });
    sinks.push(sink);
    return sink;
  };
  const verdict = async (): Promise<Verdict> => {
    const reader = readTable(database.url);
    return verifyChain(reader.all(), { key: null, known: null }).finally(() => reader.close());
  };
  const subjects = async () =>
    (await database.query("SELECT subjects FROM audit_record WHERE kind = 'answer' ORDER BY seq")).flatMap(
      (row) => row.subjects,
    );

  test('is one chain of all gateways that write it at once', async () => {
    const writers = await Promise.all([open(), open(), open()]);
    await Promise.all(
      writers.map(async (sink, writer) => {
        for (let number = 0; number < 20; number += 1)
          await sink.append([{ number, draft: draft(`C${writer}-${number}`) }]);
      }),
    );
    expect(new Set(await subjects()).size).toBe(60);
    expect(await verdict()).toMatchObject({ problems: [], records: 3 * 22 });
  });

  test('has a record once, though the reply to its commit is lost', async () => {
    // A trigger that is put off to the commit makes that take a while.
    const sink = await open(line.url);
    await sink.append([{ number: 0, draft: draft('C1') }]);
    await database.query(`CREATE TABLE hold (held boolean)`);
    await database.query(`CREATE FUNCTION wait_long() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF EXISTS (SELECT FROM hold) THEN PERFORM pg_sleep(1); END IF; RETURN NULL; END $$`);
    await database.query(`CREATE CONSTRAINT TRIGGER late AFTER INSERT ON audit_record DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.kind = 'answer') EXECUTE FUNCTION wait_long()`);
    await database.query('INSERT INTO hold VALUES (true)');
    const group = [{ number: 1, draft: draft('C2') }];
    const lost = sink.append(group).then(
      () => 'kept',
      () => 'lost',
    );
    // It is at its commit, which goes through; who waits for it does not learn that.
    await expect
      .poll(
        async () =>
          (
            await database.query(
              "SELECT 1 FROM pg_stat_activity WHERE query = 'COMMIT' AND state = 'active' AND datname = current_database()",
            )
          ).length,
      )
      .toBe(1);
    line.fault('refuse');
    expect(await lost).toBe('lost');
    await database.query('DELETE FROM hold');
    line.fault('none');
    await expect.poll(async () => (await subjects()).join(), { timeout: 10_000 }).toBe('C1,C2');
    await sink.append([...group, { number: 2, draft: draft('C3') }]);
    expect(await subjects()).toEqual(['C1', 'C2', 'C3']);
    expect((await verdict()).problems).toEqual([]);
  });

  test('tells that its end was cut off while it was written', async () => {
    const sink = await open();
    await sink.append([{ number: 0, draft: draft('C1') }]);
    await database.query('DELETE FROM audit_record WHERE seq > 1');
    await sink.append([{ number: 1, draft: draft('C2') }]);
    expect(cut).toEqual([{ found: 1, written: 3 }]);
  });

  test('is found to be wrong where columns that are searched by say something else than the record', async () => {
    const sink = await open();
    await sink.append([{ number: 0, draft: draft('C1') }]);
    await database.query("UPDATE audit_record SET subjects = '{C2}' WHERE kind = 'answer'");
    expect((await verdict()).problems).toMatchObject([
      { what: 'changed', told: 'record 3: its row says something else than it does.' },
    ]);
  });

  test('is written by a user who may insert and read alone, into a table that was made for him', async () => {
    const role = `writer_${Math.random().toString(36).slice(2, 8)}`;
    await database.query(`CREATE ROLE ${role} LOGIN`);
    try {
      const url = new URL(database.url);
      url.username = role;
      await expect(open(url.href)).rejects.toThrow(/has no table audit_record.*npm run audit-log -- table/);
      for (const statement of tableStatements.split(';')) if (statement.trim() !== '') await database.query(statement);
      await database.query(`GRANT INSERT, SELECT ON audit_record TO ${role}`);
      const sink = await open(url.href);
      await sink.append([{ number: 0, draft: draft('C1') }]);
      expect(await subjects()).toEqual(['C1']);
    } finally {
      for (const sink of sinks.splice(0)) await sink.close();
      await database.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  test('is taken up when its server comes, without a restart', async () => {
    line.fault('refuse');
    const sink = await open(line.url);
    await expect(sink.append([{ number: 0, draft: draft('C1') }])).rejects.toThrow();
    line.fault('none');
    await expect
      .poll(() =>
        sink.append([{ number: 0, draft: draft('C1') }]).then(
          () => 'kept',
          () => 'failed',
        ),
      )
      .toBe('kept');
    expect(await subjects()).toEqual(['C1']);
  });
});
