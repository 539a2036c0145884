/** All customers one subject may be, best first; at most one of them merges. */

import { decide, highestPossible, type Method } from './decide.ts';
import type { Comparison, Evidence } from './evidence.ts';

export interface Ranked<C> {
  readonly customer: C;
  readonly method: Method;
  readonly confidence: number;
  readonly merges: boolean;
  readonly evidence: readonly Evidence[];
}

/** Possible matches below this are noise and left out. */
export const leastPossible = 0.3;

/**
 * The one customer of the strongest tier merges. Two at that tier are an ambiguity: neither merges. Whoever does not merge is
 * only possible, however strong the sign, and whoever is excluded is left out. Equal matches keep the order of their ids.
 */
export function rank<C extends { readonly id: string }>(
  compared: readonly { readonly customer: C; readonly comparison: Comparison }[],
  least = leastPossible,
): Ranked<C>[] {
  const decided = compared.map(({ customer, comparison }) => ({
    customer,
    evidence: comparison.evidence,
    ...decide(comparison),
  }));
  const best = Math.max(0, ...decided.filter(({ deterministic }) => deterministic).map(({ confidence }) => confidence));
  const winners = decided.filter(({ deterministic, confidence }) => deterministic && confidence === best);
  const winner = winners.length === 1 ? winners[0] : undefined;
  return decided
    .filter(({ excluded, confidence }) => !excluded && confidence >= least)
    .map((decision): Ranked<C> => {
      const { customer, evidence, method, confidence } = decision;
      if (decision === winner) return { customer, evidence, method, confidence, merges: true };
      return {
        customer,
        evidence,
        method: 'POSSIBLE',
        confidence: Math.min(confidence, highestPossible),
        merges: false,
      };
    })
    .sort(
      (a, b) =>
        Number(b.merges) - Number(a.merges) || b.confidence - a.confidence || byId(a.customer.id, b.customer.id),
    );
}

const byId = (left: string, right: string) => (left < right ? -1 : Number(left > right));
