/**
 * Answers questions from what is kept, and asks their source for the rest.
 *
 * A question that is being answered is not asked a second time in this process: whoever has the same one waits for the same flight,
 * which lasts from the look into the store until the answer is kept. What is soon too old is served and asked for anew beforehand. What
 * is too old is kept on for the day its source fails; so is what may be kept of rows that are asked for anew each time, as the rest may not.
 */
import { isDeepStrictEqual } from 'node:util';
import { LRUCache } from 'lru-cache';
import { SourceError } from '../../subgraphs/shared/errors.ts';
import { type ReplyError, toldError } from '../../subgraphs/shared/hosting/reply.ts';
import { placeOf, setPlace } from '../../subgraphs/shared/policies/client-class.ts';
import { whenEnded } from '../../subgraphs/shared/policies/when-ended.ts';
import { createRequestContext, currentRequest, type RequestContext } from '../request-context.ts';
import type { KeptRow, KeptRows, NewRow, Row } from './kept-rows.ts';
import { keptPart, mended } from './left-out.ts';
import type { Keeping } from './lifetime.ts';
import { isFailure, timesOf } from './rules.ts';

/** What a source says to a question. */
export interface Answered {
  readonly row: Row | null;
  /** Paths begin within the row. */
  readonly errors: readonly ReplyError[];
  /** Names of the row's tags; null when it must not be kept. */
  readonly tags: readonly string[] | null;
  /** There is nothing there. */
  readonly negative: boolean;
}

export interface Outcome {
  readonly row: Row | null;
  readonly errors: readonly ReplyError[];
  readonly from: 'live' | 'cached' | 'stale';
  /** Milliseconds since 1970. */
  readonly asOf: number;
}

/** Questions that are asked of their source together. */
export interface Asking {
  readonly subgraph: string;
  readonly names: readonly string[];
  readonly keeping: Keeping;
  /** Asks the source for the questions at these places, in their order. Never rejects. */
  ask(places: readonly number[], context: RequestContext): Promise<readonly Answered[]>;
}

export interface ReadThrough {
  /** In the order of the names. Never rejects. */
  answer(asking: Asking, context: RequestContext): Promise<readonly Outcome[]>;
  /** From now on nobody joins what is under way. */
  forget(): void;
}

export interface ReadEvents {
  onAnswered(subgraph: string, how: 'hit' | 'miss' | 'passed' | 'joined' | 'stale' | 'refreshed'): void;
}

interface Flight {
  readonly by: RequestContext;
  readonly landed: Promise<Landed>;
  land(landed: Landed): void;
}

interface Landed extends Omit<Outcome, 'row'> {
  /** JSON: each who takes it merges more into his own. */
  readonly text: string;
}

/** Refreshes under way at once. */
const mostRefreshes = 16;
/** After one that failed, the same is not tried again for so long. Milliseconds. */
const refreshPause = 1_000;

