/** Do two answers say the same? */
import type { Outcome } from './graph.ts';
import { stable } from './random.ts';

/**
 * What differs, in words; null when nothing does. Data must be equal, to the letter. Errors must show at the same nulls: once a null
 * has spread to a place, it is the schema executor's own business which of the failures below it is told.
 */
export function difference(expected: Outcome, actual: Outcome): string | null {
  if (expected.text !== actual.text) return 'data';
  const data = read(expected);
  const [wanted, told] = [nulls(expected, data), nulls(actual, data)];
  const missing = [...wanted].filter((place) => !told.has(place));
  const extra = [...told].filter((place) => !wanted.has(place));
  if (missing.length === 0 && extra.length === 0) return null;
  return [
    missing.length > 0 && `no error at ${missing.join(' ')}`,
    extra.length > 0 && `an error too many at ${extra.join(' ')}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Where the nulls are that the errors stand for. */
function nulls(outcome: Outcome, data: unknown): Set<string> {
  return new Set(
    outcome.places.map((path) => {
      let value = data;
      const depth = path.findIndex((segment) => {
        if (typeof value !== 'object' || value === null) return true;
        value = Reflect.get(value, segment);
        return false;
      });
      return JSON.stringify(depth < 0 ? path : path.slice(0, depth));
    }),
  );
}

function read({ text }: Outcome): unknown {
  return text === 'absent' ? undefined : JSON.parse(text);
}

/** Whatever the order of its fields. */
export function sameData(expected: Outcome, actual: Outcome): boolean {
  return stable(read(expected)) === stable(read(actual));
}
