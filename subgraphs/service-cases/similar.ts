/**
 * Solved cases like a given one.
 *
 * Candidates are the last solved cases of the same category (one search). Likeness is half the category, which all of them
 * share, four tenths the words of the subject (Dice coefficient, so that long subjects do not win by length), and a tenth
 * how lately the case was solved, halving every half year: what was right last month is likelier still right.
 */
import type { CaseRecord } from './source.ts';

export interface LikeCase {
  readonly case: CaseRecord;
  readonly similarity: number;
}

export const candidates = 100;
const halfLifeDays = 182;
const day = 86_400_000;
const stopWords = new Set(
  'a an and at by for from has have in is it its my no not of on or our that the this to was were with your'.split(' '),
);

/** The `first` likest of `solved`, likest first, without the case itself. */
export function mostSimilar(
  subject: CaseRecord,
  solved: readonly CaseRecord[],
  options: { readonly first: number; readonly now: Date },
): LikeCase[] {
  const words = wordsOf(subject.subject);
  return solved
    .filter(({ id, resolution }) => id !== subject.id && resolution !== null)
    .map((record) => ({ case: record, similarity: likeness(words, record, options.now) }))
    .sort((a, b) => b.similarity - a.similarity || Number(b.case.id) - Number(a.case.id))
    .slice(0, options.first);
}

function likeness(words: ReadonlySet<string>, { subject, resolvedAt }: CaseRecord, now: Date): number {
  const age =
    resolvedAt instanceof Date ? Math.max(0, (now.getTime() - resolvedAt.getTime()) / day) : Number.POSITIVE_INFINITY;
  const total = 0.5 + 0.4 * dice(words, wordsOf(subject)) + 0.1 * 0.5 ** (age / halfLifeDays);
  return Math.round(total * 1000) / 1000;
}

function dice(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size + right.size === 0) return 0;
  return (2 * [...left].filter((word) => right.has(word)).length) / (left.size + right.size);
}

/** Words that say what it is about: flight numbers, locators and amounts tell two like cases apart, not together. */
function wordsOf(text: string | null): ReadonlySet<string> {
  const words = (text ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => word.length > 2 && !/\d/.test(word) && !stopWords.has(word)));
}
