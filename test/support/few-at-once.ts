/** Large replies are read two at a time, and a place that is given up is free: asked of any way to a system. */
import { expect } from 'vitest';

/** A large reply that never becomes whole, one that does, and a small one. */
export type Size = 'stuck' | 'large' | 'small';

/** `ask` settles when the reply is whole, or has been given up by the signal. */
export async function expectFewAtOnce(ask: (size: Size, signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const never = new AbortController().signal;
  const answered = (size: Size, signal: AbortSignal = never) =>
    ask(size, signal).then(
      () => true,
      () => false,
    );
  expect(await answered('large')).toBe(true);
  const givenUp = [new AbortController(), new AbortController()] as const;
  const stuck = givenUp.map(({ signal }) => answered('stuck', signal));
  // Until these have the two places; each that has waited in vain is given up.
  const probe = () => answered('large', AbortSignal.timeout(400));
  await expect.poll(probe, { timeout: 15_000, interval: 10 }).toBe(false);
  expect(await answered('small')).toBe(true);
  const held = answered('large');
  givenUp[0].abort();
  expect(await held).toBe(true);
  expect(await Promise.all([answered('large'), answered('large'), answered('large')])).toEqual([true, true, true]);
  givenUp[1].abort();
  expect(await Promise.all(stuck)).toEqual([false, false]);
  expect(await answered('large')).toBe(true);
}
