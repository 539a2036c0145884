/** When what is kept is served, asked for anew, and shown once more as its source fails; on a clock of the test's own. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type CacheOptions, cacheOver } from '../../gateway/cache/cache.ts';
import type { KeyValues } from '../../gateway/cache/key-values.ts';
import { memoryValues } from '../../gateway/cache/memory.ts';
import type { Answered, Asking, Outcome } from '../../gateway/cache/read-through.ts';
import { createRequestContext, type RequestContext } from '../../gateway/request-context.ts';
import { SourceError, type SourceErrorCode } from '../../subgraphs/shared/errors.ts';
import { toldError } from '../../subgraphs/shared/hosting/reply.ts';

const keeping = { lifetime: { fresh: 10_000, stale: 60_000, shared: false }, leftOut: null };

function world(options: { readonly random?: number; readonly values?: KeyValues } = {}) {
  let time = 1_000_000;
  const asked: string[][] = [];
  const told: string[] = [];
  let fails: SourceErrorCode | null = null;
  let hold: Promise<void> = Promise.resolve();
  let version = 1;
  const made: CacheOptions = {
    config: { place: { kind: 'memory', bytes: 1_048_576 }, keys: [], prefix: '' },
    events: {
      onStore: (operation, outcome) => told.push(`${operation} ${outcome}`),
      onAnswered: (_, how) => told.push(how),
    },
    refreshTimeout: 1_000,
    now: () => time,
    random: () => options.random ?? 0,
  };
  const cache = cacheOver(options.values ?? memoryValues({ bytes: 1_048_576, now: () => time }), made);
  const asking = (names: readonly string[]): Asking => ({
    subgraph: 'loyalty',
    names,
    keeping,
    ask: async (places) => {
      asked.push(places.map((place) => names[place] ?? ''));
      const value = version;
      await hold;
      return places.map((place): Answered => {
        if (fails) {
          const error = toldError('loyalty', new SourceError('loyalty', fails, 'broken'), []);
          return { row: null, errors: [error], tags: null, negative: false };
        }
        const nobody = names[place] === 'nobody';
        return { row: nobody ? null : { value }, errors: [], tags: ['tag'], negative: nobody };
      });
    },
  });
  const answer = (names: readonly string[], context = request().context) => cache.reads.answer(asking(names), context);
  return {
    cache,
    asked,
    told,
    answer,
    one: async (name = 'a', context?: RequestContext): Promise<Outcome> => {
      const [outcome] = await answer([name], context);
      // What was answered is kept a moment later.
      await nextTurn();
      return outcome!;
    },
    pass: (milliseconds: number) => (time += milliseconds),
    breakWith: (code: SourceErrorCode | null) => (fails = code),
    holdUntil: (promise: Promise<void>) => (hold = promise),
    change: () => (version += 1),
    now: () => time,
  };
}

function request() {
  const controller = new AbortController();
  const context = createRequestContext({
    id: 'r',
    signal: controller.signal,
    deadline: performance.now() + 5_000,
    now: () => new Date(),
  });
  return { context, leave: () => controller.abort(new Error('left')) };
}

afterEach(() => vi.restoreAllMocks());

describe('A row', () => {
  test('is fresh as long as declared, and says since when', async () => {
    const { one, pass, asked, now } = world();
    const at = now();
    expect(await one()).toEqual({ row: { value: 1 }, errors: [], from: 'live', asOf: at });
    pass(7_999);
    expect(await one()).toEqual({ row: { value: 1 }, errors: [], from: 'cached', asOf: at });
    expect(asked).toHaveLength(1);
  });

  test('is asked for anew beforehand, while who asks is served at once', async () => {
    const { one, pass, asked, change, told } = world();
    await one();
    change();
    pass(8_000);
    expect(await one()).toMatchObject({ row: { value: 1 }, from: 'cached' });
    await vi.waitFor(() => expect(told).toContain('refreshed'));
    expect(asked).toHaveLength(2);
    pass(7_000);
    expect(await one()).toMatchObject({ row: { value: 2 }, from: 'cached' });
    expect(asked).toHaveLength(2);
  });

  test('whose refresh fails is not asked for again by everyone who sees it', async () => {
    const { one, pass, asked, breakWith } = world();
    await one();
    pass(8_000);
    breakWith('LEGACY_UNAVAILABLE');
    for (let times = 0; times < 20; times += 1) expect(await one()).toMatchObject({ from: 'cached' });
    expect(asked).toHaveLength(2);
  });

  test('grows too old a little before its time, each at its own, never after it', async () => {
    const early = world({ random: 1 });
    await early.one();
    early.pass(9_000);
    expect(await early.one()).toMatchObject({ from: 'live' });
    const late = world({ random: 0 });
    await late.one();
    late.breakWith('OVERLOADED');
    late.pass(9_999);
    expect(await late.one()).toMatchObject({ from: 'cached' });
    late.pass(2);
    expect(await late.one()).toMatchObject({ from: 'stale' });
  });

  test('that is not there is believed for five seconds, and is never shown as stale', async () => {
    const { one, pass, asked, breakWith } = world();
    await one('nobody');
    pass(4_900);
    expect(await one('nobody')).toMatchObject({ row: null, from: 'cached' });
    pass(200);
    breakWith('LEGACY_UNAVAILABLE');
    expect((await one('nobody')).errors).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });
});

describe('A row of which a part may not be kept', () => {
  const leftOut = new Map([['secret', 'all']] as const);
  const partly = (names: readonly string[], { asked, ...row }: { value: number; asked: string[] }): Asking => ({
    subgraph: 'loyalty',
    names,
    keeping: { ...keeping, leftOut },
    ask: async (places) => {
      asked.push('asked');
      return places.map(() => ({ row: { ...row, secret: 1 }, errors: [], tags: ['tag'], negative: false }));
    },
  });

  test('is asked for every time, and kept anew when it has changed or grown old', async () => {
    const { cache, pass, told } = world();
    const asked: string[] = [];
    const one = async (value: number) => {
      const [outcome] = await cache.reads.answer(partly(['a'], { value, asked }), request().context);
      await nextTurn();
      return outcome;
    };
    const kept = () => told.filter((each) => each === 'keep ok').length;
    for (const [value, after, writes] of [
      [1, 0, 1],
      [1, 1_000, 1],
      [2, 1_000, 2],
      [2, 7_900, 2],
      [2, 200, 3],
    ] as const) {
      pass(after);
      expect(await one(value)).toMatchObject({ row: { value, secret: 1 }, from: 'live' });
      await vi.waitFor(() => expect(kept()).toBe(writes));
    }
    expect(asked).toHaveLength(5);
    expect(told.filter((each) => each === 'passed')).toHaveLength(5);
  });
});

describe('When its source fails', () => {
  test.each(['LEGACY_UNAVAILABLE', 'LEGACY_TIMEOUT', 'OVERLOADED', 'LEGACY_MALFORMED'] as const)(
    'with %s, a row is shown until its window closes, with its age and without an error',
    async (code) => {
      const { one, pass, breakWith, now } = world();
      const at = now();
      await one();
      pass(20_000);
      breakWith(code);
      expect(await one()).toEqual({ row: { value: 1 }, errors: [], from: 'stale', asOf: at });
      pass(49_000);
      expect(await one()).toMatchObject({ from: 'stale' });
      pass(1_001);
      expect((await one()).errors).toMatchObject([{ extensions: { code } }]);
    },
  );

  test('with a refusal, it is told: that is an answer', async () => {
    const { one, pass, breakWith } = world();
    await one();
    pass(20_000);
    breakWith('LEGACY_REJECTED');
    expect(await one()).toMatchObject({ row: null, errors: [{ extensions: { code: 'LEGACY_REJECTED' } }] });
  });

  test('the error is not kept: the next who asks is answered', async () => {
    const { one, breakWith } = world();
    breakWith('LEGACY_UNAVAILABLE');
    await one();
    breakWith(null);
    expect(await one()).toMatchObject({ row: { value: 1 }, from: 'live' });
  });
});

describe('Who asks the same at the same time', () => {
  test('shares one call, and each gets a row of his own', async () => {
    const { answer, asked } = world();
    const all = await Promise.all(Array.from({ length: 100 }, () => answer(['a', 'b'])));
    expect(asked).toEqual([['a', 'b']]);
    expect(new Set(all.map(([first]) => first!.row)).size).toBe(100);
    for (const outcomes of all) expect(outcomes.map(({ row }) => row)).toEqual([{ value: 1 }, { value: 1 }]);
  });

  test('asks for the rest alone', async () => {
    const { answer, asked } = world();
    const both = await Promise.all([answer(['a', 'b']), answer(['b', 'c'])]);
    expect(asked).toEqual([['a', 'b'], ['c']]);
    expect(both.flat().every(({ row }) => row?.value === 1)).toBe(true);
  });

  test('asks himself when the one who asked has left unanswered', async () => {
    const { answer, one, asked, breakWith, holdUntil } = world();
    const gone = request();
    const { promise, resolve } = Promise.withResolvers<void>();
    holdUntil(promise);
    breakWith('LEGACY_TIMEOUT');
    const first = answer(['a'], gone.context);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const second = one();
    gone.leave();
    resolve();
    await first;
    breakWith(null);
    expect(await second).toMatchObject({ row: { value: 1 }, errors: [] });
    expect(asked).toHaveLength(2);
  });

  test('gets each answer at its own place, in whatever order those he waited for have left', async () => {
    const { answer, asked, cache } = world();
    const names = ['a', 'b', 'c'];
    const gone = names.map(() => request());
    const held = names.map(() => Promise.withResolvers<void>());
    let dead = true;
    const asking = (own: readonly string[], wait: Promise<void>): Asking => ({
      subgraph: 'loyalty',
      names: own,
      keeping,
      ask: async (places) => {
        asked.push(places.map((place) => own[place] ?? ''));
        await wait;
        return places.map((place): Answered => {
          const error = toldError('loyalty', new SourceError('loyalty', 'LEGACY_TIMEOUT', 'left'), []);
          return dead
            ? { row: null, errors: [error], tags: null, negative: false }
            : { row: { name: own[place] }, errors: [], tags: [], negative: false };
        });
      },
    });
    const makers = names.map((name, at) => cache.reads.answer(asking([name], held[at]!.promise), gone[at]!.context));
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    const waiting = cache.reads.answer(asking(names, Promise.resolve()), request().context);
    for (const at of [2, 0, 1]) {
      gone[at]!.leave();
      held[at]!.resolve();
      await makers[at];
    }
    dead = false;
    expect((await waiting).map(({ row }) => row?.name)).toEqual(names);
    expect((await answer(['a']))[0]!.row).toEqual({ name: 'a' });
  });

  test('does not wait longer than his own request lasts', async () => {
    const { answer, asked, holdUntil } = world();
    const { promise, resolve } = Promise.withResolvers<void>();
    holdUntil(promise);
    const first = answer(['a']);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const impatient = request();
    const second = answer(['a'], impatient.context);
    impatient.leave();
    expect((await second)[0]!.errors).toMatchObject([{ extensions: { code: 'LEGACY_TIMEOUT' } }]);
    resolve();
    expect((await first)[0]!.row).toEqual({ value: 1 });
  });

  test('does not join who asked before an invalidation', async () => {
    const { answer, one, asked, cache, change, holdUntil } = world();
    const { promise, resolve } = Promise.withResolvers<void>();
    holdUntil(promise);
    const first = answer(['a']);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    change();
    await cache.invalidate({ tags: ['anything'] });
    holdUntil(Promise.resolve());
    expect(await one()).toMatchObject({ row: { value: 2 }, from: 'live' });
    resolve();
    expect((await first)[0]!.row).toEqual({ value: 1 });
    expect(await one()).toMatchObject({ row: { value: 2 }, from: 'cached' });
  });
});

describe('A store that', () => {
  const broken = (how: () => Promise<never>): KeyValues => ({
    getMany: how,
    setMany: how,
    announce: how,
    onAnnounced: () => () => {},
    close: async () => {},
  });

  test('fails costs nothing but what it would have saved, and is left alone after a few times', async () => {
    const { one, told } = world({ values: broken(() => Promise.reject(new Error('away'))) });
    for (let times = 0; times < 10; times += 1) expect(await one()).toMatchObject({ row: { value: 1 }, from: 'live' });
    expect(told.filter((each) => each === 'look failed')).toHaveLength(5);
    expect(told.filter((each) => each === 'look skipped')).toHaveLength(5);
  });

  test('never answers holds a request up for its budget at most', async () => {
    const { one } = world({ values: broken(() => new Promise(() => {})) });
    const start = performance.now();
    expect(await one()).toMatchObject({ row: { value: 1 }, from: 'live' });
    expect(performance.now() - start).toBeGreaterThan(25);
  });

  test('holds what is not a row of ours holds nothing', async () => {
    const values = memoryValues({ bytes: 1_048_576 });
    const { one, asked, cache } = world({ values });
    await one('a');
    const [kept] = await values.getMany(['row:a']);
    // Moved under another name by somebody who can write there.
    await values.setMany([{ key: 'row:b', value: kept!, milliseconds: 60_000 }], 'always');
    await one('b');
    const line = kept!.subarray(0, kept!.indexOf(0x0a) + 1);
    for (const text of ['', 'null', '{}', '{"row":[],"at":1,"soft":1,"hard":1,"gone":1}', '{"row":{}}', 'not JSON']) {
      const value = Buffer.concat([line, cache.keyring.seal('c', text)]);
      await values.setMany([{ key: 'row:c', value, milliseconds: 60_000 }], 'always');
      expect(await one('c')).toMatchObject({ row: { value: 1 }, from: 'live' });
    }
    expect(asked).toHaveLength(8);
  });
});

test('An invalidation that cannot be done is told, and nothing is served from the cache until it is', async () => {
  const memory = memoryValues({ bytes: 1_048_576 });
  let away = false;
  const values: KeyValues = {
    ...memory,
    setMany: (entries, when) => (away ? Promise.reject(new Error('away')) : memory.setMany(entries, when)),
  };
  const { one, cache, change } = world({ values });
  await one();
  away = true;
  change();
  expect(await cache.invalidate({ subgraphs: ['other'] })).toBe(false);
  expect(await one()).toMatchObject({ row: { value: 2 }, from: 'live' });
  away = false;
  expect(await one()).toMatchObject({ row: { value: 1 }, from: 'cached' });
  expect(await cache.invalidate({ tags: ['x'] })).toBe(true);
});
