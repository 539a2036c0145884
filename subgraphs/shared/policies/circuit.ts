/**
 * A circuit breaker: a source that fails most of its calls is left alone for a while, and whoever asks is told so at once.
 *
 * Closed, calls pass and are counted over ten seconds. Open, none passes. When its time is up one call may probe (half-open), and
 * everyone else is still refused; three probes in a row that succeed close it, one that fails opens it again for twice as long.
 * Calls that began before the last change say nothing any more.
 *
 * (Why not cockatiel's: docs/decisions/0017-policies-around-every-source.md.)
 */
export type CircuitState = 'closed' | 'open' | 'half-open';

/** How a call ended: the source worked, failed, or the call says nothing about it. */
export type CallEnd = 'worked' | 'failed' | 'unknown';

export interface CircuitSettings {
  /** Calls within ten seconds below which it stays closed. */
  readonly calls: number;
  /** Of them that fail, from which on it opens; more than 100 is never. */
  readonly percent: number;
  /** Milliseconds it stays open at first. */
  readonly openFor: number;
}

export interface CircuitChange {
  readonly state: CircuitState;
  /** Milliseconds until the next probe; 0 unless it opened. */
  readonly openFor: number;
}

/** By it a call's end finds the state it began in. */
export type Pass = number;

export interface Circuit {
  state(): CircuitState;
  /** Whether a call would pass now. */
  passes(): boolean;
  /** A call begins; null when it must not. */
  enter(): Pass | null;
  leave(pass: Pass, end: CallEnd): void;
  /** A call failed before it could be made, and the source is to blame. */
  miss(): void;
}

const secondsCounted = 10;
/** Milliseconds. */
const longestOpen = 30_000;
const probesToClose = 3;
/** So that replicas do not probe together: a tenth more or less. */
const jitter = 0.1;

/** `clock` in milliseconds, `random` from 0 to 1. */
export function createCircuit(
  { calls, percent, openFor }: CircuitSettings,
  onChange: (change: CircuitChange) => void,
  { clock, random }: { readonly clock: () => number; readonly random: () => number },
): Circuit {
  const counts = callCounts();
  let state: CircuitState = 'closed';
  let changes = 0;
  let openUntil = 0;
  let opened = 0;
  let probing = false;
  let probed = 0;

  const become = (next: CircuitState, milliseconds = 0): void => {
    state = next;
    changes += 1;
    onChange({ state, openFor: milliseconds });
  };
  const open = (): void => {
    const longer = Math.min(openFor * 2 ** opened, Math.max(longestOpen, openFor));
    const milliseconds = Math.round(longer * (1 - jitter + 2 * jitter * random()));
    opened += 1;
    openUntil = clock() + milliseconds;
    become('open', milliseconds);
  };
  const close = (): void => {
    counts.clear();
    opened = 0;
    become('closed');
  };
  const count = (failed: boolean): void => {
    const { total, failures } = counts.add(failed, Math.floor(clock() / 1_000));
    if (failed && total >= calls && failures * 100 >= total * percent) open();
  };
  const judgeProbe = (end: CallEnd): void => {
    probing = false;
    if (end === 'failed') open();
    if (end === 'worked') {
      probed += 1;
      if (probed === probesToClose) close();
    }
  };

  return {
    state: () => state,
    passes: () => state === 'closed' || (state === 'open' ? clock() >= openUntil : !probing),
    enter: () => {
      if (state === 'closed') return changes;
      if (state === 'open') {
        if (clock() < openUntil) return null;
        probed = 0;
        become('half-open');
      } else if (probing) return null;
      probing = true;
      return changes;
    },
    leave: (pass, end) => {
      if (pass !== changes) return;
      if (state === 'half-open') judgeProbe(end);
      else if (end !== 'unknown') count(end === 'failed');
    },
    miss: () => {
      if (state === 'closed') count(true);
    },
  };
}

/** Of the last ten seconds, the one that runs included. */
function callCounts() {
  const totals: number[] = new Array(secondsCounted).fill(0);
  const failed: number[] = new Array(secondsCounted).fill(0);
  let second = 0;
  let total = 0;
  let failures = 0;
  const forget = (at: number): void => {
    total -= totals[at] ?? 0;
    failures -= failed[at] ?? 0;
    totals[at] = 0;
    failed[at] = 0;
  };
  return {
    add: (isFailure: boolean, now: number): { readonly total: number; readonly failures: number } => {
      for (const last = Math.min(now, second + secondsCounted); second < last; ) forget(++second % secondsCounted);
      second = now;
      const at = now % secondsCounted;
      totals[at] = (totals[at] ?? 0) + 1;
      total += 1;
      if (isFailure) {
        failed[at] = (failed[at] ?? 0) + 1;
        failures += 1;
      }
      return { total, failures };
    },
    clear: () => {
      totals.fill(0);
      failed.fill(0);
      total = 0;
      failures = 0;
    },
  };
}
