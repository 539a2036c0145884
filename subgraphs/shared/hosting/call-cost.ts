/** What an answer cost the legacy system: counted where the calls are made, told by a service elsewhere in a header of its reply. */
import type { SourceCall } from '../subgraph.ts';

export interface CallCost {
  readonly made: number;
  /** Of those made. */
  readonly failed: number;
}

export const noCalls: CallCost = { made: 0, failed: 0 };

/** Its value is an RFC 9651 item: `3`, or `3;failed=1`. */
export const callCostHeader = 'x-legacy-calls';

export function withCall({ made, failed }: CallCost, { outcome }: SourceCall): CallCost {
  return { made: made + 1, failed: outcome === 'ok' ? failed : failed + 1 };
}

export function writeCallCost(calls: readonly SourceCall[]): string {
  const { made, failed } = calls.reduce(withCall, noCalls);
  return failed === 0 ? `${made}` : `${made};failed=${failed}`;
}

/** Null for a reply that does not say, or not in this form. */
export function readCallCost(text: string): CallCost | null {
  const [, made, failed = '0'] = /^(\d{1,6})(?:;failed=(\d{1,6}))?$/.exec(text) ?? [];
  return made === undefined ? null : { made: Number(made), failed: Math.min(Number(failed), Number(made)) };
}
