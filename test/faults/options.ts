/** What `npm run faults` may be told. */
import { parseArgs } from 'node:util';
import { type Layout, layouts } from './product.ts';

export interface Options {
  readonly layouts: readonly Layout[];
  /** Rows whose name matches one of these; all when there are none. */
  readonly only: readonly RegExp[];
  /** How long each fault is held, or half of it for one that takes its time. */
  readonly seconds: number;
  /** Milliseconds of random faults in the place of the table; null for the table. */
  readonly soak: number | null;
  /** Of the soak's dice. */
  readonly seed: number;
  /** Tell the rows, and run none. */
  readonly list: boolean;
}

export const usage = `Usage: npm run faults -- [options]
  --layout in-process|distributed   one of the two; both when left out
  --only <words>                    rows whose name has one of these words, or regular expressions, parted by commas
  --seconds <n>                     how long each fault is held, or half of it for one that takes its time; 6 when left out
  --list                            tells the rows and runs none
  --soak <30m|90s>                  random faults for so long, in the place of the table
  --seed <n>                        of the soak's dice; 1 when left out`;

/** Or one line that says what is wrong. */
export function readOptions(words: readonly string[]): Options | string {
  let values: ReturnType<typeof parse>;
  let patterns: RegExp[];
  try {
    values = parse(words);
    patterns = (values.only ?? '').split(',').flatMap((word) => (word.trim() === '' ? [] : new RegExp(word.trim())));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { layout, seconds = '6', soak, seed = '1', list = false } = values;
  const known = layouts.find((each) => each === layout);
  if (layout !== undefined && known === undefined) return `--layout is one of ${layouts.join(', ')}`;
  const held = Number(seconds);
  if (!(held >= 1 && held <= 300)) return '--seconds is a number from 1 to 300';
  const long = soak === undefined ? null : milliseconds(soak);
  if (Number.isNaN(long)) return '--soak is a time such as 90s or 30m';
  if (!/^\d{1,9}$/.test(seed)) return '--seed is a whole number';
  return {
    layouts: known === undefined ? layouts : [known],
    only: patterns,
    seconds: held,
    soak: long,
    seed: Number(seed),
    list,
  };
}

function parse(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    options: {
      layout: { type: 'string' },
      only: { type: 'string' },
      seconds: { type: 'string' },
      soak: { type: 'string' },
      seed: { type: 'string' },
      list: { type: 'boolean' },
    },
  }).values;
}

function milliseconds(text: string): number {
  const [, count, unit] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  return Number(count) * (unit === 'h' ? 3_600_000 : unit === 'm' ? 60_000 : 1_000);
}
