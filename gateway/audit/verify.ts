/** Whether a chain is as it was written, and where it is not. Only its end may be missing unseen, unless a later head is known. */
import { canonical, genesis, type Head, isSealed, type Seal, sealKindOf, sealWith } from './chain.ts';
import { readRecord, type StoredRecord } from './record.ts';

export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface Problem extends Place {
  readonly what: 'torn' | 'changed' | 'removed' | 'inserted' | 'moved' | 'unsealed' | 'truncated';
  readonly told: string;
}

export interface Verdict {
  readonly records: number;
  readonly head: Head;
  readonly problems: readonly Problem[];
}

export interface ChainFile {
  readonly name: string;
  readonly text: string;
}

/**
 * `files` from the oldest. `key`: what records are sealed with; null where there is none. `known`: a record that was seen before, as the
 * log tells one every minute; null when none is.
 */
export function verifyChain(
  files: readonly ChainFile[],
  { key, known }: { readonly key: Uint8Array | null; readonly known: Head | null },
): Verdict {
  const problems: Problem[] = [];
  const seals: Readonly<Record<Seal['kind'], Seal | null>> = {
    sha256: sealWith(null),
    'hmac-sha256': key === null ? null : sealWith(key),
  };
  const all = files.flatMap(({ name, text }) => linesOf(name, text, problems));
  const numbers = new Set(all.map(({ record }) => record.seq));
  let head: Head = genesis;
  let keyed = false;
  let isKnown = known === null || known.seq === 0;
  for (const { file, line, text, record } of all) {
    const tell = (what: Problem['what'], told: string) => void problems.push({ file, line, what, told });
    const kind = sealKindOf(record.hash);
    const seal = kind && seals[kind];
    if (seal === null) tell('unsealed', `record ${record.seq} is sealed with a key that is not known here.`);
    else if (!isSealed(record, seal) || canonical(record) !== text)
      tell('changed', `record ${record.seq} is not as it was written.`);
    if (keyed && kind === 'sha256') tell('unsealed', `record ${record.seq} is sealed without the key.`);
    keyed ||= kind === 'hmac-sha256';
    follow(head, record, numbers, tell);
    if (known && record.seq === known.seq) {
      isKnown = record.hash === known.hash;
      if (!isKnown) tell('changed', `record ${record.seq} is not the one that is known.`);
      isKnown = true;
    }
    head = { seq: record.seq, hash: record.hash };
  }
  const end = { file: files.at(-1)?.name ?? '', line: all.filter(({ file }) => file === files.at(-1)?.name).length };
  if (!isKnown && known) {
    problems.push({ ...end, what: 'truncated', told: `record ${known.seq}, which is known, is not there.` });
  }
  if (key !== null && !keyed && all.length > 0) {
    problems.push({ ...end, what: 'unsealed', told: 'no record is sealed with the key.' });
  }
  return { records: all.length, head, problems };
}

function follow(
  head: Head,
  { seq, previous }: StoredRecord,
  numbers: ReadonlySet<number>,
  tell: (what: Problem['what'], told: string) => void,
): void {
  if (seq > head.seq + 1) {
    const missing = numbersBetween(head.seq + 1, seq).filter((each) => !numbers.has(each));
    const which = missing.length === 1 ? `record ${missing[0]}` : `records ${missing[0]} to ${missing.at(-1)}`;
    if (missing.length > 0) tell('removed', `${which} should stand before it.`);
    else tell('moved', `record ${seq} stands where ${head.seq + 1} should.`);
  } else if (seq <= head.seq) tell('inserted', `record ${seq} comes after ${head.seq}.`);
  else if (previous !== head.hash) tell('changed', `record ${seq} does not follow the one before it, ${head.seq}.`);
}

/** At most a thousand, whatever a number says. */
const numbersBetween = (from: number, to: number): number[] =>
  Array.from({ length: Math.min(to - from, 1_000) }, (_, index) => from + index);

type Line = Place & { readonly text: string; readonly record: StoredRecord };

function linesOf(file: string, text: string, problems: Problem[]): Line[] {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  if (rest !== '') problems.push({ file, line: lines.length + 1, what: 'torn', told: 'the last line has no end.' });
  return lines.flatMap((each, index) => {
    const record = readRecord(each);
    if (record !== null) return [{ file, line: index + 1, text: each, record }];
    problems.push({ file, line: index + 1, what: 'changed', told: 'this is no record.' });
    return [];
  });
}
