/** Fills formats such as `customer-{$key.id}` and `customer-{$args.id}`: the names by which what is cached is invalidated. */
import { isRecord } from '../../subgraphs/shared/hosting/json.ts';

const place = /\{\$(key|args)\.([A-Za-z_][\w.]*)\}/g;

/** The ways to the values a format takes, `['number']` for `{$key.number}`. */
export function pathsIn(format: string): string[][] {
  return [...format.matchAll(place)].map(([, , path = '']) => path.split('.'));
}

/** None where a value is missing; where one is a list, a tag for each of its items. */
export function filled(format: string, read: (path: readonly string[]) => unknown): string[] {
  let made = [''];
  let end = 0;
  for (const match of format.matchAll(place)) {
    const text = format.slice(end, match.index);
    end = match.index + match[0].length;
    const value = read((match[2] ?? '').split('.'));
    const texts = (Array.isArray(value) ? value : [value]).flatMap((each) => textOf(each) ?? []);
    made = made.flatMap((start) => texts.map((each) => `${start}${text}${each}`));
  }
  return made.map((start) => `${start}${format.slice(end)}`);
}

export function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const segment of path) at = isRecord(at) ? at[segment] : undefined;
  return at;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
