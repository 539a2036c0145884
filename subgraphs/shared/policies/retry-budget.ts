/**
 * What may be spent on second tries: a share of all calls, so that a source in trouble gets a tenth more of them, and not twice as
 * many. A few are saved up, for kept connections that all close together.
 */
export interface RetryBudget {
  /** A call is made. */
  earn(): void;
  /** Whether there is enough for one more try. */
  holds(): boolean;
  spend(): void;
}

const saved = 10;

/** `percent` of calls. With 0 nothing is ever tried twice. */
export function retryBudget(percent: number): RetryBudget {
  let hundredths = percent === 0 ? 0 : saved * 100;
  return {
    earn: () => {
      hundredths = Math.min(saved * 100, hundredths + percent);
    },
    holds: () => hundredths >= 100,
    // Two calls may have seen the same last hundredths.
    spend: () => {
      hundredths = Math.max(0, hundredths - 100);
    },
  };
}
