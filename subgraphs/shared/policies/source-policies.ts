/**
 * The policies around one source, in the order a call meets them: a second try from a budget, the circuit, a slot or a place in the
 * queue. What a call does then, and when it is cut off, is its own: guard.ts for legacy systems, the gateway for subgraphs elsewhere.
 */
import { DelegateBackoff, handleWhen, retry } from 'cockatiel';
import type { SystemName } from '../subgraph.ts';
import { adaptiveLimit } from './adaptive-limit.ts';
import { type CircuitSettings, createCircuit } from './circuit.ts';
import { isClosedConnection } from './connection-errors.ts';
import type { DueTimes } from './due-times.ts';
import { retryBudget } from './retry-budget.ts';
import { silenceOf } from './silence.ts';
import { createSlots, NoSlot } from './slots.ts';
import type { CircuitChange, SourceState } from './source-state.ts';
import { mayRepeat, Refused, type Verdict, verdictOf, worked } from './verdict.ts';

export interface PolicySettings {
  /** Calls in flight at once at most; the source's own limit. */
  readonly concurrency: number;
  /** Calls that may wait for a slot; eight for each that runs where nothing is said. */
  readonly queue?: number | undefined;
  /** Milliseconds a call may wait for others' calls; 100 where nothing is said. */
  readonly queueWait?: number | undefined;
  /** Second tries, of a hundred calls; 10 where nothing is said. */
  readonly retryPercent?: number | undefined;
  /** 20 calls, 50 percent, 5 seconds where nothing is said. */
  readonly circuit?: CircuitSettings | undefined;
}

export interface PolicyOptions extends PolicySettings {
  readonly system: SystemName;
  /** What a call may take, in milliseconds. */
  readonly timeout: number;
  readonly dues: DueTimes;
  /** How a call ends when its signal has aborted before it was made; with the signal's reason where nothing is said. */
  readonly endOf?: ((signal: AbortSignal) => unknown) | undefined;
  readonly onCircuit?: ((change: CircuitChange) => void) | undefined;
}

export interface PolicedCall {
  /** Aborts when nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** It changes something. */
  readonly writes?: boolean | undefined;
}

export interface SourcePolicies {
  /**
   * Rejects as `work` does, with Refused, or with `endOf` the signal. `due`: when the call's time is up, by `performance.now()`.
   * `work` must end when the signal aborts.
   */
  run<T>(call: PolicedCall, due: number, work: () => Promise<T>): Promise<T>;
  state(): SourceState;
}

const usualCircuit: CircuitSettings = { calls: 20, percent: 50, openFor: 5_000 };
const queuePerSlot = 8;
/** Between the tries, drawn anew each time. Milliseconds. */
const [shortestPause, longestPause] = [10, 60];
/** A request that ran out of its time speaks against the source when the call had this share of its own. */
const fairShare = 0.25;

export function sourcePolicies(options: PolicyOptions): SourcePolicies {
  const { system, concurrency, timeout, dues, queue = concurrency * queuePerSlot } = options;
  const { queueWait = 100, retryPercent = 10, circuit: circuitSettings = usualCircuit, onCircuit } = options;
  const { endOf = ({ reason }: AbortSignal): unknown => reason } = options;
  const clock = () => performance.now();
  const refused = { circuit: 0, queue: 0 };
  let retries = 0;

  const limit = adaptiveLimit(concurrency);
  const slots = createSlots(limit.now, { queue, patience: queueWait, dues });
  const circuit = createCircuit(
    circuitSettings,
    ({ state, openFor }) => {
      if (state === 'open') slots.turnAway(new NoSlot('circuit open'));
      onCircuit?.({ system, state, openFor });
    },
    { clock, random: Math.random },
  );
  const budget = retryBudget(retryPercent);
  const silence = silenceOf(timeout);

  const refuse = (
    by: keyof typeof refused,
    code: 'LEGACY_UNAVAILABLE' | 'LEGACY_TIMEOUT' | 'OVERLOADED',
    why: string,
  ) => {
    refused[by] += 1;
    return new Refused(system, code, why);
  };
  const notEntered = (error: unknown, signal: AbortSignal): unknown => {
    if (!(error instanceof NoSlot)) return endOf(signal);
    const { refusal } = error;
    if (refusal === 'circuit open') return refuse('circuit', 'LEGACY_UNAVAILABLE', refusal);
    // A source that hangs is asked too seldom for its circuit to notice. Who finds its slots taken, and nothing good from it for
    // as long as a call may take, has met it too.
    const outOfTime = refusal === 'out of time';
    if (outOfTime || silence.length(clock()) >= timeout) circuit.miss();
    return refuse('queue', outOfTime ? 'LEGACY_TIMEOUT' : 'OVERLOADED', refusal);
  };
  const judge = ({ end, distress }: Verdict, pass: number, startedAt: number): void => {
    const time = clock();
    if (end !== 'unknown') silence.end(time, end === 'worked');
    if (distress) limit.shrink(startedAt, time);
    else if (end === 'worked') limit.grow(slots.inFlight);
    circuit.leave(pass, end);
  };

  const attempt = async <T>(signal: AbortSignal, due: number, work: () => Promise<T>): Promise<T> => {
    if (signal.aborted) throw endOf(signal);
    if (!circuit.passes()) throw refuse('circuit', 'LEGACY_UNAVAILABLE', 'circuit open');
    let slot = slots.take(signal);
    if (slot === null) {
      slot = await slots.wait(signal, due).catch((error: unknown) => {
        throw notEntered(error, signal);
      });
    }
    const pass = circuit.enter();
    if (pass === null) {
      slots.leave(slot);
      throw refuse('circuit', 'LEGACY_UNAVAILABLE', 'circuit open');
    }
    const startedAt = clock();
    silence.begin(startedAt, slots.inFlight === 1);
    try {
      const result = await work();
      judge(worked, pass, startedAt);
      return result;
    } catch (error) {
      judge(verdictOf(error, signal, clock() - startedAt, timeout * fairShare), pass, startedAt);
      throw error;
    } finally {
      slots.leave(slot);
    }
  };

  const twice = (writes: boolean) => {
    const policy = retry(
      handleWhen((error) => mayRepeat(error, writes) && budget.holds()),
      {
        maxAttempts: 1,
        // A kept connection that the host had just done with says nothing against trying at once.
        backoff: new DelegateBackoff(({ result }) =>
          'error' in result && closedOnUs(result.error) ? 0 : pauseBetween(Math.random()),
        ),
      },
    );
    policy.onRetry(() => {
      retries += 1;
      budget.spend();
    });
    return policy;
  };
  const [reading, writing] = [twice(false), twice(true)];

  return {
    run: ({ signal, writes = false }, due, work) => {
      budget.earn();
      return (writes ? writing : reading).execute(() => attempt(signal, due, work), signal);
    },
    state: () => ({
      circuit: circuit.state(),
      limit: limit.now(),
      inFlight: slots.inFlight,
      queued: slots.queued,
      retries,
      refused: { ...refused },
    }),
  };
}

const closedOnUs = (error: unknown): boolean => error instanceof Error && isClosedConnection(error.cause);
const pauseBetween = (random: number): number => shortestPause + random * (longestPause - shortestPause);
