/** What every place where the audit is kept promises: a chain that goes on, each record once, and no change that does not show. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sealWith } from '../../gateway/audit/chain.ts';
import type { ChainReader, Wanted } from '../../gateway/audit/reading.ts';
import { readRecord, type StoredRecord } from '../../gateway/audit/record.ts';
import { type Sighting, searchChain } from '../../gateway/audit/search.ts';
import type { AuditSink } from '../../gateway/audit/sink.ts';
import { verifyChain } from '../../gateway/audit/verify.ts';
import { draft } from '../support/audit.ts';

export interface PlaceUnderTest {
  open(options: { readonly seal: ReturnType<typeof sealWith>; readonly now: () => Date }): Promise<AuditSink>;
  reader(): ChainReader;
  /** As somebody would who may write there: a record's text is changed, null takes it away. */
  tamper(seq: number, change: (line: string) => string | null): Promise<void>;
  /** So that nothing can be written until `mend`. */
  break(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export function describeAuditSink(name: string, make: () => Promise<PlaceUnderTest>): void {
  describe(`the audit in ${name}`, () => {
    let place: PlaceUnderTest;
    let sinks: AuditSink[];
    const key = randomBytes(32);
    let now: Date;
    beforeEach(async () => {
      place = await make();
      sinks = [];
      now = new Date('2026-11-24T23:59:00Z');
    });
    afterEach(async () => {
      for (const sink of sinks) await sink.close();
      await place.close();
    });

    const open = async () => {
      const sink = await place.open({ seal: sealWith(key), now: () => now });
      sinks.push(sink);
      return sink;
    };
    const close = async (sink: AuditSink) => {
      sinks.splice(sinks.indexOf(sink), 1);
      await sink.close();
    };
    let number = 0;
    const records = (...subjects: string[]) => subjects.map((subject) => ({ number: number++, draft: draft(subject) }));
    const read = async <T>(use: (reader: ChainReader) => Promise<T>): Promise<T> => {
      const reader = place.reader();
      try {
        return await use(reader);
      } finally {
        await reader.close();
      }
    };
    const all = () =>
      read(async (reader) => {
        const found: StoredRecord[] = [];
        for await (const { text } of reader.all()) found.push(readRecord(text)!);
        return found;
      });
    const subjects = async () => (await all()).flatMap((record) => (record.kind === 'answer' ? record.subjects : []));
    const verdict = (known: Parameters<typeof verifyChain>[1]['known'] = null) =>
      read((reader) => verifyChain(reader.all(), { key, known }));
    const problems = async (known?: Parameters<typeof verdict>[0]) =>
      (await verdict(known)).problems.map(({ what }) => what);
    const search = (wanted: Partial<Wanted>) =>
      read(async (reader) => {
        const every = { subjects: null, caller: null, from: null, to: null, ...wanted };
        const found: Sighting[] = [];
        for await (const each of searchChain(reader.some(every), every)) found.push(each);
        return found;
      });

    test('is one chain, which a restart goes on with, each view before the answers that name it', async () => {
      const first = await open();
      await first.append(records('C1', 'C2'));
      await close(first);
      const second = await open();
      await second.append(records('C3'));
      expect((await all()).map(({ kind }) => kind)).toEqual([
        ...['opened', 'view', 'answer', 'answer', 'closed'],
        ...['opened', 'view', 'answer'],
      ]);
      expect(await verdict()).toMatchObject({ problems: [], records: 8, head: second.head() });
      expect(await subjects()).toEqual(['C1', 'C2', 'C3']);
    });

    test('has its views anew on another day, so that days gone by can be put away', async () => {
      const sink = await open();
      await sink.append(records('C1'));
      now = new Date('2026-11-25T00:00:01Z');
      await sink.append(records('C2'));
      expect((await all()).filter(({ kind }) => kind === 'view')).toHaveLength(2);
    });

    test('keeps what could not be kept when it is given again, once, and in a chain', async () => {
      const sink = await open();
      await sink.append(records('C1'));
      await place.break();
      const group = records('C2', 'C3');
      await expect(sink.append(group)).rejects.toThrow();
      await place.mend();
      await expect
        .poll(() =>
          sink.append(group).then(
            () => 'kept',
            () => 'failed',
          ),
        )
        .toBe('kept');
      await sink.append(records('C4'));
      expect(await subjects()).toEqual(['C1', 'C2', 'C3', 'C4']);
      expect(await problems()).toEqual([]);
    });

    test('keeps a group of five hundred', async () => {
      const sink = await open();
      await sink.append(records(...Array.from({ length: 500 }, (_, place) => `C${place}`)));
      expect(await subjects()).toHaveLength(500);
      expect(await problems()).toEqual([]);
    });

    test('shows that a record was changed, or taken away, and that its end was', async () => {
      const sink = await open();
      await sink.append(records('C1', 'C2', 'C3', 'C4'));
      const head = sink.head();
      await close(sink);
      await place.tamper(4, (line) => line.replace('"C2"', '"C9"'));
      expect(await problems()).toEqual(['changed']);
      await place.tamper(4, (line) => line.replace('"C9"', '"C2"'));
      expect(await problems(head)).toEqual([]);
      await place.tamper(4, () => null);
      expect(await problems()).toEqual(['removed']);
    });

    test('that lacks its end passes unless it is known', async () => {
      const sink = await open();
      await sink.append(records('C1', 'C2'));
      await close(sink);
      const { head } = await verdict();
      for (const seq of [5, 4]) await place.tamper(seq, () => null);
      expect(await problems()).toEqual([]);
      expect(await problems(head)).toEqual(['truncated']);
    });

    test('is gone on with after its own last record when somebody cuts off its end meanwhile, which shows', async () => {
      const sink = await open();
      await sink.append(records('C1', 'C2'));
      await place.tamper(4, () => null);
      await sink.append(records('C3'));
      expect(await problems()).toEqual(['removed']);
      expect(await subjects()).toEqual(['C1', 'C3']);
    });

    test('finds whose data was shown, to whom, and when', async () => {
      const sink = await open();
      const other = draft('C2', ['identity'], '2026-11-25T10:00:00.000Z');
      await sink.append(records('C1', 'C2'));
      now = new Date('2026-11-25T10:00:01Z');
      await sink.append([{ number: number++, draft: { ...other, subjects: ['C2', 'C1'], others: ['Booking:abc'] } }]);
      const seen = async (wanted: Partial<Wanted>) => (await search(wanted)).map(({ subjects: whom }) => whom.join());
      expect(await seen({ subjects: ['C2'] })).toEqual(['C2', 'C2,C1']);
      expect(await seen({ subjects: ['Booking:abc'] })).toEqual(['C2,C1']);
      expect(await seen({ subjects: ['C3'] })).toEqual([]);
      expect(await seen({ caller: 'agent-7' })).toHaveLength(3);
      expect(await seen({ caller: 'agent-8' })).toEqual([]);
      expect(await seen({ from: '2026-11-25T00:00:00.000Z' })).toEqual(['C2,C1']);
      expect(await seen({ to: '2026-11-25T00:00:00.000Z' })).toEqual(['C1', 'C2']);
      expect((await search({ subjects: ['Booking:abc'] }))[0]?.view?.shown).toEqual({ identity: ['Customer.name'] });
    });

    test('keeps texts of any kind as they are', async () => {
      const sink = await open();
      const odd = 'C\u{1F600}"\\\n\t{}\'; DROP TABLE audit_record; --';
      await sink.append(records(odd));
      expect(await subjects()).toEqual([odd]);
      expect(await search({ subjects: [odd] })).toHaveLength(1);
      expect(await problems()).toEqual([]);
    });
  });
}
