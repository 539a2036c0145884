/** A source's policies together, around calls that end as they are told, on a clock that moves by hand. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SourceError, type SourceErrorCode } from '../../subgraphs/shared/errors.ts';
import { guard } from '../../subgraphs/shared/policies/guard.ts';
import type { PolicySettings } from '../../subgraphs/shared/policies/source-policies.ts';
import type { CircuitChange } from '../../subgraphs/shared/policies/source-state.ts';
import { ClientLeft, DeadlinePassed } from '../../subgraphs/shared/policies/time-left.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Work = (signal: AbortSignal) => Promise<string>;

function world(settings: Partial<PolicySettings> = {}) {
  const outcomes: string[] = [];
  const changes: CircuitChange[] = [];
  const guarded = guard({
    system: 'loyalty',
    concurrency: 4,
    timeout: 2_000,
    ...settings,
    onCall: ({ outcome }) => outcomes.push(outcome),
    onCircuit: (change) => changes.push(change),
  });
  /** `ok`, or the error's code or name, once enough time has passed. */
  const ask = (work: Work, signal = new AbortController().signal, writes = false): Promise<string> =>
    guarded({ operation: 'test', keys: 1, signal, writes }, work).then(
      () => 'ok',
      (error: unknown) => (error instanceof SourceError ? error.code : error instanceof Error ? error.name : 'unknown'),
    );
  const asked = async (work: Work, count: number): Promise<string[]> => {
    const results: string[] = [];
    for (let call = 0; call < count; call += 1) {
      const result = ask(work);
      await vi.advanceTimersByTimeAsync(100);
      results.push(await result);
    }
    return results;
  };
  return { guarded, ask, asked, outcomes, changes, state: guarded.state };
}

const works: Work = async () => 'well';
const fails =
  (code: SourceErrorCode, cause?: unknown): Work =>
  async () => {
    throw new SourceError('loyalty', code, 'told to', cause);
  };
const hangs: Work = () => new Promise(() => {});
const coded = (code: string) => Object.assign(new Error(code), { code });

describe('a source that is dead', () => {
  test('is asked no more after twenty calls, answers at once, and is found again by itself', async () => {
    const { asked, outcomes, changes, state } = world({ retryPercent: 0 });
    expect(new Set(await asked(fails('LEGACY_UNAVAILABLE'), 20))).toEqual(new Set(['LEGACY_UNAVAILABLE']));
    expect(state()).toMatchObject({ circuit: 'open' });
    const before = outcomes.length;
    expect(new Set(await asked(works, 30))).toEqual(new Set(['LEGACY_UNAVAILABLE']));
    expect(outcomes).toHaveLength(before);
    expect(state().refused.circuit).toBe(30);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(await asked(works, 3)).toEqual(['ok', 'ok', 'ok']);
    expect(changes.map(({ state }) => state)).toEqual(['open', 'half-open', 'closed']);
  });

  test('answers those who wait in the queue when its circuit opens', async () => {
    const { ask, state } = world({
      concurrency: 1,
      queueWait: 10_000,
      circuit: { calls: 1, percent: 50, openFor: 5_000 },
    });
    const first = ask(hangs);
    await vi.advanceTimersByTimeAsync(1_000);
    const second = ask(works);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await first).toBe('LEGACY_TIMEOUT');
    expect(await second).toBe('LEGACY_UNAVAILABLE');
    expect(state()).toMatchObject({ inFlight: 0, queued: 0 });
  });
});

describe('the circuit', () => {
  test.each([
    ['LEGACY_UNAVAILABLE', 'open'],
    ['LEGACY_MALFORMED', 'open'],
    ['LEGACY_TIMEOUT', 'open'],
    ['LEGACY_REJECTED', 'closed'],
    ['OVERLOADED', 'open'],
  ] as const)('after many calls that ended as %s is %s', async (code, circuit) => {
    const { asked, state } = world({ retryPercent: 0 });
    await asked(fails(code), 30);
    expect(state().circuit).toBe(circuit);
  });

  test('does not open for clients who left, nor for those who gave too little time', async () => {
    const { ask, state } = world();
    for (let call = 0; call < 60; call += 1) {
      const leaving = new AbortController();
      const result = ask(hangs, leaving.signal);
      await vi.advanceTimersByTimeAsync(30);
      leaving.abort(call % 2 === 0 ? new ClientLeft() : new DeadlinePassed());
      expect(await result).toMatch(/^(ClientLeft|DeadlinePassed)$/);
    }
    expect(state()).toMatchObject({ circuit: 'closed', limit: 4, inFlight: 0 });
  });

  test('opens when requests run out of a fair time', async () => {
    const { ask, state } = world({ concurrency: 20 });
    const late = Array.from({ length: 20 }, () => new AbortController());
    const results = late.map(({ signal }) => ask(hangs, signal));
    await vi.advanceTimersByTimeAsync(600);
    for (const controller of late) controller.abort(new DeadlinePassed());
    await Promise.all(results);
    expect(state().circuit).toBe('open');
  });
});

