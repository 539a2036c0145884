/** How much of something may happen in a window of time: `100/1m`, `10000/1d`. */
import { z } from 'zod';

export interface RateLimit {
  /** Names it to the client: `rate` or `quota`. */
  readonly name: string;
  readonly count: number;
  /** Of the window. */
  readonly seconds: number;
}

const units = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
const form = /^(\d{1,9})\/(\d{1,5})([smhd])$/;
const mostDays = 24;

const advice = `write how many in which time, for example 100/1m or 10000/1d; at most ${mostDays}d.`;

/** Null for a text that is none. */
export function readRateLimit(name: string, text: string): RateLimit | null {
  const [, count, time, unit] = form.exec(text) ?? [];
  if (unit !== 's' && unit !== 'm' && unit !== 'h' && unit !== 'd') return null;
  const seconds = Number(time) * units[unit];
  return Number(count) > 0 && seconds > 0 && seconds <= mostDays * units.d
    ? { name, count: Number(count), seconds }
    : null;
}

/** One such text. */
export const rateLimitText = z
  .string({ error: advice })
  .refine((text) => readRateLimit('', text) !== null, { error: advice });

/** `off`, or such texts parted by commas: the first is called `rate`, others `quota`. */
export const rateLimitList = z.string().transform((text, context): readonly RateLimit[] => {
  if (text === 'off') return [];
  const read = text.split(',').map((each, index) => readRateLimit(index === 0 ? 'rate' : 'quota', each.trim()));
  const found = read.flatMap((limit) => limit ?? []);
  if (found.length === read.length && read.length <= 2) return found;
  context.addIssue({ code: 'custom', message: `write off, or ${advice.slice('write '.length)}` });
  return z.NEVER;
});

/** `off`, which is null, or one such text. */
export const rateLimitOrOff = (name: string) =>
  z.string().transform((text, context): RateLimit | null => {
    const limit = text === 'off' ? null : readRateLimit(name, text);
    if (text === 'off' || limit !== null) return limit;
    context.addIssue({ code: 'custom', message: `write off, or ${advice.slice('write '.length)}` });
    return z.NEVER;
  });