export function readThrough(options: {
  readonly kept: KeptRows;
  readonly now: () => number;
  readonly random: () => number;
  /** Milliseconds a refresh may take. */
  readonly refreshTimeout: number;
  readonly events: ReadEvents;
}): ReadThrough {
  const { kept, now, random, refreshTimeout, events } = options;
  const flights = new Map<string, Flight>();
  const refreshed = new LRUCache<string, true>({ max: 10_000, ttl: refreshTimeout + refreshPause });
  let refreshing = 0;

  const newRow = (name: string, { row, negative, tags }: Answered, keeping: Keeping, at: number): NewRow[] => {
    if (tags === null) return [];
    const { lifetime, leftOut } = keeping;
    const kept = row !== null && leftOut !== null ? keptPart(row, leftOut) : row;
    return [{ name, tags, row: kept, at, ...timesOf(at, lifetime, negative, random) }];
  };

  const refresh = async (asking: Asking, due: readonly number[], moment: string, by: RequestContext): Promise<void> => {
    const { names, keeping, subgraph } = asking;
    const places = due.filter((place) => !refreshed.has(names[place] ?? ''));
    if (places.length === 0 || refreshing >= mostRefreshes) return;
    refreshing += 1;
    for (const place of places) refreshed.set(names[place] ?? '', true);
    const at = now();
    const context = createRequestContext({
      id: by.id,
      signal: AbortSignal.timeout(refreshTimeout),
      deadline: performance.now() + refreshTimeout,
      now: by.now,
    });
    setPlace(context.signal, placeOf(by.signal));
    // What is asked again is asked for the same caller.
    context.principal = by.principal;
    context.purpose = by.purpose;
    context.access = by.access;
    try {
      const answered = await currentRequest.run(context, () => asking.ask(places, context));
      const rows = answered.flatMap((each, index) => newRow(names[places[index] ?? 0] ?? '', each, keeping, at));
      await kept.keep(moment, rows);
      for (const { name } of rows) {
        refreshed.delete(name);
        events.onAnswered(subgraph, 'refreshed');
      }
    } finally {
      refreshing -= 1;
    }
  };

  /** Answers the questions at these places, whose flights nobody else has begun. */
  const fly = async (asking: Asking, places: readonly number[], context: RequestContext, outcomes: Outcome[]) => {
    const { names, keeping, subgraph } = asking;
    const own = places.map((place) => begin(names[place] ?? '', context));
    const finish = (index: number, outcome: Outcome): void => {
      outcomes[places[index] ?? 0] = outcome;
      const { row, ...rest } = outcome;
      own[index]?.land({ ...rest, text: JSON.stringify(row) });
    };
    const leave = (index: number): void => {
      const name = names[places[index] ?? 0] ?? '';
      if (flights.get(name) === own[index]) flights.delete(name);
    };
    try {
      const { moment, rows } = await kept.look(places.map((place) => names[place] ?? ''));
      const missing: number[] = [];
      const due: number[] = [];
      for (const [index, place] of places.entries()) {
        const found = rows[index];
        if (found && keeping.leftOut === null && now() < found.hard) {
          finish(index, cached(found, 'cached'));
          leave(index);
          events.onAnswered(subgraph, 'hit');
          if (now() >= found.soft) due.push(place);
        } else missing.push(index);
      }
      if (due.length > 0 && moment !== null) void refresh(asking, due, moment, context);
      if (missing.length === 0) return;
      const at = now();
      const answered = await asking.ask(
        missing.map((index) => places[index] ?? 0),
        context,
      );
      const fresh: NewRow[] = [];
      for (const [order, index] of missing.entries()) {
        const { [order]: each } = answered;
        const old = rows[index];
        if (each === undefined) continue;
        const standIn = old && standingIn(each, old, keeping, now());
        finish(index, standIn ?? { row: each.row, errors: each.errors, from: 'live', asOf: at });
        // Others may wait for what is never kept, not find it afterwards.
        if (keeping.leftOut !== null) leave(index);
        events.onAnswered(subgraph, standIn ? 'stale' : keeping.leftOut === null ? 'miss' : 'passed');
        const made = newRow(names[places[index] ?? 0] ?? '', each, keeping, at);
        fresh.push(...made.filter((row) => !(old && says(old, row, at))));
      }
      const done = () => missing.forEach(leave);
      if (moment === null || fresh.length === 0) done();
      else void kept.keep(moment, fresh).then(done);
    } catch (error) {
      for (const index of places.keys()) {
        leave(index);
        finish(index, { row: null, errors: [toldError(subgraph, error)], from: 'live', asOf: now() });
      }
    }
  };

  /** Whoever waits behind others is no company for one who goes before them. */
  const joinable = (name: string, { signal }: RequestContext): Flight | undefined => {
    const flight = flights.get(name);
    return flight && placeOf(flight.by.signal) <= placeOf(signal) ? flight : undefined;
  };

  const begin = (name: string, by: RequestContext): Flight => {
    const { promise, resolve } = Promise.withResolvers<Landed>();
    const flight: Flight = { by, landed: promise, land: resolve };
    flights.set(name, flight);
    return flight;
  };

  return {
    answer: async (asking, context) => {
      const { names, subgraph } = asking;
      const outcomes: Outcome[] = [];
      let open = names.map((_, place) => place);
      while (open.length > 0) {
        const under = open.map((place) => ({ place, flight: joinable(names[place] ?? '', context) }));
        const own = under.flatMap(({ place, flight }) => (flight ? [] : [place]));
        const joined = under.flatMap(({ place, flight }) => (flight ? [{ place, flight }] : []));
        const abandoned: number[] = [];
        const mine = own.length === 0 ? undefined : fly(asking, own, context, outcomes);
        const others = joined.map(async ({ place, flight }) => {
          const landed = await landing(flight, context);
          if (landed !== null && landed.errors.length > 0 && flight.by.signal.aborted && !context.signal.aborted) {
            // Who made it had no time left, or went away; whoever still waits asks himself.
            abandoned.push(place);
            return;
          }
          events.onAnswered(subgraph, 'joined');
          outcomes[place] = landed === null ? late(subgraph, now()) : taken(landed);
        });
        await Promise.all([mine, ...others]);
        open = abandoned;
      }
      return outcomes;
    },
    forget: () => flights.clear(),
  };
}

/** What is kept says the same, and has not grown old: to write it anew at every request would cost more than it tells. */
function says(old: KeptRow, { row }: NewRow, now: number): boolean {
  return old.row !== null && now < old.soft && isDeepStrictEqual(old.row, row);
}

/** What is kept, where the source has failed; null where it has not. */
function standingIn({ row, errors }: Answered, old: KeptRow, { leftOut }: Keeping, now: number): Outcome | null {
  if (old.row === null) return null;
  if (leftOut === null) return isFailure(errors) ? cached(old, 'stale') : null;
  const told = mended({ row, errors }, old.row, leftOut);
  return told && { ...told, from: now < old.hard ? 'cached' : 'stale', asOf: old.at };
}

function cached({ row, at }: KeptRow, from: 'cached' | 'stale'): Outcome {
  return { row, errors: [], from, asOf: at };
}

function taken({ text, ...rest }: Landed): Outcome {
  const row: Row | null = JSON.parse(text);
  return { ...rest, row };
}

function late(subgraph: string, asOf: number): Outcome {
  const error = new SourceError(subgraph, 'LEGACY_TIMEOUT', 'the request has ended');
  return { row: null, errors: [toldError(subgraph, error)], from: 'live', asOf };
}

/** Null when the request ends before. */
function landing(flight: Flight, { signal }: RequestContext): Promise<Landed | null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    const release = whenEnded(signal, () => resolve(null));
    void flight.landed.then((landed) => {
      release();
      resolve(landed);
    });
  });
}
