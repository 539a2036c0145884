/** Do two answers say the same? */
import { dataOf, type Outcome, type Path, placesOf } from './outcome.ts';
import { stable } from './random.ts';

/**
 * What differs, in words; null when nothing does. Data must be equal, to the letter. Errors must show at the same nulls: once a null
 * has spread to a place, it is the schema executor's own business which of the failures below it is told.
 */
export function difference(expected: Outcome, actual: Outcome): string | null {
  if (expected.text !== actual.text) return 'data';
  return errorsDiffer(dataOf(expected), placesOf(expected), placesOf(actual));
}

/** As `difference`, of errors that belong to the same data. */
export function errorsDiffer(data: unknown, expected: readonly Path[], actual: readonly Path[]): string | null {
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
function nulls(places: readonly Path[], data: unknown): Set<string> {
  return new Set(
    places.map((path) => {
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

/** A place at which two answers part ways, the outermost one. */
export interface Parting {
  readonly path: Path;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Whatever the order of fields. A field that is not there is undefined. */
export function partings(expected: unknown, actual: unknown, path: Path = []): Parting[] {
  if (stable(expected) === stable(actual)) return [];
  const here = [{ path, expected, actual }];
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length) return here;
    return expected.flatMap((each, index) => partings(each, actual[index], [...path, index]));
  }
  if (!isObject(expected) || !isObject(actual)) return here;
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...names].flatMap((name) =>
    partings(Reflect.get(expected, name), Reflect.get(actual, name), [...path, name]),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
