/** One answer a purpose, out of the decisions of several sources. */
import type { ConsentPurpose, ConsentRecord } from './source.ts';

export interface EffectiveConsent extends ConsentRecord {
  readonly overruled: readonly ConsentRecord[];
}

const timeOf = ({ decidedAt }: ConsentRecord) => (decidedAt instanceof Date ? decidedAt.getTime() : 0);

/**
 * Of each source its newest decision counts. Among the sources the most restrictive wins: one refusal outweighs every grant,
 * also a later one. Between two alike the newest is shown. Purposes in alphabetical order.
 */
export function effectiveConsents(decisions: readonly ConsentRecord[]): EffectiveConsent[] {
  const purposes: ConsentPurpose[] = [...new Set(decisions.map(({ purpose }) => purpose))].sort();
  return purposes.flatMap((purpose) => {
    const [winner, ...overruled] = currentDecisions(decisions.filter((decision) => decision.purpose === purpose));
    return winner === undefined ? [] : [{ ...winner, overruled }];
  });
}

function currentDecisions(decisions: readonly ConsentRecord[]): ConsentRecord[] {
  const newestFirst = decisions.toSorted((a, b) => timeOf(b) - timeOf(a) || Number(a.granted) - Number(b.granted));
  const current = newestFirst.filter(
    (decision, index) => newestFirst.findIndex((d) => d.source === decision.source) === index,
  );
  return current.sort((a, b) => Number(a.granted) - Number(b.granted) || timeOf(b) - timeOf(a));
}
