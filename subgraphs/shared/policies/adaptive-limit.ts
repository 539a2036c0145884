/**
 * How many calls a source is given at once: its declared cap while all is well, less when it shows that it is too much.
 *
 * Additive increase, multiplicative decrease. A call that ran out of time, was refused or turned away takes a quarter off, once for
 * all calls that were under way together; each full round of good calls gives one back. Slow answers alone do not count: legacy
 * hosts take ten times as long for a long list as for a short one.
 */
export interface AdaptiveLimit {
  /** A whole number from 1 to the cap. */
  now(): number;
  /** A good call ended, with so many under way, itself included. */
  grow(inFlight: number): void;
  /** A call that began at `startedAt` showed distress, at `time`. */
  shrink(startedAt: number, time: number): void;
}

const kept = 0.75;

export function adaptiveLimit(cap: number): AdaptiveLimit {
  let limit = cap;
  let shrunkAt = Number.NEGATIVE_INFINITY;
  return {
    now: () => Math.floor(limit),
    grow: (inFlight) => {
      // A source that is hardly asked shows nothing about what it can take.
      if (limit < cap && inFlight * 2 >= limit) limit = Math.min(cap, limit + 1 / limit);
    },
    shrink: (startedAt, time) => {
      if (startedAt < shrunkAt) return;
      limit = Math.max(1, limit * kept);
      shrunkAt = time;
    },
  };
}
