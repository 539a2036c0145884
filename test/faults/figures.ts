/** What many samples come to. */
import type { Sample } from './load.ts';

export interface Figures {
  readonly count: number;
  readonly whole: number;
  readonly partial: number;
  readonly late: number;
  readonly shed: number;
  /** Wrong answers and those that never came, in their own words, each once. */
  readonly wrong: readonly string[];
  readonly wrongCount: number;
  readonly milliseconds: readonly number[];
}

export function figuresOf(samples: readonly Sample[]): Figures {
  const of = (kind: string) => samples.filter(({ verdict }) => verdict.kind === kind).length;
  const wrong = samples.filter(({ verdict }) => verdict.kind === 'wrong' || verdict.kind === 'none');
  return {
    count: samples.length,
    whole: of('whole'),
    partial: of('partial'),
    late: of('late'),
    shed: of('shed'),
    wrong: [...new Set(wrong.map(({ verdict }) => verdict.why))],
    wrongCount: wrong.length,
    milliseconds: samples.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b),
  };
}

/** The time within which this share of the answers came; 0 when there were none. */
export function within(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
