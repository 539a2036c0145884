/** Reads settings from an environment, and reports everything that is wrong with them at once. */
import { z } from 'zod';
import type { SettingsShape } from './subgraph.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type SettingsResult<S extends SettingsShape> =
  | { readonly settings: z.output<z.ZodObject<S>> }
  | { readonly problems: readonly string[] };

/**
 * `prefixes`: a variable that begins with one of these is meant for us, so one we do not know is reported. So is one that is
 * within two letters of a name we know. A problem names the variable and what to write, never its value (URLs hold passwords).
 */
export function readSettings<S extends SettingsShape>(
  environment: Environment,
  shape: S,
  prefixes: readonly string[],
): SettingsResult<S> {
  const given = Object.fromEntries(Object.keys(shape).map((name) => [name, blankAsMissing(environment[name])]));
  const parsed = z.object(shape).safeParse(given);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0] ?? '')}: ${issue.message}`);
  const problems = [...wrong, ...unknownSettings(environment, Object.keys(shape), prefixes)];
  if (parsed.success && problems.length === 0) return { settings: parsed.data };
  return { problems };
}

function blankAsMissing(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

function unknownSettings(environment: Environment, known: readonly string[], prefixes: readonly string[]): string[] {
  return Object.keys(environment)
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const [nearest, distance] = nearestName(name, known);
      const ours = prefixes.some((prefix) => name.startsWith(prefix));
      if (!ours && (distance > 2 || name.length < 6)) return [];
      const hint = nearest !== null && distance <= name.length / 2 ? `; did you mean ${nearest}?` : '; remove it.';
      return [`${name}: there is no such setting${hint}`];
    });
}

function nearestName(name: string, known: readonly string[]): readonly [string | null, number] {
  let best: readonly [string | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const candidate of known) {
    const distance = editDistance(name, candidate);
    if (distance < best[1]) best = [candidate, distance];
  }
  return best;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function wholeNumber(minimum: number, maximum: number, example: number) {
  const expected = `write a whole number from ${minimum} to ${maximum}, for example ${example}.`;
  return z
    .string()
    .refine((text) => /^\d{1,15}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum, expected)
    .transform(Number);
}

/** The usual forms of a setting, each with a message that says what to write. */
export const setting = {
  /** A whole number within bounds. */
  integer: (preset: number, minimum: number, maximum: number) => wholeNumber(minimum, maximum, preset).default(preset),
  /** 0 for any free one. */
  port: () => wholeNumber(0, 65_535, 4000),
  text: (preset: string) => z.string().default(preset),
  choice: <T extends string>(preset: T, ...others: T[]) => {
    const all: [T, ...T[]] = [preset, ...others];
    return z.enum(all, { error: `write one of ${all.join(', ')}.` }).default(() => preset);
  },
  /** An address such as `http://localhost:4001/graphql`. */
  httpUrl: () => z.url({ protocol: /^https?$/, error: 'write an address that begins with http:// or https://.' }),
  instant: () =>
    z.iso
      .datetime({ offset: true, error: 'write an instant such as 2026-11-24T12:00:00Z.' })
      .transform((text) => new Date(text)),
};
