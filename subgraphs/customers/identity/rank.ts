/** All customers one subject may be, best first; at most one of them merges. */

import { confidenceOf, type Decision, decide, type Method, type Tier, tiers } from './decide.ts';
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
 * Whoever does not merge is only possible, however strong the sign, and whoever is excluded is left out. Equal matches keep the
 * order of their ids.
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
  const winner = theOne(decided);
  return decided
    .filter((decision) => decision === winner?.decision || (!decision.excluded && decision.score >= least))
    .map((decision): Ranked<C> => {
      const { customer, evidence, score } = decision;
      if (decision !== winner?.decision)
        return { customer, evidence, method: 'POSSIBLE', confidence: score, merges: false };
      return { customer, evidence, method: winner.tier, confidence: confidenceOf[winner.tier], merges: true };
    })
    .sort(
      (a, b) =>
        Number(b.merges) - Number(a.merges) || b.confidence - a.confidence || byId(a.customer.id, b.customer.id),
    );
}

/**
 * The one customer of the strongest tier that anybody holds. Two at one tier are an ambiguity, for instance a number that was
 * entered with a namesake too: its key tells them apart no more, so the next tier decides between those two. When none does,
 * there is no one.
 */
function theOne<D extends Decision>(decided: readonly D[]): { readonly decision: D; readonly tier: Tier } | null {
  let rivals = decided;
  for (const tier of tiers) {
    const holders = rivals.filter(({ holding }) => holding.includes(tier));
    const [first] = holders;
    if (first !== undefined && holders.length === 1) return { decision: first, tier };
    if (holders.length > 1) rivals = holders;
  }
  return null;
}

const byId = (left: string, right: string) => (left < right ? -1 : Number(left > right));
