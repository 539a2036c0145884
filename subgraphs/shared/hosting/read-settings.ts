/** Reads settings from an environment, and reports everything that is wrong with them at once. */
import { z } from 'zod';
import type { SettingsShape, SystemName } from '../subgraph.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type SettingsResult<S extends SettingsShape> = Doubts &
  ({ readonly settings: z.output<z.ZodObject<S>> } | { readonly problems: readonly string[] });

export interface Doubts {
  /** A line for each short variable that looks like a setting mistyped, but may as well be another program's. */
  readonly doubts: readonly string[];
}

/**
 * `prefixes`: a variable that begins with one of these is meant for us, so one we do not know is reported. So is one that is
 * within two letters of a name we know, or has another unit than it or none. A problem names the variable and what to write, never its value (URLs hold passwords).
 */
export function readSettings<S extends SettingsShape>(
  environment: Environment,
  shape: S,
  prefixes: readonly string[],
): SettingsResult<S> {
  const given = Object.fromEntries(
    Object.keys(shape).map((name) => [name, isSet(environment, name) ? environment[name] : undefined]),
  );
  const parsed = z.object(shape).safeParse(given);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0] ?? '')}: ${issue.message}`);
  const known = Object.keys(shape);
  const problems = [...wrong, ...unknownSettings(environment, known, prefixes)];
  const doubts = doubtfulSettings(environment, known);
  if (parsed.success && problems.length === 0) return { settings: parsed.data, doubts };
  return { problems, doubts };
}

/** For a system that a stand-in plays, or that another process asks: its settings are known and checked, but none is required. */
export function optionalSettings(shape: SettingsShape): SettingsShape {
  return Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, schema.optional()]));
}

/** Blank is not set. */
export function isSet(environment: Environment, name: string): boolean {
  return (environment[name] ?? '').trim() !== '';
}

/** `CUSTOMERS_`, `SERVICE_CASES_`: how the names of a subgraph's settings begin. */
export const settingPrefix = (name: SystemName): string => `${name.toUpperCase().replaceAll('-', '_')}_`;

function unknownSettings(environment: Environment, known: readonly string[], prefixes: readonly string[]): string[] {
  return Object.keys(environment)
    .filter((name) => !known.includes(name) && !isOfAService(name, environment[name] ?? ''))
    .flatMap((name) => {
      const [nearest, distance] = nearestName(name, known);
      const ours = prefixes.some((prefix) => name.startsWith(prefix));
      const sibling = known.find((one) => hasUnit.test(one) && `${name}_`.startsWith(one.replace(hasUnit, '_')));
      if (sibling !== undefined) return [`${name}: there is no such setting; did you mean ${sibling}?`];
      if (!ours && (distance > 2 || name.length < surelyOurs)) return [];
      const hint = nearest !== null && distance <= name.length / 2 ? `; did you mean ${nearest}?` : '; remove it.';
      return [`${name}: there is no such setting${hint}`];
    });
}

/** Letters. A shorter name that is near one of ours is often another's: `SORT` is no `PORT` mistyped. */
const surelyOurs = 6;

function doubtfulSettings(environment: Environment, known: readonly string[]): string[] {
  return Object.keys(environment)
    .filter((name) => name.length < surelyOurs && !known.includes(name) && isSet(environment, name))
    .flatMap((name) => {
      const near = known.find((one) => editDistance(name, one) === 1 || hasTwoLettersSwapped(name, one));
      return near === undefined ? [] : [`${name}: not heeded, as there is no such setting; did you mean ${near}?`];
    });
}

function hasTwoLettersSwapped(name: string, other: string): boolean {
  const at = [...name].findIndex((letter, index) => letter !== other[index]);
  const [first = '', second = ''] = name.slice(at);
  return at >= 0 && `${name.slice(0, at)}${second}${first}${name.slice(at + 2)}` === other;
}

/** `REQUEST_TIMEOUT_MS`: another program has such names, but none that differs in the unit alone. */
const hasUnit = /_(MS|BYTES|MB)$/;

/** What Kubernetes tells every container of a Service, `LOYALTY_SERVICE_HOST` and `LOYALTY_PORT=tcp://...` for one called loyalty. */
function isOfAService(name: string, text: string): boolean {
  return (
    /_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)$|_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?$/.test(name) ||
    (/_PORT$/.test(name) && /^(tcp|udp|sctp):\/\//.test(text))
  );
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
