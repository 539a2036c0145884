/** When what is kept is too old, and what counts as a failure of its source. */
import type { ReplyError } from '../../subgraphs/shared/hosting/reply.ts';
import type { KeptRow } from './kept-rows.ts';
import type { Lifetime } from './lifetime.ts';

/** That there is nothing is believed so long. Milliseconds. */
const negativeKept = 5_000;
/** The part of its time after which a row is asked for again beforehand, and how much each row's own times differ. */
const softPart = 0.8;
const jitter = 0.1;

/** Never longer than declared: rows that were asked for together do not all grow too old together. */
export function timesOf(
  at: number,
  lifetime: Lifetime,
  negative: boolean,
  random: () => number,
): Pick<KeptRow, 'soft' | 'hard' | 'gone'> {
  const fresh = negative ? Math.min(negativeKept, lifetime.fresh) : lifetime.fresh;
  const own = fresh * (1 - jitter * random());
  const hard = at + own;
  return {
    soft: negative ? hard : at + own * softPart,
    hard,
    gone: negative ? hard : at + lifetime.fresh + lifetime.stale,
  };
}

/**
 * The source did not answer, so what it said before may stand in. A value that cannot be read within an answer that can costs its own
 * field only; a refusal is an answer.
 */
export function isFailure(errors: readonly ReplyError[]): boolean {
  return errors.some(
    ({ extensions: { code }, path = [] }) => failures.has(code) || (code === unreadable && path.length <= 1),
  );
}

const failures: ReadonlySet<string> = new Set(['LEGACY_UNAVAILABLE', 'LEGACY_TIMEOUT', 'OVERLOADED']);
const unreadable = 'LEGACY_MALFORMED';
