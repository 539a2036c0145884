/** What the four ports' suites share: how `make` is called, what it gives, and what a failing system must become. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { SourceError, type SourceErrorCode } from '../../subgraphs/shared/errors.ts';
import { type Guard, guard } from '../../subgraphs/shared/policies/guard.ts';
import type { OwnSystemName, SourceCall, SourceHealth } from '../../subgraphs/shared/subgraph.ts';

/** What the product gives an adapter, and a suite gives `make`. */
export interface Given {
  readonly guard: Guard;
  /** Calls in flight at once. */
  readonly concurrency: number;
  /** For one call, in milliseconds. */
  readonly timeout: number;
}

/** How a system may be made to fail, whatever it speaks. */
const faultKinds = [
  /** Takes the request and never answers. */
  'hang',
  /** Closes the connection at once. */
  'refuse',
  /** Sends part of the answer, then closes the connection. */
  'drop',
  /** Answers with what is not the protocol. */
  'garble',
  /** Says that it is out of service. */
  'unavailable',
  /** Says that it is asked too much. */
  'rate-limit',
  /** Right records in the wrong order, some twice, some of other keys. */
  'shuffle',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What a `make` can show: the faults its `fault` causes, and `sockets` where it gives `openSockets`. */
export type Shown = FaultKind | 'sockets';

interface Source {
  readonly capabilities: { readonly concurrency: number };
  health(signal: AbortSignal): Promise<SourceHealth>;
}

/** What `make` gives. */
export interface SourceUnderTest<S> {
  readonly source: S;
  /** Makes the system fail so until `none`. False, and nothing done, for a fault it cannot have. */
  fault?(kind: FaultKind | 'none'): boolean;
  /** Connections open between the source and its system now. */
  openSockets?(): number | Promise<number>;
  /** Closes the source and its system, and removes what was loaded. */
  close(): Promise<void>;
}

const hurried = 1_000;

/** The guard a suite gives, which counts what goes through it and, told to hurry, allows a call a second. */
export function counted(system: OwnSystemName) {
  const [concurrency, timeout] = [4, 30_000];
  const calls: SourceCall[] = [];
  const onCall = (call: SourceCall) => void calls.push(call);
  const allowing = (each: number): Guard =>
    guard({ system, concurrency, queue: 400, queueWait: each, timeout: each, onCall });
  const [patient, hasty] = [allowing(timeout), allowing(hurried)];
  let [policy, inHand, peak] = [patient, 0, 0];
  const counting: Guard = (call, work) =>
    policy(call, async (signal) => {
      peak = Math.max(peak, ++inHand);
      try {
        return await work(signal);
      } finally {
        inHand--;
      }
    });
  const given: Given = { guard: counting, concurrency, timeout };
  return {
    given,
    calls,
    /** Most calls in hand at one time so far. */
    peak: () => peak,
    hurry: (yes: boolean) => {
      policy = yes ? hasty : patient;
    },
  };
}

const codes: Partial<Record<FaultKind, SourceErrorCode>> = {
  refuse: 'LEGACY_UNAVAILABLE',
  drop: 'LEGACY_UNAVAILABLE',
  garble: 'LEGACY_MALFORMED',
  unavailable: 'LEGACY_UNAVAILABLE',
  'rate-limit': 'OVERLOADED',
};

/**
 * What becomes of a failure. What `make` cannot show is listed as not proven.
 *
 * `ask` is a question answered with data; it rejects when the answer, or its one record, is an error. `shuffled` compares an
 * answer before and after `begin`.
 */
export function describeFailures(options: {
  readonly system: OwnSystemName;
  readonly shown: readonly Shown[];
  readonly made: () => SourceUnderTest<Source>;
  readonly hurry: (yes: boolean) => void;
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
  readonly shuffled: (begin: () => void) => Promise<void>;
}): void {
  const { system, shown, made, hurry, ask } = options;
  const { signal } = new AbortController();
  const begin = (kind: FaultKind): void => expect(made().fault?.(kind)).toBe(true);
  const health = () => made().source.health(signal);
  const sockets = async () => (await made().openSockets?.()) ?? Number.NaN;
  const shows = (...kinds: Shown[]) => kinds.every((kind) => shown.includes(kind));
  const heal = () => {
    made().fault?.('none');
    hurry(false);
  };
  const asksAtOnce = (asking: AbortSignal) =>
    Promise.allSettled(Array.from({ length: made().source.capabilities.concurrency }, () => ask(asking)));

  /** Whether every connection is closed, soon enough for a busy machine. */
  async function allClosed(): Promise<boolean> {
    for (let waited = 0; waited < 3_000; waited += 50) {
      if ((await sockets()) === 0) return true;
      await pause(50);
    }
    return false;
  }

  /** As many calls as may be in flight take every connection; where a busy machine was too slow for that, once more. */
  async function closesAll(hungCalls: (attempt: number) => Promise<void>): Promise<void> {
    for (let attempt = 1; attempt <= 4; attempt++) {
      await hungCalls(attempt);
      if (await allClosed()) return;
    }
    expect(await sockets()).toBe(0);
  }

  if (shown.length > 0)
    describe('when its system fails', () => {
      afterEach(heal);

      it.each(Object.entries(codes).filter(([kind]) => shows(kind as FaultKind)))(
        'tells "%s" as %s, is down, and then works again',
        async (kind, code) => {
          const before = await ask(signal);
          begin(kind as FaultKind);
          const failure = await ask(signal).catch((error: unknown) => error);
          expect(failure).toBeInstanceOf(SourceError);
          expect(failure).toMatchObject({ code, system });
          expect(await health()).toMatchObject({ state: 'down', code: expect.stringMatching(/^[A-Z_]+$/) });
          heal();
          expect(await ask(signal)).toEqual(before);
        },
      );

      if (shows('hang'))
        it('tells "hang" as LEGACY_TIMEOUT, is down, and then works again', async () => {
          const before = await ask(signal);
          begin('hang');
          hurry(true);
          await expect(ask(signal)).rejects.toMatchObject({ code: 'LEGACY_TIMEOUT', system });
          expect(await health()).toMatchObject({ state: 'down', code: 'LEGACY_TIMEOUT' });
          heal();
          expect(await ask(signal)).toEqual(before);
        });

      if (shows('hang', 'sockets'))
        it('closes the connections of calls whose time is up', async () => {
          await ask(signal);
          expect(await sockets()).toBeGreaterThan(0);
          begin('hang');
          hurry(true);
          await closesAll(async () => {
            for (const outcome of await asksAtOnce(signal))
              expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'LEGACY_TIMEOUT' } });
          });
        });

      if (shows('hang', 'sockets'))
        it('closes the connections of an asker who leaves', async () => {
          await ask(signal);
          begin('hang');
          await closesAll(async (attempt) => {
            const leaving = new AbortController();
            const outcomes = asksAtOnce(leaving.signal);
            await pause(100 * attempt);
            expect(await sockets()).toBeGreaterThan(0);
            const left = new Error('the asker has left');
            leaving.abort(left);
            expect(await outcomes).toEqual((await outcomes).map(() => ({ status: 'rejected', reason: left })));
          });
        });

      if (shows('shuffle'))
        it('shows each record under its own key, and none that nobody asked for', () =>
          options.shuffled(() => begin('shuffle')));
    });

  const missing = [...faultKinds, 'sockets' as const].filter((kind) => !shows(kind));
  if (missing.length > 0)
    describe('NOT PROVEN, for want of a way to show it', () => {
      afterEach(heal);
      const names: Partial<Record<Shown, string>> = {
        sockets: 'that the signal closes the connection',
        shuffle: 'what becomes of records in disorder ("shuffle")',
      };
      // Each of these fails when `make` could show it after all, and its third argument does not say so.
      it.each(missing.map((kind) => [names[kind] ?? `what "${kind}" becomes`, kind] as const))('%s', (_, kind) => {
        if (kind === 'sockets') expect(made().openSockets).toBeUndefined();
        else expect(made().fault?.(kind) ?? false).toBe(false);
      });
    });
}
