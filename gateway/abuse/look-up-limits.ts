/**
 * How often look-ups may find nothing in a time. What is begun counts until it has found something: of a hundred at once no more are tried
 * than may fail (docs/decisions/0019). Who is held up by nothing but others under way in this process waits until one of them has ended.
 */
import { whenEnded } from '../../subgraphs/shared/policies/when-ended.ts';
import type { Counters } from './counters.ts';
import type { RateLimit } from './rate-limit.ts';

/** What is counted under one name. */
export interface Budget {
  readonly name: string;
  readonly limit: RateLimit;
  /** Look-ups that draw on it. */
  readonly times: number;
}

export type Begun =
  | {
      readonly kind: 'begun';
      /** `failed`: how many found nothing, by budget name. Has to be called once. */
      end(failed: ReadonlyMap<string, number>): Promise<void>;
    }
  | {
      readonly kind: 'refused';
      /** Milliseconds until it may be tried again. */
      readonly wait: number;
    };

export interface LookUpLimits {
  /** All of the budgets or none. */
  begin(budgets: readonly Budget[], signal: AbortSignal): Promise<Begun>;
}

export function lookUpLimits(counters: Counters): LookUpLimits {
  const lines = waitingLines();

  /** Null when it is taken, else milliseconds until it may be tried again. */
  const take = async ({ name, limit, times }: Budget, signal: AbortSignal): Promise<number | null> => {
    for (;;) {
      const { used, resets } = await counters.count(name, limit.seconds, times);
      if (used <= limit.count) {
        lines.enter(name);
        return null;
      }
      await counters.count(name, limit.seconds, -times);
      if (times > limit.count || !(await lines.turn(name, signal))) {
        lines.next(name);
        return resets;
      }
    }
  };
  const giveBack = async ({ name, limit }: Budget, times: number): Promise<void> => {
    if (times > 0) await counters.count(name, limit.seconds, -times);
    lines.leave(name);
  };

  return {
    begin: async (budgets, signal) => {
      const taken: Budget[] = [];
      for (const budget of budgets) {
        const wait = await take(budget, signal);
        if (wait === null) {
          taken.push(budget);
          continue;
        }
        await Promise.all(taken.map((each) => giveBack(each, each.times)));
        return { kind: 'refused', wait };
      }
      const end = async (failed: ReadonlyMap<string, number>): Promise<void> => {
        await Promise.all(taken.map((each) => giveBack(each, each.times - (failed.get(each.name) ?? 0))));
      };
      return { kind: 'begun', end };
    },
  };
}

interface Line {
  underWay: number;
  readonly waiting: Set<() => void>;
}

/** Those who wait for one under way to end, by name; each who ends, or gives up, calls the next. */
function waitingLines() {
  const lines = new Map<string, Line>();
  const next = (name: string): void => {
    const [first] = lines.get(name)?.waiting ?? [];
    first?.();
  };
  return {
    enter: (name: string): void => {
      const line = lines.get(name) ?? { underWay: 0, waiting: new Set() };
      line.underWay += 1;
      lines.set(name, line);
    },
    leave: (name: string): void => {
      const line = lines.get(name);
      if (line === undefined) return;
      line.underWay -= 1;
      next(name);
      if (line.underWay === 0 && line.waiting.size === 0) lines.delete(name);
    },
    next,
    /** False, at once, when nothing is under way, and when the request has ended. */
    turn: (name: string, signal: AbortSignal): Promise<boolean> => {
      const line = lines.get(name);
      if (line === undefined || line.underWay === 0 || signal.aborted) return Promise.resolve(false);
      return new Promise((resolve) => {
        const go = (is: boolean) => {
          line.waiting.delete(called);
          release();
          resolve(is);
        };
        const called = () => go(true);
        const release = whenEnded(signal, () => go(false));
        line.waiting.add(called);
      });
    },
  };
}