describe('a second try', () => {
  const failsOnce = (code: SourceErrorCode, cause?: unknown) => {
    let calls = 0;
    const work: Work = (signal) => (calls++ === 0 ? fails(code, cause)(signal) : works(signal));
    return { work, calls: () => calls };
  };
  const settle = async (result: Promise<string>) => {
    await vi.advanceTimersByTimeAsync(100);
    return result;
  };

  test('is made of a read that found the source unavailable, and of no call that ended otherwise', async () => {
    for (const code of [
      'LEGACY_UNAVAILABLE',
      'LEGACY_TIMEOUT',
      'LEGACY_MALFORMED',
      'LEGACY_REJECTED',
      'OVERLOADED',
    ] as const) {
      const { ask, outcomes } = world();
      const { work, calls } = failsOnce(code);
      expect(await settle(ask(work))).toBe(code === 'LEGACY_UNAVAILABLE' ? 'ok' : code);
      expect(calls()).toBe(code === 'LEGACY_UNAVAILABLE' ? 2 : 1);
      expect(outcomes).toHaveLength(calls());
    }
  });

  test('is the last', async () => {
    const { ask, outcomes, state } = world();
    expect(await settle(ask(fails('LEGACY_UNAVAILABLE')))).toBe('LEGACY_UNAVAILABLE');
    expect(outcomes).toEqual(['LEGACY_UNAVAILABLE', 'LEGACY_UNAVAILABLE']);
    expect(state().retries).toBe(1);
  });

  test('of a call that changes something is made only when it cannot have been sent', async () => {
    for (const [code, tries] of [
      ['ECONNRESET', 1],
      ['UND_ERR_SOCKET', 1],
      ['ECONNREFUSED', 2],
      ['UND_ERR_CONNECT_TIMEOUT', 2],
    ] as const) {
      const { ask } = world();
      const { work, calls } = failsOnce('LEGACY_UNAVAILABLE', coded(code));
      await settle(ask(work, undefined, true));
      expect([code, calls()]).toEqual([code, tries]);
    }
  });

  test('comes out of a budget of a tenth', async () => {
    const { asked, outcomes, state } = world({ circuit: { calls: 1_000_000, percent: 100, openFor: 1_000 } });
    await asked(fails('LEGACY_UNAVAILABLE'), 200);
    expect(state().retries).toBeLessThanOrEqual(30);
    expect(state().retries).toBeGreaterThan(20);
    expect(outcomes).toHaveLength(200 + state().retries);
  });

  test('is not made for a client who has left meanwhile', async () => {
    const { ask, outcomes } = world();
    const leaving = new AbortController();
    const result = ask(fails('LEGACY_UNAVAILABLE'), leaving.signal);
    await vi.advanceTimersByTimeAsync(1);
    leaving.abort(new ClientLeft());
    expect(await settle(result)).toBe('ClientLeft');
    expect(outcomes).toHaveLength(1);
  });
});

describe('a source that hangs', () => {
  test('costs each call its time, both tries included, and its signal tells the adapter at once', async () => {
    const { ask } = world();
    const heard: unknown[] = [];
    const result = ask((signal) => {
      signal.addEventListener('abort', () => heard.push(signal.reason));
      return hangs(signal);
    });
    await vi.advanceTimersByTimeAsync(1_999);
    expect(heard).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    expect(await result).toBe('LEGACY_TIMEOUT');
    expect(heard).toMatchObject([{ code: 'LEGACY_TIMEOUT' }]);
  });

  test('is given fewer calls at once, others are refused after a tenth of a second, and more again when it works', async () => {
    const { ask, asked, state } = world();
    const hung = Array.from({ length: 4 }, () => ask(hangs));
    const other = ask(works);
    await vi.advanceTimersByTimeAsync(99);
    expect(state()).toMatchObject({ inFlight: 4, queued: 1 });
    await vi.advanceTimersByTimeAsync(2);
    expect(await other).toBe('OVERLOADED');
    expect(state().refused.queue).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    await Promise.all(hung);
    expect(state()).toMatchObject({ limit: 3, inFlight: 0 });
    await asked(works, 1);
    await Promise.all(Array.from({ length: 30 }, () => ask(works)));
    expect(state().limit).toBe(4);
  });

  test('is noticed by those it keeps out, as it is asked too seldom to be noticed by its answers', async () => {
    const { ask, changes } = world({ concurrency: 2 });
    const results: Promise<string>[] = [];
    for (let call = 0; call < 60; call += 1) {
      results.push(ask(hangs));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(changes[0]).toMatchObject({ state: 'open' });
    await vi.advanceTimersByTimeAsync(2_000);
    await Promise.all(results);
  });

  test('is another thing than one that has too much to do, whose circuit stays closed', async () => {
    const { ask, state } = world({ concurrency: 2, queue: 2 });
    const takesLong: Work = () => new Promise((done) => setTimeout(() => done('well'), 400));
    const results: Promise<string>[] = [];
    for (let call = 0; call < 300; call += 1) {
      results.push(ask(takesLong));
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    const ends = await Promise.all(results);
    expect(ends.filter((end) => end === 'OVERLOADED').length).toBeGreaterThan(150);
    expect(ends.filter((end) => end === 'ok').length).toBeGreaterThan(50);
    expect(state()).toMatchObject({ circuit: 'closed', limit: 2 });
  });
});
