/** Records in files: continued after a restart and a crash, a file a day, and never two writers. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sealWith } from '../../gateway/audit/chain.ts';
import { openFileSink } from '../../gateway/audit/file-sink.ts';
import { createJournal } from '../../gateway/audit/journal.ts';
import { readFolder } from '../../gateway/audit/reading.ts';
import type { AuditSink } from '../../gateway/audit/sink.ts';
import { verifyChain } from '../../gateway/audit/verify.ts';
import { answersIn, draft, recordsIn } from '../support/audit.ts';

let folder: string;
let now: Date;
let mended: { readonly bytes: number; readonly aside: string }[];
let sink: AuditSink | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  now = new Date('2026-11-24T23:59:00Z');
  mended = [];
  sink = null;
});
afterEach(async () => {
  await sink?.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = async () => {
  sink = await openFileSink({ folder, seal: sealWith(null), now: () => now, onMended: (told) => mended.push(told) });
  return sink;
};
const append = (own: AuditSink, ...subjects: string[]) =>
  own.append(subjects.map((subject, number) => ({ number, draft: draft(subject) })));
const verdict = () => verifyChain(readFolder(folder).all(), { key: null, known: null });
const subjects = () => answersIn(folder).flatMap((record) => record.subjects);
const today = () => join(folder, 'audit-2026-11-24.jsonl');

test('A restart continues the chain', async () => {
  const first = await start();
  await append(first, 'C1', 'C2');
  await first.close();
  await append(await start(), 'C3');
  expect((await verdict()).problems).toEqual([]);
  expect(recordsIn(folder).map(({ kind }) => kind)).toEqual([
    'opened',
    'view',
    'answer',
    'answer',
    'closed',
    'opened',
    'view',
    'answer',
  ]);
});

test('A day has a file, which says what it continues', async () => {
  const own = await start();
  await append(own, 'C1');
  now = new Date('2026-11-25T00:00:01Z');
  await append(own, 'C2');
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toEqual([
    'audit-2026-11-24.jsonl',
    'audit-2026-11-25.jsonl',
  ]);
  const opened = recordsIn(folder).filter(({ kind }) => kind === 'opened');
  expect(opened[1]).toMatchObject({ continues: 'audit-2026-11-24.jsonl' });
  expect((await verdict()).problems).toEqual([]);
  // A whole file that is gone is missed.
  unlinkSync(today());
  expect((await verdict()).problems.map(({ what }) => what)).toEqual(['removed']);
});

test('What a crash left of a record is told and put aside, and the chain goes on', async () => {
  const first = await start();
  await append(first, 'C1');
  await first.close();
  appendFileSync(today(), '{"at":"2026-11-24T23:59:01.000Z","caller":{');
  now = new Date('2026-11-25T08:00:00Z');
  await append(await start(), 'C2');
  expect(mended).toMatchObject([{ bytes: 43 }]);
  expect(readFileSync(join(folder, mended[0]!.aside), 'utf8')).toContain('"caller"');
  expect(recordsIn(folder).map(({ kind }) => kind)).toContain('mended');
  expect((await verdict()).problems).toEqual([]);
  expect(subjects()).toEqual(['C1', 'C2']);
});

test('Nobody else may write the folder meanwhile', async () => {
  await start();
  await expect(openFileSink({ folder, seal: sealWith(null), now: () => now, onMended: () => {} })).rejects.toThrow(
    /another process writes the audit/,
  );
});

describe('A file that others change meanwhile', () => {
  test('when it is cut, is gone on with, and the verifier misses what was cut', async () => {
    const own = await start();
    await append(own, 'C1', 'C2');
    const lines = readFileSync(today(), 'utf8').split('\n');
    truncateSync(today(), Buffer.byteLength(`${lines.slice(0, 3).join('\n')}\n`));
    await append(own, 'C3');
    expect((await verdict()).problems.map(({ what }) => what)).toEqual(['removed']);
    expect(subjects()).toEqual(['C1', 'C3']);
  });

  test('when it is taken away, is made anew, and the verifier misses what was in it', async () => {
    const own = await start();
    await append(own, 'C1');
    unlinkSync(today());
    await append(own, 'C2');
    expect((await verdict()).problems.map(({ what }) => what)).toEqual(['removed']);
  });

  test('when something is written to it, is gone on with where it was left', async () => {
    const own = await start();
    await append(own, 'C1');
    appendFileSync(today(), `${readFileSync(today(), 'utf8').split('\n')[2]}\n`);
    await append(own, 'C2');
    expect((await verdict()).problems).toEqual([]);
    expect(mended.length).toBe(1);
  });
});

describe('The journal', () => {
  /** A sink that fails when told to. */
  const manual = () => {
    const kept: string[] = [];
    const state = { fails: false };
    const own: AuditSink = {
      append: async (records) => {
        if (state.fails) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        kept.push(...records.flatMap((each) => each.draft.subjects));
      },
      head: () => null,
      close: async () => {},
    };
    return { own, kept, state };
  };
  const journalOf = (own: AuditSink, changes = {}) => {
    const states: string[] = [];
    const refused: string[] = [];
    const journal = createJournal({
      sink: own,
      events: { onWritten: () => {}, onRefused: (reason) => refused.push(reason) },
      onState: (state) => states.push(state),
      ...changes,
    });
    return { journal, states, refused };
  };

  test('lets an answer wait until its record is kept', async () => {
    const { own, kept } = manual();
    const { journal } = journalOf(own);
    expect(await Promise.all([journal.keep(draft('C1')), journal.keep(draft('C2'))])).toEqual([true, true]);
    expect(kept).toEqual(['C1', 'C2']);
    await journal.close();
  });

  test('refuses while nothing can be kept, keeps the others until it can again, and forgets whom it has refused', async () => {
    const { own, kept, state } = manual();
    const { journal, states, refused } = journalOf(own);
    state.fails = true;
    expect(journal.keepLater(draft('C1'))).toBe(true);
    expect(await journal.keep(draft('C2'))).toBe(false);
    expect(await journal.keep(draft('C3'))).toBe(false);
    expect([states, refused]).toEqual([['lost'], ['unkept', 'unkept']]);
    state.fails = false;
    await expect.poll(() => kept).toEqual(['C1']);
    await expect.poll(() => states).toEqual(['lost', 'back']);
    expect(await journal.keep(draft('C4'))).toBe(true);
    expect(kept).toEqual(['C1', 'C4']);
    await journal.close();
  });

  test('does not let an answer wait forever, nor keep a record of one it has refused', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { own, kept } = manual();
    const slow: AuditSink = { ...own, append: (records) => promise.then(() => own.append(records)) };
    const { journal } = journalOf(slow, { patience: 50, gather: 0 });
    journal.keepLater(draft('C1'));
    await new Promise((done) => setTimeout(done, 10));
    expect(await journal.keep(draft('C2'))).toBe(false);
    resolve();
    await expect.poll(() => journal.waiting()).toBe(0);
    expect(kept).toEqual(['C1']);
    await journal.close();
  });

  test('lets only so many wait', async () => {
    const { own, state } = manual();
    state.fails = true;
    const { journal, refused } = journalOf(own, { most: 2, patience: 20 });
    expect([1, 2, 3].map((number) => journal.keepLater(draft(`C${number}`)))).toEqual([true, true, false]);
    expect(refused).toEqual(['full']);
    await journal.close();
  });
});
