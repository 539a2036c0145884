/** Whether a chain is as it was written, and where it is not. Only its end may be missing unseen, unless a later head is known. */
import { canonical, genesis, type Head, isSealed, type Seal, sealKindOf, sealWith } from './chain.ts';
import type { ChainLine, ChainLines } from './reading.ts';
import { readRecord, type StoredRecord } from './record.ts';

export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly what: 'torn' | 'changed' | 'removed' | 'inserted' | 'moved' | 'unsealed' | 'truncated';
  readonly told: string;
}

export interface Verdict {
  readonly records: number;
  readonly head: Head;
  /** The first of them. */
  readonly problems: readonly Problem[];
  /** How many there are. */
  readonly count: number;
}

export interface Known {
  /** What records are sealed with; null where there is no key. */
  readonly key: Uint8Array | null;
  /** A record that was seen before, as the log tells one every minute; null when none is. */
  readonly known: Head | null;
  /** The record the chain begins after, where older ones were put away. */
  readonly after?: Head;
}

const mostTold = 100;

/** Records that are not there where they should stand. */
interface Gap {
  readonly at: ChainLine;
  readonly seq: number;
  readonly expected: number;
  readonly missing: Set<number>;
}

/** `lines` from the oldest. */
export async function verifyChain(lines: ChainLines, { key, known, after = genesis }: Known): Promise<Verdict> {
  const problems: Problem[] = [];
  let [count, records] = [0, 0];
  const note = ({ file, line }: Pick<ChainLine, 'file' | 'line'>, what: Problem['what'], told: string): void => {
    count += 1;
    if (problems.length < mostTold) problems.push({ file, line, what, told });
  };
  const judge = sealJudge(key);
  const gaps: Gap[] = [];
  let head = after;
  let isKnown = known === null || known.seq === after.seq;
  let last = { file: '', line: 0 };
  for await (const at of lines) {
    last = at;
    if (!at.ended) {
      note(at, 'torn', 'the last line has no end.');
      continue;
    }
    const record = readRecord(at.text);
    if (record === null) {
      note(at, 'changed', 'this is no record.');
      continue;
    }
    records += 1;
    for (const { what, told } of judge.problems(record, at.text)) note(at, what, told);
    if (at.doubt !== null) note(at, 'changed', `record ${record.seq}: ${at.doubt}`);
    if (known && record.seq === known.seq) {
      isKnown = true;
      if (record.hash !== known.hash) note(at, 'changed', `record ${record.seq} is not the one that is known.`);
    }
    if (record.seq <= head.seq) {
      note(at, 'inserted', `record ${record.seq} comes after ${head.seq}.`);
      for (const { missing } of gaps) missing.delete(record.seq);
      continue;
    }
    if (record.seq > head.seq + 1) gaps.push(gapBefore(at, head, record));
    else if (record.previous !== head.hash)
      note(at, 'changed', `record ${record.seq} does not follow the one before it, ${head.seq}.`);
    head = { seq: record.seq, hash: record.hash };
  }
  for (const gap of gaps) {
    const { what, told } = toldOf(gap);
    note(gap.at, what, told);
  }
  if (!isKnown && known) note(last, 'truncated', `record ${known.seq}, which is known, is not there.`);
  if (key !== null && !judge.keyed() && records > 0) note(last, 'unsealed', 'no record is sealed with the key.');
  const inOrder = problems.toSorted((one, other) => one.line - other.line).toSorted(byFile);
  return { records, head, problems: inOrder, count };
}

/** Files are named by their days. */
const byFile = (one: Problem, other: Problem): number => (one.file < other.file ? -1 : one.file > other.file ? 1 : 0);

type Found = Pick<Problem, 'what' | 'told'>;

function sealJudge(key: Uint8Array | null) {
  const seals: Readonly<Record<Seal['kind'], Seal | null>> = {
    sha256: sealWith(null),
    'hmac-sha256': key === null ? null : sealWith(key),
  };
  let keyed = false;
  return {
    /** Whether a record was sealed with a key. */
    keyed: () => keyed,
    problems: (record: StoredRecord, text: string): Found[] => {
      const kind = sealKindOf(record.hash);
      const seal = kind && seals[kind];
      const found: Found[] = [];
      if (kind !== null && seal === null)
        found.push({ what: 'unsealed', told: `record ${record.seq} is sealed with a key that is not known here.` });
      else if (seal === null || !isSealed(record, seal) || canonical(record) !== text)
        found.push({ what: 'changed', told: `record ${record.seq} is not as it was written.` });
      if (keyed && kind === 'sha256')
        found.push({ what: 'unsealed', told: `record ${record.seq} is sealed without the key.` });
      keyed ||= kind === 'hmac-sha256';
      return found;
    },
  };
}

/** Of at most a thousand numbers, whatever a record says. */
function gapBefore(at: ChainLine, { seq: before }: Head, { seq }: StoredRecord): Gap {
  const expected = before + 1;
  const missing = Array.from({ length: Math.min(seq - expected, 1_000) }, (_, index) => expected + index);
  return { at, seq, expected, missing: new Set(missing) };
}

function toldOf({ seq, expected, missing }: Gap): Found {
  const numbers = [...missing];
  if (numbers.length === 0) return { what: 'moved', told: `record ${seq} stands where ${expected} should.` };
  const which = numbers.length === 1 ? `record ${numbers[0]}` : `records ${numbers[0]} to ${numbers.at(-1)}`;
  return { what: 'removed', told: `${which} should stand before it.` };
}
