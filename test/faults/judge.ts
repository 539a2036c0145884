/** What is wrong with an answer, beside the one that was given while all was well. */
import { isDeepStrictEqual } from 'node:util';
import { placesOf } from '../support/places.ts';
import { belongsTo, type System } from './systems.ts';

type Place = readonly (string | number)[];

export interface Verdict {
  /**
   * `whole` as when all was well; `partial` with the failed system's fields missing, and told; `late` when others' are too, as time
   * was up; `shed` when the gateway itself has too much to do; else `wrong`, or `none`: no GraphQL answer at all.
   */
  readonly kind: 'whole' | 'partial' | 'late' | 'shed' | 'wrong' | 'none';
  /** For people to read; empty unless it is wrong. */
  readonly why: string;
}

export interface Blame {
  readonly systems: readonly System[];
  /** Codes that the fault may have. */
  readonly codes: readonly string[];
  /** The system lies about which rows there are: a list may have an edge without a node, which is told, in the place of a row or beside it. */
  readonly rows?: 'may be lost';
}

/** Nothing a client may read: host names, drivers, stacks, statements, the stand-ins' own texts. */
const internals =
  /127\.0\.0\.1|localhost|\[::1\]|ECONN|EPIPE|ETIMEDOUT|sqlite|postgres|mysql|mariadb|undici|redis|SELECT |at .*\.[jt]s|<\?xml|<html/i;

/** `healthy`: the whole text of the answer to the same request before the fault; `blame`: what may be missing now. */
export function judge(healthy: string, status: number, text: string, blame: Blame): Verdict {
  if (status === 200 && text === healthy) return { kind: 'whole', why: '' };
  if (status === 503 && text.includes('"code":"OVERLOADED"')) return { kind: 'shed', why: '' };
  const answer = parsed(text);
  if (answer === null) return { kind: 'none', why: `HTTP ${status} ${text.slice(0, 120)}` };
  const missing: Place[] = [];
  const wrong: string[] = status === 200 ? [] : [`HTTP ${status}`];
  compare(parsed(healthy)?.data, answer.data, [], { missing, wrong, lists: blame.rows === 'may be lost' });
  const told = answer.errors ?? [];
  const places = placesOf(told).map((place) => JSON.stringify(place));
  for (const place of missing) {
    if (!places.includes(JSON.stringify(place))) wrong.push(`no error at ${place.join('.')}`);
  }
  for (const error of told) wrong.push(...lies(error, answer.data));
  const blamed = told.flatMap((error) => misplaced(error, blame));
  if (wrong.length > 0) return { kind: 'wrong', why: wrong[0] ?? '' };
  // Somebody else's time was up as well: whose fault that is, is not for this answer to say.
  if (blamed.length > 0) return { kind: isOutOfTime(told, blame) ? 'late' : 'wrong', why: blamed[0] ?? '' };
  return { kind: missing.length > 0 || told.length > 0 ? 'partial' : 'whole', why: '' };
}

/** An error where there is no null, or with what no client may read. */
function lies(error: ToldError, data: unknown): string[] {
  const filled = placesOf([error]).filter((place) => Array.isArray(place) && valueAt(data, place) !== null);
  return [
    ...filled.map((place) => `an error at ${JSON.stringify(place)}, where something is`),
    ...(internals.test(JSON.stringify(error)) ? [`internals: ${JSON.stringify(error).slice(0, 200)}`] : []),
  ];
}

/** An error of a system that is well, at a field of one, or with a code that the fault cannot have. */
function misplaced(error: ToldError, blame: Blame): string[] {
  const { code, system } = error.extensions ?? {};
  const foreign = placesOf([error]).filter(
    (place) => !blame.systems.some((one) => isPlace(place) && belongsTo(one, place)),
  );
  return [
    ...(blame.systems.some((known) => known === system) ? [] : [`${String(system)} is blamed: ${String(code)}`]),
    ...(blame.codes.some((known) => known === code) ? [] : [`code ${String(code)}: ${error.message}`]),
    ...foreign.map((place) => `an error at ${JSON.stringify(place)}: ${String(code)}`),
  ];
}

