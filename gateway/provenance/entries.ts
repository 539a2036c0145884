/** What `extensions.sources` says: which system answered which parts of the answer, how fresh they are, and what they cost. */
import type { GraphQLFormattedError } from 'graphql';
import type { CallCost } from '../../subgraphs/shared/hosting/call-cost.ts';
import type { Origin } from '../../subgraphs/shared/hosting/reply.ts';
import type { ErrorCode } from '../error-codes.ts';
import { answeredPaths } from './answered.ts';
import { type Path, shownPath } from './paths.ts';
import type { ProvenanceRecord } from './record.ts';

export interface SourceEntry {
  /** The subgraph's name: the role of the system behind it. */
  readonly system: string;
  /** Response paths; `@` stands for every item of a list. */
  readonly paths: readonly Path[];
  readonly state: Origin['from'] | 'unavailable';
  /** Why it is unavailable: the code its errors have. */
  readonly code?: string;
  /** RFC 3339: it is what the system said then or later. Null for what is unavailable. */
  readonly asOf: string | null;
  /** Seconds since then, of what is cached or stale. */
  readonly age?: number;
  /** How long the fetch took; the longest of several for the same parts. */
  readonly milliseconds: number;
  /** Calls to the system behind the subgraph. Null when it runs elsewhere and does not say. */
  readonly calls: number | null;
}

/** Codes of errors that mean: the system's word could not be had. */
const unavailableCodes: readonly unknown[] = [
  'LEGACY_UNAVAILABLE',
  'LEGACY_TIMEOUT',
  'LEGACY_MALFORMED',
  'LEGACY_REJECTED',
  'OVERLOADED',
  'INTERNAL_SERVER_ERROR',
] satisfies ErrorCode[];

/**
 * `told` are the fetches to tell of, out of `known`; `errors` those that are told with them. A part that some objects of a list
 * have and others lack is in two entries. Each call is counted once, in one entry.
 */
export function sourceEntries(
  told: readonly ProvenanceRecord[],
  known: readonly ProvenanceRecord[],
  errors: readonly GraphQLFormattedError[],
  isAsked: (path: Path) => boolean,
): SourceEntry[] {
  const failures = together(errors.flatMap((error) => failureOf(error, known)));
  const answered = told.flatMap((record) => entriesOf(record, failures, isAsked));
  // Its fetch was told of with an earlier part, or there was none.
  const others = failures.filter(({ record }) => record === null || !told.includes(record));
  return merged([
    ...answered,
    ...others.map(({ system, code, paths, record }) => ({
      ...lostTo(system, code, paths),
      milliseconds: record?.milliseconds ?? 0,
      calls: 0,
    })),
  ]);
}

interface Failure {
  readonly system: string;
  readonly code: string;
  readonly paths: readonly Path[];
  /** The fetch that has failed. */
  readonly record: ProvenanceRecord | null;
}

function failureOf({ path, extensions = {} }: GraphQLFormattedError, known: readonly ProvenanceRecord[]): Failure[] {
  const { code, system } = extensions;
  if (typeof system !== 'string' || !unavailableCodes.includes(code)) return [];
  const all: unknown = extensions.paths;
  const paths = (Array.isArray(all) ? all : [path ?? []]).map(shownPath);
  const own = known.filter((record) => record.system === system);
  const leads = ({ place }: ProvenanceRecord) =>
    paths.some((each) => shownPath(place.path).every((segment, depth) => each[depth] === segment));
  const failed = own.filter(({ reply }) => reply.errors.some(({ extensions: { code: own } }) => own === code));
  const record = failed.find(leads) ?? failed[0] ?? own.find(leads) ?? null;
  return [{ system, code: String(code), paths, record }];
}

/** Errors of one fetch that have one code are one failure. */
function together(failures: readonly Failure[]): Failure[] {
  const found: Failure[] = [];
  for (const failure of failures) {
    const { system, code, record, paths } = failure;
    const alike = found.findIndex((each) => each.system === system && each.code === code && each.record === record);
    const known = found[alike];
    if (known) found[alike] = { ...known, paths: [...known.paths, ...paths] };
    else found.push(failure);
  }
  return found;
}

function entriesOf(
  record: ProvenanceRecord,
  failures: readonly Failure[],
  isAsked: (path: Path) => boolean,
): SourceEntry[] {
  const { system, milliseconds, askedAt, reply, cost } = record;
  const paths = answeredPaths(record, isAsked);
  const origins: readonly Origin[] = paths.length === 0 ? [] : (reply.origins ?? [{ from: 'live', asOf: askedAt }]);
  const entries: Omit<SourceEntry, 'calls'>[] = [
    ...origins.map(({ from, asOf }) => ({
      system,
      paths,
      state: from,
      asOf: new Date(asOf).toISOString(),
      milliseconds,
    })),
    ...failures
      .filter((failure) => failure.record === record)
      .map(({ code, paths: lost }) => ({ ...lostTo(system, code, lost), milliseconds })),
  ];
  const calls = shares(
    cost,
    entries.map(({ state }) => state),
  );
  return entries.map((entry, index) => ({ ...entry, calls: calls[index] ?? null }));
}

/** Calls that failed are the doing of what is stale or not there, those that did not of what is live. */
function shares(cost: CallCost | null, states: readonly SourceEntry['state'][]): (number | null)[] {
  if (cost === null) return states.map((state) => (state === 'cached' ? 0 : null));
  const good = states.indexOf('live');
  const bad = states.findIndex((state) => state === 'stale' || state === 'unavailable');
  const made = good === -1 ? Math.max(bad, 0) : good;
  const failed = bad === -1 ? Math.max(good, 0) : bad;
  return states.map(
    (_, index) => (index === made ? cost.made - cost.failed : 0) + (index === failed ? cost.failed : 0),
  );
}

const lostTo = (system: string, code: string, paths: readonly Path[]) =>
  ({ system, paths: distinct(paths), state: 'unavailable', code, asOf: null }) as const;

/** Alike in all but time and cost: one fetch each for many objects, or one error for each. */
function merged(entries: readonly SourceEntry[]): SourceEntry[] {
  const groups = new Map<string, SourceEntry>();
  for (const entry of entries) {
    const { system, state, code, paths } = entry;
    const key = JSON.stringify([system, state, code, paths]);
    const known = groups.get(key);
    groups.set(key, known ? joined(known, entry) : entry);
  }
  return [...groups.values()].map((entry) => ({ ...entry, milliseconds: Math.round(entry.milliseconds * 10) / 10 }));
}

function joined(one: SourceEntry, other: SourceEntry): SourceEntry {
  const oldest = one.asOf !== null && other.asOf !== null && other.asOf < one.asOf ? other.asOf : one.asOf;
  return {
    ...one,
    asOf: oldest,
    milliseconds: Math.max(one.milliseconds, other.milliseconds),
    calls: one.calls === null || other.calls === null ? null : one.calls + other.calls,
  };
}

function distinct(paths: readonly Path[]): Path[] {
  return [...new Map(paths.map((path) => [path.join('.'), path])).values()];
}
