/** The limit, the budget and the queue, each by itself. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { adaptiveLimit } from '../../subgraphs/shared/policies/adaptive-limit.ts';
import { type ClientClass, clientClasses, setPlace } from '../../subgraphs/shared/policies/client-class.ts';
import { dueTimes } from '../../subgraphs/shared/policies/due-times.ts';
import { retryBudget } from '../../subgraphs/shared/policies/retry-budget.ts';
import { createSlots, NoSlot, type Slot } from '../../subgraphs/shared/policies/slots.ts';

describe('the adaptive limit', () => {
  test('is the cap while all is well', () => {
    const limit = adaptiveLimit(8);
    for (let count = 0; count < 100; count += 1) limit.grow(8);
    expect(limit.now()).toBe(8);
  });

  test('loses a quarter once for all calls that were under way together', () => {
    const limit = adaptiveLimit(8);
    for (const startedAt of [0, 10, 20]) limit.shrink(startedAt, 1_000);
    expect(limit.now()).toBe(6);
    limit.shrink(1_001, 2_000);
    expect(limit.now()).toBe(4);
  });

  test('comes back by one for a round of good calls, when it is used', () => {
    const limit = adaptiveLimit(8);
    limit.shrink(0, 1_000);
    for (let count = 0; count < 100; count += 1) limit.grow(1);
    expect(limit.now()).toBe(6);
    for (let count = 0; count < 7; count += 1) limit.grow(6);
    expect(limit.now()).toBe(7);
  });

  test('is never under 1 nor over the cap', () => {
    const step = fc.record({ bad: fc.boolean(), inFlight: fc.integer({ min: 1, max: 20 }) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.array(step, { maxLength: 300 }), (cap, steps) => {
        const limit = adaptiveLimit(cap);
        for (const [time, { bad, inFlight }] of steps.entries()) {
          if (bad) limit.shrink(time, time);
          else limit.grow(inFlight);
          expect(limit.now()).toBeGreaterThanOrEqual(1);
          expect(limit.now()).toBeLessThanOrEqual(cap);
        }
      }),
    );
  });
});

describe('the retry budget', () => {
  test('is a tenth of the calls, and ten saved up', () => {
    const budget = retryBudget(10);
    let spent = 0;
    for (let call = 0; call < 1_000; call += 1) {
      budget.earn();
      if (!budget.holds()) continue;
      budget.spend();
      spent += 1;
    }
    // What comes when the store is full is lost.
    expect(spent).toBe(109);
  });

  test('saves no more than ten', () => {
    const budget = retryBudget(100);
    for (let call = 0; call < 1_000; call += 1) budget.earn();
    let spent = 0;
    for (; budget.holds(); spent += 1) budget.spend();
    expect(spent).toBe(10);
  });

  test('of 0 percent holds nothing', () => {
    const budget = retryBudget(0);
    budget.earn();
    expect(budget.holds()).toBe(false);
  });
});

describe('the slots', () => {
  const settled: string[] = [];
  beforeEach(() => {
    vi.useFakeTimers();
    settled.splice(0);
  });
  afterEach(() => void vi.useRealTimers());

  function world({ limit = 2, queue = 4, patience = 100 } = {}) {
    const size = { limit };
    const slots = createSlots(() => size.limit, { queue, patience, dues: dueTimes() });
    const entered = new Map<string, Slot>();
    /** Asks for a slot as a request; `settled` tells what came of it. */
    const ask = (name: string, signal: AbortSignal, due = performance.now() + 5_000): void => {
      const slot = slots.take(signal);
      if (slot) {
        entered.set(name, slot);
        settled.push(name);
        return;
      }
      slots.wait(signal, due).then(
        (late) => {
          entered.set(name, late);
          settled.push(name);
        },
        (error: unknown) => settled.push(`${name}: ${error instanceof NoSlot ? error.refusal : String(error)}`),
      );
    };
    const leave = async (name: string) => {
      slots.leave(entered.get(name)!);
      await vi.advanceTimersByTimeAsync(0);
    };
    return { slots, size, ask, leave, entered: (name: string) => entered.get(name)! };
  }
  const request = () => new AbortController().signal;
  const of = (name: ClientClass) => {
    const signal = request();
    setPlace(signal, clientClasses.indexOf(name));
    return signal;
  };

  test('go to the first in line as they get free', async () => {
    const { ask, leave } = world();
    for (const name of ['a', 'b', 'c', 'd']) ask(name, request());
    await leave('b');
    await leave('c');
    expect(settled).toEqual(['a', 'b', 'c', 'd']);
  });

  test('are waited for at most so long', async () => {
    const { slots, ask } = world();
    for (const name of ['a', 'b', 'c']) ask(name, request());
    await vi.advanceTimersByTimeAsync(99);
    expect(slots.queued).toBe(1);
    await vi.advanceTimersByTimeAsync(2);
    expect(slots.queued).toBe(0);
    expect(settled).toEqual(['a', 'b', 'c: waited too long']);
  });

  test('are all for a request that is alone, whose other calls wait as long as its own take', async () => {
    const { slots, ask, leave } = world();
    const big = request();
    for (let call = 0; call < 50; call += 1) ask(`${call}`, big);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([slots.inFlight, slots.queued]).toEqual([2, 48]);
    for (let call = 0; call < 50; call += 1) await leave(`${call}`);
    expect(settled).toHaveLength(50);
    expect(settled.filter((text) => text.includes(':'))).toEqual([]);
  });

  test('go to a request that holds none before one that holds some', async () => {
    const { ask, leave } = world();
    const big = request();
    for (const name of ['1', '2', '3', '4', '5']) ask(name, big);
    ask('other', request());
    await leave('1');
    expect(settled.at(-1)).toBe('other');
    await leave('other');
    expect(settled.at(-1)).toBe('3');
  });

  test('are not waited for beyond the call’s own time', async () => {
    const { ask } = world();
    const big = request();
    for (const name of ['1', '2', '3']) ask(name, big, performance.now() + 350);
    await vi.advanceTimersByTimeAsync(349);
    expect(settled).toEqual(['1', '2']);
    await vi.advanceTimersByTimeAsync(2);
    expect(settled.at(-1)).toBe('3: out of time');
  });

  test('are refused at once when the queue is full of others', async () => {
    const { ask } = world({ queue: 1 });
    for (const name of ['a', 'b', 'c', 'd']) ask(name, request());
    await vi.advanceTimersByTimeAsync(0);
    expect(settled).toEqual(['a', 'b', 'd: queue full']);
  });

  test('go to the airline’s own clients first, then to its staff’s, then to its partners’, and in each to who holds fewest', async () => {
    const { ask, leave } = world({ queue: 8 });
    const big = of('first-party');
    for (const name of ['own 1', 'own 2', 'own 3']) ask(name, big);
    ask('partner 1', of('partner'));
    ask('staff', of('internal'));
    ask('partner 2', of('partner'));
    ask('own 4', of('first-party'));
    for (const name of ['own 1', 'own 2', 'own 4', 'own 3', 'staff', 'partner 1']) await leave(name);
    expect(settled).toEqual(['own 1', 'own 2', 'own 4', 'own 3', 'staff', 'partner 1', 'partner 2']);
  });

  test('are no longer waited for by the last of the least important when the queue is full and a better one comes', async () => {
    const { slots, ask } = world({ queue: 3 });
    for (const name of ['partner', 'partner', 'partner 1', 'partner 2', 'internal'] as const) {
      ask(name, of(name === 'internal' ? name : 'partner'));
    }
    for (const name of ['internal', 'partner', 'first-party'] as const) ask(`late ${name}`, of(name));
    await vi.advanceTimersByTimeAsync(0);
    expect(settled.slice(2).toSorted()).toEqual([
      'late partner: queue full',
      'partner 1: queue full',
      'partner 2: queue full',
    ]);
    expect(slots.queued).toBe(3);
  });

  test('are given up by who leaves the queue, and by all when they are turned away', async () => {
    const { slots, ask, leave } = world();
    const leaving = new AbortController();
    ask('a', request());
    ask('b', request());
    ask('c', leaving.signal);
    ask('d', request());
    leaving.abort('left');
    await vi.advanceTimersByTimeAsync(0);
    expect(settled.at(-1)).toBe('c: left');
    slots.turnAway(new NoSlot('circuit open'));
    await vi.advanceTimersByTimeAsync(0);
    expect(settled.at(-1)).toBe('d: circuit open');
    await leave('a');
    await vi.advanceTimersByTimeAsync(1_000);
    expect([slots.inFlight, slots.queued]).toEqual([1, 0]);
    expect(settled).toHaveLength(4);
  });

  test('are waited for longer when this process itself stood still, as they may have been free all the while', async () => {
    vi.useRealTimers();
    const { slots, ask, entered } = world({ limit: 1 });
    ask('a', request());
    ask('b', request());
    setTimeout(() => slots.leave(entered('a')), 130);
    for (const end = performance.now() + 400; performance.now() < end; );
    await new Promise((done) => setTimeout(done, 60));
    expect(settled).toEqual(['a', 'b']);
    expect(slots.queued).toBe(0);
  });

  test('follow the limit when it shrinks and when it grows', async () => {
    const { slots, size, ask, leave } = world({ limit: 3 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) ask(name, request());
    size.limit = 1;
    await leave('a');
    await leave('b');
    expect(slots.inFlight).toBe(1);
    size.limit = 3;
    await leave('c');
    expect(settled).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('are never more than the limit, and none is lost, whoever comes, goes or leaves', async () => {
    const step = fc.record({
      kind: fc.constantFrom('ask', 'ask', 'leave', 'abort', 'wait'),
      who: fc.integer({ min: 0, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), async (limit, steps) => {
        const slots = createSlots(() => limit, { queue: 6, patience: 100, dues: dueTimes() });
        const requests = Array.from({ length: 5 }, () => new AbortController());
        const held: Slot[] = [];
        let asked = 0;
        let answered = 0;
        const got = (slot: Slot) => {
          answered += 1;
          held.push(slot);
        };
        for (const { kind, who } of steps) {
          const { signal } = requests[who]!;
          if (kind === 'ask' && !signal.aborted) {
            asked += 1;
            const slot = slots.take(signal);
            if (slot) got(slot);
            else slots.wait(signal, performance.now() + 250).then(got, () => (answered += 1));
          }
          if (kind === 'leave' && held.length > 0) slots.leave(held.splice(who % held.length, 1)[0]!);
          if (kind === 'abort') requests[who]!.abort();
          if (kind === 'wait') await vi.advanceTimersByTimeAsync(60);
          await vi.advanceTimersByTimeAsync(0);
          expect(slots.inFlight).toBeLessThanOrEqual(limit);
          expect(slots.inFlight).toBe(held.length);
          if (slots.queued > 0) expect(slots.inFlight).toBe(limit);
        }
        await vi.advanceTimersByTimeAsync(1_000);
        while (held.length > 0) {
          slots.leave(held.pop()!);
          await vi.advanceTimersByTimeAsync(0);
        }
        expect(answered).toBe(asked);
        expect([slots.inFlight, slots.queued]).toEqual([0, 0]);
      }),
      { numRuns: 200 },
    );
  });
});