/** A call's own time, or that for which it may wait for its turn. */
const outOfTime: readonly unknown[] = ['LEGACY_TIMEOUT', 'OVERLOADED'];
const isOutOfTime = (told: readonly ToldError[], blame: Blame): boolean =>
  told.every((error) => outOfTime.includes(error.extensions?.code) || misplaced(error, blame).length === 0);

const isPlace = (value: unknown): value is Place =>
  Array.isArray(value) && value.every((segment) => typeof segment === 'string' || typeof segment === 'number');

function valueAt(data: unknown, place: readonly unknown[]): unknown {
  let value = data;
  for (const segment of place) {
    if (Array.isArray(value)) value = value[Number(segment)];
    else if (isObject(value)) value = value[String(segment)];
    else return undefined;
  }
  return value;
}

interface ToldError {
  readonly message: string;
  readonly path?: Place;
  readonly extensions?: Readonly<Record<string, unknown>>;
}
interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly ToldError[];
}

function parsed(text: string): Answer | null {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && 'data' in answer ? answer : null;
  } catch {
    return null;
  }
}

interface Differences {
  readonly missing: Place[];
  readonly wrong: string[];
  readonly lists: boolean;
}

/** Walks both at once: a null in the place of something is missing, every other difference is wrong. */
function compare(known: unknown, seen: unknown, place: Place, found: Differences): void {
  if (isDeepStrictEqual(known, seen)) return;
  if (seen === null && known !== undefined) {
    found.missing.push(place);
    return;
  }
  if (Array.isArray(known) && Array.isArray(seen)) {
    const mayMove = place.at(-1) === 'edges' && place.at(-2) === 'bookings';
    if (mayMove || (found.lists && place.at(-1) === 'edges')) {
      compareEdges(known, seen, place, found);
      return;
    }
    if (known.length === seen.length) {
      for (const [index, value] of known.entries()) compare(value, seen[index], [...place, index], found);
      return;
    }
  }
  if (isObject(known) && isObject(seen) && isDeepStrictEqual(Object.keys(known), Object.keys(seen))) {
    for (const [name, value] of Object.entries(known)) compare(value, seen[name], [...place, name], found);
    return;
  }
  const [is, not] = [seen, known].map((value) => JSON.stringify(value)?.slice(0, 160));
  found.wrong.push(`${place.join('.')} is ${is}, not ${not}`);
}

/**
 * Every edge is one that was there when all was well, or has no node; none has gone but for one without. Where the system does not lie
 * about rows, they are in their order: a booking whose day nobody knows any more comes first, and may push the last one off the page.
 */
function compareEdges(known: readonly unknown[], seen: readonly unknown[], place: Place, found: Differences): void {
  const isKnown = (edge: unknown) => known.some((one) => isDeepStrictEqual(one, edge));
  const isLost = (edge: unknown) => isObject(edge) && edge.node === null;
  for (const [index, edge] of seen.entries()) {
    if (isLost(edge)) found.missing.push([...place, index, 'node']);
    else if (!isKnown(edge)) found.wrong.push(`${place.join('.')} has ${JSON.stringify(edge).slice(0, 160)}`);
  }
  const places = seen.filter(isKnown).map((edge) => known.findIndex((one) => isDeepStrictEqual(one, edge)));
  if (!found.lists && places.some((each, index) => each <= (places[index - 1] ?? -1)))
    found.wrong.push(`${place.join('.')} is out of order`);
  const gone = known.filter((edge) => !seen.some((one) => isDeepStrictEqual(one, edge)));
  if (gone.length > seen.filter(isLost).length) found.wrong.push(`${place.join('.')} has lost ${gone.length} edges`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
