/** The chain: any change is seen, and where it is. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonical, genesis, sealWith } from '../../gateway/audit/chain.ts';
import { linesFor } from '../../gateway/audit/lines.ts';
import type { Wanted } from '../../gateway/audit/reading.ts';
import { closedRecord, openedRecord } from '../../gateway/audit/record.ts';
import { type Sighting, searchChain, tableOf } from '../../gateway/audit/search.ts';
import { type Verdict, verifyChain } from '../../gateway/audit/verify.ts';
import { asLines, draft } from '../support/audit.ts';

const key = Buffer.alloc(32, 7);
const at = '2026-11-24T09:00:00.000Z';

/** Eight records: opened, a view, five answers, closed. */
function chain(seal = sealWith(key)): string[] {
  const drafts = [1, 2, 3, 4, 5].map((number) => ({ number, draft: draft(`C000010${number}`) }));
  const before = [openedRecord(at, null)];
  const first = linesFor(drafts, { head: genesis, seal, knows: () => false, before });
  const last = linesFor([], { head: first.head, seal, knows: () => true, before: [closedRecord(at)] });
  return [...first.lines, ...last.lines].map(({ line }) => line);
}

const verify = (lines: readonly string[], options: Partial<Parameters<typeof verifyChain>[1]> = {}): Promise<Verdict> =>
  verifyChain(asLines(lines), { key, known: null, ...options });
const found = async (verdict: Promise<Verdict>) => (await verdict).problems.map(({ line, what }) => `${line} ${what}`);

test('Canonical JSON is sorted and has no blanks, as RFC 8785 has it', () => {
  expect(canonical({ b: [1, { d: null, c: 'é\n' }], a: true })).toBe('{"a":true,"b":[1,{"c":"é\\n","d":null}]}');
});

test('A hash is what any other program makes of the record without it', () => {
  const { hash, ...content } = JSON.parse(chain()[2]!);
  const text = JSON.stringify(
    content,
    [...new Set(JSON.stringify(content).match(/"(\w+)":/g))].map((name) => name.slice(1, -2)).sort(),
  );
  expect(hash).toBe(`hmac-sha256:${createHmac('sha256', key).update(text).digest('hex')}`);
});

describe('A chain', () => {
  test('as it was written passes, and its head is told', async () => {
    const verdict = await verify(chain());
    expect([verdict.problems, verdict.records, verdict.head.seq]).toEqual([[], 8, 8]);
  });

  test('in which a record was changed is told to be so at that line', async () => {
    const lines = chain();
    lines[3] = lines[3]!.replace('C0000102', 'C0000199');
    expect(await found(verify(lines))).toEqual(['4 changed']);
  });

  test('in which a record was changed by someone without the key who made its hash anew is told to be so', async () => {
    const lines = chain();
    const { hash: _, ...content } = JSON.parse(lines[3]!);
    const forged = { ...content, subjects: ['C0000199'] };
    lines[3] = canonical({ ...forged, hash: sealWith(null).of(canonical(forged)) });
    expect(await found(verify(lines))).toEqual(['4 unsealed', '5 changed']);
  });

  test('from which records were taken is told to lack them', async () => {
    const lines = chain();
    lines.splice(3, 2);
    const verdict = await verify(lines);
    expect(await found(Promise.resolve(verdict))).toEqual(['4 removed']);
    expect(verdict.problems[0]?.told).toBe('records 4 to 5 should stand before it.');
  });

  test('into which a record was put is told to have one too many', async () => {
    const lines = chain();
    lines.splice(4, 0, lines[2]!);
    expect(await found(verify(lines))).toContain('5 inserted');
  });

  test('of which two records changed places is told to be so', async () => {
    const lines = chain();
    [lines[3], lines[4]] = [lines[4]!, lines[3]!];
    expect(await found(verify(lines))).toEqual(['4 moved', '5 inserted']);
  });

  test('that lacks its end passes only where no later record is known', async () => {
    const { head } = await verify(chain());
    const cut = chain().slice(0, 5);
    expect(await found(verify(cut))).toEqual([]);
    expect(await found(verify(cut, { known: head }))).toEqual(['5 truncated']);
    expect(await found(verify(chain(), { known: head }))).toEqual([]);
  });

  test('of which the beginning was put away passes only after the record that was its end', async () => {
    const lines = chain();
    const { head } = await verify(lines.slice(0, 3));
    expect(await found(verify(lines.slice(3)))).toEqual(['1 removed']);
    expect(await found(verify(lines.slice(3), { after: head }))).toEqual([]);
    expect(await found(verify(lines.slice(3), { after: { seq: 3, hash: `sha256:${'0'.repeat(64)}` } }))).toEqual([
      '1 changed',
    ]);
  });

  test('with half a record at its end is told to be torn', async () => {
    const torn = { ...asLines(['{"at":"2026'])[0]!, line: 9, ended: false };
    expect(await found(verifyChain([...asLines(chain()), torn], { key, known: null }))).toEqual(['9 torn']);
  });

  test('made anew as a whole without the key does not pass with it', async () => {
    expect(await found(verify(chain(sealWith(null))))).toEqual(['8 unsealed']);
    expect(await found(verify(chain(sealWith(null)), { key: null }))).toEqual([]);
  });
});

describe('A search', () => {
  const searched = async (wanted: Wanted) => {
    const sightings: Sighting[] = [];
    for await (const each of searchChain(asLines(chain()), wanted)) sightings.push(each);
    return sightings;
  };

  test('finds whose data was shown, with what was shown', async () => {
    const wanted = { subjects: ['C0000103'], caller: null, from: null, to: null };
    const [one, ...others] = await searched(wanted);
    expect(others).toEqual([]);
    expect([one?.subjects, one?.view?.shown]).toEqual([['C0000103'], { loyalty: ['Customer.name'] }]);
    expect(tableOf(one ? [one] : [])[1]).toBe(
      '2026-11-24T09:00:00.000Z  agent-7 (airline, agent-desktop)  customer-service  Look       loyalty  C0000103',
    );
  });

  test('finds who saw, and when', async () => {
    const all = { subjects: null, caller: null, from: null, to: null };
    const count = async (wanted: Partial<typeof all> | Record<string, string>) =>
      (await searched({ ...all, ...wanted })).length;
    expect([await count({ caller: 'agent-7' }), await count({ caller: 'agent-8' })]).toEqual([5, 0]);
    expect([await count({ from: at }), await count({ to: at }), await count({ from: '2026-11-25' })]).toEqual([
      5, 0, 0,
    ]);
  });
});
